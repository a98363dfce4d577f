import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainFlow } from "./explain-flow.ts";
import { createFillGuard } from "./fill-guard.ts";

/** AntiToxicFill (2.2): keeps resting quotes from being picked off by informed flow. */
export default defineBot(contract, (ports) => ({
  perMarket: (market) => createFillGuard(market, ports),
  explain: (decision) => explainFlow(decision, ports.parameters),
}));
