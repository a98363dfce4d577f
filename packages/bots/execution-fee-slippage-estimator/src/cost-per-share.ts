import { complementPrice, priceUsd, type PriceUnits } from "@polytraders/core";
import { executionCost, type ExecutionCost } from "@polytraders/quant";
import { feeTermsOf } from "./fee-terms.ts";
import type { CostEstimate, PlannedCost } from "./planned-cost.ts";

const USD = 1_000_000;

/**
 * What a share costs by taking, as planned, and by waiting at the best price; `null` where there is
 * nothing to take or a side of the book is empty. A sale is the purchase of the other token.
 */
export function costPerShare(
  { order, book, terms, parameters }: PlannedCost,
  estimate: CostEstimate,
): ExecutionCost | null {
  const { method, takenShares, takenUsd, slippageUsd, walkedSlippageUsd } = estimate;
  const { bestBidPrice, bestAskPrice } = book;
  if (method !== "walked" || takenShares === 0) return null;
  if (bestBidPrice === 0 || bestAskPrice === 0) return null;
  const isBuy = order.side === "BUY";
  const asBuy = (price: PriceUnits): number => priceUsd(isBuy ? price : complementPrice(price));
  const ask = asBuy(isBuy ? bestAskPrice : bestBidPrice);
  const averagePaid = isBuy ? takenUsd / takenShares : 1 - takenUsd / takenShares;
  const schedule = feeTermsOf(terms, parameters);
  return executionCost({
    bid: asBuy(isBuy ? bestBidPrice : bestAskPrice),
    ask,
    slippage: averagePaid - ask,
    schedule,
    latencyDrift: (slippageUsd - walkedSlippageUsd) / takenShares,
    fixedUsd: parameters.fixedCostMicroUsd / USD,
    shares: takenShares,
    fillProbability: parameters.fillProbability,
    adverseSelection: parameters.adverseSelectionMicroUsd / USD,
    rebateShare: schedule.rebateShare,
    missedEdge: parameters.missedEdgeMicroUsd / USD,
  });
}
