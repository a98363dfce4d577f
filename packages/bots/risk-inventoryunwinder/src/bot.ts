import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainExit } from "./explain-exit.ts";
import { Unwinder } from "./unwinder.ts";

/** InventoryUnwinder (1.6): sells what has lost too much, in slices and never below a floor. */
export default defineBot(contract, (ports) => ({
  perMarket: (market) => new Unwinder(market, ports),
  explain: explainExit,
}));
