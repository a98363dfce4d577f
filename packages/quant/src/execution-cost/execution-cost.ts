import { feePerShareUsd, type FeeSchedule } from "../fees/taker-fee.ts";

/** What buying one share costs against the mid, in USD, by taking and by making. */
export interface ExecutionCost {
  readonly mid: number;
  readonly takerCostPerShare: number;
  readonly makerCostPerShare: number;
  /** The cheaper way; taking when they cost the same. */
  readonly preferred: "TAKER" | "MAKER";
}

/**
 * Expected cost of a buy per share: taking pays half the spread, slippage, fee and the drift of the
 * delay; making pays adverse selection and earns spread and rebate when filled, and misses the edge when
 * not. Amounts in USD per share, except `fixedUsd`.
 */
export function executionCost(buy: {
  readonly bid: number;
  readonly ask: number;
  readonly slippage: number;
  readonly schedule: FeeSchedule;
  readonly latencyDrift: number;
  /** Cost of the whole order that does not grow with it, in USD. */
  readonly fixedUsd: number;
  readonly shares: number;
  /** Probability that the maker order fills, in [0, 1]. */
  readonly fillProbability: number;
  readonly adverseSelection: number;
  /** Share of the taker fee that makers get back. */
  readonly rebateShare: number;
  /** What an unfilled order would have earned. */
  readonly missedEdge: number;
}): ExecutionCost {
  const mid = (buy.bid + buy.ask) / 2;
  const halfSpread = (buy.ask - buy.bid) / 2;
  const fixed = buy.fixedUsd / buy.shares;
  const fee = feePerShareUsd(buy.ask, buy.schedule);
  const rebate = buy.rebateShare * feePerShareUsd(buy.bid, buy.schedule);
  const takerCostPerShare = halfSpread + buy.slippage + fee + buy.latencyDrift + fixed;
  const filled = buy.adverseSelection - halfSpread - rebate;
  const makerCostPerShare =
    buy.fillProbability * filled + (1 - buy.fillProbability) * buy.missedEdge + fixed;
  const preferred = makerCostPerShare < takerCostPerShare ? "MAKER" : "TAKER";
  return { mid, takerCostPerShare, makerCostPerShare, preferred };
}
