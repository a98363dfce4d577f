import { abandon, priceUsd, proceed, type PlanDecision } from "@polytraders/core";
import type { ExecutionCost } from "@polytraders/quant";
import { assumedCost } from "./assumed-cost.ts";
import type { Types } from "./contract.gen.ts";
import { costPerShare } from "./cost-per-share.ts";
import { feeTermsOf } from "./fee-terms.ts";
import {
  slippageBps,
  takenSlippageBps,
  type CostEstimate,
  type PlannedCost,
} from "./planned-cost.ts";
import { walkedCost } from "./walked-cost.ts";

/** An answer to a plan, and what is behind it. */
export interface EstimatedPlan {
  readonly decision: PlanDecision<Types>;
  readonly estimate: CostEstimate;
  /** `null` where taking and waiting cannot be compared. */
  readonly perShare: ExecutionCost | null;
}

const USD = 1_000_000;
/** A figure this close to its bound reached it but for rounding. */
const ROUNDING = 1e-9;

/** Estimates a plan; gives the order up when what is taken slips further than is accepted. */
export function estimatePlan(planned: PlannedCost): EstimatedPlan {
  const isUsable = isUsableBook(planned);
  const estimate = isUsable ? walkedCost(planned) : assumedCost(planned);
  const perShare = costPerShare(planned, estimate);
  if (slipsTooFar(planned, estimate)) {
    return { decision: abandon("EXEC_COST_SLIPPAGE_LIMIT"), estimate, perShare };
  }
  const { isKnown } = feeTermsOf(planned.terms, planned.parameters);
  const known = isKnown ? "EXEC_COST_ESTIMATED" : "EXEC_COST_FEE_SCHEDULE_STALE";
  const decision = proceed(isUsable ? known : "EXEC_COST_FALLBACK", {
    estimatedFeesMicroUsd: Math.round(estimate.feesUsd * USD),
    estimatedSlippageBps: Math.round(slippageBps(estimate) * 1e4) / 1e4,
  });
  return { decision, estimate, perShare };
}

function isUsableBook({ book, bookAgeMs, parameters }: PlannedCost): boolean {
  return book.isProven && book.state !== "crossed" && bookAgeMs <= parameters.orderBookAgeMsMax;
}

function slipsTooFar({ order, book, parameters }: PlannedCost, estimate: CostEstimate): boolean {
  const foundBps = takenSlippageBps(estimate);
  if (foundBps > (order.slippageBpsMax ?? Number.POSITIVE_INFINITY) + ROUNDING) return true;
  // Getting out is worth a bad price.
  if (order.isReduceOnly || foundBps <= parameters.slippageBpsMax + ROUNDING) return false;
  // At a few cents a single tick is many basis points, and nobody can do better.
  const tickUsd = priceUsd(book.tickSize);
  return estimate.walkedSlippageUsd > (tickUsd + ROUNDING) * estimate.takenShares;
}
