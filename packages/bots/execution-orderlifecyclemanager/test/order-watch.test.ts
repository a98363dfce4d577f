import type { OpenOrder } from "@polytraders/core";
import { PlanBench } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

/** A bench whose `order-0` stands as it is told. */
const benchWith = (order: Partial<OpenOrder>, parameters = {}) =>
  new PlanBench(bot, parameters, { orders: [{ orderId: "order-0", ...order }] });
const failedFill = (orderId: string, size: number) => ({
  orderId,
  size,
  settlement: "FAILED" as const,
});
const codesOf = (said: readonly { readonly reasonCode: string }[]): string[] =>
  said.map(({ reasonCode }) => reasonCode);

describe("an order without an answer", () => {
  it("is asked about after thirty seconds, and not before", () => {
    const bench = benchWith({ state: "planned" });
    bench.plan();
    bench.see({ orders: [{ orderId: "order-0", state: "sent" }] });
    bench.advanceTo(1_029_999);
    expect(bench.reconciles).toEqual([]);
    expect(codesOf(bench.advanceTo(1_031_000))).toEqual(["EXEC_ORDER_STUCK"]);
    expect(bench.reconciles).toEqual(["order-0"]);
  });

  it("is asked about with pauses that stop growing", () => {
    const bench = benchWith({ state: "unknown" });
    bench.update({ status: "unknown" });
    const asked: number[] = [];
    for (let atMs = 1_000_000; atMs <= 1_300_000; atMs += 1_000) {
      const before = bench.reconciles.length;
      bench.advanceTo(atMs);
      if (bench.reconciles.length > before) asked.push((atMs - 1_000_000) / 1_000);
    }
    expect(asked).toEqual([2, 6, 14, 30, 62, 122, 182, 242]);
  });
});

describe("a cancellation that a strategy wished", () => {
  it("is asked about when it has no effect, and sent again the second time", () => {
    const bench = benchWith({ isCancelling: true });
    bench.update({ status: "resting" });
    bench.advanceTo(1_010_000);
    expect([bench.reconciles, bench.cancels]).toEqual([["order-0"], []]);
    bench.advanceTo(1_020_000);
    expect(bench.cancels).toEqual([{ orderId: "order-0", reasonCode: "EXEC_CANCEL_TIMEOUT" }]);
  });

  it("is sent again when the venue did not carry it out", () => {
    const bench = benchWith({ isCancelling: true });
    bench.update({ status: "resting" });
    bench.see({ orders: [{ orderId: "order-0", isCancelling: false }] });
    bench.advanceTo(1_010_000);
    expect([bench.reconciles, bench.cancels.length]).toEqual([[], 1]);
  });

  it("is sent five times at most, however long it takes", () => {
    const bench = benchWith({ isCancelling: true });
    bench.update({ status: "resting" });
    bench.advanceTo(1_000_000 + 3_600_000);
    expect(bench.cancels).toHaveLength(5);
    expect(bench.reconciles.length).toBeLessThan(70);
  });
});

describe("an order that was there before", () => {
  it("is taken into care at the first order event", () => {
    const bench = benchWith({ state: "unknown", botId: "strat.other" });
    bench.see({ orders: [{ orderId: "order-0", state: "unknown" }, { orderId: "order-1" }] });
    bench.update({ orderId: "order-1", status: "resting" });
    bench.advanceTo(1_010_000);
    expect(bench.reconciles).toEqual(["order-0"]);
  });

  it("of nobody is left alone where that is wished", () => {
    const bench = benchWith({ botId: "" }, { areOrphansCancelled: false });
    expect(bench.update({ originId: "", status: "resting" })).toMatchObject({
      reasonCode: "EXEC_ORPHAN_FOUND",
    });
    expect(bench.cancels).toEqual([]);
  });
});

describe("the record of an order", () => {
  it("knows the slices of an order: the next one is sent when the first is gone", () => {
    const bench = benchWith({ state: "planned" });
    const size = 50_000_000;
    const slice = { price: 5_000, size, isPostOnly: true, expiresAtMs: null, notBeforeMs: 0 };
    const [first, second] = [slice, slice].map((each) => ({
      ...each,
      timeInForce: "GTC" as const,
    }));
    if (first === undefined || second === undefined) throw new TypeError("expected two slices");
    bench.plan({}, { slices: [first, second] });
    bench.update({ status: "resting" });
    expect(bench.update({ status: "sent" })).toMatchObject({ reasonCode: "EXEC_ORDER_SENT" });
  });

  it("tells an order that was given up from one that the venue refused", () => {
    const bench = benchWith({ state: "planned" });
    bench.plan();
    bench.see({ orders: [] });
    const givenUp = { status: "rejected", venueOrderId: null } as const;
    expect(bench.update(givenUp)).toMatchObject({ reasonCode: "EXEC_ORDER_NOT_SENT", value: 0 });
    const refused = { ...givenUp, orderId: "order-1", venueReason: "not enough balance" };
    expect(bench.update(refused)).toMatchObject({ reasonCode: "EXEC_REJECTED" });
  });

  it("ends quietly with an order that was never sent", () => {
    const bench = benchWith({ state: "planned" });
    bench.plan();
    bench.see({ orders: [] });
    expect(bench.advanceTo(1_100_000)).toEqual([]);
    expect(bench.timers).toEqual([]);
  });

  it("takes a settlement that failed back, and an order with it", () => {
    const bench = benchWith({});
    bench.see({ orders: [] });
    bench.update({ status: "filled", filledSize: 100_000_000 });
    bench.fill(failedFill("order-0", 30_000_000));
    expect(bench.update({ status: "partially_filled", filledSize: 70_000_000 })).toBeNull();
    expect(bench.update({ status: "partially_filled", filledSize: 20_000_000 })).toMatchObject({
      reasonCode: "EXEC_TRANSITION_IMPOSSIBLE",
    });
  });

  it("says nothing when it forgets, after ten minutes", () => {
    const bench = benchWith({});
    for (let count = 0; count < 1_000; count += 1) {
      const orderId = `order-${count}`;
      bench.see({ orders: [] });
      bench.update({ orderId, status: "rejected" });
    }
    bench.advanceTo(3_000_000);
    bench.update({ orderId: "order-new", status: "rejected" });
    bench.restart();
    expect(bench.fill(failedFill("order-0", 1))).toBeNull();
    expect(bench.fill(failedFill("order-new", 1))).not.toBeNull();
  });
});

describe("after a restart", () => {
  it("goes on asking where it was, and says what it had not said", () => {
    const bench = benchWith({ state: "unknown" }, { reconcileAttemptsMax: 1 });
    bench.update({ status: "unknown" });
    bench.restart();
    expect(codesOf(bench.advanceTo(1_003_000))).toEqual(["EXEC_ORDER_UNRESOLVED"]);
    expect(bench.reconciles).toHaveLength(2);
  });
});
