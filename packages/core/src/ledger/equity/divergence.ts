import { compareWithShare, ratioOf, type ExactRatio } from "../amounts/exact-ratio.ts";
import type { DivergenceLevel } from "../ledger-entry.ts";

/** Shares of the remembered amount beyond which a difference counts, both strictly; maths.md 6.4. */
export interface DivergenceRules {
  readonly warnShare: number;
  /** Beyond it the real amount replaces the remembered one. */
  readonly correctShare: number;
}

/** Judges how far what is remembered may be from what is real. */
export class DivergenceLimits {
  readonly #warn: ExactRatio;
  readonly #correct: ExactRatio;

  constructor({ warnShare, correctShare }: DivergenceRules) {
    this.#warn = ratioOf(warnShare);
    this.#correct = ratioOf(correctShare);
  }

  /**
   * How far a remembered amount is from the real one, in whole micro-units. Anything real against a
   * remembered zero corrects.
   */
  judge(remembered: number, actual: number): DivergenceLevel {
    const difference = Math.abs(actual - remembered);
    const whole = Math.abs(remembered);
    if (whole === 0) return difference > 0 ? "AUTO_CORRECT" : "OK";
    if (compareWithShare(difference, this.#correct, whole) > 0) return "AUTO_CORRECT";
    return compareWithShare(difference, this.#warn, whole) > 0 ? "WARN" : "OK";
  }
}
