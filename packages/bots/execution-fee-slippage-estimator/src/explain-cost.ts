import { formatDecimal, type Decision } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";
import type { EstimatedPlan } from "./estimate-plan.ts";
import { takenSlippageBps } from "./planned-cost.ts";

/** A plan of this bot in plain words, with the estimate behind it where that is at hand. */
export function explainCost(decision: Decision<Types>, estimated?: EstimatedPlan): string {
  if (decision.reasonCode === "EXEC_COST_SLIPPAGE_LIMIT") {
    const found = estimated
      ? `${rounded(takenSlippageBps(estimated.estimate))} bps of slippage are`
      : "slippage is";
    return `gave the order up: ${found} above what is accepted.`;
  }
  const plan = "plan" in decision ? decision.plan : {};
  const fees = formatDecimal(plan.estimatedFeesMicroUsd ?? 0, 6);
  const costs = `expects ${fees} pUSD of fees and ${rounded(plan.estimatedSlippageBps ?? 0)} bps of slippage`;
  switch (decision.reasonCode) {
    case "EXEC_COST_FALLBACK":
      return `${costs}, a cautious guess without a usable book.`;
    case "EXEC_COST_FEE_SCHEDULE_STALE":
      return `${costs}; the fee schedule is not known, so fees are a cautious guess.`;
    default:
      return `${costs}${besidesOf(estimated)}.`;
  }
}

/** What the plan itself does not say: the rebate, and how taking compares with waiting. */
function besidesOf(estimated: EstimatedPlan | undefined): string {
  if (estimated === undefined) return "";
  const { estimate, perShare } = estimated;
  const rebate =
    estimate.rebateUsd > 0
      ? `; what rests may earn ${rounded(estimate.rebateUsd)} pUSD of rebate`
      : "";
  const ways =
    perShare === null
      ? ""
      : `; a share costs ${rounded(perShare.takerCostPerShare)} by taking and ${rounded(perShare.makerCostPerShare)} by waiting`;
  return `${rebate}${ways}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}
