import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainLiquidity } from "./explain-liquidity.ts";
import { judgeLiquidity } from "./judge-liquidity.ts";
import { SpreadHistory } from "./spread-history.ts";

/** LiquidityGuard (1.4): keeps orders from eating too much of the visible book. */
export default defineBot(contract, ({ marketFacts, parameters: general }) => ({
  perMarket(market) {
    const { parameters, marketId, minimumOrderSize } = market;
    const spreads = new SpreadHistory(parameters);
    return {
      onOrderBook: (book, { nowMs }) => spreads.note(book.spread(), nowMs),
      vote(intent) {
        const facts = marketFacts.of(marketId);
        if (facts === undefined) return { vote: "REJECT", reasonCode: "RISK_STALE_BOOK" };
        const isFirst = intent.tokenId === facts.tokenIds[0];
        const book = isFirst ? facts.book : facts.complementBook;
        const { bookAgeMs } = facts;
        const seen = { book, bookAgeMs, medianSpread: spreads.median, minimumOrderSize };
        return judgeLiquidity(intent, seen, parameters);
      },
    };
  },
  explain: (decision) => explainLiquidity(decision, general),
}));
