import { SIZE_LOT_MICRO_SHARES } from "./check-risk.ts";
import { ofMicro, toMicro } from "./micro-money.ts";

/** A size before and after it was made safe again, in shares. */
export interface JitteredSize {
  /** Approved size times its random factor. */
  readonly rawShares: number;
  /** Never above the approved size, floored to 0.01 share. */
  readonly finalShares: number;
}

/**
 * The factor that a uniform number stands for, in [1 - share, 1 + share] and never negative.
 *
 * @param uniform - in [0, 1]; 0.5 changes nothing
 */
export function jitterFactor(share: number, uniform: number): number {
  return Math.max(0, 1 + share * (2 * uniform - 1));
}

/**
 * A size that does not betray the bot: the approved one times a random factor, never above what was
 * approved. Source: seed 002, section 1.7, which lets the result exceed the limits; maths.md 6.1 and
 * C12 clamp it.
 */
export function jitterSize(approvedShares: number, share: number, uniform: number): JitteredSize {
  const rawShares = approvedShares * jitterFactor(share, uniform);
  const approvedMicroShares = toMicro(approvedShares);
  const final = jitterSizeMicroShares(approvedMicroShares, { share, uniform });
  return { rawShares, finalShares: ofMicro(final) };
}

/**
 * {@link jitterSize} in integer micro-shares. With a smallest size the result does not fall below it
 * either, unless the approved size already does: an order the venue refuses helps nobody.
 */
export function jitterSizeMicroShares(
  approvedMicroShares: number,
  jitter: {
    readonly share: number;
    readonly uniform: number;
    readonly orderSizeMicroSharesMin?: number;
  },
): number {
  const { share, uniform, orderSizeMicroSharesMin = 0 } = jitter;
  const raw = Math.round(approvedMicroShares * jitterFactor(share, uniform));
  const size = Math.min(approvedMicroShares, Math.max(raw, orderSizeMicroSharesMin));
  return size - (size % SIZE_LOT_MICRO_SHARES);
}

/** A delay made irregular: `base (1 + share (2 u - 1))`, never negative. Source: seed 002, section 1.7. */
export function jitterDelayMs(baseMs: number, share: number, uniform: number): number {
  return baseMs * jitterFactor(share, uniform);
}
