import { defineBot, hold, proceed } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import {
  buildContract,
  buildFill,
  buildParameter,
  PlanBench,
  runPlanCase,
} from "../../src/index.ts";

const contract = buildContract({
  authority: "shape",
  reasonCodes: ["EXEC_TEST", "EXEC_TEST_LATER"],
  emits: {},
  parameters: { delayMs: buildParameter({ default: 500, hard: 1_000 }) },
});

/** Buys at the best ask, waits while there is none, and takes back what has been out too long. */
const bot = defineBot(contract, ({ timers, orderCare, openOrders, random, ledger }) => ({
  perMarket: ({ index, book, parameters }) => {
    let seenCount = 0;
    return {
      plan(_order, { slices }, { nowMs }) {
        if (book.bestAskPrice === 0) return hold("EXEC_TEST_LATER", nowMs + 1);
        const size = Math.floor(100 * random.next()) * 1_000_000;
        const price = book.levels("ask")[0]?.price ?? 0;
        return proceed("EXEC_TEST", { slices: slices.map((slice) => ({ ...slice, price, size })) });
      },
      onOrderUpdate({ orderId, status }, { nowMs }) {
        seenCount += 1;
        if (status === "unknown" || seenCount === 5) orderCare.reconcile(orderId);
        if (status === "resting") timers.set(index, orderId, nowMs + parameters.delayMs);
        return null;
      },
      onFill({ orderId }) {
        timers.cancel(index, orderId);
        return null;
      },
      onTimer(orderId) {
        orderCare.cancel(orderId, "EXEC_TEST");
        return null;
      },
      snapshot: () => ({ seenCount }),
      restore: (state) => {
        seenCount = (state as { readonly seenCount: number }).seenCount;
      },
    };
  },
  explain: ({ reasonCode }) => `${reasonCode}, ${openOrders.count} open, ${ledger.cashMicroUsd}`,
}));

describe("PlanBench", () => {
  it("asks with what the world shows now", () => {
    const bench = new PlanBench(bot);
    expect(bench.plan()).toEqual({
      plan: { outcome: "hold", askAgainAtMs: 1_000_001 },
      reasonCode: "EXEC_TEST_LATER",
    });
    bench.see({ markets: [{ asks: [["0.46", "10"]] }], ledger: { cashMicroUsd: 7 } });
    const decision = bench.plan({ price: 4_700 });
    expect(decision.plan.slices).toMatchObject([{ price: 4_600, size: 50_000_000 }]);
    expect(bench.explain(decision)).toBe("EXEC_TEST, 0 open, 7");
  });

  it("draws the same numbers for the same seed", () => {
    const asks = [["0.46", "10"]] as const;
    const sizes = (randomSeed: number) => {
      const bench = new PlanBench(bot, {}, { markets: [{ asks }], randomSeed });
      return [bench.plan(), bench.plan()].map(({ plan }) => plan.slices?.[0]?.size);
    };
    expect(sizes(1)).toEqual(sizes(1));
    expect(sizes(1)).not.toEqual(sizes(2));
  });

  it("tells of orders, and fires timers when time has come to them", () => {
    const bench = new PlanBench(bot, {}, { orders: [{ orderId: "a" }] });
    bench.update({ orderId: "a" });
    bench.update({ orderId: "b" });
    bench.update({ orderId: "c", status: "unknown" });
    bench.fill(buildFill({ orderId: "b" }));
    expect(bench.timers).toEqual([{ marketId: "market-0", name: "a", atMs: 1_000_500 }]);
    bench.advanceTo(1_000_499);
    expect(bench.cancels).toEqual([]);
    bench.advanceTo(1_002_000);
    expect(bench.cancels).toEqual([{ orderId: "a", reasonCode: "EXEC_TEST" }]);
    expect(bench.reconciles).toEqual(["c"]);
    expect(bench.nowMs).toBe(1_002_000);
  });

  it("starts anew with the state that the bot left", () => {
    const bench = new PlanBench(bot);
    for (const orderId of ["a", "b", "c", "d"]) bench.update({ orderId });
    bench.restart();
    bench.update({ orderId: "e" });
    expect(bench.reconciles).toEqual(["e"]);
  });

  it("takes parameters of single markets, and refuses those beyond their bound", () => {
    const perMarket = { "market-0": { delayMs: 100 } };
    const bench = new PlanBench(bot, {}, {}, perMarket);
    bench.update();
    expect(bench.timers.map(({ atMs }) => atMs)).toEqual([1_000_100]);
    expect(() => new PlanBench(bot, { delayMs: 1_001 })).toThrow("BOT_PARAMETER_BEYOND_HARD");
  });
});

describe("a case", () => {
  it("gives what was said and done in each step, and the code of a refused start", () => {
    const steps = [
      { world: { orders: [{ orderId: "a" }] }, update: { orderId: "a" } },
      { advanceToMs: 1_001_000 },
      { order: { size: 20_000_000 } },
    ];
    expect(runPlanCase(bot, { description: "in three steps", steps })).toEqual({
      steps: [
        {},
        { cancels: [{ orderId: "a", reasonCode: "EXEC_TEST" }] },
        {
          said: [
            {
              plan: { outcome: "hold", askAgainAtMs: 1_001_001 },
              reasonCode: "EXEC_TEST_LATER",
              explanation: "EXEC_TEST_LATER, 1 open, 500000000",
            },
          ],
        },
      ],
    });
    const refused = { description: "beyond", parameters: { delayMs: 1_001 }, steps };
    expect(runPlanCase(bot, refused)).toEqual({ refused: "BOT_PARAMETER_BEYOND_HARD" });
  });
});
