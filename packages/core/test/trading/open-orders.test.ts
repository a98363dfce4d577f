import { buildMarket, buildMarkets, buildReport } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Agenda } from "../../src/trading/agenda.ts";
import { SentTimes } from "../../src/trading/sent-times.ts";
import { TimerQueue } from "../../src/index.ts";
import { DeskBench, MICRO } from "./desk-bench.ts";

const NO = "market-0-no";

describe("open orders", () => {
  it("show what rests at a price of the first token, orders in the second mirrored", () => {
    const bench = new DeskBench();
    bench.report(
      buildReport("pairs_converted", {
        operationId: "split",
        size: 500 * MICRO,
        marketId: "market-0",
      }),
    );
    const [bid = "", mirroredBid = "", ask = "", silent = ""] = bench.wish(
      { price: 4_000, size: 10 * MICRO },
      { tokenId: NO, side: "SELL", price: 6_000, size: 20 * MICRO },
      { tokenId: NO, side: "BUY", price: 3_000, size: 30 * MICRO },
      { price: 4_000, size: 40 * MICRO },
    );
    for (const orderId of [bid, mirroredBid, ask]) bench.answer(orderId, "resting");
    const { openOrders } = bench.desk;
    expect(openOrders.restingSize(0, "bid", 4_000)).toBe(30 * MICRO);
    expect(openOrders.restingSize(0, "ask", 7_000)).toBe(30 * MICRO);
    expect(openOrders.restingSize(0, "ask", 4_000)).toBe(0);
    bench.trade(bid, 4, { price: 4_000 });
    expect(openOrders.restingSize(0, "bid", 4_000)).toBe(26 * MICRO);
    bench.changed(bid, "cancelled", 4);
    bench.changed(mirroredBid, "expired");
    expect(openOrders.restingSize(0, "bid", 4_000)).toBe(0);
    expect(openOrders.inMarket("market-0").map(({ orderId }) => orderId)).toEqual([ask, silent]);
  });

  it("are copies: what was handed out stays as it was, and is made anew only after a change", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    const { openOrders } = bench.desk;
    const before = openOrders.inMarket("market-0");
    expect(openOrders.inMarket("market-0")).toBe(before);
    bench.answer(orderId, "resting");
    expect(before).toMatchObject([{ state: "sent" }]);
    expect(openOrders.inMarket("market-0")).toMatchObject([{ state: "resting" }]);
    expect(Object.isFrozen(openOrders.find(orderId))).toBe(true);
    expect(openOrders.inMarket("elsewhere")).toEqual([]);
  });

  it("are counted from their approval on, by strategy and in all", () => {
    const bench = new DeskBench();
    bench.wish({}, { price: 4_900 });
    const { openOrders } = bench.desk;
    expect(openOrders.sentWithin(1_000)).toBe(2);
    bench.advance(999);
    expect(openOrders.sentWithin(1_000, "strat.wisher")).toBe(2);
    bench.advance(1);
    expect([openOrders.sentWithin(1_000), openOrders.sentWithin(1_001)]).toEqual([0, 2]);
    expect(openOrders.sentWithin(10_000, "strat.other")).toBe(0);
  });

  it("hold back the fee that a taker would pay at the limit, rounded up; a maker none", () => {
    const terms = {
      fees: { rate: 0.07, exponent: 1, rebateShare: 0.2 },
      rewards: null,
      endAtMs: null,
      gameStartAtMs: null,
      tags: [],
    };
    const bench = new DeskBench({ markets: [buildMarket({ terms })] });
    bench.wish({});
    expect(bench.desk.ledger.view.cash.reservedFeesMicroUsd).toBe(1.75 * MICRO);
    bench.wish({ isPostOnly: true });
    expect(bench.desk.ledger.view.cash.reservedFeesMicroUsd).toBe(1.75 * MICRO);
  });

  it("of one id are never two", () => {
    const bench = new DeskBench({ markets: buildMarkets(2) });
    const ids = [...bench.wish({}, {}), ...bench.wish({})];
    expect(new Set(ids).size).toBe(ids.length);
    expect(bench.gateway.placements).toHaveLength(ids.length);
  });
});

describe("times of orders", () => {
  it("are counted as a plain list would count them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }),
        fc.integer({ min: -1, max: 200 }),
        (steps, sinceMs) => {
          const times = new SentTimes();
          const list: number[] = [];
          let nowMs = 0;
          for (const step of steps) {
            nowMs += step;
            times.add(nowMs);
            list.push(nowMs);
          }
          expect(times.countAfter(sinceMs)).toBe(list.filter((atMs) => atMs > sinceMs).length);
        },
      ),
    );
  });

  it("beyond memory are forgotten, the newest ones never", () => {
    const times = new SentTimes();
    for (let atMs = 1; atMs <= 200_000; atMs += 1) times.add(atMs);
    expect(times.countAfter(199_000)).toBe(1_000);
    expect(times.countAfter(150_000)).toBe(50_000);
    expect(times.countAfter(0)).toBeGreaterThanOrEqual(65_536);
  });
});

describe("the agenda", () => {
  it("runs what is due in order of time and entry, and passes over what is moot", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ atMs: fc.integer({ min: 1, max: 50 }), isMoot: fc.boolean() }), {
          maxLength: 40,
        }),
        (entries) => {
          const timers = new TimerQueue();
          const agenda = new Agenda(timers, 3);
          const ran: number[] = [];
          for (const [index, { atMs, isMoot }] of entries.entries()) {
            agenda.add({ isMoot: () => isMoot, run: () => ran.push(index) }, atMs, 0);
          }
          for (let nowMs = 1; nowMs <= 50; nowMs += 1) {
            const due = timers.takeDue(nowMs);
            if (due !== undefined) agenda.runDue(nowMs);
          }
          const expected = entries
            .map(({ atMs, isMoot }, index) => ({ atMs, isMoot, index }))
            .filter(({ isMoot }) => !isMoot)
            .toSorted((left, right) => left.atMs - right.atMs || left.index - right.index)
            .map(({ index }) => index);
          expect(ran).toEqual(expected);
        },
      ),
    );
  });
});
