import type { Decision } from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

/** A plan of this bot in plain words. */
export function explainAmendment(decision: Decision<Types>, parameters: Parameters): string {
  if (!("plan" in decision)) return "";
  const { plan, reasonCode } = decision;
  switch (reasonCode) {
    case "EXEC_AMEND_OK": {
      const count = plan.cancelFirst?.length ?? 0;
      return `sends it once ${count === 1 ? "the older quote is" : `${count} older quotes are`} gone, so that exposure is never doubled.`;
    }
    case "EXEC_QUOTE_KEPT":
      return `given up: the resting quote is within ${parameters.priceMoveUsdMax} USD of it and keeps its place in the queue.`;
    case "EXEC_AMEND_RATE_LIMITED":
      return `given up: ${parameters.amendmentsPerMinuteMax} replacements within a minute are enough.`;
    case "EXEC_AMEND_STALE_VIEW":
      return plan.outcome === "hold"
        ? "held back: it is not known what became of an older quote."
        : "given up: neither the older quote nor the book can be seen clearly enough to replace anything.";
    case "EXEC_QUOTE_MARKET_HALTED":
      return "given up: the market does not trade normally.";
    case "EXEC_NOT_A_QUOTE":
      return "let it go as planned: it is no quote.";
    default:
      return "let it go as planned: it replaces nothing.";
  }
}
