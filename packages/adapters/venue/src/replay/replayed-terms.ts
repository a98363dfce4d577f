import type { MarketDefinition } from "@polytraders/core";
import { NEVER_MS, type VenueMarketTerms } from "../market/venue-market.ts";
import { marketIdentityOf } from "../world/market-identity.ts";
import { negRiskSetIdOf } from "../world/market-terms.ts";

const CONDITION_ID = /^0x[0-9a-f]{64}$/;
const TOKEN_ID = /^[0-9]{1,78}$/;

/**
 * Terms of a recorded market. A recording holds the book and not the terms, so what is not given is
 * assumed:
 *
 * - fees of 0.05 x p(1 - p) per share, a quarter of them going back to makers;
 * - no reward programme, no taker delay, no start time, no end;
 * - five shares as the smallest order, where the recording does not know it;
 * - protocol v1; a neg-risk market is alone in its set.
 *
 * Ids are the recorded ones where the venue could have issued them, else derived from the slug.
 */
export function replayedTermsOf(
  definition: MarketDefinition,
  given: Partial<VenueMarketTerms> = {},
): VenueMarketTerms {
  const slug = given.slug ?? (definition.slug || definition.marketId);
  const identity = marketIdentityOf(slug, given.protocol ?? "v1");
  const marketId = definition.marketId.toLowerCase();
  const [first, second] = definition.tokenIds;
  const [firstOutcome, secondOutcome] = definition.outcomes;
  return {
    conditionId: CONDITION_ID.test(marketId) ? marketId : identity.conditionId,
    questionId: identity.questionId,
    question: slug.replaceAll("-", " "),
    description: "",
    outcomes: [firstOutcome || "Yes", secondOutcome || "No"],
    tokenIds: [
      TOKEN_ID.test(first) ? first : identity.tokenIds[0],
      TOKEN_ID.test(second) ? second : identity.tokenIds[1],
    ],
    protocol: "v1",
    minimumOrderSize: definition.minimumOrderSize || 5_000_000,
    negRiskSetId: definition.isNegRisk ? negRiskSetIdOf(slug) : null,
    negRiskIndex: 0,
    fees: { rate: 0.05, exponent: 1, rebateShare: 0.25 },
    rewards: null,
    takerDelayMs: 0,
    secondsDelay: 0,
    gameStartAtMs: null,
    clearsBookOnStart: false,
    endAtMs: NEVER_MS,
    eventSlug: slug,
    ...given,
    slug,
  };
}
