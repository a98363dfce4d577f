import { isOnGrid, type ApprovedOrderRecord, type PlanSlice } from "@polytraders/core";
import { PlanBench, type PlanWorld, type SignalSetting } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const LOT = 10_000;
const MINIMUM = 5_000_000;
const NOW = 1_000_000;
/** What the trading desk takes of one order. */
const SLICES_MAX = 32;

const level = (low: number, high: number) =>
  fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: 1, max: 200_000 }));
const levels = (low: number, high: number) =>
  fc
    .uniqueArray(level(low, high), { maxLength: 6, selector: ([price]) => price })
    .map((all) =>
      all.map(([price, lots]) => [(price / 100).toFixed(2), (lots / 100).toFixed(2)] as const),
    );

/** A book that is not crossed: bids below the cent that asks start at. */
const books = fc
  .integer({ min: 2, max: 98 })
  .chain((split) => fc.record({ bids: levels(1, split - 1), asks: levels(split, 99) }));

const orders = fc
  .record({
    side: fc.constantFrom("BUY" as const, "SELL" as const),
    tokenId: fc.constantFrom("market-0-yes", "market-0-no"),
    price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
    size: fc.integer({ min: MINIMUM / LOT, max: 1_000_000 }).map((lots) => lots * LOT),
    life: fc.constantFrom("GTC", "GTD", "FAK", "FOK", "POST"),
    isReduceOnly: fc.boolean(),
    slippageBpsMax: fc.option(fc.integer({ min: 0, max: 1_000 })),
  })
  .map(({ life, slippageBpsMax, ...order }): Partial<ApprovedOrderRecord> => ({
    ...order,
    timeInForce: life === "POST" ? "GTC" : (life as "GTC"),
    isPostOnly: life === "POST",
    expiresAtMs: life === "GTD" ? NOW + 12_000 : null,
    ...(slippageBpsMax === null ? {} : { slippageBpsMax }),
  }));

const signals = fc.option(
  fc.record({
    kind: fc.constant("liquidity_decay"),
    value: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
    confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    payload: fc.record({
      currentDepthUsd: fc.option(fc.double({ min: 0, max: 5_000, noNaN: true })),
      isOwnDominant: fc.boolean(),
    }),
  }),
);

function router(world: PlanWorld, signal: SignalSetting | null) {
  const bench = new PlanBench(bot, {}, world);
  if (signal) bench.signal(signal);
  return bench;
}

const sum = (slices: readonly PlanSlice[]): number =>
  slices.reduce((total, { size }) => total + size, 0);

describe("for every book, order, estimate and seed", () => {
  const setting = fc.record({
    book: books,
    order: orders,
    signal: signals,
    seed: fc.nat(),
    tickSize: fc.constantFrom(100, 50, 25, 10, 1),
  });

  it("a plan keeps to size, limit, grid, smallest order and lifetime", () => {
    fc.assert(
      fc.property(setting, ({ book, order, signal, seed, tickSize }) => {
        const bench = router({ markets: [{ ...book, tickSize }], randomSeed: seed }, signal);
        const { slices } = bench.plan(order).plan;
        if (slices === undefined) return;
        const { price = 0, size = 0, side, isPostOnly, expiresAtMs } = order;
        expect(slices.length).toBeGreaterThan(0);
        expect(slices.length).toBeLessThanOrEqual(SLICES_MAX);
        expect(sum(slices)).toBeLessThanOrEqual(size);
        // A tenth at most is left out for disguise, lots apart; immediate orders lose what is not there.
        if (order.timeInForce === "GTC")
          expect(sum(slices)).toBeGreaterThanOrEqual(0.9 * size - LOT);
        let lastMs = NOW;
        for (const slice of slices) {
          expect(isOnGrid(slice.price, tickSize)).toBe(true);
          expect(side === "BUY" ? slice.price <= price : slice.price >= price).toBe(true);
          expect(slice.size % LOT).toBe(0);
          expect(slice.size).toBeGreaterThanOrEqual(MINIMUM);
          expect(slice.notBeforeMs).toBeGreaterThanOrEqual(lastMs);
          expect(slice.expiresAtMs).toBe(expiresAtMs);
          if (expiresAtMs) expect(slice.notBeforeMs).toBeLessThan(expiresAtMs);
          expect(slice.isPostOnly).toBe(isPostOnly);
          if (order.timeInForce === "FAK") expect(slice.timeInForce).toBe("FAK");
          if (slice.timeInForce === "FAK" && side === "BUY") {
            expect(slice.size * slice.price).toBeGreaterThanOrEqual(1e10);
          }
          lastMs = slice.notBeforeMs;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("what takes is no more than what is there, and each interval no more than its share", () => {
    fc.assert(
      fc.property(setting, ({ book, order, signal, seed }) => {
        const bench = router({ markets: [book], randomSeed: seed }, signal);
        const { plan, reasonCode } = bench.plan(order);
        const taking = (plan.slices ?? []).filter(({ timeInForce }) => timeInForce === "FAK");
        const isBidSide = (order.side === "SELL") === (order.tokenId === "market-0-yes");
        const opposite = isBidSide ? book.bids : book.asks;
        const depth = opposite.reduce((total, [, shares]) => total + Number(shares) * 1e6, 0);
        expect(sum(taking)).toBeLessThanOrEqual(depth + 1);
        if (reasonCode !== "EXEC_ROUTE_CONSERVATIVE") return;
        const first = taking.filter(({ notBeforeMs }) => notBeforeMs === NOW);
        // The smallest order may go along where it could not be sent alone; it is worth a dollar.
        const smallest = Math.max(MINIMUM, ...taking.map(({ price }) => 1e10 / price + LOT));
        expect(sum(first)).toBeLessThanOrEqual(Math.max(smallest, 0.25 * depth) + 2 * smallest);
      }),
      { numRuns: 1_000 },
    );
  });

  it("the same seed gives the same plan, and a plan is not planned again", () => {
    fc.assert(
      fc.property(setting, ({ book, order, signal, seed }) => {
        const world = { markets: [book], randomSeed: seed };
        const first = router(world, signal).plan(order);
        expect(router(world, signal).plan(order)).toEqual(first);
        const { slices } = first.plan;
        if (slices === undefined) return;
        const { slices: again = slices } = router(world, signal).plan(order, { slices }).plan;
        // A plan that still is the approval itself is made irregular like one.
        if (sum(slices) < (order.size ?? 0)) expect(again).toEqual(slices);
      }),
      { numRuns: 1_000 },
    );
  });
});
