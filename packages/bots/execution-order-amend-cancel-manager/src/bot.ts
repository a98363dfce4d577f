import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainAmendment } from "./explain-amendment.ts";
import { createQuoteManager } from "./quote-manager.ts";

/** OrderAmendCancelManager (2.15): replaces quotes without doubling exposure, and only when it pays. */
export default defineBot(contract, (ports) => ({
  perMarket: (market) => createQuoteManager(market, ports),
  explain: (decision) => explainAmendment(decision, ports.parameters),
}));
