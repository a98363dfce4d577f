import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  cancelBehindProbability,
  type CancelModel,
} from "../../src/order-queue/cancel-behind-probability.ts";
import { createOrderQueue, type QueueModel } from "../../src/order-queue/order-queue.ts";

const MODELS: readonly CancelModel[] = [
  { family: "power", exponent: 2 },
  { family: "power2", exponent: 2 },
  { family: "power3", exponent: 3 },
  { family: "log" },
  { family: "log2" },
];
const model = fc.constantFrom<CancelModel>(...MODELS);
const order = { orderShares: 50, levelShares: 500, lotShares: 0.01 };

describe("who cancelled", () => {
  it("is a probability, certain when one side is empty and rising with the back", () => {
    fc.assert(
      fc.property(model, fc.nat(1000), fc.nat(1000), (family, front, back) => {
        const probability = cancelBehindProbability(family, front, back);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(cancelBehindProbability(family, 0, back)).toBe(1);
        const more = cancelBehindProbability(family, front, back + 1);
        expect(more).toBeGreaterThanOrEqual(probability - 1e-12);
      }),
    );
  });
});

describe("a resting order", () => {
  it("is filled behind what stood in front, never more than it has, never backwards", () => {
    const events = fc.array(
      fc.record({ isTrade: fc.boolean(), shares: fc.integer({ min: 1, max: 700 }) }),
      { maxLength: 40 },
    );
    const anyModel = fc.constantFrom<QueueModel>({ family: "risk_averse" }, ...MODELS);
    fc.assert(
      fc.property(anyModel, events, (family, rows) => {
        const queue = createOrderQueue(family, order);
        let front = order.levelShares;
        let filled = 0;
        for (const { isTrade, shares } of rows) {
          const step = isTrade ? queue.trade(shares) : queue.depth(shares);
          expect(step.front).toBeLessThanOrEqual(front);
          expect(step.front).toBeGreaterThanOrEqual(0);
          front = step.front;
          filled += step.filled;
          expect(filled + step.leaves).toBeCloseTo(order.orderShares, 9);
          expect(step.leaves).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("needs trades alone when risk-averse", () => {
    const queue = createOrderQueue({ family: "risk_averse" }, order);
    queue.depth(501);
    expect(queue.depth(500).front).toBe(500);
    expect(queue.trade(500)).toEqual({ front: 0, filled: 0, leaves: 50 });
    expect(queue.trade(20)).toEqual({ front: 0, filled: 20, leaves: 30 });
  });

  it("is filled in full by a trade through its price", () => {
    const queue = createOrderQueue({ family: "risk_averse" }, order);
    expect(queue.tradeThrough()).toEqual({ front: 0, filled: 50, leaves: 0 });
  });
});
