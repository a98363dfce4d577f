import type { PlanDraft } from "../bot/plan-draft.ts";
import type { ExecutionPlan } from "../contracts/execution-plan.ts";
import type { LedgerCause } from "../ledger/ledger-entry.ts";
import { RUNTIME_BOT_ID } from "../kernel/runtime-statement.ts";
import type { WorkingOrder } from "./working-order.ts";

/** The plan of an order as it is recorded. */
export function recordOf(
  { approved, planCount }: WorkingOrder,
  draft: PlanDraft,
  { timeMs, correlationId, eventSequence }: LedgerCause,
): ExecutionPlan {
  const { orderId, intentId, marketId, tokenId, side, expiresAtMs } = approved;
  return {
    schemaVersion: 1,
    planId: planCount === 1 ? `${orderId}/plan` : `${orderId}/plan/${planCount}`,
    orderId,
    intentId,
    botId: RUNTIME_BOT_ID,
    marketId,
    tokenId,
    side,
    steps: stepsOf(draft, timeMs),
    estimatedFeesMicroUsd: draft.estimatedFeesMicroUsd,
    estimatedSlippageBps: draft.estimatedSlippageBps,
    expiresAtMs,
    reasonCode: "EXEC_PLAN_MADE",
    correlationId,
    eventSequence,
    timeMs,
  };
}

function stepsOf({ slices, cancelFirst }: PlanDraft, nowMs: number): ExecutionPlan["steps"] {
  const places = slices.map((slice, index) => ({
    action: "place" as const,
    stepId: `place-${index + 1}`,
    ...slice,
  }));
  if (cancelFirst.length === 0) return places;
  const cancels = cancelFirst.map((orderId, index) => ({
    action: "cancel" as const,
    stepId: `cancel-${index + 1}`,
    notBeforeMs: nowMs,
    orderId,
  }));
  return [...cancels, ...places];
}
