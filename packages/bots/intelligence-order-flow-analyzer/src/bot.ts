import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainFlow } from "./explain-flow.ts";
import { createFlowAnalyzer } from "./flow-analyzer.ts";

/** OrderFlowAnalyzer (4.3): the trade tape, order-flow imbalance, VPIN and markout, per market. */
export default defineBot(contract, () => ({
  perMarket: (market) => createFlowAnalyzer(market),
  explain: explainFlow,
}));
