import { formatDecimal, formatPrice, type Decision, type PlanSlice } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";

/** A plan of this bot in plain words. */
export function explainRoute(decision: Decision<Types>): string {
  const slices = ("plan" in decision ? decision.plan.slices : undefined) ?? [];
  const words =
    slices.length === 0 ? "sends the order as it stands" : phrasesOf(slices).join(", then ");
  switch (decision.reasonCode) {
    case "EXEC_ROUTE_UNINFORMED":
      return `${words}: the order book is unproven, crossed or too old to route by.`;
    case "EXEC_ROUTE_CONSERVATIVE":
      return `${words}; the slices are small because nobody knows how fast the depth goes away.`;
    case "EXEC_ROUTE_PASSIVE":
      return `${words}, because waiting should cost less than crossing the spread.`;
    case "EXEC_ROUTE_ICEBERG":
      return `${words}, because the whole would stand out from its side of the book.`;
    default:
      return `${words}.`;
  }
}

function phrasesOf(slices: readonly PlanSlice[]): string[] {
  const startsAtMs = slices[0]?.notBeforeMs ?? 0;
  return slices.map(({ price, size, timeInForce, isPostOnly, notBeforeMs }) => {
    const what = `${formatDecimal(size, 6)} shares at ${formatPrice(price)}`;
    const how = timeInForce === "FAK" ? "takes" : isPostOnly ? "only rests with" : "places";
    const seconds = Math.round((notBeforeMs - startsAtMs) / 1_000);
    return seconds === 0 ? `${how} ${what}` : `${how} ${what} after ${seconds} s`;
  });
}
