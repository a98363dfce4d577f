import {
  choice,
  count,
  days,
  flag,
  fraction,
  price,
  seconds,
  shares,
  usd,
} from "./parameter-kind.ts";
import { parameter } from "./risk-parameter.ts";

const TABLE = "002 parameter table";
const APPENDIX_A = "002 appendix A";
const APPENDIX_B = "002 appendix B";

/** Which markets the maker of liquidity rewards quotes, and how. */
export const MAKER_PARAMETERS = {
  lpOrderMicroUsd: parameter("PM_LP_ORDER_SIZE_USD", usd(0.01), "25", {
    meaning: "Value of one order; raised to the market's smallest rewarded size where that fits.",
    source: TABLE,
  }),
  lpMarketsMax: parameter("PM_LP_MAX_MARKETS", count(0, 10_000), "10", {
    meaning: "Markets quoted at once.",
    source: TABLE,
  }),
  lpRefreshIntervalMs: parameter("PM_LP_REFRESH_INTERVAL_SEC", seconds(1, 86_400), "60", {
    meaning: "Time between two looks at the quotes, before timing jitter.",
    source: TABLE,
  }),
  lpDailyRewardMicroUsdMin: parameter("PM_LP_MIN_DAILY_REWARD", usd(), "10", {
    meaning: "Smallest daily reward pool of a market worth quoting.",
    source: TABLE,
  }),
  lpDaysToResolveMax: parameter("PM_LP_MAX_DAYS_TO_RESOLVE", days(0, 36_500), "180", {
    meaning: "Markets that resolve later are skipped.",
    source: TABLE,
  }),
  lpDaysToResolveMin: parameter("PM_LP_MIN_DAYS_TO_RESOLVE", days(0, 36_500), "3", {
    meaning: "Markets that resolve sooner are skipped: their last takers know the answer.",
    source: `${TABLE}; ${APPENDIX_B}, expiry filter`,
  }),
  lpMidpointMin: parameter("PM_LP_MIN_MIDPOINT", price(), "0.1", {
    meaning: "Tokens whose midpoint is lower are skipped; below 0.10 only two-sided quotes score.",
    source: `${TABLE}; ${APPENDIX_B}, midpoint filter`,
  }),
  lpMidpointMax: parameter("PM_LP_MAX_MIDPOINT", price(), "0.9", {
    meaning: "Tokens whose midpoint is higher are skipped; above 0.90 only two-sided quotes score.",
    source: `${TABLE}; ${APPENDIX_B}, midpoint filter`,
  }),
  lpBestBidMin: parameter("PM_LP_MIN_BEST_BID", price(), "0.02", {
    meaning: "Markets with a lower best bid are skipped.",
    source: APPENDIX_A,
  }),
  lpVolume24hMicroUsdMin: parameter("PM_LP_MIN_VOLUME_24H", usd(), "5000", {
    meaning: "Markets that traded less in 24 hours are skipped.",
    source: APPENDIX_A,
  }),
  lpLiquidityMicroUsdMin: parameter("PM_LP_MIN_LIQUIDITY", usd(), "1000", {
    meaning: "Markets whose book shows less are skipped.",
    source: APPENDIX_A,
  }),
  lpSpreadMax: parameter("PM_LP_MAX_SPREAD", price(), "0.15", {
    meaning: "Markets whose best bid and ask lie farther apart are skipped.",
    source: APPENDIX_A,
  }),
  lpMidMoveMax: parameter("PM_LP_SMART_REFRESH_USD", price(), "0.02", {
    meaning: "A resting order is kept while the midpoint has moved less than this.",
    source: `${APPENDIX_B}, smart refresh threshold`,
  }),
  lpPlacementLevel: parameter("PM_LP_PLACEMENT_LEVEL", count(1, 10), "2", {
    meaning: "Bid level to join: 1 is the best bid, 2 the one behind it.",
    source: "002 sections 2.4 and 2.7",
  }),
  lpSides: parameter("PM_LP_SIDES", choice(["one", "two"]), "one", {
    meaning:
      "Quote one token of a market or both; one side scores a third, two hold twice the risk.",
    source: "002 sections 2.2 and 2.6",
  }),
  fillCooldownMs: parameter("PM_FILL_COOLDOWN_SEC", seconds(0, 604_800), "1800", {
    meaning: "Time after a fill during which its market is not quoted.",
    source: `${TABLE}; ${APPENDIX_B}, fill cooldown`,
  }),
} as const;

/** When and how a losing position is left. */
export const EXIT_PARAMETERS = {
  exitLossShare: parameter("PM_EXIT_LOSS_PCT", fraction(0.01), "0.5", {
    meaning:
      "Loss from the fill price at which a position is sold. It triggers the sale and does not bound the loss: a price may jump past it to nothing.",
    source: `${TABLE}; ${APPENDIX_B}, stop-loss threshold; maths.md C15`,
  }),
  exitPriceShare: parameter("PM_EXIT_PRICE_PCT", fraction(0.01), "0.5", {
    meaning:
      "Limit of the selling order as a share of the current price, so that it fills at once.",
    source: `${APPENDIX_B}, sell price discount`,
  }),
  exitPriceMin: parameter("PM_EXIT_PRICE_FLOOR", price(), "0.01", {
    meaning: "Lowest limit of a selling order, whatever the share says.",
    source: "maths.md C15",
  }),
  exitMicroSharesMin: parameter("PM_MIN_SELL_SHARES", shares(), "1", {
    meaning: "Smaller positions are not sold by the stop-loss.",
    source: `${APPENDIX_B}, min sell shares`,
  }),
} as const;

/** Against being read by other traders. */
export const JITTER_PARAMETERS = {
  timingJitterShare: parameter("PM_TIMING_JITTER_PCT", fraction(), "0.15", {
    meaning: "Randomisation of delays, up and down.",
    source: TABLE,
  }),
  sizeJitterShare: parameter("PM_SIZE_JITTER_PCT", fraction(), "0.1", {
    meaning: "Randomisation of order sizes; never above the approved size.",
    source: `${TABLE}; maths.md C12`,
  }),
} as const;

/** Which strategies may act, and whether orders leave at all. */
export const MODE_PARAMETERS = {
  isDryRun: parameter("PM_DRY_RUN", flag(), "false", {
    meaning:
      "Decide and record, but send nothing. `false` does not make a run live: the verb decides that.",
    source: APPENDIX_A,
  }),
  isLiquidityEnabled: parameter("PM_ENABLE_LIQUIDITY", flag(), "true", {
    meaning: "Whether the liquidity strategy may act.",
    source: APPENDIX_A,
  }),
  isArbitrageEnabled: parameter("PM_ENABLE_ARBITRAGE", flag(), "false", {
    meaning: "Whether arbitrage strategies may act.",
    source: APPENDIX_A,
  }),
  isCopyTradingEnabled: parameter("PM_ENABLE_COPY_TRADING", flag(), "false", {
    meaning: "Whether copy-trading strategies may act.",
    source: APPENDIX_A,
  }),
  isSynthEdgeEnabled: parameter("PM_ENABLE_SYNTH_EDGE", flag(), "false", {
    meaning: "Whether the synthetic-edge strategy may act.",
    source: APPENDIX_A,
  }),
} as const;
