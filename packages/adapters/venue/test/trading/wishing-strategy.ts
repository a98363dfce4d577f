import {
  createSeededRandom,
  type DecisionContext,
  type Grants,
  type LoadedBot,
  type OrderBookView,
} from "@polytraders/core";
// Builders of a runtime for tests: by their sources, since nothing but tests needs them here.
import { buildBot, buildContract } from "../../../../testkit/src/index.ts";

type TradeTypes = {
  readonly authority: "trade";
  readonly parameters: object;
  readonly reasonCode: "STRAT_WISH";
  readonly emits: object;
  readonly consumes: object;
};

/** A strategy that quotes, takes, sells and takes back by chance, at every n-th change of a book. */
export function wishingStrategy(seed: number, everyNth: number): LoadedBot {
  const contract = buildContract({
    authority: "trade",
    reasonCodes: ["STRAT_WISH"],
    emits: {},
    manifest: { botId: "strat.wisher", defaultMode: "enforced" },
  });
  return buildBot(contract, (grants: Pick<Grants<TradeTypes>, "intents">) => ({
    perMarket: ({ tokenIds }: { readonly tokenIds: readonly [string, string] }) => {
      const random = createSeededRandom(seed, tokenIds[0]);
      const open: string[] = [];
      let changes = 0;
      const propose = (wish: object): void => {
        const intent = { timeInForce: "GTC", side: "BUY", tokenId: tokenIds[0], ...wish };
        const decision = grants.intents.propose({ intent, reasonCode: "STRAT_WISH" });
        if (typeof decision?.orderId === "string") open.push(decision.orderId);
      };
      return {
        onOrderBook: (book: OrderBookView, _context: DecisionContext) => {
          changes += 1;
          const bid = book.bestBidPrice;
          const ask = book.bestAskPrice;
          if (changes % everyNth !== 0 || bid < 500 || ask > 9_500 || ask === 0) return;
          const size = (5 + Math.floor(random.next() * 40)) * 1_000_000;
          const dice = random.next();
          if (dice < 0.25) {
            const oldest = open.shift();
            if (oldest !== undefined) grants.intents.cancel(oldest);
          } else if (dice < 0.45) propose({ size, price: bid, isPostOnly: true });
          else if (dice < 0.65) {
            propose({ size, tokenId: tokenIds[1], price: 10_000 - ask, isPostOnly: true });
          } else if (dice < 0.75) propose({ size, price: ask, timeInForce: "FAK" });
          else if (dice < 0.85) propose({ size, price: ask, side: "SELL" });
          else if (dice < 0.92) propose({ size, price: bid, side: "SELL", timeInForce: "FOK" });
          else propose({ size, price: ask + 100 });
        },
      };
    },
  }));
}
