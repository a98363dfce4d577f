import type { DrawdownRules } from "@polytraders/quant";
import type { MicroUsd } from "../../domain/units.ts";
import {
  compareWithShare,
  type ExactRatio,
  productOf,
  ratioOf,
  shareDown,
} from "../amounts/exact-ratio.ts";

export type DrawdownLevel = "OK" | "WARN" | "HALT";

/** Drawdown at one moment. */
export interface Drawdown {
  /** Highest cash in force, shifted by deposits and withdrawals. */
  readonly peakMicroUsd: MicroUsd;
  readonly effectiveMicroUsd: MicroUsd;
  /** Peak less effective equity; 0 when nothing is lost. */
  readonly lostMicroUsd: MicroUsd;
  /** HALT at or beyond the limit, with negative cash, and while a halt is latched. */
  readonly level: DrawdownLevel;
  /** True from a halt until an operator resets it. */
  readonly isHalted: boolean;
  /** Highest effective equity that halts; `null` while there is no peak. */
  readonly haltAtMicroUsd: MicroUsd | null;
  /** Effective equity that may still be lost before the halt; `null` while there is no peak. */
  readonly distanceMicroUsd: MicroUsd | null;
}

/** Limits as exact ratios, from the same rules as the floating-point monitor of the formulas package. */
export class DrawdownLimits {
  readonly #halt: ExactRatio;
  readonly #warn: ExactRatio;

  constructor({ drawdownMax, warnShare }: DrawdownRules) {
    this.#halt = ratioOf(drawdownMax);
    this.#warn = productOf(this.#halt, ratioOf(warnShare));
  }

  judge(
    peakMicroUsd: MicroUsd,
    effectiveMicroUsd: MicroUsd,
    cashMicroUsd: MicroUsd,
    isLatched: boolean,
  ): Drawdown {
    const lost = peakMicroUsd - effectiveMicroUsd;
    const reaches = (limit: ExactRatio): boolean =>
      peakMicroUsd > 0 && compareWithShare(lost, limit, peakMicroUsd) >= 0;
    const isHalted = isLatched || cashMicroUsd < 0 || reaches(this.#halt);
    const haltAt =
      peakMicroUsd > 0
        ? shareDown(
            peakMicroUsd,
            this.#halt.denominator - this.#halt.numerator,
            this.#halt.denominator,
          )
        : null;
    return {
      peakMicroUsd,
      effectiveMicroUsd,
      lostMicroUsd: Math.max(0, lost),
      level: isHalted ? "HALT" : reaches(this.#warn) ? "WARN" : "OK",
      isHalted,
      haltAtMicroUsd: haltAt,
      distanceMicroUsd: haltAt === null ? null : effectiveMicroUsd - haltAt,
    };
  }
}
