import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { createDecayMonitor } from "./decay-monitor.ts";
import { explainDecay } from "./explain-decay.ts";

/** LiquidityDecayMonitor (4.16): how fast inside liquidity disappears, per market. */
export default defineBot(contract, ({ ownOrders, clock }) => ({
  perMarket: (market) => createDecayMonitor(market, ownOrders, clock),
  explain: explainDecay,
}));
