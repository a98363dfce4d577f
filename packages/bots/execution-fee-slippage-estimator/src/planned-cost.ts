import type { ApprovedOrderRecord, MarketTerms, OrderBookView, PlanSlice } from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";

/** A plan to be estimated, and what is known for it. */
export interface PlannedCost {
  readonly order: ApprovedOrderRecord;
  readonly slices: readonly PlanSlice[];
  /** Book of the order's token. */
  readonly book: OrderBookView;
  /** Age of the market's newest message; infinite before the first. */
  readonly bookAgeMs: number;
  readonly terms: MarketTerms | undefined;
  /** USD per square root of a second; `null` before a change of the midpoint. */
  readonly volatility: number | null;
  readonly parameters: Parameters;
}

/** What a plan is expected to cost. Amounts in USD, sizes in shares. */
export interface CostEstimate {
  readonly method: "walked" | "conservative_default";
  readonly takenShares: number;
  readonly takenUsd: number;
  readonly restingShares: number;
  readonly restingUsd: number;
  /** Taker fees of venue and builder. */
  readonly feesUsd: number;
  /** What the resting part may earn; not taken off the fees. */
  readonly rebateUsd: number;
  /** What is paid beyond the reference by the book as it stands. */
  readonly walkedSlippageUsd: number;
  /** The same with what the time until the match adds. */
  readonly slippageUsd: number;
  /** Price that slippage is measured against. */
  readonly referenceUsd: number;
}

const BPS = 10_000;

/** Slippage over the whole plan, basis points of its notional at the reference; 0 for an empty plan. */
export function slippageBps({
  slippageUsd,
  referenceUsd,
  takenShares,
  restingUsd,
}: CostEstimate): number {
  const notionalUsd = referenceUsd * takenShares + restingUsd;
  return notionalUsd > 0 ? (slippageUsd / notionalUsd) * BPS : 0;
}

/**
 * Slippage of what is taken alone, basis points, as far as it is in the book; without a book, as far
 * as it is assumed.
 */
export function takenSlippageBps({
  method,
  slippageUsd,
  walkedSlippageUsd,
  referenceUsd,
  takenShares,
}: CostEstimate): number {
  const notionalUsd = referenceUsd * takenShares;
  const countedUsd = method === "walked" ? walkedSlippageUsd : slippageUsd;
  return notionalUsd > 0 ? (countedUsd / notionalUsd) * BPS : 0;
}
