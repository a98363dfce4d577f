import type { PlanSlice } from "@polytraders/core";
import { PlanBench, type PlanWorld } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const levels = (low: number, high: number) =>
  fc
    .uniqueArray(
      fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: 1, max: 90_000 })),
      {
        maxLength: 5,
        selector: ([cents]) => cents,
      },
    )
    .map((all) =>
      all.map(([cents, lots]) => [(cents / 100).toFixed(2), (lots / 100).toFixed(2)] as const),
    );

const books = fc
  .integer({ min: 2, max: 98 })
  .chain((split) => fc.record({ bids: levels(1, split - 1), asks: levels(split, 99) }));

const cents = fc.integer({ min: 1, max: 99 }).map((price) => price * 100);
const lots = fc.integer({ min: 1, max: 100_000 }).map((count) => count * 10_000);

const cases = fc.record({
  book: books,
  isProven: fc.boolean(),
  rate: fc.constantFrom(0, 0.04, 0.07),
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  price: cents,
  slices: fc.array(
    fc.record({ price: cents, size: lots, life: fc.constantFrom("GTC", "FAK", "FOK", "POST") }),
    { minLength: 1, maxLength: 5 },
  ),
});

describe("for every book and plan", () => {
  it("slices stay, costs are finite and never negative, and never more than the whole at its limit", () => {
    fc.assert(
      fc.property(cases, ({ book, isProven, rate, side, price, slices: given }) => {
        const fees = { rate, exponent: 1, rebateShare: 0.25 };
        const terms = { fees, rewards: null, endAtMs: null, gameStartAtMs: null, tags: [] };
        const world: PlanWorld = { markets: [{ ...book, isProven, terms }] };
        const slices = given.map(({ life, ...slice }): PlanSlice => ({
          ...slice,
          price: side === "BUY" ? Math.min(slice.price, price) : Math.max(slice.price, price),
          timeInForce: life === "POST" ? "GTC" : (life as "GTC"),
          isPostOnly: life === "POST",
          expiresAtMs: null,
          notBeforeMs: 1_000_000,
        }));
        const size = slices.reduce((sum, slice) => sum + slice.size, 0);
        const order = { side, price, size };
        const decision = new PlanBench(bot, {}, world).plan(order, { slices });
        expect(new PlanBench(bot, {}, world).plan(order, { slices })).toEqual(decision);
        const { plan, reasonCode } = decision;
        expect(plan.slices).toBeUndefined();
        if (reasonCode === "EXEC_COST_SLIPPAGE_LIMIT") return;
        const { estimatedFeesMicroUsd: found = -1, estimatedSlippageBps: bps = -1 } = plan;
        expect(Number.isSafeInteger(found)).toBe(true);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(bps).toBeGreaterThanOrEqual(0);
        // No match costs more than at even odds; each of them is rounded.
        expect(found).toBeLessThanOrEqual(size * rate * 0.25 + 10 * slices.length * 6);
        if (slices.every(({ isPostOnly }) => isPostOnly)) expect([found, bps]).toEqual([0, 0]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("an accepted order slips no further than the strategy accepts", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 1_000 }), ({ book, side, price }, accepted) => {
        const order = { side, price, timeInForce: "FAK" as const, slippageBpsMax: accepted };
        const { plan } = new PlanBench(bot, {}, { markets: [book] }).plan(order);
        if (plan.outcome === "abandon") return;
        expect(plan.estimatedSlippageBps).toBeLessThanOrEqual(accepted + 1e-4);
      }),
      { numRuns: 1_000 },
    );
  });
});
