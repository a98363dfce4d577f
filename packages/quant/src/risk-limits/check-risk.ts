import { sharesForMicroUsd, valueMicroUsd } from "./micro-money.ts";
import type {
  RiskCheckName,
  RiskedOrder,
  RiskLimits,
  RiskState,
  RiskStep,
  RiskVerdict,
} from "./risk-limits.ts";

/** The venue's smallest step of size: 0.01 share. */
export const SIZE_LOT_MICRO_SHARES = 10_000;

/** How much more a limit lets in, in micro-USD; `null` where it does not concern the order. */
type RoomOf = (order: RiskedOrder, state: RiskState, limits: RiskLimits) => number | null;

const ROOMS: readonly (readonly [check: RiskCheckName, roomOf: RoomOf])[] = [
  ["MAX_TRADE_SIZE", (_, __, { tradeSizeMicroUsdMax }) => tradeSizeMicroUsdMax],
  [
    "DAILY_VOLUME_CAP",
    (_, { dailyVolumeMicroUsd, reservedMicroUsd }, { dailyVolumeMicroUsdMax }) =>
      dailyVolumeMicroUsdMax - dailyVolumeMicroUsd - reservedMicroUsd,
  ],
  [
    "MAX_OPEN_POSITIONS",
    ({ side }, { openPositions, holdsToken }, { openPositionsMax, mode }) => {
      if (mode === "standard" && (side === "SELL" || holdsToken)) return null;
      return openPositions >= openPositionsMax ? 0 : Infinity;
    },
  ],
  [
    "MAX_PER_MARKET",
    ({ side }, { marketMicroUsd }, { perMarketMicroUsdMax }) =>
      side === "SELL" ? null : perMarketMicroUsdMax - marketMicroUsd,
  ],
  [
    "MAX_PORTFOLIO",
    ({ side }, { totalMicroUsd }, { portfolioMicroUsdMax, mode }) =>
      mode === "standard" && side === "SELL" ? null : portfolioMicroUsdMax - totalMicroUsd,
  ],
];

/**
 * Checks one order against the limits, in the order of seed 002 (section 1.8; maths.md 6.1): kill
 * switch, trade size, daily volume, open positions, market, portfolio, smallest size. The first
 * rejection ends it; checks that can, shrink the order instead. Amounts are compared as integers.
 *
 * Trade size and daily volume bind sells too, in both modes. Resting buys reserve their notional in
 * the volume, market and portfolio checks. Anything that is not a sensible number is a rejection: a
 * limit that cannot be computed has not been kept.
 */
export function checkRisk(order: RiskedOrder, state: RiskState, limits: RiskLimits): RiskVerdict {
  const steps: RiskStep[] = [];
  if (!isComputable(order, state, limits)) return rejected("INVALID_INPUT", steps);
  const thresholdMicroUsd = limits.startingBalanceMicroUsd - limits.drawdownMicroUsdMax;
  if (state.isHalted || state.equityMicroUsd <= thresholdMicroUsd) {
    return rejected("DRAWDOWN_HALT", steps);
  }
  steps.push(["DRAWDOWN_HALT", "PASS"]);
  let amountMicroUsd = valueMicroUsd(order.priceMicroUsd, order.sizeMicroShares);
  let isDownsized = false;
  for (const [check, roomOf] of ROOMS) {
    const roomMicroUsd = roomOf(order, state, limits);
    if (roomMicroUsd === null) steps.push([check, "SKIP"]);
    else if (amountMicroUsd <= roomMicroUsd) steps.push([check, "PASS"]);
    else if (roomMicroUsd <= 0) return rejected(check, steps);
    else {
      amountMicroUsd = roomMicroUsd;
      isDownsized = true;
      steps.push([check, "DOWNSIZE"]);
    }
  }
  const size = isDownsized
    ? sharesForMicroUsd(amountMicroUsd, order.priceMicroUsd, SIZE_LOT_MICRO_SHARES)
    : order.sizeMicroShares - (order.sizeMicroShares % SIZE_LOT_MICRO_SHARES);
  if (size === 0 || size < limits.orderSizeMicroSharesMin) return rejected("BELOW_MIN_SIZE", steps);
  return {
    decision: "ALLOW",
    reason: isDownsized ? "DOWNSIZED" : "OK",
    sizeMicroShares: size,
    valueMicroUsd: valueMicroUsd(order.priceMicroUsd, size),
    steps: [...steps, ["MIN_SIZE", "PASS"]],
  };
}

function rejected(reason: RiskCheckName, steps: readonly RiskStep[]): RiskVerdict {
  return {
    decision: "REJECT",
    reason,
    sizeMicroShares: 0,
    valueMicroUsd: 0,
    steps: [...steps, [reason, "REJECT"]],
  };
}

function isComputable(order: RiskedOrder, state: RiskState, limits: RiskLimits): boolean {
  return (
    isCount(order.sizeMicroShares) &&
    isCount(order.priceMicroUsd) &&
    order.priceMicroUsd > 0 &&
    isCount(valueMicroUsd(order.priceMicroUsd, order.sizeMicroShares)) &&
    Number.isSafeInteger(state.equityMicroUsd) &&
    isCount(state.dailyVolumeMicroUsd) &&
    isCount(state.reservedMicroUsd) &&
    isCount(state.openPositions) &&
    isCount(state.marketMicroUsd) &&
    isCount(state.totalMicroUsd) &&
    isCount(limits.startingBalanceMicroUsd) &&
    isCount(limits.drawdownMicroUsdMax) &&
    isCount(limits.tradeSizeMicroUsdMax) &&
    isCount(limits.perMarketMicroUsdMax) &&
    isCount(limits.portfolioMicroUsdMax) &&
    isCount(limits.openPositionsMax) &&
    isCount(limits.dailyVolumeMicroUsdMax) &&
    isCount(limits.orderSizeMicroSharesMin)
  );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
