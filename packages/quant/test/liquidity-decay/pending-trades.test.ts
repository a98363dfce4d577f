import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { PendingTrades } from "../../src/liquidity-decay/pending-trades.ts";

describe("pending trades", () => {
  it("give back each trade once, in time order, however they arrive", () => {
    const step = fc.record({
      isTake: fc.boolean(),
      timeMs: fc.integer({ min: 0, max: 50 }),
      notional: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: "max" }), (steps) => {
        const pending = new PendingTrades();
        let kept: { timeMs: number; notional: number }[] = [];
        for (const { isTake, timeMs, notional } of steps) {
          if (isTake) {
            const due = kept.filter((trade) => trade.timeMs <= timeMs);
            kept = kept.filter((trade) => trade.timeMs > timeMs);
            const total = due.reduce((sum, trade) => sum + trade.notional, 0);
            expect(pending.takeUntil(timeMs)).toBe(total);
          } else {
            pending.add(timeMs, notional);
            kept.push({ timeMs, notional });
          }
        }
        const inOrder = kept.toSorted((a, b) => a.timeMs - b.timeMs);
        expect(pending.toColumns()).toEqual({
          timesMs: inOrder.map(({ timeMs }) => timeMs),
          notionals: inOrder.map(({ notional }) => notional),
        });
      }),
    );
  });
});
