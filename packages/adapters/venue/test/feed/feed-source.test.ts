import {
  MarketStatusCode,
  OrderBook,
  RowFlag,
  RowKind,
  type MarketDataBatch,
} from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFeedSource } from "../../src/feed/feed-source.ts";
import { createFeed } from "../../src/feed/market-feed.ts";
import { CONDITION, FakeExchange, START_MS, termsOf } from "./fake-exchange.ts";

const OTHER = "0x00000000000000000000000000000000000000000000000000000000000000aa";

interface Row {
  readonly kind: number;
  readonly market: number;
  readonly side: number;
  readonly flags: number;
  readonly price: number;
  readonly size: number;
  readonly timeMs: number;
}

function rowsOf(batch: MarketDataBatch): Row[] {
  return Array.from({ length: batch.length }, (_, row) => ({
    kind: batch.kind[row] ?? 0,
    market: batch.market[row] ?? 0,
    side: batch.side[row] ?? 0,
    flags: batch.flags[row] ?? 0,
    price: batch.price[row] ?? 0,
    size: batch.size[row] ?? 0,
    timeMs: batch.timeMs[row] ?? 0,
  }));
}

function started(capacity?: number) {
  const exchange = new FakeExchange([
    termsOf(),
    termsOf({ conditionId: OTHER, tokenIds: ["1", "2"] }),
  ]);
  const feed = createFeed({ exchange: exchange.asExchange });
  const source = createFeedSource({
    exchange: exchange.asExchange,
    feed,
    ...(capacity !== undefined && { capacity }),
  });
  const drained = (): Row[] => {
    const rows: Row[] = [];
    source.drain((batch) => rows.push(...rowsOf(batch)));
    return rows;
  };
  return { exchange, source, drained };
}

describe("the feed as rows", () => {
  it("sorts its markets by id and ends every frame", () => {
    const { exchange, source, drained } = started();
    expect(source.markets.map(({ marketId }) => marketId)).toEqual([OTHER, CONDITION]);
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    const rows = drained();
    expect(new Set(rows.map(({ market }) => market))).toEqual(new Set([1]));
    expect(rows.map(({ kind }) => kind)).toEqual([
      RowKind.Level,
      RowKind.Level,
      RowKind.BestPrice,
      RowKind.BestPrice,
      RowKind.BestPrice,
      RowKind.BestPrice,
      // best_bid_ask of each token
      RowKind.BestPrice,
      RowKind.BestPrice,
      RowKind.BestPrice,
      RowKind.BestPrice,
    ]);
    const ends = rows.flatMap(({ flags }, row) => ((flags & RowFlag.FrameEnd) === 0 ? [] : [row]));
    expect(ends).toEqual([5, 7, 9]);
    expect(drained()).toEqual([]);
  });

  it("tells halts and resolutions as statuses", () => {
    const { exchange, drained } = started();
    const base = { timeMs: START_MS, conditionId: CONDITION };
    exchange.setState({ phase: "halted" });
    exchange.emit({ kind: "market_phase_changed", ...base, phase: "halted" });
    exchange.setState({ phase: "resolved", payouts: [5_000, 5_000] });
    exchange.emit({ kind: "market_phase_changed", ...base, phase: "resolved" });
    exchange.emit({ kind: "resolution_changed", ...base, phase: "final", payouts: [5_000, 5_000] });
    expect(drained().map(({ kind, price }) => [kind, price])).toEqual([
      [RowKind.Status, MarketStatusCode.Halted],
      [RowKind.Status, MarketStatusCode.ResolvedVoid],
    ]);
  });

  it("keeps frames that come in while a consumer reads", () => {
    const { exchange, source, drained } = started();
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    let seen = 0;
    source.drain((batch) => {
      exchange.submit({ token: 0, side: "BUY", price: 4_900, size: 10_000_000 });
      seen = batch.length;
    });
    expect(seen).toBe(10);
    expect(drained().filter(({ kind }) => kind === RowKind.Level)).toMatchObject([
      { price: 4_900 },
      { price: 5_100 },
    ]);
  });

  it("rebuilds the exchange's book from snapshots and rows, over several batches", () => {
    const order = fc.record({
      token: fc.constantFrom(0 as const, 1 as const),
      side: fc.constantFrom("BUY" as const, "SELL" as const),
      price: fc.integer({ min: 45, max: 55 }).map((ticks) => ticks * 100),
      size: fc.integer({ min: 1, max: 30 }).map((shares) => shares * 1_000_000),
    });
    fc.assert(
      fc.property(
        fc.array(order, { maxLength: 40 }),
        fc.array(order, { maxLength: 40 }),
        (before, after) => {
          const { exchange, source, drained } = started(20_010);
          for (const each of before) exchange.submit(each);
          drained();
          source.writeSnapshots();
          for (const each of after) exchange.submit(each);
          const book = new OrderBook(100);
          for (const { kind, market, side, flags, price, size } of drained()) {
            if (market !== 1) continue;
            if (kind === RowKind.BookStart) book.clear();
            if (kind !== RowKind.Level) continue;
            const isSecond = (flags & RowFlag.SecondToken) !== 0;
            book.setLevel(isSecond ? 1 - side : side, isSecond ? 10_000 - price : price, size);
          }
          const market = exchange.market(CONDITION);
          for (const side of [0, 1] as const) {
            for (let price = 4_500; price <= 5_500; price += 100) {
              const ladder = side === 0 ? book.bids : book.asks;
              expect(ladder.sizes[price / book.gridStep]).toBe(market?.book.sizeAt(side, price));
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
