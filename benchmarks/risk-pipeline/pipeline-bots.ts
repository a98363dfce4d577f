import {
  CORE_VERSION,
  defineBot,
  defineContract,
  z,
  type BotDefinition,
  type BotManifest,
  type MarketDefinition,
  type OrderIntent,
  type PriceUnits,
  type VoteDecision,
} from "@polytraders/core";

interface GuardTypes {
  readonly authority: "vote";
  readonly parameters: object;
  readonly reasonCode: "RISK_FINE";
  readonly emits: object;
  readonly consumes: object;
}
interface StrategyTypes extends Omit<GuardTypes, "authority" | "reasonCode"> {
  readonly authority: "trade";
  readonly reasonCode: "STRAT_WISH";
}

/** A guard in force with the given vote. */
export function guardOf(
  name: string,
  vote: (intent: OrderIntent) => VoteDecision<GuardTypes>,
): BotDefinition {
  const contract = defineContract<GuardTypes>({
    manifest: {
      ...manifestOf(`risk.${name}`, "RISK_FINE"),
      layer: "risk",
      authority: "vote",
      emits: [{ contract: "RiskVote", kind: null, unit: null }],
      consumes: [{ topic: "order_book", kind: null, isRequired: true, ageMsMax: 2_000 }],
    },
    parametersSchema: z.strictObject({}),
    emitsSchemas: {},
    consumesSchemas: {},
  });
  return defineBot(contract, () => ({ vote })) as BotDefinition;
}

/** Price of the first order of a frame, and how much more each further one bids. */
export interface BidPrices {
  readonly first: PriceUnits;
  readonly step: PriceUnits;
  /** False while nothing is proposed; always true by default. */
  readonly isDue?: () => boolean;
}

/** A strategy that proposes several orders at each frame and says how long each took. */
export function strategyOf(
  markets: readonly MarketDefinition[],
  intentsPerFrame: number,
  onProposed: (durationMs: number) => void,
  { first, step: priceStep, isDue = () => true }: BidPrices = { first: 4_100, step: 100 },
): BotDefinition {
  const contract = defineContract<StrategyTypes>({
    manifest: {
      ...manifestOf("strat.proposer", "STRAT_WISH"),
      layer: "strategy",
      authority: "trade",
      emits: [{ contract: "OrderIntent", kind: null, unit: null }],
      consumes: [{ topic: "order_book", kind: null, isRequired: true, ageMsMax: null }],
    },
    parametersSchema: z.strictObject({}),
    emitsSchemas: {},
    consumesSchemas: {},
  });
  return defineBot(contract, ({ intents }) => ({
    perMarket: ({ index }) => {
      const tokenId = markets[index]?.tokenIds[0] ?? "";
      return {
        onOrderBook: () => {
          if (!isDue()) return;
          for (let step = 0; step < intentsPerFrame; step += 1) {
            const startedAtMs = performance.now();
            intents.propose({
              intent: {
                tokenId,
                side: "BUY",
                price: first + step * priceStep,
                size: 10_000_000,
                timeInForce: "GTC",
              },
              reasonCode: "STRAT_WISH",
            });
            onProposed(performance.now() - startedAtMs);
          }
        },
      };
    },
  })) as BotDefinition;
}

function manifestOf(
  botId: string,
  reasonCode: string,
): Omit<BotManifest, "layer" | "authority" | "emits" | "consumes"> {
  const text = "Measures what the order path costs.";
  return {
    schemaVersion: 1,
    botId,
    number: null,
    name: botId,
    purpose: text,
    version: "1.0.0",
    contractVersion: "1.0.0",
    specHash: "none",
    coreRange: `^${CORE_VERSION}`,
    aliases: [],
    modes: ["off", "enforced"],
    defaultMode: "enforced",
    ports: [],
    requires: [],
    parameters: {},
    reasonCodes: {
      [reasonCode]: { severity: "INFO", meaning: text, action: "None.", userMessage: text },
    },
    metrics: [],
    callTimeoutMs: 60_000,
    queueCapacity: 1_024,
    deduplicationWindowMs: 0,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 0,
    docsScore: 0,
  };
}
