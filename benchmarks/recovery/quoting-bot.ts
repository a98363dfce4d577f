import {
  CORE_VERSION,
  defineBot,
  defineContract,
  z,
  type BotDefinition,
  type MarketDefinition,
  type PriceUnits,
} from "@polytraders/core";

interface Types {
  readonly authority: "trade";
  readonly parameters: object;
  readonly reasonCode: "STRAT_QUOTE";
  readonly emits: object;
  readonly consumes: object;
}

const TEXT = "Measures what an order costs from the frame to the venue.";

/** How a {@link quotingBot} differs from one whose orders rest until they are replaced. */
export interface QuotingStyle {
  readonly price?: PriceUnits;
  /** Frames of the market after which an order is withdrawn; at the next quote by default. */
  readonly framesOpen?: number;
}

/** A strategy that replaces its one order of a market at every nth frame of it. */
export function quotingBot(
  markets: readonly MarketDefinition[],
  framesPerQuote: number,
  { price = 3_900, framesOpen = framesPerQuote }: QuotingStyle = {},
): BotDefinition {
  const contract = defineContract<Types>({
    manifest: {
      schemaVersion: 1,
      botId: "strat.quoter",
      number: null,
      name: "quoter",
      purpose: TEXT,
      version: "1.0.0",
      contractVersion: "1.0.0",
      specHash: "none",
      coreRange: `^${CORE_VERSION}`,
      layer: "strategy",
      authority: "trade",
      aliases: [],
      modes: ["off", "enforced"],
      defaultMode: "enforced",
      ports: ["intents"],
      requires: [],
      consumes: [{ topic: "order_book", kind: null, isRequired: true, ageMsMax: null }],
      emits: [{ contract: "OrderIntent", kind: null, unit: null }],
      parameters: {},
      reasonCodes: {
        STRAT_QUOTE: { severity: "INFO", meaning: TEXT, action: "None.", userMessage: TEXT },
      },
      metrics: [],
      callTimeoutMs: 60_000,
      queueCapacity: 1_024,
      deduplicationWindowMs: 0,
      idempotencyKey: ["marketId", "timeMs"],
      stateTtlMs: 0,
      docsScore: 0,
    },
    parametersSchema: z.strictObject({}),
    emitsSchemas: {},
    consumesSchemas: {},
  });
  return defineBot(contract, ({ intents }) => ({
    perMarket: ({ index }) => {
      let frames = 0;
      let orderId: string | null = null;
      const tokenId = markets[index]?.tokenIds[0] ?? "";
      return {
        onOrderBook: () => {
          frames += 1;
          const phase = frames % framesPerQuote;
          if (phase === framesOpen % framesPerQuote && orderId !== null) {
            intents.cancel(orderId);
            orderId = null;
          }
          if (phase !== 0) return;
          const decision = intents.propose({
            intent: { tokenId, side: "BUY", price, size: 10_000_000, timeInForce: "GTC" },
            reasonCode: "STRAT_QUOTE",
          });
          orderId = decision?.orderId ?? null;
        },
      };
    },
  })) as BotDefinition;
}
