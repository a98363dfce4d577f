import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainQuotes } from "./explain-quotes.ts";
import { MarketBoard } from "./market-board.ts";
import { QuoteTally } from "./quote-tally.ts";
import { Quoter } from "./quoter.ts";

/** A market that has missed so many refreshes is paused or gone. */
const REFRESHES_MISSED_MAX = 4;

/** LpRewards: rests orders where a market pays for liquidity, in the markets that pay the most. */
export default defineBot(contract, ({ parameters, ...ports }) => {
  const tally = new QuoteTally();
  const board = new MarketBoard({
    marketsMax: parameters.marketsMax,
    rankIntervalMs: 1000 * parameters.rankIntervalSeconds,
    favoursIncumbents: parameters.rankBy === "reward_per_usd",
    scoreAgeMsMax: REFRESHES_MISSED_MAX * 1000 * parameters.refreshIntervalSeconds,
  });
  return {
    perMarket: (market) => new Quoter(market, ports, { board, tally }),
    explain: explainQuotes,
    health: () => ({
      marketsEligible: board.eligibleCount,
      looks: tally.lookCount,
      quotesPlaced: tally.placedCount,
      quotesKept: tally.keptCount,
      quotesReplaced: tally.replacedCount,
      quotesKeptShare: tally.keptShare,
      ordersRefused: tally.refusedCount,
      fills: tally.fillCount,
      ...tally.byCode(),
    }),
  };
});
