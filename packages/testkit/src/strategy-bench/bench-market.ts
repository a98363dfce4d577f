import {
  complementPrice,
  OrderBook,
  parseMicroShares,
  parsePriceUnits,
  TokenBookView,
  type EpochMs,
  type MarketDefinition,
  type MarketFacts,
  type MicroShares,
  type OpenOrder,
  type PriceUnits,
} from "@polytraders/core";
import { buildMarket } from "../builders/build-market.ts";
import type { HumanLevel } from "../script/step.ts";

/** Both sides of a book on the view of the first token; a side that is left out is empty. */
export interface BenchLevels {
  readonly bids?: readonly HumanLevel[];
  readonly asks?: readonly HumanLevel[];
  /** False stands for a gap in the feed. */
  readonly isProven?: boolean;
}

/** What a test says about one market; the rest is an open market with an empty, proven book. */
export interface BenchMarketSetting extends Partial<MarketDefinition> {
  readonly book?: BenchLevels;
  readonly phase?: MarketFacts["phase"];
}

/** A market whose book shows what a test says, and our own resting orders on top of it. */
export class BenchMarket {
  readonly definition: MarketDefinition;
  readonly index: number;
  readonly book: TokenBookView;
  readonly complementBook: TokenBookView;
  phase: MarketFacts["phase"];
  /** Exchange time of the newest book. */
  shownAtMs: EpochMs;
  readonly #orderBook: OrderBook;
  #levels: BenchLevels = {};

  constructor(setting: BenchMarketSetting, index: number, nowMs: EpochMs) {
    const { book = {}, phase = "open", ...definition } = setting;
    this.definition = buildMarket({ marketId: `market-${index}`, ...definition });
    this.index = index;
    this.phase = phase;
    this.shownAtMs = nowMs;
    const [first, second] = this.definition.tokenIds;
    this.#orderBook = new OrderBook(this.definition.tickSize);
    this.book = new TokenBookView(this.#orderBook, index, first, false);
    this.complementBook = new TokenBookView(this.#orderBook, index, second, true);
    this.show(book, [], nowMs);
  }

  /** @param own - our resting orders in this market */
  show(levels: BenchLevels, own: readonly OpenOrder[], nowMs: EpochMs): void {
    const { bids = [], asks = [], isProven = true } = levels;
    this.#levels = { bids, asks, isProven };
    this.shownAtMs = nowMs;
    this.draw(own);
  }

  /** The same book after a change of our orders. */
  draw(own: readonly OpenOrder[]): void {
    const { bids = [], asks = [], isProven = true } = this.#levels;
    const book = this.#orderBook;
    book.clear();
    for (const [side, levels] of [bids, asks].entries()) {
      for (const [price, size] of levels) {
        book.setLevel(side, parsePriceUnits(String(price)), parseMicroShares(String(size)));
      }
    }
    for (const order of own) {
      const { side, price } = this.placeOf(order);
      const shown = this.book.sizeAt(side, price);
      book.setLevel(side === "bid" ? 0 : 1, price, shown + order.remainingSize);
    }
    if (!isProven) book.markGap();
    book.updatedAtMs = this.shownAtMs;
  }

  setTickSize(tickSize: PriceUnits): void {
    this.#orderBook.setTickSize(tickSize);
  }

  /** Where an order stands in the book of the first token. */
  placeOf(order: Pick<OpenOrder, "tokenId" | "side" | "price">): {
    readonly side: "bid" | "ask";
    readonly price: PriceUnits;
  } {
    const isFirst = order.tokenId === this.definition.tokenIds[0];
    return {
      side: isFirst === (order.side === "BUY") ? "bid" : "ask",
      price: isFirst ? order.price : complementPrice(order.price),
    };
  }

  /** @param nowMs - the clock that ages are counted by */
  facts(nowMs: () => EpochMs): MarketFacts {
    // oxlint-disable-next-line typescript/no-this-alias -- getters of a literal have a `this` of their own
    const market = this;
    const { marketId, slug, tokenIds, isNegRisk, negRiskSetId = null } = this.definition;
    const minimumOrderSize: MicroShares = this.definition.minimumOrderSize;
    return {
      marketId,
      marketIndex: this.index,
      slug,
      tokenIds,
      minimumOrderSize,
      isNegRisk,
      negRiskSetId,
      book: this.book,
      complementBook: this.complementBook,
      get tickSize() {
        return market.book.tickSize;
      },
      get phase() {
        return market.phase;
      },
      get bookState() {
        return market.book.state;
      },
      get newestExchangeTimeMs() {
        return market.shownAtMs;
      },
      get bookAgeMs() {
        return Math.max(0, nowMs() - market.shownAtMs);
      },
    };
  }
}
