import type { Decision } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";

/** A decision of this bot in plain words. */
export function explainFlow({ value, payload, reasonCode }: Decision<Types>): string {
  const { windowSeconds, tradeCount, takerBuyShares, takerSellShares, vpin, flowClass } = payload;
  const tape =
    `saw ${tradeCount} trades in ${windowSeconds} s, ${takerBuyShares.toFixed(2)} shares bought ` +
    `and ${takerSellShares.toFixed(2)} sold by takers`;
  if (value === null) return `${tape}; too few book updates to judge the flow.`;
  const toxicity = vpin === null ? "VPIN not yet known" : `VPIN ${vpin.toFixed(2)}`;
  const turn = reasonCode === "INTEL_FLOW_TOXIC" ? " The flow has just turned toxic." : "";
  return `${tape}; order-flow imbalance ${value.toFixed(2)}, ${toxicity}, flow ${flowClass ?? "not classed: too few trades"}.${turn}`;
}
