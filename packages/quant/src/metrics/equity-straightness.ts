import { fitLine } from "../distributions/sample.ts";

/** How suspiciously straight an equity curve is. */
export interface EquityStraightness {
  /** R squared of equity on time. */
  readonly rSquaredLinear: number;
  /** R squared of the logarithm of equity on time; `null` when equity is not always positive. */
  readonly rSquaredLog: number | null;
  /** Share of up steps among the steps that move; `null` when none does. */
  readonly upStepShare: number | null;
  /** Largest fall from a peak, as a share of it. */
  readonly drawdownMax: number;
  readonly verdict: "PASS" | "WARN" | "FAIL";
}

/** Guard for comparisons that equality on paper must pass. */
const ROUNDING = 1e-12;

/**
 * Tells an honest equity curve from one that fills without limits. It fails without any drawdown, with
 * R squared from 0.995, or from 0.98 when 90 % of its steps go up; it warns from 0.95. A strong honest
 * trend reaches 0.98, but not together with so few down steps.
 *
 * @param drawdownMax - largest drawdown of the curve that `equity` is a sample of, where it is known:
 *   a fall between two samples is not in the sample
 */
export function equityStraightness(
  equity: readonly number[],
  drawdownMax = maxDrawdown(equity),
): EquityStraightness {
  const time = equity.map((_, index) => index);
  const isPositive = equity.every((value) => value > 0);
  const rSquaredLinear = fitLine(time, equity)?.rSquared ?? 1;
  const rSquaredLog = isPositive ? (fitLine(time, equity.map(Math.log))?.rSquared ?? 1) : null;
  const upStepShare = upShareOf(equity);
  const rSquared = Math.max(rSquaredLinear, rSquaredLog ?? 0) + ROUNDING;
  const isFail =
    drawdownMax === 0 ||
    rSquared >= 0.995 ||
    (rSquared >= 0.98 && (upStepShare ?? 0) >= 0.9 - ROUNDING);
  const verdict = isFail ? "FAIL" : rSquared >= 0.95 ? "WARN" : "PASS";
  return { rSquaredLinear, rSquaredLog, upStepShare, drawdownMax, verdict };
}

/** Largest fall from a running peak, as a share of that peak; 0 while there is no positive peak. */
export function maxDrawdown(equity: readonly number[]): number {
  let peak = 0;
  let worst = 0;
  for (const value of equity) {
    peak = Math.max(peak, value);
    if (peak > 0) worst = Math.max(worst, (peak - value) / peak);
  }
  return worst;
}

function upShareOf(equity: readonly number[]): number | null {
  const steps = equity.slice(1).map((value, index) => value - (equity[index] ?? NaN));
  const up = steps.filter((step) => step > 0).length;
  const moving = steps.filter((step) => step !== 0).length;
  return moving > 0 ? up / moving : null;
}
