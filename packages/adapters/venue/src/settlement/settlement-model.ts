import { PRICE_UNITS_PER_USD, z } from "@polytraders/core";
import { durationMs, rate } from "./checked-model.ts";

/** Failure rate of trades from a notional on. */
export interface FailureStep {
  /** Smallest notional of the taker it holds for, USD. */
  readonly notionalUsdMin: number;
  /** Share of trades that fail, 0 to 1. */
  readonly rate: number;
}

/**
 * How matched trades get on the chain. Plain numbers, so that it can be written in YAML.
 *
 * A trade is sent once; after `minedDelayMs` it is mined, or the venue tries again and `retryDelayMs`
 * later it is mined or given up. `confirmedDelayMs` after it was mined it is final. Its fate is decided
 * when the first attempt ends: with the failure rate it fails, otherwise with `retryRate` it takes
 * a second attempt.
 */
export interface SettlementModel {
  /** From the match to the end of the first attempt. */
  readonly minedDelayMs: number;
  /** From mined to confirmed. */
  readonly confirmedDelayMs: number;
  /** From the first attempt's end to the second's. */
  readonly retryDelayMs: number;
  /** Each delay is stretched or shortened by up to this share, uniformly; 0 to 1. */
  readonly delayJitter: number;
  /** Share of trades that need a second attempt and then succeed, 0 to 1. */
  readonly retryRate: number;
  /** Share of trades that fail, 0 to 1. */
  readonly failureRate: number;
  /** Replaces `failureRate` from a notional on: the step with the greatest minimum reached holds. */
  readonly failureRateByNotional: readonly FailureStep[];
  /**
   * Added to the failure rate when the book has moved to the taker's advantage since the match, so
   * that the maker gains by a failure; -1 to 1, the sum is kept within 0 and 1.
   */
  readonly failureRateWhenTakerWins: number;
  /** The same when the book has moved to the maker's advantage. */
  readonly failureRateWhenMakerWins: number;
  /** Smallest move since the match that counts as winning, price units. */
  readonly winningMoveMin: number;
}

/** Every trade succeeds at once on the first attempt, with the live venue's usual delays. */
export const DEFAULT_SETTLEMENT: SettlementModel = {
  minedDelayMs: 2000,
  confirmedDelayMs: 3000,
  retryDelayMs: 4000,
  delayJitter: 0.25,
  retryRate: 0,
  failureRate: 0,
  failureRateByNotional: [],
  failureRateWhenTakerWins: 0,
  failureRateWhenMakerWins: 0,
  winningMoveMin: 100,
};

/** What a settlement model must be like. */
export const SETTLEMENT_MODEL_SCHEMA: z.ZodType<SettlementModel> = z.strictObject({
  minedDelayMs: durationMs,
  confirmedDelayMs: durationMs,
  retryDelayMs: durationMs,
  delayJitter: rate,
  retryRate: rate,
  failureRate: rate,
  failureRateByNotional: z.array(z.strictObject({ notionalUsdMin: z.number().min(0), rate })),
  failureRateWhenTakerWins: z.number().min(-1).max(1),
  failureRateWhenMakerWins: z.number().min(-1).max(1),
  winningMoveMin: z.number().min(0).max(PRICE_UNITS_PER_USD),
});
