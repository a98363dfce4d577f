import { isOnGrid, type ApprovedOrderRecord, type PlanSlice } from "@polytraders/core";
import { PlanBench, type PlanWorld } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const LOT = 10_000;
const MINIMUM = 5_000_000;
const NOW = 1_000_000;

const TICKS = [1_000, 100, 50, 25, 10, 1];
const sizes = fc.oneof(fc.integer({ min: 1, max: 12_000_000 }), fc.integer({ min: 1, max: 2e9 }));
const prices = fc.integer({ min: 1, max: 9_999 });

const cases = fc.record({
  tickSize: fc.constantFrom(...TICKS),
  order: fc.record({
    side: fc.constantFrom("BUY" as const, "SELL" as const),
    price: prices,
    size: sizes,
  }),
  slices: fc.array(
    fc.record({
      price: prices,
      size: sizes,
      timeInForce: fc.constantFrom("GTC" as const, "FAK" as const),
      isPostOnly: fc.constant(false),
      expiresAtMs: fc.constant(null),
      notBeforeMs: fc.integer({ min: NOW, max: NOW + 60_000 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  heldSize: sizes,
  parameters: fc.record({
    roundStrategy: fc.constantFrom("round_down", "carry_forward"),
    refusesUneconomicOrders: fc.boolean(),
  }),
});
type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never;

function cleanerOf({ tickSize, heldSize, parameters }: Case) {
  const position = { marketId: "market-0", tokenId: "market-0-yes", costMicroUsd: 1 };
  const world: PlanWorld = {
    markets: [{ tickSize }],
    ledger: { held: [{ ...position, size: heldSize }] },
  };
  return (order: Partial<ApprovedOrderRecord>, slices: readonly PlanSlice[]) =>
    new PlanBench(bot, parameters, world).plan(order, { slices });
}

const sum = (slices: readonly PlanSlice[]): number =>
  slices.reduce((total, { size }) => total + size, 0);

describe("for every draft", () => {
  it("what is cleaned is within the approval, on the grid, and large enough", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { order, tickSize } = given;
        const { plan } = cleanerOf(given)(order, given.slices);
        if (plan.outcome === "abandon") return;
        const slices = plan.slices ?? given.slices;
        expect(slices.length).toBeGreaterThan(0);
        expect(sum(slices)).toBeLessThanOrEqual(order.size);
        for (const { price, size, timeInForce } of slices) {
          expect(isOnGrid(price, tickSize)).toBe(true);
          const isWithin = order.side === "BUY" ? price <= order.price : price >= order.price;
          expect(isWithin).toBe(true);
          expect(size % LOT).toBe(0);
          if (timeInForce === "GTC" || slices.length > 1)
            expect(size).toBeGreaterThanOrEqual(MINIMUM);
          if (timeInForce === "FAK" && order.side === "BUY") {
            expect(price * size).toBeGreaterThanOrEqual(1e10);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("what is cleaned is clean", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const cleaner = cleanerOf(given);
        const first = cleaner(given.order, given.slices);
        if (first.plan.outcome === "abandon") return;
        const again = cleaner(given.order, first.plan.slices ?? given.slices);
        expect(again.plan).toEqual({ outcome: "proceed" });
        const codes = ["EXEC_DUST_CLEAN", "EXEC_DUST_LEFT"];
        expect(codes).toContain(again.reasonCode);
      }),
      { numRuns: 2_000 },
    );
  });

  it("a sale leaves nothing, enough to sell, or all that its approval allows", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { order, heldSize } = given;
        const { plan, reasonCode } = cleanerOf(given)({ ...order, side: "SELL" }, given.slices);
        if (plan.outcome === "abandon") return;
        const sold = sum(plan.slices ?? given.slices);
        const left = heldSize - sold;
        if (left < LOT || left >= MINIMUM || reasonCode === "EXEC_DUST_LEFT") return;
        // What was too small to be sent at all cannot be swept.
        expect(reasonCode).toBe("EXEC_DUST_DROPPED");
      }),
      { numRuns: 2_000 },
    );
  });
});
