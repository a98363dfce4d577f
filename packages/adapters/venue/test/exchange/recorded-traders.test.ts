import { describe, expect, it } from "vitest";
import { OUTSIDE_ACCOUNT } from "../../src/accounts/house-accounts.ts";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import type { BookListener, IncomingOrder, MarketBook } from "../../src/matching/market-book.ts";
import { ALICE, CONDITION, marketTerms, NO, requestOf, START_MS, YES } from "./exchange-world.ts";

/** A recorded book of one bid at 0.40 and one ask at 0.60, 100 shares each, that fills whatever comes. */
class ScriptedBook implements MarketBook {
  readonly #listener: BookListener;
  readonly #resting = new Map<number, number>();

  constructor(listener: BookListener) {
    this.#listener = listener;
    listener.levelChanged(0, 4000, 100_000_000);
    listener.levelChanged(1, 6000, 100_000_000);
  }

  submit(order: IncomingOrder): ReturnType<MarketBook["submit"]> {
    const isTaking = order.bookSide === 0 ? order.bookPrice >= 6000 : order.bookPrice <= 4000;
    if (!isTaking) {
      this.#resting.set(order.orderIndex, order.size);
      return { outcome: "resting", filledSize: 0, restingSize: order.size };
    }
    const bookPrice = order.bookSide === 0 ? 6000 : 4000;
    this.#listener.matched(-1, order.orderIndex, order.size, bookPrice);
    return { outcome: "done", filledSize: order.size, restingSize: 0 };
  }

  /** A recorded trader takes from one of ours. */
  take(orderIndex: number, size: number, bookPrice: number): void {
    this.#resting.set(orderIndex, this.openSize(orderIndex) - size);
    this.#listener.matched(orderIndex, -1, size, bookPrice);
  }

  cancel(orderIndex: number): number {
    const size = this.openSize(orderIndex);
    this.#resting.delete(orderIndex);
    return size;
  }
  openSize(orderIndex: number): number {
    return this.#resting.get(orderIndex) ?? 0;
  }
  sizeAhead(): number {
    return 0;
  }
  restingOrders(): readonly number[] {
    return [...this.#resting.keys()];
  }
  bestPrice(bookSide: 0 | 1): number {
    return bookSide === 0 ? 4000 : 6000;
  }
  sizeAt(bookSide: 0 | 1, bookPrice: number): number {
    return bookPrice === this.bestPrice(bookSide) ? 100_000_000 : 0;
  }
  levels(bookSide: 0 | 1): { price: number; size: number }[] {
    return [{ price: this.bestPrice(bookSide), size: 100_000_000 }];
  }
  setTickSize(): void {}
}

function recordedWorld(): { readonly exchange: Exchange; readonly book: () => ScriptedBook } {
  const exchange = createExchange({ startMs: START_MS });
  const made: ScriptedBook[] = [];
  exchange.listMarket(marketTerms(), 100, (listener) => {
    const book = new ScriptedBook(listener);
    made.push(book);
    return book;
  });
  exchange.deposit(ALICE, 1_000_000_000);
  exchange.split(ALICE, CONDITION, 100_000_000);
  exchange.advanceTo(START_MS + 60_000);
  return {
    exchange,
    book: () => {
      const [book] = made;
      if (book === undefined) throw new TypeError("no book was made");
      return book;
    },
  };
}

describe("trades against a recording", () => {
  it("have a counterparty that brings its own money, so that everything still adds up", () => {
    const { exchange } = recordedWorld();
    const place = (wish: Parameters<typeof requestOf>[0], id: string): void => {
      exchange.place(requestOf(wish, id), () => {});
    };
    place({ side: "BUY", price: "0.6", size: "10" }, "buy-yes");
    place({ side: "SELL", price: "0.4", size: "20" }, "sell-yes");
    place({ token: NO, side: "BUY", price: "0.6", size: "30" }, "buy-no");
    place({ token: NO, side: "SELL", price: "0.4", size: "40" }, "sell-no");
    exchange.advanceTo(exchange.nowMs + 60_000);
    expect(exchange.balance(ALICE, YES)).toBe(90_000_000);
    expect(exchange.balance(ALICE, NO)).toBe(90_000_000);
    expect(exchange.balance(ALICE, null)).toBe(900_000_000 - 6e6 + 8e6 - 18e6 + 16e6);
    expect(exchange.trades({}).every(({ settlement }) => settlement === "CONFIRMED")).toBe(true);
    expect(exchange.accounts()).toEqual([ALICE]);
    exchange.audit();
  });

  it("fill our resting orders in the recorded frame's own operation", () => {
    const { exchange, book } = recordedWorld();
    const kinds: string[] = [];
    exchange.place(requestOf({ side: "BUY", price: "0.5", size: "10" }, "bid"), () => {});
    exchange.subscribe((event) => kinds.push(event.kind));
    const index = exchange.order("bid")?.index ?? -1;
    exchange.applyToBook(CONDITION, () => book().take(index, 4_000_000, 5000));
    expect(kinds).toEqual(["trade_matched", "order_updated", "book_changed"]);
    expect(exchange.order("bid")).toMatchObject({ matchedSize: 4_000_000, state: "live" });
    const [trade] = exchange.trades({});
    expect(trade).toMatchObject({
      takerAccount: OUTSIDE_ACCOUNT,
      takerSession: "",
      makers: [{ orderId: "bid", side: "BUY", price: 5000, notionalMicroUsd: 2_000_000 }],
    });
    expect(exchange.spendable(ALICE, null)).toBe(895_000_000);
    exchange.applyToBook(CONDITION, () => book().take(index, 6_000_000, 5000));
    exchange.advanceTo(exchange.nowMs + 60_000);
    expect(exchange.order("bid")?.state).toBe("matched");
    expect(exchange.balance(ALICE, YES)).toBe(110_000_000);
    exchange.audit();
  });
});
