/** What a market charges takers, from the market's own `feeSchedule`; never from a category table. */
export interface FeeSchedule {
  /** Rate `r` of the fee curve; 0 on fee-free markets. */
  readonly rate: number;
  /** Exponent `e` of the fee curve; 1 on today's markets. */
  readonly exponent: number;
}

/** A market that charges nothing. */
export const NO_FEE: FeeSchedule = { rate: 0, exponent: 1 };

/** What one match as taker costs or brings, in USD. */
export interface TakerFee {
  /** Rounded half up to 0.00001 USD, as charged. */
  readonly platformFeeUsd: number;
  /** The builder's share, not rounded. */
  readonly builderFeeUsd: number;
  /** Price times shares, without fees. */
  readonly notionalUsd: number;
  /** Negative for a buy: what leaves the account. */
  readonly cashFlowUsd: number;
  /** Cash per share, fees included; `null` without shares. */
  readonly effectivePrice: number | null;
  /** Platform fee over notional; `null` without notional. */
  readonly feeFractionOfNotional: number | null;
}

/**
 * The fee per share at a price, in USD, not rounded: `r (p (1 - p))^e`.
 *
 * Polymarket's published taker-fee formula. It is symmetric in `p` and `1 - p`, so a match costs the
 * same whether it swaps, mints or merges.
 */
export function feePerShareUsd(price: number, schedule: FeeSchedule): number {
  return schedule.rate * (price * (1 - price)) ** schedule.exponent;
}

/** The charged fee of one match, in USD: rounded half up to 5 decimals. Makers pay nothing. */
export function platformFeeUsd(shares: number, price: number, schedule: FeeSchedule): number {
  return roundFeeUsd(shares * feePerShareUsd(price, schedule));
}

/**
 * Rounds a fee half up to 0.00001 USD. A product of decimals that ends on a tie counts as one even
 * where floating point leaves it a few units in the last place below.
 */
export function roundFeeUsd(feeUsd: number): number {
  const units = feeUsd * 1e5;
  const rounding = 1e-10 + 8 * Number.EPSILON * Math.abs(units);
  return Math.floor(units + 0.5 + rounding) / 1e5;
}

/**
 * Everything one match costs a taker.
 *
 * @param shares - outcome shares matched
 * @param price - USD per share, in (0, 1)
 * @param builderBps - the builder's taker fee in basis points of notional
 */
export function takerFee(match: {
  readonly side: "BUY" | "SELL";
  readonly shares: number;
  readonly price: number;
  readonly schedule: FeeSchedule;
  readonly builderBps: number;
}): TakerFee {
  const { side, shares, price, schedule, builderBps } = match;
  const notionalUsd = price * shares;
  const feeUsd = platformFeeUsd(shares, price, schedule);
  const builderFeeUsd = (builderBps / 10_000) * notionalUsd;
  const fees = feeUsd + builderFeeUsd;
  const cashFlowUsd = side === "BUY" ? -(notionalUsd + fees) : notionalUsd - fees;
  return {
    platformFeeUsd: feeUsd,
    builderFeeUsd,
    notionalUsd,
    cashFlowUsd,
    effectivePrice: shares > 0 ? Math.abs(cashFlowUsd) / shares : null,
    feeFractionOfNotional: notionalUsd > 0 ? feeUsd / notionalUsd : null,
  };
}
