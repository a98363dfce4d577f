import type { BotMarket, OrderBookView, PriceUnits } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";

type Side = "BUY" | "SELL";

/** The books of a market's two tokens, each as an order for it sees it. */
export class TokenBooks {
  readonly #market: BotMarket<Types>;

  constructor(market: BotMarket<Types>) {
    this.#market = market;
  }

  /** Midpoint, USD; `null` where there is none. */
  midOf(tokenId: string): number | null {
    return this.#of(tokenId).midUsd();
  }

  /** Whether an order would find somebody to trade with. */
  crosses(tokenId: string, side: Side, price: PriceUnits): boolean {
    const { bestBidPrice, bestAskPrice } = this.#of(tokenId);
    if (side === "BUY") return bestAskPrice > 0 && price >= bestAskPrice;
    return bestBidPrice > 0 && price <= bestBidPrice;
  }

  /** Price units behind the best price of its side; negative in front of it, 0 without one. */
  distanceOf(tokenId: string, side: Side, price: PriceUnits): PriceUnits {
    const { bestBidPrice, bestAskPrice } = this.#of(tokenId);
    if (side === "BUY") return bestBidPrice === 0 ? 0 : bestBidPrice - price;
    return bestAskPrice === 0 ? 0 : price - bestAskPrice;
  }

  #of(tokenId: string): OrderBookView {
    const { tokenIds, book, complementBook } = this.#market;
    return tokenId === tokenIds[1] ? complementBook : book;
  }
}
