/** The account at one moment, micro-pUSD. */
export interface AccountFigures {
  readonly cashMicroUsd: number;
  readonly redeemableMicroUsd: number;
  /** Open positions at the lower of cost and bid. */
  readonly inFlightMicroUsd: number;
  /** Highest cash in force, moved by deposits and withdrawals. */
  readonly peakMicroUsd: number;
}

/** What may be lost of the peak, shares from 0 to 1. */
export interface DrawdownRule {
  readonly drawdownShareMax: number;
  /** Share of the limit that warns. */
  readonly drawdownWarnShare: number;
  readonly inFlightValuation: "min_cost_bid" | "none";
}

export type DrawdownLevel = "OK" | "WARN" | "HALT" | "UNKNOWN";

export interface DrawdownAssessment {
  readonly level: DrawdownLevel;
  readonly peakMicroUsd: number;
  readonly effectiveMicroUsd: number;
  /** Peak less effective equity; 0 when nothing is lost. */
  readonly lostMicroUsd: number;
  /** Loss that halts; `null` while there is no peak. */
  readonly haltLossMicroUsd: number | null;
}

/**
 * Judges the loss from the highest cash. Both limits bind at equality and are compared as integers:
 * dividing first would let an exact 30 % pass. Negative cash halts whatever the peak; without a peak
 * nothing else does. Figures that are no integers are unknown, which is no answer to trade on.
 */
export function assessDrawdown(
  { cashMicroUsd, redeemableMicroUsd, inFlightMicroUsd, peakMicroUsd }: AccountFigures,
  { drawdownShareMax, drawdownWarnShare, inFlightValuation }: DrawdownRule,
): DrawdownAssessment {
  const counted = inFlightValuation === "none" ? 0 : inFlightMicroUsd;
  const effectiveMicroUsd = cashMicroUsd + redeemableMicroUsd + counted;
  const lostMicroUsd = Math.max(0, peakMicroUsd - effectiveMicroUsd);
  const hasPeak = peakMicroUsd > 0;
  const known = [cashMicroUsd, redeemableMicroUsd, inFlightMicroUsd, peakMicroUsd];
  if (![...known, effectiveMicroUsd].every((amount) => Number.isSafeInteger(amount))) {
    const haltLossMicroUsd = null;
    return { level: "UNKNOWN", peakMicroUsd, effectiveMicroUsd, lostMicroUsd, haltLossMicroUsd };
  }
  const haltLossMicroUsd = hasPeak ? partOf(peakMicroUsd, [drawdownShareMax]) : null;
  const figures = { peakMicroUsd, effectiveMicroUsd, lostMicroUsd, haltLossMicroUsd };
  if (cashMicroUsd < 0) return { ...figures, level: "HALT" };
  if (haltLossMicroUsd === null) return { ...figures, level: "OK" };
  if (lostMicroUsd >= haltLossMicroUsd) return { ...figures, level: "HALT" };
  const warnLossMicroUsd = partOf(peakMicroUsd, [drawdownShareMax, drawdownWarnShare]);
  return { ...figures, level: lostMicroUsd >= warnLossMicroUsd ? "WARN" : "OK" };
}

/** Decimals that a share counts. */
const SHARE_UNIT = 1_000_000;

/** The product of an amount and shares, rounded up once and otherwise exact. */
function partOf(amountMicroUsd: number, shares: readonly number[]): number {
  let part = BigInt(amountMicroUsd);
  let unit = 1n;
  for (const share of shares) {
    part *= BigInt(Math.round(share * SHARE_UNIT));
    unit *= BigInt(SHARE_UNIT);
  }
  return Number((part + unit - 1n) / unit);
}
