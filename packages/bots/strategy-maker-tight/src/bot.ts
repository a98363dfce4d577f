import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainQuote } from "./explain-quote.ts";
import { MarketMaker } from "./market-maker.ts";

/** MakerTight (3.1): quotes both sides of a market inside the spread where that leaves an edge. */
export default defineBot(contract, (ports) => ({
  perMarket: (market) => new MarketMaker(market, ports),
  explain: explainQuote,
}));
