import { worldDocumentSchema, type WorldDocument } from "./world-document.ts";

/** What a newcomer finds: a binary market, a three-way race and a market without fees. */
export function defaultWorld(): WorldDocument {
  return worldDocumentSchema.parse({
    version: 1,
    markets: [
      {
        slug: "will-the-example-bill-pass-this-year",
        question: "Will the example bill pass this year?",
        probability: 0.52,
        fees: { rate: 0.04, exponent: 1, rebateShare: 0.25 },
        rewards: { dailyPoolUsd: 25, spreadMaxCents: 3.5, sizeMinShares: 50 },
      },
      {
        slug: "will-the-example-treaty-be-signed",
        question: "Will the example treaty be signed? (no fees)",
        probability: 0.31,
        fees: { rate: 0 },
      },
    ],
    events: [
      {
        slug: "who-wins-the-example-election",
        title: "Who wins the example election?",
        isNegRisk: true,
        markets: [
          { slug: "example-election-ada", question: "Will Ada win?", probability: 0.46 },
          { slug: "example-election-ben", question: "Will Ben win?", probability: 0.33 },
          { slug: "example-election-cleo", question: "Will Cleo win?", probability: 0.21 },
        ],
      },
    ],
  });
}
