import { choice, count, days, flag, fraction, shares, usd } from "./parameter-kind.ts";
import { parameter } from "./risk-parameter.ts";

const TABLE = "002 parameter table";

/** What the account as a whole may lose, hold and trade. */
export const ACCOUNT_PARAMETERS = {
  startingBalanceMicroUsd: parameter("PM_STARTING_BALANCE_USD", usd(0.01), "500", {
    meaning: "What losses are counted from: the equity with which the bot started.",
    source: TABLE,
  }),
  drawdownMicroUsdMax: parameter("PM_MAX_DRAWDOWN_USD", usd(0.01), "250", {
    meaning: "Loss from the starting balance that halts all trading until an operator resets it.",
    source: TABLE,
  }),
  drawdownWarnShare: parameter("PM_DRAWDOWN_WARN_PCT", fraction(), "0.8", {
    meaning: "Share of an allowed loss, absolute or relative, from which the guards warn.",
    source: "002 appendix B, drawdown warning; maths.md C14",
  }),
  tradeSizeMicroUsdMax: parameter("PM_MAX_TRADE_SIZE_USD", usd(), "25", {
    meaning: "Most that one order may be worth; a larger one is made smaller.",
    source: TABLE,
  }),
  perMarketMicroUsdMax: parameter("PM_MAX_PER_MARKET_USD", usd(), "25", {
    meaning:
      "Most that positions and resting buys of one market may have cost, YES and NO together.",
    source: TABLE,
  }),
  portfolioMicroUsdMax: parameter("PM_MAX_PORTFOLIO_EXPOSURE_USD", usd(), "400", {
    meaning: "Most that all positions and resting buys together may have cost.",
    source: TABLE,
  }),
  openPositionsMax: parameter("PM_MAX_OPEN_POSITIONS", count(0, 100_000), "15", {
    meaning: "Most tokens held at once.",
    source: TABLE,
  }),
  dailyVolumeMicroUsdMax: parameter("PM_DAILY_VOLUME_CAP_USD", usd(), "25000", {
    meaning: "Most that fills of both sides may add up to from midnight to midnight UTC.",
    source: TABLE,
  }),
  orderSizeMicroSharesMin: parameter("PM_MIN_ORDER_SIZE_SHARES", shares(), "5", {
    meaning: "Smallest order, where the market does not state its own.",
    source: "maths.md 0 and 6.1",
  }),
  hasFeesInLimits: parameter("PM_LIMITS_INCLUDE_FEES", flag(), "false", {
    meaning: "Whether taker fees count against the limits on trades, markets and the portfolio.",
    source: "maths.md 6.1",
  }),
  riskMode: parameter("PM_RISK_MODE", choice(["standard", "literal"]), "standard", {
    meaning:
      "`literal` lets the position and portfolio limits stop sells too, as the source does; `standard` never stops an order that reduces a position.",
    source: "maths.md 6.1, C11",
  }),
} as const;

/** Drawdown from a peak, and what is remembered of the account. */
export const DRAWDOWN_PARAMETERS = {
  drawdownShareMax: parameter("PM_DRAWDOWN_LIMIT_PCT", fraction(0.001), "0.3", {
    meaning: "Share of the highest cash whose loss halts all trading.",
    source: "003; maths.md 6.3",
  }),
  drawdownPeakMode: parameter(
    "PM_DRAWDOWN_PEAK_MODE",
    choice(["all_time", "rolling", "daily"]),
    "all_time",
    { meaning: "Over which time the highest cash is taken.", source: "003; maths.md 6.3" },
  ),
  drawdownWindowDays: parameter("PM_DRAWDOWN_WINDOW_DAYS", days(1, 3_650), "30", {
    meaning: "Length of the rolling window.",
    source: "maths.md 6.3",
  }),
  inFlightValuation: parameter(
    "PM_DRAWDOWN_IN_FLIGHT",
    choice(["min_cost_bid", "none"]),
    "min_cost_bid",
    {
      meaning:
        "How open positions count: at the lower of cost and bid, or, as in the source, not at all.",
      source: "003; maths.md D7",
    },
  ),
  stateWarnRatio: parameter("PM_STATE_DESYNC_WARN_PCT", fraction(), "0.02", {
    meaning: "Difference between remembered and real cash above which the guard warns.",
    source: "003; maths.md 6.4",
  }),
  stateCorrectRatio: parameter("PM_STATE_DESYNC_CORRECT_PCT", fraction(), "0.1", {
    meaning: "Difference above which the real cash replaces what is remembered.",
    source: "003; maths.md 6.4",
  }),
} as const;
