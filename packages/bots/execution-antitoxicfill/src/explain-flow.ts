import type { Decision } from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

/** A plan of this bot in plain words. */
export function explainFlow(decision: Decision<Types>, parameters: Parameters): string {
  const { delayMs, warningSizeShare, unknownSizeShare, widenTicks } = parameters;
  switch (decision.reasonCode) {
    case "EXEC_FLOW_EXEMPT":
      return "let it go as planned: it takes liquidity, or leaves a position at once.";
    case "EXEC_FLOW_UNKNOWN":
      return `made it ${percent(unknownSizeShare)} of its size and passive: nothing is known of the flow.`;
    case "EXEC_TOXIC_FLOW_SHAPED":
      return `made it ${percent(warningSizeShare)} of its size, ${widenTicks} ${widenTicks === 1 ? "tick" : "ticks"} further away and passive: the flow runs against it.`;
    case "EXEC_TOXIC_FLOW_DELAYED":
      return `holds it back for ${delayMs} ms: the flow runs against it.`;
    case "EXEC_TOXIC_FLOW_HELD":
      return "holds it back until its side has been calm for the cooldown: quotes there are picked off.";
    case "EXEC_TOXIC_FLOW_ABANDONED":
      return "given up: its side stays too dangerous for longer than a quote may wait.";
    default:
      return "let it go as planned: the flow does not threaten it.";
  }
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
