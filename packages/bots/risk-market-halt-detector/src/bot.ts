import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainHalt } from "./explain-halt.ts";
import { createHaltMonitor } from "./halt-monitor.ts";
import { VenueBlowouts } from "./venue-blowouts.ts";

/** MarketHaltDetector (1.17): closes the gate of a market that is halted, silent or blown out. */
export default defineBot(contract, ({ timers, parameters }) => {
  const venue = new VenueBlowouts(parameters.venueMarketsMin);
  return {
    perMarket: (market) => createHaltMonitor(market, timers, venue),
    explain: explainHalt,
  };
});
