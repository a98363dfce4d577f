/** A held position. Prices in USD per share. */
export interface HeldPosition {
  readonly shares: number;
  /** Present price: 1 or close to it once the outcome is decided. */
  readonly currentPrice: number;
  readonly averageEntryPrice: number;
  readonly bestBid: number;
  readonly isRedeemable: boolean;
}

/** How positions that are not redeemable count: the lower of cost and bid, or not at all. */
export type InFlightValuation = "min_cost_bid" | "none";

/** Equity and its parts, in USD. */
export interface EffectiveEquity {
  /** Positions as good as cash. */
  readonly redeemable: number;
  /** Other positions, valued so that no gain counts before it is real. */
  readonly inFlight: number;
  readonly effective: number;
}

/** A price from which a position counts as won although not yet marked redeemable. */
export const REDEEMABLE_PRICE_MIN = 0.99;
/** A won position below this counts nothing: redeeming it is not worth its cost. In USD. */
export const REDEEMABLE_USD_MIN = 1;

const ROUNDING = 1e-9;

/** Cash plus what positions are worth without counting on luck. */
export function effectiveEquity(
  cashUsd: number,
  positions: readonly HeldPosition[],
  inFlightValuation: InFlightValuation = "min_cost_bid",
): EffectiveEquity {
  let redeemable = 0;
  let inFlight = 0;
  for (const { shares, currentPrice, averageEntryPrice, bestBid, isRedeemable } of positions) {
    const valueUsd = shares * currentPrice;
    const isWon = isRedeemable || currentPrice >= REDEEMABLE_PRICE_MIN;
    if (isWon) redeemable += valueUsd >= REDEEMABLE_USD_MIN - ROUNDING ? valueUsd : 0;
    else inFlight += shares * Math.min(averageEntryPrice, bestBid);
  }
  if (inFlightValuation === "none") inFlight = 0;
  return { redeemable, inFlight, effective: cashUsd + redeemable + inFlight };
}
