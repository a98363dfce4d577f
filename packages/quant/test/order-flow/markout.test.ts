import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { markout, type MarkedTrade } from "../../src/order-flow/markout.ts";
import { createMarkoutTracker } from "../../src/order-flow/markout-tracker.ts";

const SELL: Pick<MarkedTrade, "takerSide" | "price" | "size"> = {
  takerSide: "SELL",
  price: 4900,
  size: 10,
};

describe("markout", () => {
  it("splits a taker's half spread into what moved against the maker and what the maker kept", () => {
    expect(markout([{ ...SELL, mid: 5000, midLater: 4960 }])).toEqual({
      effectiveHalfSpread: 100,
      adverseSelection: 40,
      makerRealizedHalfSpread: 60,
      takerMarkout: -60,
    });
  });

  it("has no value without size", () => {
    expect(markout([])).toBeNull();
    expect(markout([{ ...SELL, size: 0, mid: 5000, midLater: 4960 }])).toBeNull();
  });
});

describe("the tracker", () => {
  it("reads the mid in force exactly one horizon after the trade", () => {
    const tracker = createMarkoutTracker(1000);
    expect(tracker.trade(0, SELL)).toBe(false);
    tracker.mid(0, 5000);
    expect(tracker.trade(0, SELL)).toBe(true);
    tracker.mid(400, 4980);
    tracker.advance(999);
    expect(tracker.current()).toBeNull();
    // The change at 1,000 ms is in force at 1,000 ms; the one at 1,001 ms is not.
    tracker.mid(1000, 4960);
    tracker.mid(1001, 9000);
    expect(tracker.current()?.adverseSelection).toBe(40);
    expect(tracker.pendingCount).toBe(0);
  });

  it("settles by the clock when the mid stands still", () => {
    const tracker = createMarkoutTracker(1000);
    tracker.mid(0, 5000);
    tracker.trade(500, SELL);
    tracker.advance(1500);
    expect(tracker.current()).toMatchObject({ adverseSelection: 0, makerRealizedHalfSpread: 100 });
  });

  it("agrees with the batch over random tapes", () => {
    const event = fc.record({
      stepMs: fc.integer({ min: 0, max: 700 }),
      isTrade: fc.boolean(),
      price: fc.integer({ min: 4000, max: 6000 }),
      size: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 80 }), (events) => {
        const horizonMs = 1000;
        const tracker = createMarkoutTracker(horizonMs);
        const mids: { timeMs: number; mid: number }[] = [{ timeMs: 0, mid: 5000 }];
        const trades: (typeof SELL & { timeMs: number; mid: number })[] = [];
        tracker.mid(0, 5000);
        let nowMs = 0;
        for (const { stepMs, isTrade, price, size } of events) {
          nowMs += stepMs;
          if (isTrade) {
            tracker.trade(nowMs, { takerSide: "SELL", price, size });
            const mid = mids.at(-1)?.mid ?? 0;
            trades.push({ takerSide: "SELL", price, size, timeMs: nowMs, mid });
          } else {
            tracker.mid(nowMs, price);
            mids.push({ timeMs: nowMs, mid: price });
          }
        }
        tracker.advance(nowMs + horizonMs);
        const marked = trades.map((trade) => ({
          ...trade,
          midLater: mids.findLast(({ timeMs }) => timeMs <= trade.timeMs + horizonMs)?.mid ?? 0,
        }));
        expect(tracker.current()).toEqual(markout(marked));
      }),
    );
  });
});
