import { z } from "@polytraders/core";

const probability = z.number().gt(0).lt(1);
const usd = z.number().nonnegative().max(1e9);
const durationMs = z.int().nonnegative().max(86_400_000);
const instant = z.union([
  z.iso.datetime({ offset: true }).describe("An instant, ISO 8601."),
  z.int().nonnegative().describe("Epoch milliseconds."),
]);

export const TICK_SIZE_TEXTS = ["0.1", "0.01", "0.005", "0.0025", "0.001", "0.0001"] as const;

const tickSize = z
  .union([z.enum(TICK_SIZE_TEXTS), z.number().transform(String).pipe(z.enum(TICK_SIZE_TEXTS))])
  .describe("Smallest price step in dollars.");

const fees = z
  .strictObject({
    rate: z.number().min(0).max(1).describe("`r` of the fee curve; 0 for a fee-free market."),
    exponent: z.number().min(0).max(4).default(1).describe("`e` of the fee curve."),
    rebateShare: z.number().min(0).max(1).default(0).describe("Part that goes back to makers."),
  })
  .describe("What takers pay: shares x rate x (p (1 - p))^exponent, dollars.");

const rewards = z
  .strictObject({
    dailyPoolUsd: usd,
    spreadMaxCents: z.number().gt(0).max(50),
    sizeMinShares: z.number().nonnegative().max(1e6),
    orderAgeMsMin: durationMs.default(0),
    multiplier: z.number().gt(0).max(1_000).default(1),
  })
  .describe("The market's liquidity programme.");

const makers = z
  .strictObject({
    levels: z.int().min(1).max(20).default(4).describe("Price levels on each side."),
    sizeShares: z.number().min(5).max(1e6).default(150).describe("Shares on the best level."),
    spreadTicks: z.int().min(1).max(100).default(2).describe("Best ask less best bid, ticks."),
    requoteMs: z.int().min(50).max(3_600_000).default(2_000).describe("Mean time between quotes."),
    takeMs: z
      .int()
      .min(0)
      .max(86_400_000)
      .default(15_000)
      .describe("Mean time between small market orders that make trades happen; 0 for none."),
  })
  .describe("Simulated traders that give newcomers somebody to trade with.");

/** One market, as a world file and the control port write it. Everything but a name is optional. */
export const marketDocumentSchema = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case words joined by hyphens")
    .max(120)
    .exactOptional(),
  question: z.string().min(1).max(500).exactOptional(),
  description: z.string().max(10_000).default(""),
  outcomes: z.tuple([z.string().min(1).max(80), z.string().min(1).max(80)]).default(["Yes", "No"]),
  conditionId: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, "0x and 64 lower-case hexadecimal digits")
    .exactOptional(),
  tokenIds: z
    .tuple([z.string().regex(/^[0-9]{1,78}$/), z.string().regex(/^[0-9]{1,78}$/)])
    .exactOptional(),
  protocol: z.enum(["v1", "v2"]).default("v1"),
  tickSize: tickSize.default("0.01"),
  minimumOrderShares: z.number().min(0).max(1e6).default(5),
  probability: probability.default(0.5).describe("Where its simulated makers begin to quote."),
  fees: fees.default({ rate: 0.05, exponent: 1, rebateShare: 0.25 }),
  rewards: rewards.nullable().default(null),
  takerDelayMs: durationMs.default(0),
  secondsDelay: z.int().min(0).max(60).default(0),
  gameStartAt: instant.nullable().default(null),
  clearsBookOnStart: z.boolean().default(false),
  endAt: instant.exactOptional(),
  makers: makers.nullable().exactOptional(),
});
export type MarketDocument = z.infer<typeof marketDocumentSchema>;

/** Markets of which exactly one outcome happens, or that merely belong together. */
export const eventDocumentSchema = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case words joined by hyphens")
    .max(120),
  title: z.string().min(1).max(500).exactOptional(),
  isNegRisk: z
    .boolean()
    .default(false)
    .describe("Exactly one market resolves to its first outcome."),
  markets: z.array(marketDocumentSchema).min(1).max(100),
});
export type EventDocument = z.infer<typeof eventDocumentSchema>;

/** A whole world: what `polytraders venue --markets` reads. */
export const worldDocumentSchema = z
  .strictObject({
    version: z.literal(1),
    makers: makers
      .nullable()
      .default(makers.parse({}))
      .describe("Default of every market; null for a world without simulated traders."),
    accounts: z
      .array(
        z.strictObject({
          address: z.string().regex(/^0x[0-9a-fA-F]{40}$/, "0x and 40 hexadecimal digits"),
          pusd: usd,
        }),
      )
      .max(100_000)
      .default([])
      .describe("Wallets that begin with money."),
    markets: z.array(marketDocumentSchema).max(10_000).default([]),
    events: z.array(eventDocumentSchema).max(1_000).default([]),
  })
  .superRefine(({ markets, events }, context) => {
    const seen = new Set<string>();
    const check = (slug: string | undefined, path: readonly PropertyKey[]): void => {
      if (slug === undefined) return;
      if (seen.has(slug)) {
        context.addIssue({ code: "custom", message: "a slug of its own", path: [...path, "slug"] });
      }
      seen.add(slug);
    };
    for (const [index, { slug }] of markets.entries()) check(slug, ["markets", index]);
    for (const [index, event] of events.entries()) {
      for (const [place, { slug }] of event.markets.entries()) {
        check(slug, ["events", index, "markets", place]);
      }
    }
  });
export type WorldDocument = z.infer<typeof worldDocumentSchema>;
export type MakerDocument = z.infer<typeof makers>;
