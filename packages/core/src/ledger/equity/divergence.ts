import { compareWithShare, ratioOf } from "../amounts/exact-ratio.ts";
import type { DivergenceLevel } from "../ledger-entry.ts";

/** Shares of the remembered amount beyond which a difference warns and corrects, both strictly. */
const WARN_SHARE = ratioOf(0.02);
const CORRECT_SHARE = ratioOf(0.1);

/**
 * How far a remembered amount is from the real one, in whole micro-units. Anything real against a
 * remembered zero corrects.
 */
export function divergenceOf(remembered: number, actual: number): DivergenceLevel {
  const difference = Math.abs(actual - remembered);
  const whole = Math.abs(remembered);
  if (whole === 0) return difference > 0 ? "AUTO_CORRECT" : "OK";
  if (compareWithShare(difference, CORRECT_SHARE, whole) > 0) return "AUTO_CORRECT";
  return compareWithShare(difference, WARN_SHARE, whole) > 0 ? "WARN" : "OK";
}
