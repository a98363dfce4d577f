import { formatDecimal, type Decision } from "@polytraders/core";
import type { OrderLifecyclePayload, Types } from "./contract.gen.ts";

/** A decision of this bot in plain words. */
export function explainLifecycle(decision: Decision<Types>): string {
  if ("plan" in decision) return explainPlan(decision.reasonCode);
  const { payload, reasonCode } = decision;
  const order = `order ${payload.orderId}`;
  switch (reasonCode) {
    case "EXEC_ORDER_UNKNOWN":
      return `${order} has an unknown outcome: the venue is asked, and nothing is sent again.`;
    case "EXEC_ORDER_STUCK":
      return `${order} is without an answer for ${seconds(payload)}: the venue is asked.`;
    case "EXEC_ORDER_UNRESOLVED":
      return `${order} is still unknown after ${payload.askCount} questions: look at the venue by hand.`;
    case "EXEC_ORDER_RECONCILED":
      return `${order} is known again: ${words(payload.to)}, ${filled(payload)}.`;
    case "EXEC_CANCEL_TIMEOUT":
      return `the cancellation of ${order} is not confirmed; it counts as resting and is asked about again.`;
    case "EXEC_ORDER_PAST_EXPIRY":
      return `${order} is past its expiry and still there: taken back.`;
    case "EXEC_ORDER_TOO_OLD":
      return `${order} has been out for ${seconds(payload)}: taken back.`;
    case "EXEC_FILL_AFTER_CANCEL":
      return `${order} was filled on the way to its cancellation: ${filled(payload)}.`;
    case "EXEC_FILL_TAKEN_BACK":
      return `a fill of ${order} failed to settle and is taken back.`;
    case "EXEC_TRANSITION_IMPOSSIBLE":
      return `${order} went from ${words(payload.from)} to ${words(payload.to)}, which cannot happen.`;
    case "EXEC_ORPHAN_FOUND":
      return `${order} is at the venue, and nothing here has sent it.`;
    default:
      return `${order} went from ${words(payload.from)} to ${words(payload.to)}: ${filled(payload)}.`;
  }
}

function explainPlan(reasonCode: string): string {
  switch (reasonCode) {
    case "EXEC_HELD_FOR_UNKNOWN":
      return "held back: it is not known what became of an order like it, and a second one could double it.";
    case "EXEC_ABANDONED_FOR_UNKNOWN":
      return "given up: what became of an order like it stayed unknown for too long.";
    case "EXEC_ORDER_PAST_EXPIRY":
      return "given up: the order expired before it was sent.";
    default:
      return "let it go as planned, and watches it from here on.";
  }
}

function words(state: string): string {
  return state.replaceAll("_", " ");
}

function seconds({ ageMs }: OrderLifecyclePayload): string {
  return `${Math.round(ageMs / 1_000)} s`;
}

function filled({ filledMicroShares, remainingMicroShares }: OrderLifecyclePayload): string {
  const [done, left] = [filledMicroShares, remainingMicroShares].map((size) =>
    formatDecimal(size, 6),
  );
  return `${done} shares filled, ${left} left`;
}
