import { z } from "@polytraders/core";
import { durationMs, rate } from "../settlement/checked-model.ts";

/** What one kind of action on the chain takes. */
export interface ChainActionTerms {
  /** From the request to its outcome. */
  readonly delayMs: number;
  /** Charged whether it succeeds or not. */
  readonly costMicroUsd: number;
  /** Share of actions that fail, 0 to 1. */
  readonly failureRate: number;
}

/** How actions on the chain go. Plain numbers, so that it can be written in YAML. */
export interface ChainModel {
  readonly split: ChainActionTerms;
  readonly merge: ChainActionTerms;
  readonly convert: ChainActionTerms;
  readonly redeem: ChainActionTerms;
  /** Fee of a conversion on what comes out, basis points, to the treasury. */
  readonly conversionFeeBps: number;
}

const RELAYED: ChainActionTerms = { delayMs: 4000, costMicroUsd: 0, failureRate: 0 };

/** Relayed at the venue's expense, mined within seconds, never failing. */
export const DEFAULT_CHAIN: ChainModel = {
  split: RELAYED,
  merge: RELAYED,
  convert: RELAYED,
  redeem: RELAYED,
  conversionFeeBps: 0,
};

const terms = z.strictObject({
  delayMs: durationMs,
  costMicroUsd: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  failureRate: rate,
});

/** What a chain model must be like. */
export const CHAIN_MODEL_SCHEMA: z.ZodType<ChainModel> = z.strictObject({
  split: terms,
  merge: terms,
  convert: terms,
  redeem: terms,
  conversionFeeBps: z.number().min(0).max(10_000),
});
