import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderBook, TokenBookView } from "../../src/index.ts";
import { applyStep, BookModel, bookSteps, notionalOf } from "./book-model.ts";

const SIDES = ["bid", "ask"] as const;

function viewsOf(book: OrderBook): [first: TokenBookView, second: TokenBookView] {
  return [new TokenBookView(book, 0, "yes", false), new TokenBookView(book, 0, "no", true)];
}

function expectSame(view: TokenBookView, model: BookModel, isSecondToken: boolean): void {
  const bids = model.levels("bid", isSecondToken);
  const asks = model.levels("ask", isSecondToken);
  expect(view.levels("bid")).toEqual(bids);
  expect(view.levels("ask")).toEqual(asks);
  expect(view.levels("bid", 2)).toEqual(bids.slice(0, 2));
  expect(view.levels("ask", 0)).toEqual([]);
  expect([view.bestBidPrice, view.bestBidSize]).toEqual([bids[0]?.price ?? 0, bids[0]?.size ?? 0]);
  expect([view.bestAskPrice, view.bestAskSize]).toEqual([asks[0]?.price ?? 0, asks[0]?.size ?? 0]);
  expect(view.state).toBe(model.state());
  expect(view.insideDepth()).toBe(notionalOf([...bids.slice(0, 1), ...asks.slice(0, 1)]));
  for (const side of SIDES) {
    const levels = side === "bid" ? bids : asks;
    const best = levels[0]?.price ?? 0;
    for (const count of [0, 1, 3, 99]) {
      expect(view.depthOfLevels(side, count)).toBe(notionalOf(levels.slice(0, count)));
    }
    for (const distance of [0, 100, 1_234, 10_000]) {
      const near = levels.filter(({ price }) => Math.abs(price - best) <= distance);
      expect(view.depthWithin(side, distance)).toBe(notionalOf(near));
    }
    for (const price of [0, 1, 5_000, 5_005, 9_999, 10_000, best]) {
      const size = levels.find((entry) => entry.price === price)?.size ?? 0;
      expect(view.sizeAt(side, price)).toBe(size);
    }
  }
  const hasBoth = bids.length > 0 && asks.length > 0;
  const [bid = 0, ask = 0] = [bids[0]?.price, asks[0]?.price];
  expect(view.spread()).toBe(hasBoth ? ask - bid : null);
  expect(view.midUsd()).toBe(hasBoth ? (bid + ask) / 20_000 : null);
}

describe("OrderBook against the obvious model", () => {
  it("shows the same on both tokens after every sequence", () => {
    fc.assert(
      fc.property(bookSteps, fc.constantFrom(100, 10, 1_000, 25), (steps, tickSize) => {
        const book = new OrderBook(tickSize);
        const model = new BookModel(tickSize);
        const [first, second] = viewsOf(book);
        for (const step of steps) applyStep(book, model, step);
        expectSame(first, model, false);
        expectSame(second, model, true);
        expect(book.unknownRemovalCount).toBe(model.unknownRemovalCount);
        expect(first.isProven).toBe(model.isProven);
        expect(first.tickSize).toBe(model.tickSize);
      }),
      { numRuns: 1_500 },
    );
  });

  it("shows the same best levels after every single step", () => {
    fc.assert(
      fc.property(bookSteps, (steps) => {
        const book = new OrderBook(100);
        const model = new BookModel(100);
        const [first] = viewsOf(book);
        for (const step of steps) {
          applyStep(book, model, step);
          expect(first.bestBidPrice).toBe(model.levels("bid", false)[0]?.price ?? 0);
          expect(first.bestAskPrice).toBe(model.levels("ask", false)[0]?.price ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("both tokens' views", () => {
  it("mirror each other exactly after every sequence", () => {
    fc.assert(
      fc.property(bookSteps, (steps) => {
        const book = new OrderBook(100);
        const [first, second] = viewsOf(book);
        const model = new BookModel(100);
        for (const step of steps) applyStep(book, model, step);
        for (const [side, other] of [
          ["bid", "ask"],
          ["ask", "bid"],
        ] as const) {
          const mirrored = second
            .levels(other)
            .map(({ price, size }) => ({ price: 10_000 - price, size }));
          expect(first.levels(side)).toEqual(mirrored);
        }
        expect(second.state).toBe(first.state);
        expect(second.spread()).toBe(first.spread());
        const [mid, otherMid] = [first.midUsd(), second.midUsd()];
        if (mid !== null && otherMid !== null) expect(mid + otherMid).toBeCloseTo(1, 12);
      }),
      { numRuns: 500 },
    );
  });
});

describe("OrderBook", () => {
  it("keeps every level through tick changes 0.01, 0.001, 0.0025, 0.01", () => {
    const book = new OrderBook(100);
    const [view] = viewsOf(book);
    book.setLevel(0, 4_900, 1);
    book.setLevel(1, 5_100, 2);
    book.setTickSize(10);
    book.setLevel(0, 4_910, 3);
    book.setTickSize(25);
    book.setLevel(1, 5_075, 4);
    book.setTickSize(100);
    expect(view.levels("bid")).toEqual([
      { price: 4_910, size: 3 },
      { price: 4_900, size: 1 },
    ]);
    expect(view.levels("ask")).toEqual([
      { price: 5_075, size: 4 },
      { price: 5_100, size: 2 },
    ]);
    expect(view.tickSize).toBe(100);
    book.setLevel(0, 4_910, 0);
    expect(view.bestBidPrice).toBe(4_900);
  });

  it("counts removals of levels that were not there, and stays as it was", () => {
    const book = new OrderBook(100);
    const [view] = viewsOf(book);
    book.setLevel(0, 5_000, 7);
    book.setLevel(0, 4_000, 0);
    book.setLevel(1, 6_000, 0);
    expect(book.unknownRemovalCount).toBe(2);
    expect(view.levels("bid")).toEqual([{ price: 5_000, size: 7 }]);
    expect(view.state).toBe("one_sided");
  });

  it("is unproven until the first full book, and after a gap until the next one", () => {
    const book = new OrderBook(100);
    expect(book.isProven).toBe(false);
    book.clear();
    expect(book.isProven).toBe(true);
    book.markGap();
    book.setLevel(0, 5_000, 1);
    expect(book.isProven).toBe(false);
    book.clear();
    expect(book.isProven).toBe(true);
  });

  it("names the five states", () => {
    const book = new OrderBook(100);
    const [view, other] = viewsOf(book);
    expect(view.state).toBe("empty");
    book.setLevel(0, 5_000, 1);
    expect([view.state, other.state]).toEqual(["one_sided", "one_sided"]);
    book.setLevel(1, 5_100, 1);
    expect(view.state).toBe("normal");
    book.setLevel(0, 5_100, 1);
    expect([view.state, view.spread()]).toEqual(["locked", 0]);
    book.setLevel(0, 5_200, 1);
    expect([view.state, view.spread(), other.spread()]).toEqual(["crossed", -100, -100]);
  });
});
