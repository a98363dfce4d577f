import { RowFlag, RowKind, type MarketDataBatch } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import {
  after,
  at,
  book,
  frame,
  gap,
  heartbeat,
  inMarket,
  late,
  level,
  onSecondToken,
  script,
  splitBatch,
  status,
  tickSize,
  trade,
} from "../../src/index.ts";

function rows(batch: MarketDataBatch): object[] {
  return Array.from({ length: batch.length }, (_, index) => ({
    timeMs: batch.timeMs[index],
    exchangeTimeMs: batch.exchangeTimeMs[index],
    market: batch.market[index],
    kind: batch.kind[index],
    side: batch.side[index],
    flags: batch.flags[index],
    price: batch.price[index],
    size: batch.size[index],
  }));
}

describe("script", () => {
  it("converts decimals exactly", () => {
    const { price, size } = script(level("bid", 0.29, "305.0"), level("ask", ".48", 0.000001));
    expect([...price]).toEqual([2_900, 4_800]);
    expect([...size]).toEqual([305_000_000, 1]);
  });

  it("refuses what is no whole unit", () => {
    expect(() => level("bid", 0.12345, 1)).toThrow("expected a price in steps of 0.0001");
    expect(() => level("bid", 0.5, "1e3")).toThrow("expected a size in steps of 0.000001");
    expect(() => trade("buys", -0.5, 1)).toThrow(RangeError);
  });

  it("places rows in time, market and token", () => {
    const batch = script(
      at(5_000),
      book({ bids: [[0.4, 1]], asks: [[0.6, 2]] }),
      after(250),
      late(100, inMarket(1, onSecondToken(trade("sells", 0.5, 3)))),
    );
    expect(rows(batch)).toMatchObject([
      { timeMs: 5_000, exchangeTimeMs: 5_000, market: 0, kind: RowKind.BookStart, flags: 0 },
      { kind: RowKind.Level, side: 0, price: 4_000, size: 1_000_000, flags: 0 },
      { kind: RowKind.Level, side: 1, price: 6_000, flags: RowFlag.FrameEnd },
      {
        timeMs: 5_250,
        exchangeTimeMs: 5_150,
        market: 1,
        kind: RowKind.Trade,
        side: 1,
        flags: RowFlag.SecondToken | RowFlag.FrameEnd,
      },
    ]);
  });

  it("keeps a move inside a group for what follows the group", () => {
    const batch = script(at(10), inMarket(1, after(5), gap()), heartbeat());
    expect([...batch.timeMs]).toEqual([15, 15]);
    expect([...batch.market]).toEqual([1, 0]);
  });

  it("joins steps into one frame, both tokens' halves too", () => {
    const batch = script(
      frame(level("bid", 0.5, 1), onSecondToken(level("ask", 0.5, 1)), status("Halted")),
      tickSize(0.001),
    );
    expect([...batch.flags]).toEqual([0, RowFlag.SecondToken, RowFlag.FrameEnd, RowFlag.FrameEnd]);
    expect(() => frame(at(1))).toThrow(RangeError);
    expect(() => frame(inMarket(1, gap()))).toThrow(RangeError);
    expect(() => frame()).toThrow(RangeError);
  });
});

describe("splitBatch", () => {
  it("cuts at the positions and loses nothing", () => {
    const batch = script(gap(), gap(), level("bid", 0.5, 1), heartbeat());
    const parts = splitBatch(batch, [3, 1, 1, 0, 9]);
    expect(parts.map((part) => part.length)).toEqual([1, 2, 1]);
    expect(parts.flatMap(rows)).toEqual(rows(batch));
  });
});
