import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainLifecycle } from "./explain-lifecycle.ts";
import { createOrderWatch } from "./order-watch.ts";

/** OrderLifecycleManager (2.6): watches every order until it is filled, gone or known. */
export default defineBot(contract, (ports) => ({
  perMarket: (market) => createOrderWatch(market, ports),
  explain: explainLifecycle,
}));
