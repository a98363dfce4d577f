import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FeedFrame } from "../../src/feed/feed-frame.ts";
import { createFeed, type FeedOptions } from "../../src/feed/market-feed.ts";
import { CONDITION, FakeExchange, START_MS, termsOf } from "./fake-exchange.ts";

function started(faults?: FeedOptions["faults"]): {
  readonly exchange: FakeExchange;
  readonly frames: FeedFrame[];
} {
  const exchange = new FakeExchange();
  const feed = createFeed({ exchange: exchange.asExchange, ...(faults && { faults }) });
  const frames: FeedFrame[] = [];
  feed.subscribe((frame) => frames.push(frame));
  return { exchange, frames };
}

describe("the market feed", () => {
  it("tells an order's change on both tokens with the best prices after it", () => {
    const { exchange, frames } = started();
    exchange.submit({ token: 0, side: "SELL", price: 5_200, size: 40_000_000 });
    exchange.submit({ token: 1, side: "SELL", price: 5_000, size: 10_000_000 });
    expect(frames[3]).toEqual({
      kind: "price_change",
      conditionId: CONDITION,
      timeMs: START_MS,
      changes: [
        { token: 0, price: 5_000, size: 10_000_000, side: "BUY", bestBid: 5_000, bestAsk: 5_200 },
        { token: 1, price: 5_000, size: 10_000_000, side: "SELL", bestBid: 4_800, bestAsk: 5_000 },
      ],
    });
    expect(frames.slice(4).map(({ kind }) => kind)).toEqual(["best_bid_ask", "best_bid_ask"]);
  });

  it("is silent about best prices that stay", () => {
    const { exchange, frames } = started();
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    frames.length = 0;
    exchange.submit({ token: 0, side: "BUY", price: 4_900, size: 10_000_000 });
    expect(frames.map(({ kind }) => kind)).toEqual(["price_change"]);
  });

  it("sends the trade, the change and both whole books when an order has traded", () => {
    const { exchange, frames } = started();
    exchange.submit({ token: 0, side: "SELL", price: 6_000, size: 40_000_000 });
    frames.length = 0;
    exchange.submit({ token: 1, side: "SELL", price: 4_700, size: 10_000_000 });
    exchange.submit({ token: 1, side: "SELL", price: 4_800, size: 5_000_000 });
    frames.length = 0;
    exchange.submit({ token: 0, side: "SELL", price: 5_000, size: 12_000_000 });
    expect(frames.map(({ kind }) => kind).slice(0, 5)).toEqual([
      "last_trade_price",
      "last_trade_price",
      "price_change",
      "book",
      "book",
    ]);
    expect(frames[0]).toMatchObject({ token: 0, price: 5_300, size: 10_000_000, side: "SELL" });
    expect(frames[4]).toMatchObject({ token: 1, asks: [{ price: 4_800, size: 3_000_000 }] });
  });

  it("asks the faults about every frame and is silent while frozen", () => {
    let isFrozen = false;
    const held: (() => void)[] = [];
    const { exchange, frames } = started({
      passFrame: (frame, deliver) => {
        if (frame.kind === "best_bid_ask") held.push(() => deliver(frame));
        else deliver(frame);
      },
      isFrozen: (channel) => channel === "market" && isFrozen,
    });
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    expect(frames.map(({ kind }) => kind)).toEqual(["price_change"]);
    held.shift()?.();
    expect(frames).toHaveLength(2);
    isFrozen = true;
    held.shift()?.();
    exchange.submit({ token: 0, side: "BUY", price: 5_100, size: 10_000_000 });
    expect(frames).toHaveLength(2);
  });

  it("tells of new markets and final resolutions, and of named markets alone when asked", () => {
    const { exchange } = started();
    const other = termsOf({ conditionId: "0x0b", tokenIds: ["1", "2"] });
    const feed = createFeed({ exchange: exchange.asExchange });
    const all: string[] = [];
    const some: string[] = [];
    feed.subscribe(({ kind, conditionId }) => all.push(`${kind} ${conditionId}`));
    const stop = feed.subscribe(({ kind }) => some.push(kind), { conditionIds: ["0x0b"] });
    exchange.list(other);
    const timeMs = START_MS;
    const payouts = [10_000, 0] as const;
    exchange.emit({
      kind: "resolution_changed",
      timeMs,
      conditionId: "0x0b",
      phase: "proposed",
      payouts,
    });
    exchange.emit({
      kind: "resolution_changed",
      timeMs,
      conditionId: "0x0b",
      phase: "final",
      payouts,
    });
    stop();
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 1_000_000 }, "0x0b");
    expect(all.slice(0, 2)).toEqual(["new_market 0x0b", "market_resolved 0x0b"]);
    expect(some).toEqual(["new_market", "market_resolved"]);
  });

  it("lets a consumer that applies its frames end with the exchange's books", () => {
    const order = fc.record({
      token: fc.constantFrom(0 as const, 1 as const),
      side: fc.constantFrom("BUY" as const, "SELL" as const),
      price: fc.integer({ min: 40, max: 60 }).map((ticks) => ticks * 100),
      size: fc.integer({ min: 1, max: 30 }).map((shares) => shares * 1_000_000),
    });
    const operation = fc.oneof(order, fc.nat({ max: 60 }));
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const exchange = new FakeExchange();
        const feed = createFeed({ exchange: exchange.asExchange });
        const books = [new Map<string, number>(), new Map<string, number>()];
        const bests: string[] = ["", ""];
        feed.subscribe((frame) => {
          if (frame.kind !== "price_change") return;
          for (const { token, side, price, size, bestBid, bestAsk } of frame.changes) {
            if (size === 0) books[token]?.delete(`${side} ${price}`);
            else books[token]?.set(`${side} ${price}`, size);
            bests[token] = `${bestBid} ${bestAsk}`;
          }
        });
        for (const each of operations) {
          if (typeof each === "number") exchange.cancel(each);
          else exchange.submit(each);
        }
        for (const frame of feed.snapshot(CONDITION)) {
          if (frame.kind !== "book") throw new Error("expected a book");
          const expected = new Map<string, number>();
          for (const { price, size } of frame.bids) expected.set(`BUY ${price}`, size);
          for (const { price, size } of frame.asks) expected.set(`SELL ${price}`, size);
          expect(books[frame.token]).toEqual(expected);
          if (bests[frame.token] !== "") {
            const best = `${frame.bids[0]?.price ?? 0} ${frame.asks[0]?.price ?? 0}`;
            expect(bests[frame.token]).toBe(best);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
