// Generated from the spec of strat.lp_rewards by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "STRAT_LP_QUOTE_PLACED"
  | "STRAT_LP_ASK_PLACED"
  | "STRAT_LP_QUOTING"
  | "STRAT_LP_QUOTE_KEPT"
  | "STRAT_LP_QUOTE_REPLACED"
  | "STRAT_LP_DISABLED"
  | "STRAT_LP_NO_REWARD_TERMS"
  | "STRAT_LP_MARKET_INACTIVE"
  | "STRAT_LP_NO_REWARD_BAND"
  | "STRAT_LP_TOKENS_MISSING"
  | "STRAT_LP_REWARD_TOO_SMALL"
  | "STRAT_LP_EXPIRY_UNKNOWN"
  | "STRAT_LP_EXPIRY_NEAR"
  | "STRAT_LP_EXPIRY_FAR"
  | "STRAT_LP_FILL_COOLDOWN"
  | "STRAT_LP_BOOK_UNUSABLE"
  | "STRAT_LP_MIDPOINT_OUT_OF_RANGE"
  | "STRAT_LP_BEST_BID_TOO_LOW"
  | "STRAT_LP_SPREAD_TOO_WIDE"
  | "STRAT_LP_LIQUIDITY_TOO_THIN"
  | "STRAT_LP_VOLUME_TOO_LOW"
  | "STRAT_LP_STOP_LOSS"
  | "STRAT_LP_INVENTORY_FULL"
  | "STRAT_LP_TWO_SIDED_REQUIRED"
  | "STRAT_LP_NO_VIABLE_PRICE"
  | "STRAT_LP_MIN_SIZE_TOO_EXPENSIVE"
  | "STRAT_LP_MARKET_LIMIT_REACHED"
  | "STRAT_LP_CASH_TOO_LOW"
  | "STRAT_LP_REWARD_BELOW_LOSS"
  | "STRAT_LP_NOT_RANKED"
  | "STRAT_LP_WAITING"
  | "STRAT_LP_CUT_BELOW_MIN";

export interface Types {
  authority: "trade";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {
    lp_quote: LpQuotePayload;
  };
  consumes: {};
}

export interface Parameters {
  /**
   * Whether the strategy may quote at all. Unit: flag.
   */
  isEnabled: boolean;
  /**
   * Value of one order; raised to the market's smallest rewarded size where that fits. Unit: USD.
   */
  orderUsd: number;
  /**
   * Most that positions and open buys of a market may cost, this order included. Unit: USD.
   */
  perMarketUsdMax: number;
  /**
   * Most that one order may be worth; the portfolio guard holds the same limit, and what it cuts may no longer be rewarded. Unit: USD.
   */
  tradeUsdMax: number;
  /**
   * Markets quoted at once. Unit: markets.
   */
  marketsMax: number;
  /**
   * What the best markets are: those with the largest daily pool, or those whose estimated pay is largest for the money at work. Unit: mode.
   */
  rankBy: "daily_reward" | "reward_per_usd";
  /**
   * Time between two choices of the markets to quote; the first comes so long after the first market is seen. Unit: seconds.
   */
  rankIntervalSeconds: number;
  /**
   * Time between two looks at a market, before timing jitter. Unit: seconds.
   */
  refreshIntervalSeconds: number;
  /**
   * Least time between two looks at the book between refreshes, when the midpoint has moved too far or the book broke. Unit: ms.
   */
  decideIntervalMs: number;
  /**
   * Randomisation of the refresh interval, up and down. Unit: share.
   */
  timingJitterShare: number;
  /**
   * Randomisation of order sizes, up and down, never beyond a limit and never below the rewarded size. Unit: share.
   */
  sizeJitterShare: number;
  /**
   * Smallest daily pool of a market worth quoting. Unit: USD per day.
   */
  dailyRewardUsdMin: number;
  /**
   * Markets that resolve sooner are skipped: their last takers know the answer. 0 switches the filter off. Unit: days.
   */
  daysToResolveMin: number;
  /**
   * Markets that resolve later are skipped. Unit: days.
   */
  daysToResolveMax: number;
  /**
   * Whether a market whose end is not known is skipped. Unit: flag.
   */
  isEndRequired: boolean;
  /**
   * Lowest midpoint at which one side is quoted; below 0.10 only two-sided quotes score. Unit: USD per share.
   */
  midpointUsdMin: number;
  /**
   * Highest midpoint at which one side is quoted; above 0.90 only two-sided quotes score. Unit: USD per share.
   */
  midpointUsdMax: number;
  /**
   * Lowest midpoint at which both sides are quoted. Unit: USD per share.
   */
  twoSidedMidpointUsdMin: number;
  /**
   * Highest midpoint at which both sides are quoted. Unit: USD per share.
   */
  twoSidedMidpointUsdMax: number;
  /**
   * Markets with a lower best bid are skipped. Unit: USD per share.
   */
  bestBidUsdMin: number;
  /**
   * Markets whose best bid and ask lie farther apart are skipped. Unit: USD per share.
   */
  spreadUsdMax: number;
  /**
   * Markets whose book shows less on both sides together are skipped. Unit: USD.
   */
  liquidityUsdMin: number;
  /**
   * Markets that traded less within 24 hours are skipped; counted from the tape, and only once a whole day of it was seen. Unit: USD.
   */
  volume24hUsdMin: number;
  /**
   * Oldest book that new quotes are made from; resting ones stay. Unit: seconds.
   */
  bookAgeSecondsMax: number;
  /**
   * A resting quote is kept while the midpoint has moved less than this. Unit: USD per share.
   */
  midMoveUsdMax: number;
  /**
   * Bid level to join: 1 is the best bid, 2 the one behind it. Unit: level.
   */
  placementLevel: number;
  /**
   * Quote one token of a market, or both. Unit: mode.
   */
  sides: "one" | "two";
  /**
   * With two sides: most that the shares held on one side beyond those of the other may be worth at the midpoint; bids are cut to it. Unit: USD.
   */
  inventoryUsdMax: number;
  /**
   * With two sides: ticks by which prices shift at full inventory, away on the heavy side and closer on the light one. Unit: ticks.
   */
  skewTicksMax: number;
  /**
   * Time after a fill during which its market is not quoted. Unit: seconds.
   */
  fillCooldownSeconds: number;
  /**
   * Loss of a held position from its average price at which its market is no longer quoted; risk.inventoryunwinder sells it. Unit: share.
   */
  exitLossShare: number;
  /**
   * How much the orders of others count: a book does not say whose they are. Unit: mode.
   */
  competition: "most" | "as_one_maker" | "least";
  /**
   * Time off the book at a refresh that replaces a quote. Unit: seconds.
   */
  downtimeSeconds: number;
  /**
   * Estimated pay over expected loss below which a market is not quoted. 0 switches the check off. Unit: ratio.
   */
  rewardToLossMin: number;
  /**
   * Whether days below the payout minimum of 1 USD count as unpaid, as they are, when pay is held against loss. Unit: flag.
   */
  isPayoutMinimumCounted: boolean;
  /**
   * Fills a day expected before any were seen. Unit: fills per day.
   */
  fillsPerDayPrior: number;
  /**
   * Loss of a filled share expected before any was seen. Unit: USD per share.
   */
  lossUsdPerSharePrior: number;
  /**
   * How many days of quoting the expectation before evidence weighs as much as. Unit: days.
   */
  lossPriorDays: number;
  /**
   * Time in which the weight of what was seen halves. Unit: days.
   */
  lossMemoryDays: number;
  /**
   * Time after a fill at which its price is held against the midpoint. Unit: seconds.
   */
  markoutSeconds: number;
  /**
   * Time for which a side is not proposed again after risk or venue refused it; it doubles with each refusal while the book stays the same. Unit: seconds.
   */
  retrySeconds: number;
}

export interface LpQuotePayload {
  /**
   * Whether one token is quoted or both.
   */
  sides: "one" | "two";
  /**
   * What was found instead of what is required, in words; empty when all is well.
   */
  found: string;
  /**
   * Midpoint of the first token, of best levels of rewarded size; null without one. Unit: USD per share.
   */
  midUsd: number | null;
  /**
   * Orders that rest or were proposed just now.
   *
   * Items: One order.
   */
  quotes: {
    /**
     * First token or second.
     */
    outcome: "YES" | "NO";
    /**
     * Bid, or offer of held shares.
     */
    side: "BUY" | "SELL";
    /**
     * Limit of the order. Unit: USD per share.
     */
    priceUsd: number;
    /**
     * What is left of it. Unit: shares.
     */
    sizeShares: number;
    /**
     * From the midpoint of its token. Unit: cents.
     */
    distanceCents: number;
    /**
     * Best bid of the others for its token, or their best offer where it offers; null without one. Unit: USD per share.
     */
    bestUsd: number | null;
    /**
     * Proposed in this event.
     */
    isNew: boolean;
  }[];
  /**
   * The market's daily pool; null where not known. Unit: USD per day.
   */
  poolUsdPerDay: number | null;
  /**
   * Farthest rewarded distance from the midpoint. Unit: cents.
   */
  bandCents: number | null;
  /**
   * Smallest rewarded order. Unit: shares.
   */
  sizeSharesMin: number | null;
  /**
   * Points of the wanted quotes in a sample; null when there are none. Unit: points.
   */
  score: number | null;
  /**
   * Points of the others, as far as the book tells. Unit: points.
   */
  competition: number | null;
  /**
   * Part of a sample that is ours. Unit: share.
   */
  sampleShare: number | null;
  /**
   * Estimated reward of a day. Unit: USD per day.
   */
  earnedUsdPerDay: number | null;
  /**
   * The same with days below 1 USD as unpaid. Unit: USD per day.
   */
  paidUsdPerDay: number | null;
  /**
   * What fills are expected to cost a day. Unit: USD per day.
   */
  expectedLossUsdPerDay: number | null;
  /**
   * Cost of the wanted buys. Unit: USD.
   */
  capitalUsd: number | null;
  /**
   * Place among the markets that would do, from 1; null before the first choice and for others. Unit: place.
   */
  rank: number | null;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  isEnabled: z.boolean(),
  orderUsd: z.number().min(0.01).max(1000000),
  perMarketUsdMax: z.number().min(0).max(1000000),
  tradeUsdMax: z.number().min(0).max(1000000),
  marketsMax: z.int().min(0).max(10000),
  rankBy: z.enum(["daily_reward", "reward_per_usd"]),
  rankIntervalSeconds: z.number().min(0).max(86400),
  refreshIntervalSeconds: z.number().min(1).max(86400),
  decideIntervalMs: z.int().min(0).max(3600000),
  timingJitterShare: z.number().min(0).max(1),
  sizeJitterShare: z.number().min(0).max(1),
  dailyRewardUsdMin: z.number().min(0).max(1000000),
  daysToResolveMin: z.number().min(0).max(36500),
  daysToResolveMax: z.number().min(0).max(36500),
  isEndRequired: z.boolean(),
  midpointUsdMin: z.number().min(0).max(1),
  midpointUsdMax: z.number().min(0).max(1),
  twoSidedMidpointUsdMin: z.number().min(0).max(1),
  twoSidedMidpointUsdMax: z.number().min(0).max(1),
  bestBidUsdMin: z.number().min(0).max(1),
  spreadUsdMax: z.number().min(0).max(1),
  liquidityUsdMin: z.number().min(0).max(1000000000),
  volume24hUsdMin: z.number().min(0).max(1000000000),
  bookAgeSecondsMax: z.number().min(1).max(604800),
  midMoveUsdMax: z.number().min(0.0001).max(1),
  placementLevel: z.int().min(1).max(10),
  sides: z.enum(["one", "two"]),
  inventoryUsdMax: z.number().min(0).max(1000000),
  skewTicksMax: z.int().min(0).max(100),
  fillCooldownSeconds: z.number().min(0).max(604800),
  exitLossShare: z.number().min(0.01).max(1),
  competition: z.enum(["most", "as_one_maker", "least"]),
  downtimeSeconds: z.number().min(0).max(3600),
  rewardToLossMin: z.number().min(0).max(1000),
  isPayoutMinimumCounted: z.boolean(),
  fillsPerDayPrior: z.number().min(0).max(10000),
  lossUsdPerSharePrior: z.number().min(0).max(1),
  lossPriorDays: z.number().min(0.001).max(365),
  lossMemoryDays: z.number().min(0.01).max(3650),
  markoutSeconds: z.number().min(1).max(86400),
  retrySeconds: z.number().min(1).max(86400),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {
  lp_quote: z.strictObject({
    sides: z.enum(["one", "two"]),
    found: z.string(),
    midUsd: z.number().nullable(),
    quotes: z.array(z.strictObject({
      outcome: z.enum(["YES", "NO"]),
      side: z.enum(["BUY", "SELL"]),
      priceUsd: z.number(),
      sizeShares: z.number(),
      distanceCents: z.number(),
      bestUsd: z.number().nullable(),
      isNew: z.boolean(),
    })),
    poolUsdPerDay: z.number().nullable(),
    bandCents: z.number().nullable(),
    sizeSharesMin: z.number().nullable(),
    score: z.number().nullable(),
    competition: z.number().nullable(),
    sampleShare: z.number().nullable(),
    earnedUsdPerDay: z.number().nullable(),
    paidUsdPerDay: z.number().nullable(),
    expectedLossUsdPerDay: z.number().nullable(),
    capitalUsd: z.number().nullable(),
    rank: z.int().nullable(),
  }),
};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** LpRewards: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "strat.lp_rewards",
    number: null,
    name: "LpRewards",
    purpose:
      "Rests orders behind the best bid where a market pays for liquidity, in the markets with the richest rewards, and takes them back when a market is no longer worth it.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "024ee5f65538c6c51e823abcc153f7bd589081af39bd36aa98b662aed41ae5a3",
    coreRange: "^0.1.0",
    layer: "strategy",
    authority: "trade",
    aliases: ["strat.lp-rewards", "lp_rewards"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "shadow",
    consumes: [
      {
        topic: "order_book",
        kind: null,
        isRequired: true,
        ageMsMax: 5000,
      },
      {
        topic: "trade",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
      {
        topic: "market_status",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
      {
        topic: "order_update",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
      {
        topic: "fill",
        kind: null,
        isRequired: false,
        ageMsMax: null,
      },
    ],
    emits: [
      {
        contract: "SignalEnvelope",
        kind: "lp_quote",
        unit: "usd_per_day",
      },
      {
        contract: "OrderIntent",
        kind: null,
        unit: null,
      },
    ],
    ports: [
      "clock",
      "random",
      "log",
      "timers",
      "ownOrders",
      "intents",
      "ledger",
      "openOrders",
      "marketFacts",
    ],
    requires: [],
    parameters: {
      isEnabled: {
        type: "boolean",
        default: true,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "flag",
        description: "Whether the strategy may quote at all.",
        aliases: ["PM_ENABLE_LIQUIDITY", "is_enabled"],
        isSafetyGate: false,
      },
      orderUsd: {
        type: "number",
        default: 25,
        warning: 1000,
        hard: null,
        direction: "upper",
        minimum: 0.01,
        maximum: 1000000,
        choices: null,
        unit: "USD",
        description:
          "Value of one order; raised to the market's smallest rewarded size where that fits.",
        aliases: ["PM_LP_ORDER_SIZE_USD", "order_usd"],
        isSafetyGate: false,
      },
      perMarketUsdMax: {
        type: "number",
        default: 25,
        warning: 1000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1000000,
        choices: null,
        unit: "USD",
        description: "Most that positions and open buys of a market may cost, this order included.",
        aliases: ["PM_MAX_PER_MARKET_USD", "per_market_usd_max"],
        isSafetyGate: true,
      },
      tradeUsdMax: {
        type: "number",
        default: 25,
        warning: 1000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1000000,
        choices: null,
        unit: "USD",
        description:
          "Most that one order may be worth; the portfolio guard holds the same limit, and what it cuts may no longer be rewarded.",
        aliases: ["PM_MAX_TRADE_SIZE_USD", "trade_usd_max"],
        isSafetyGate: true,
      },
      marketsMax: {
        type: "integer",
        default: 10,
        warning: 100,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 10000,
        choices: null,
        unit: "markets",
        description: "Markets quoted at once.",
        aliases: ["PM_LP_MAX_MARKETS", "markets_max"],
        isSafetyGate: false,
      },
      rankBy: {
        type: "string",
        default: "daily_reward",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["daily_reward", "reward_per_usd"],
        unit: "mode",
        description:
          "What the best markets are: those with the largest daily pool, or those whose estimated pay is largest for the money at work.",
        aliases: ["rank_by"],
        isSafetyGate: false,
      },
      rankIntervalSeconds: {
        type: "number",
        default: 5,
        warning: 3600,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 86400,
        choices: null,
        unit: "seconds",
        description:
          "Time between two choices of the markets to quote; the first comes so long after the first market is seen.",
        aliases: ["rank_interval_seconds"],
        isSafetyGate: false,
      },
      refreshIntervalSeconds: {
        type: "number",
        default: 60,
        warning: 3600,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: 86400,
        choices: null,
        unit: "seconds",
        description: "Time between two looks at a market, before timing jitter.",
        aliases: ["PM_LP_REFRESH_INTERVAL_SEC", "refresh_interval_seconds"],
        isSafetyGate: false,
      },
      decideIntervalMs: {
        type: "integer",
        default: 1000,
        warning: 60000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 3600000,
        choices: null,
        unit: "ms",
        description:
          "Least time between two looks at the book between refreshes, when the midpoint has moved too far or the book broke.",
        aliases: ["decide_interval_ms"],
        isSafetyGate: false,
      },
      timingJitterShare: {
        type: "number",
        default: 0.15,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description: "Randomisation of the refresh interval, up and down.",
        aliases: ["PM_TIMING_JITTER_PCT", "timing_jitter_share"],
        isSafetyGate: false,
      },
      sizeJitterShare: {
        type: "number",
        default: 0.1,
        warning: 0.5,
        hard: 1,
        direction: "upper",
        minimum: 0,
        maximum: null,
        choices: null,
        unit: "share",
        description:
          "Randomisation of order sizes, up and down, never beyond a limit and never below the rewarded size.",
        aliases: ["PM_SIZE_JITTER_PCT", "size_jitter_share"],
        isSafetyGate: false,
      },
      dailyRewardUsdMin: {
        type: "number",
        default: 10,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1000000,
        choices: null,
        unit: "USD per day",
        description: "Smallest daily pool of a market worth quoting.",
        aliases: ["PM_LP_MIN_DAILY_REWARD", "daily_reward_usd_min"],
        isSafetyGate: false,
      },
      daysToResolveMin: {
        type: "number",
        default: 3,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 36500,
        choices: null,
        unit: "days",
        description:
          "Markets that resolve sooner are skipped: their last takers know the answer. 0 switches the filter off.",
        aliases: ["PM_LP_MIN_DAYS_TO_RESOLVE", "days_to_resolve_min"],
        isSafetyGate: false,
      },
      daysToResolveMax: {
        type: "number",
        default: 180,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 36500,
        choices: null,
        unit: "days",
        description: "Markets that resolve later are skipped.",
        aliases: ["PM_LP_MAX_DAYS_TO_RESOLVE", "days_to_resolve_max"],
        isSafetyGate: false,
      },
      isEndRequired: {
        type: "boolean",
        default: false,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "flag",
        description: "Whether a market whose end is not known is skipped.",
        aliases: ["is_end_required"],
        isSafetyGate: false,
      },
      midpointUsdMin: {
        type: "number",
        default: 0.1,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description:
          "Lowest midpoint at which one side is quoted; below 0.10 only two-sided quotes score.",
        aliases: ["PM_LP_MIN_MIDPOINT", "midpoint_usd_min"],
        isSafetyGate: false,
      },
      midpointUsdMax: {
        type: "number",
        default: 0.9,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description:
          "Highest midpoint at which one side is quoted; above 0.90 only two-sided quotes score.",
        aliases: ["PM_LP_MAX_MIDPOINT", "midpoint_usd_max"],
        isSafetyGate: false,
      },
      twoSidedMidpointUsdMin: {
        type: "number",
        default: 0.03,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description: "Lowest midpoint at which both sides are quoted.",
        aliases: ["two_sided_midpoint_usd_min"],
        isSafetyGate: false,
      },
      twoSidedMidpointUsdMax: {
        type: "number",
        default: 0.97,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description: "Highest midpoint at which both sides are quoted.",
        aliases: ["two_sided_midpoint_usd_max"],
        isSafetyGate: false,
      },
      bestBidUsdMin: {
        type: "number",
        default: 0.02,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description: "Markets with a lower best bid are skipped.",
        aliases: ["PM_LP_MIN_BEST_BID", "best_bid_usd_min"],
        isSafetyGate: false,
      },
      spreadUsdMax: {
        type: "number",
        default: 0.15,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description: "Markets whose best bid and ask lie farther apart are skipped.",
        aliases: ["PM_LP_MAX_SPREAD", "spread_usd_max"],
        isSafetyGate: false,
      },
      liquidityUsdMin: {
        type: "number",
        default: 1000,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1000000000,
        choices: null,
        unit: "USD",
        description: "Markets whose book shows less on both sides together are skipped.",
        aliases: ["PM_LP_MIN_LIQUIDITY", "liquidity_usd_min"],
        isSafetyGate: false,
      },
      volume24hUsdMin: {
        type: "number",
        default: 5000,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1000000000,
        choices: null,
        unit: "USD",
        description:
          "Markets that traded less within 24 hours are skipped; counted from the tape, and only once a whole day of it was seen.",
        aliases: ["PM_LP_MIN_VOLUME_24H", "volume_24h_usd_min"],
        isSafetyGate: false,
      },
      bookAgeSecondsMax: {
        type: "number",
        default: 600,
        warning: 3600,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: 604800,
        choices: null,
        unit: "seconds",
        description: "Oldest book that new quotes are made from; resting ones stay.",
        aliases: ["book_age_seconds_max"],
        isSafetyGate: false,
      },
      midMoveUsdMax: {
        type: "number",
        default: 0.02,
        warning: 0.1,
        hard: null,
        direction: "upper",
        minimum: 0.0001,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description: "A resting quote is kept while the midpoint has moved less than this.",
        aliases: ["PM_LP_SMART_REFRESH_USD", "mid_move_usd_max"],
        isSafetyGate: false,
      },
      placementLevel: {
        type: "integer",
        default: 2,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: 10,
        choices: null,
        unit: "level",
        description: "Bid level to join: 1 is the best bid, 2 the one behind it.",
        aliases: ["PM_LP_PLACEMENT_LEVEL", "placement_level"],
        isSafetyGate: false,
      },
      sides: {
        type: "string",
        default: "one",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["one", "two"],
        unit: "mode",
        description: "Quote one token of a market, or both.",
        aliases: ["PM_LP_SIDES"],
        isSafetyGate: false,
      },
      inventoryUsdMax: {
        type: "number",
        default: 50,
        warning: 1000,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1000000,
        choices: null,
        unit: "USD",
        description:
          "With two sides: most that the shares held on one side beyond those of the other may be worth at the midpoint; bids are cut to it.",
        aliases: ["inventory_usd_max"],
        isSafetyGate: true,
      },
      skewTicksMax: {
        type: "integer",
        default: 2,
        warning: 20,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 100,
        choices: null,
        unit: "ticks",
        description:
          "With two sides: ticks by which prices shift at full inventory, away on the heavy side and closer on the light one.",
        aliases: ["skew_ticks_max"],
        isSafetyGate: false,
      },
      fillCooldownSeconds: {
        type: "number",
        default: 1800,
        warning: 86400,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 604800,
        choices: null,
        unit: "seconds",
        description: "Time after a fill during which its market is not quoted.",
        aliases: ["PM_FILL_COOLDOWN_SEC", "fill_cooldown_seconds"],
        isSafetyGate: false,
      },
      exitLossShare: {
        type: "number",
        default: 0.5,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0.01,
        maximum: 1,
        choices: null,
        unit: "share",
        description:
          "Loss of a held position from its average price at which its market is no longer quoted; risk.inventoryunwinder sells it.",
        aliases: ["PM_EXIT_LOSS_PCT", "exit_loss_share"],
        isSafetyGate: true,
      },
      competition: {
        type: "string",
        default: "most",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: ["most", "as_one_maker", "least"],
        unit: "mode",
        description: "How much the orders of others count: a book does not say whose they are.",
        aliases: ["competition_view"],
        isSafetyGate: false,
      },
      downtimeSeconds: {
        type: "number",
        default: 1,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 3600,
        choices: null,
        unit: "seconds",
        description: "Time off the book at a refresh that replaces a quote.",
        aliases: ["downtime_seconds"],
        isSafetyGate: false,
      },
      rewardToLossMin: {
        type: "number",
        default: 1,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1000,
        choices: null,
        unit: "ratio",
        description:
          "Estimated pay over expected loss below which a market is not quoted. 0 switches the check off.",
        aliases: ["reward_to_loss_min"],
        isSafetyGate: false,
      },
      isPayoutMinimumCounted: {
        type: "boolean",
        default: false,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "flag",
        description:
          "Whether days below the payout minimum of 1 USD count as unpaid, as they are, when pay is held against loss.",
        aliases: ["is_payout_minimum_counted"],
        isSafetyGate: false,
      },
      fillsPerDayPrior: {
        type: "number",
        default: 1,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 10000,
        choices: null,
        unit: "fills per day",
        description: "Fills a day expected before any were seen.",
        aliases: ["fills_per_day_prior"],
        isSafetyGate: false,
      },
      lossUsdPerSharePrior: {
        type: "number",
        default: 0.0001,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0,
        maximum: 1,
        choices: null,
        unit: "USD per share",
        description: "Loss of a filled share expected before any was seen.",
        aliases: ["loss_usd_per_share_prior"],
        isSafetyGate: false,
      },
      lossPriorDays: {
        type: "number",
        default: 0.25,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0.001,
        maximum: 365,
        choices: null,
        unit: "days",
        description: "How many days of quoting the expectation before evidence weighs as much as.",
        aliases: ["loss_prior_days"],
        isSafetyGate: false,
      },
      lossMemoryDays: {
        type: "number",
        default: 7,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 0.01,
        maximum: 3650,
        choices: null,
        unit: "days",
        description: "Time in which the weight of what was seen halves.",
        aliases: ["loss_memory_days"],
        isSafetyGate: false,
      },
      markoutSeconds: {
        type: "number",
        default: 300,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: 86400,
        choices: null,
        unit: "seconds",
        description: "Time after a fill at which its price is held against the midpoint.",
        aliases: ["markout_seconds"],
        isSafetyGate: false,
      },
      retrySeconds: {
        type: "number",
        default: 60,
        warning: 3600,
        hard: null,
        direction: "upper",
        minimum: 1,
        maximum: 86400,
        choices: null,
        unit: "seconds",
        description:
          "Time for which a side is not proposed again after risk or venue refused it; it doubles with each refusal while the book stays the same.",
        aliases: ["retry_seconds"],
        isSafetyGate: false,
      },
    },
    reasonCodes: {
      STRAT_LP_QUOTE_PLACED: {
        severity: "INFO",
        meaning: "A resting bid is proposed for liquidity rewards.",
        action: "None; the quote decision of the same event says why.",
        userMessage: "A bid was placed to earn liquidity rewards.",
      },
      STRAT_LP_ASK_PLACED: {
        severity: "INFO",
        meaning: "Held shares are offered where they earn liquidity rewards.",
        action: "None; the quote decision of the same event says why.",
        userMessage: "Held shares were offered to earn liquidity rewards.",
      },
      STRAT_LP_QUOTING: {
        severity: "INFO",
        meaning: "Quotes for liquidity rewards were placed or changed.",
        action: "None.",
        userMessage: "The market is quoted for liquidity rewards.",
      },
      STRAT_LP_QUOTE_KEPT: {
        severity: "INFO",
        meaning: "The midpoint has moved little, and the quotes rest on.",
        action: "None.",
        userMessage: "The quotes were kept.",
      },
      STRAT_LP_QUOTE_REPLACED: {
        severity: "INFO",
        meaning:
          "The midpoint has moved too far, or out of the reward band; new quotes follow once the old are gone.",
        action: "None.",
        userMessage: "The quotes follow the market.",
      },
      STRAT_LP_DISABLED: {
        severity: "INFO",
        meaning: "The reward strategy is switched off.",
        action: "Switch it on if it should quote.",
        userMessage: "Reward quoting is switched off.",
      },
      STRAT_LP_NO_REWARD_TERMS: {
        severity: "INFO",
        meaning: "No reward programme is known for the market.",
        action: "Give the terms of the programme, or leave the market.",
        userMessage: "This market has no known liquidity rewards.",
      },
      STRAT_LP_MARKET_INACTIVE: {
        severity: "INFO",
        meaning: "The market does not trade.",
        action: "None; it is looked at again when it opens.",
        userMessage: "This market does not trade now.",
      },
      STRAT_LP_NO_REWARD_BAND: {
        severity: "INFO",
        meaning: "The programme rewards no distance from the midpoint.",
        action: "None.",
        userMessage: "This market rewards no orders now.",
      },
      STRAT_LP_TOKENS_MISSING: {
        severity: "INFO",
        meaning: "A token of the market is not known.",
        action: "None; it is looked at again.",
        userMessage: "A token of this market is not known.",
      },
      STRAT_LP_REWARD_TOO_SMALL: {
        severity: "INFO",
        meaning: "The daily pool is below the smallest worth quoting.",
        action: "None.",
        userMessage: "The rewards of this market are too small.",
      },
      STRAT_LP_EXPIRY_UNKNOWN: {
        severity: "INFO",
        meaning: "It is not known when the market ends.",
        action: "Give its end, or allow unknown ends.",
        userMessage: "It is not known when this market ends.",
      },
      STRAT_LP_EXPIRY_NEAR: {
        severity: "INFO",
        meaning: "The market resolves too soon: its last takers know the answer.",
        action: "None.",
        userMessage: "This market ends too soon to quote it.",
      },
      STRAT_LP_EXPIRY_FAR: {
        severity: "INFO",
        meaning: "The market resolves too late.",
        action: "None.",
        userMessage: "This market ends too far in the future.",
      },
      STRAT_LP_FILL_COOLDOWN: {
        severity: "INFO",
        meaning: "The market was filled a short time ago.",
        action: "None; it is quoted again after the cooldown.",
        userMessage: "Quoting pauses after a fill.",
      },
      STRAT_LP_BOOK_UNUSABLE: {
        severity: "INFO",
        meaning: "The book has no midpoint, or may lack messages.",
        action: "None; it is looked at again.",
        userMessage: "The order book of this market is not usable now.",
      },
      STRAT_LP_MIDPOINT_OUT_OF_RANGE: {
        severity: "INFO",
        meaning: "The midpoint lies outside the range that is quoted.",
        action: "None.",
        userMessage: "The price is too close to 0 or 1 to quote.",
      },
      STRAT_LP_BEST_BID_TOO_LOW: {
        severity: "INFO",
        meaning: "The best bid is below the lowest that is quoted.",
        action: "None.",
        userMessage: "The best bid is too low to quote.",
      },
      STRAT_LP_SPREAD_TOO_WIDE: {
        severity: "INFO",
        meaning: "Best bid and ask lie too far apart.",
        action: "None.",
        userMessage: "The spread of this market is too wide.",
      },
      STRAT_LP_LIQUIDITY_TOO_THIN: {
        severity: "INFO",
        meaning: "The book shows too little.",
        action: "None.",
        userMessage: "The order book of this market is too thin.",
      },
      STRAT_LP_VOLUME_TOO_LOW: {
        severity: "INFO",
        meaning: "The market traded too little within 24 hours.",
        action: "None.",
        userMessage: "This market trades too little.",
      },
      STRAT_LP_STOP_LOSS: {
        severity: "WARN",
        meaning: "A held position has lost so much that its market is no longer quoted.",
        action: "The inventory unwinder sells the position; look at why it was filled.",
        userMessage: "A position lost too much, so the market is no longer quoted.",
      },
      STRAT_LP_INVENTORY_FULL: {
        severity: "INFO",
        meaning: "Both sides are due, and the side held cannot be bought any more or offered.",
        action: "None; it is quoted again when the position is smaller.",
        userMessage: "A position is too lopsided to quote on.",
      },
      STRAT_LP_TWO_SIDED_REQUIRED: {
        severity: "INFO",
        meaning: "The midpoint lets only two-sided quotes score, and one side cannot be quoted.",
        action: "None.",
        userMessage: "Both sides would have to be quoted here, and one cannot.",
      },
      STRAT_LP_NO_VIABLE_PRICE: {
        severity: "INFO",
        meaning: "No price on the grid lies behind the book and inside the reward band.",
        action: "None.",
        userMessage: "There is no price at which a quote would earn rewards.",
      },
      STRAT_LP_MIN_SIZE_TOO_EXPENSIVE: {
        severity: "INFO",
        meaning: "The smallest rewarded order costs more than a market may hold.",
        action: "Raise the limit per market, or leave the market.",
        userMessage: "The smallest rewarded order is too expensive.",
      },
      STRAT_LP_MARKET_LIMIT_REACHED: {
        severity: "INFO",
        meaning: "What is held and open leaves no room for the smallest rewarded order.",
        action: "None; it is quoted again when there is room.",
        userMessage: "There is no room for another order in this market.",
      },
      STRAT_LP_CASH_TOO_LOW: {
        severity: "INFO",
        meaning: "The cash that is free does not pay the smallest rewarded order.",
        action: "None; it is quoted again when cash is free.",
        userMessage: "There is not enough free cash for an order.",
      },
      STRAT_LP_REWARD_BELOW_LOSS: {
        severity: "INFO",
        meaning: "The estimated rewards do not cover the expected loss.",
        action: "None; the estimate is in the decision.",
        userMessage: "Rewards would not cover the likely losses.",
      },
      STRAT_LP_NOT_RANKED: {
        severity: "INFO",
        meaning: "The market would do, and richer ones take all places.",
        action: "None; it is quoted when a place is free.",
        userMessage: "Other markets pay more now.",
      },
      STRAT_LP_WAITING: {
        severity: "INFO",
        meaning: "A side waits after a refusal, or for an order whose outcome is not known.",
        action: "Look at the refusal; nothing is sent until the wait is over.",
        userMessage: "An order was refused; quoting waits.",
      },
      STRAT_LP_CUT_BELOW_MIN: {
        severity: "INFO",
        meaning: "Risk cut the order below the size that earns rewards; it is taken back.",
        action: "Raise the limits, or leave the market.",
        userMessage: "Limits left too little for an order that earns rewards.",
      },
    },
    metrics: [
      {
        name: "quotes_placed_total",
        type: "counter",
        unit: "orders",
        meaning: "Orders proposed.",
        reasonCodes: ["STRAT_LP_QUOTE_PLACED", "STRAT_LP_ASK_PLACED"],
        observes: null,
        buckets: [],
      },
      {
        name: "quotes_replaced_total",
        type: "counter",
        unit: "decisions",
        meaning: "Times quotes were taken back because the midpoint had moved.",
        reasonCodes: ["STRAT_LP_QUOTE_REPLACED"],
        observes: null,
        buckets: [],
      },
      {
        name: "fill_cooldowns_total",
        type: "counter",
        unit: "decisions",
        meaning: "Times a market was left after a fill.",
        reasonCodes: ["STRAT_LP_FILL_COOLDOWN"],
        observes: null,
        buckets: [],
      },
      {
        name: "reward_estimate_usd_per_day",
        type: "gauge",
        unit: "usd_per_day",
        meaning: "Newest estimate of a quoted market.",
        reasonCodes: ["STRAT_LP_QUOTING", "STRAT_LP_QUOTE_KEPT"],
        observes: "value",
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 256,
    deduplicationWindowMs: 0,
    idempotencyKey: ["marketId", "timeMs"],
    stateTtlMs: 604800000,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
