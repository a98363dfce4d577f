import { defineBot, propose } from "@polytraders/core";
import { contract } from "./contract.gen.ts";

const OVER = ["filled", "cancelled", "expired", "rejected"];

export default defineBot(contract, ({ parameters, ledger, openOrders, intents }) => ({
  perMarket: ({ tokenIds, tickSize, book, minimumOrderSize }) => {
    const [tokenId] = tokenIds;
    const size = Math.round(parameters.sizeShares) * 1_000_000;
    /** Id of the order that is out, `null` without one. @type {string | null} */
    let orderId = null;

    return {
      decide() {
        const spread = book.spread();
        if (spread === null || spread < parameters.spreadTicksMin * tickSize) return null;
        // Sizes go in steps of 0.01 share, which is 10,000 micro-shares.
        const sellable = Math.floor(ledger.sellableSize(tokenId) / 10_000) * 10_000;
        const isSelling = sellable >= minimumOrderSize;
        const price = isSelling ? book.bestAskPrice : book.bestBidPrice;
        if (orderId !== null) {
          // The market has moved on: take the order back, and quote again once it is gone.
          if (openOrders.find(orderId)?.price !== price) intents.cancel(orderId);
          return null;
        }
        const order = /** @type {const} */ ({
          tokenId,
          price,
          timeInForce: "GTC",
          isPostOnly: true,
        });
        if (isSelling) return propose("STRAT_JOIN_ASK", { ...order, side: "SELL", size: sellable });
        const held = ledger.position(tokenId)?.size ?? 0;
        if (held >= minimumOrderSize) return null;
        return propose("STRAT_JOIN_BID", { ...order, side: "BUY", size });
      },
      onIntentDecision(decision) {
        orderId = decision.orderId;
      },
      onOrderUpdate(update) {
        if (update.orderId === orderId && OVER.includes(update.status)) orderId = null;
        return null;
      },
    };
  },
}));
