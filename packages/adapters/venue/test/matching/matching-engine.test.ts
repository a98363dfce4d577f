import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complementPrice } from "@polytraders/core";
import { matchKindOf, type IncomingOrder } from "../../src/matching/market-book.ts";
import type { EngineEvent } from "../../src/matching/engine-events.ts";
import { MatchingEngine, type EngineOrder } from "../../src/matching/matching-engine.ts";
import { sequences, type Sequence } from "./order-sequences.ts";
import { WatchedBook, operationsOf } from "./sequence-run.ts";

describe("a matching engine", () => {
  it("tells an order's whole life", () => {
    const engine = new MatchingEngine();
    engine.place({ orderId: "a", side: "SELL", price: 5_500, size: 10 });
    engine.place({ orderId: "b", token: 1, side: "BUY", price: 4_500, size: 5 });
    engine.place({ orderId: "c", side: "BUY", price: 5_600, size: 20, timeInForce: "FAK" });
    const level = { kind: "level_changed", bookSide: 1, bookPrice: 5_500 };
    const fill = { kind: "filled", takerId: "c", bookSide: 1, bookPrice: 5_500, makerRemaining: 0 };
    expect([...engine.events]).toEqual([
      { kind: "placed", orderId: "a", bookSide: 1, bookPrice: 5_500, size: 10 },
      { ...level, size: 10 },
      { kind: "placed", orderId: "b", bookSide: 1, bookPrice: 5_500, size: 5 },
      { ...level, size: 15 },
      { kind: "placed", orderId: "c", bookSide: 0, bookPrice: 5_600, size: 20 },
      { ...fill, makerId: "a", size: 10, takerFilled: 10, matchKind: "swap" },
      { ...fill, makerId: "b", size: 5, takerFilled: 15, matchKind: "mint" },
      { ...level, size: 0 },
      { kind: "cancelled", orderId: "c", size: 5, reason: "unfilled" },
    ]);
    expect(engine.restingCount).toBe(0);
  });

  it("cancels in batches, and lets an id be used again afterwards", () => {
    const engine = new MatchingEngine();
    for (const orderId of ["a", "b", "c"]) {
      engine.place({ orderId, side: "BUY", price: 4_000, size: 5 });
    }
    expect(engine.place({ orderId: "b", side: "BUY", price: 4_000, size: 5 })).toBe("duplicate");
    expect(engine.cancelBatch(["c", "a", "never", "a"])).toBe(2);
    expect(engine.restingOrders(0)).toEqual(["b"]);
    expect(engine.place({ orderId: "a", side: "BUY", price: 4_000, size: 5 })).toBe("resting");
    expect(engine.sizeAhead("a")).toBe(5);
  });

  it("moves an order behind what rests at its new price, matching on the way", () => {
    const engine = new MatchingEngine();
    engine.place({ orderId: "ask", side: "SELL", price: 6_000, size: 3 });
    engine.place({ orderId: "first", side: "BUY", price: 4_000, size: 5 });
    engine.place({ orderId: "second", side: "BUY", price: 5_000, size: 5 });
    expect(engine.move("first", 5_000)).toBe("resting");
    expect(engine.restingOrders(0)).toEqual(["second", "first"]);
    expect(engine.move("second", 6_000)).toBe("resting");
    expect(engine.openSize("second")).toBe(2);
    expect(engine.restingOrders(0)).toEqual(["second", "first"]);
    expect(engine.move("ask", 7_000)).toBe("invalid");
  });

  it("moves to the price it has, which costs it its place and reports the level once", () => {
    const engine = new MatchingEngine();
    engine.place({ orderId: "a", side: "BUY", price: 4_000, size: 5 });
    engine.place({ orderId: "b", side: "BUY", price: 4_000, size: 3 });
    engine.events.clear();
    engine.move("a", 4_000);
    expect(engine.restingOrders(0)).toEqual(["b", "a"]);
    expect([...engine.events]).toEqual([
      { kind: "cancelled", orderId: "a", size: 5, reason: "moved" },
      { kind: "placed", orderId: "a", bookSide: 0, bookPrice: 4_000, size: 5 },
      { kind: "level_changed", bookSide: 0, bookPrice: 4_000, size: 8 },
    ]);
  });

  it.each<[string, Partial<EngineOrder>]>([
    ["a price off the tick", { price: 4_050 }],
    ["a price of a dollar", { price: 10_000 }],
    ["no size", { size: 0 }],
    ["a fraction of a micro-share", { size: 0.5 }],
    ["a size that is no number", { size: Number.NaN }],
    ["post-only that may not rest", { isPostOnly: true, timeInForce: "FOK" }],
    ["a budget that rests", { budgetMicroUsd: 5 }],
    ["a budget of a seller", { side: "SELL", budgetMicroUsd: 5, timeInForce: "FAK" }],
  ])("refuses %s", (_what, wrong) => {
    const engine = new MatchingEngine();
    const order: EngineOrder = { orderId: "x", side: "BUY", price: 4_000, size: 5, ...wrong };
    expect(engine.place(order)).toBe("invalid");
    expect([...engine.events]).toEqual([{ kind: "refused", orderId: "x", reason: "invalid" }]);
    expect(engine.restingCount).toBe(0);
  });

  it("keeps its events until they are cleared, however many", () => {
    const engine = new MatchingEngine();
    for (let at = 0; at < 3_000; at += 1) {
      engine.place({ orderId: `o${at}`, side: "BUY", price: 4_000, size: 1 });
    }
    expect(engine.events.count).toBe(6_000);
    expect(engine.events.at(5_998)).toMatchObject({ kind: "placed", orderId: "o2999" });
    engine.events.clear();
    expect([...engine.events]).toEqual([]);
    expect(() => engine.events.at(0)).toThrow(RangeError);
  });
});

it("does what the unified book does over 500 generated sequences", { timeout: 60_000 }, () => {
  fc.assert(fc.property(sequences, sameAsBook), { numRuns: 500, seed: 2 });
});

it("moves as a cancel and a new order do", { timeout: 60_000 }, () => {
  const check = (sequence: Sequence, back: number, ticks: number): void => {
    const [moved, replaced] = [engineAfter(sequence), engineAfter(sequence)];
    const orderId = [...moved.restingOrders(0), ...moved.restingOrders(1)].at(-1 - back);
    if (orderId === undefined) return;
    const order = operationsOf(sequence)
      .flatMap((operation) => (operation.kind === "submit" ? [operation.order] : []))
      .at(Number(orderId));
    if (order === undefined) throw new Error("unknown order");
    const tick = sequence.steps.findLast((step) => step.kind === "tick")?.tickSize;
    const price = Math.min(Math.max(5_000 + ticks * (tick ?? sequence.tickSize), 1_000), 9_000);
    moved.move(orderId, price);
    const size = replaced.cancel(orderId);
    replaced.place({ ...engineOrder(order), timeInForce: "GTC", isPostOnly: false, price, size });
    const fills = (engine: MatchingEngine): EngineEvent[] =>
      [...engine.events].filter(({ kind }) => kind === "placed" || kind === "filled");
    expect(fills(moved)).toEqual(fills(replaced));
    for (const side of [0, 1] as const) expect(moved.levels(side)).toEqual(replaced.levels(side));
    expect(moved.restingOrders(0)).toEqual(replaced.restingOrders(0));
    expect(moved.restingOrders(1)).toEqual(replaced.restingOrders(1));
    const ids = [...moved.restingOrders(0), ...moved.restingOrders(1)];
    for (const id of ids) expect(moved.cancel(id)).toBe(replaced.cancel(id));
    expect(moved.restingCount).toBe(0);
    expect([...moved.levels(0), ...moved.levels(1)]).toEqual([]);
  };
  const back = fc.nat({ max: 5 });
  const ticks = fc.integer({ min: -4, max: 4 });
  fc.assert(fc.property(sequences, back, ticks, check), { numRuns: 500, seed: 4 });
});

function engineAfter(sequence: Sequence): MatchingEngine {
  const engine = new MatchingEngine({
    tickSize: sequence.tickSize,
    selfTradePrevention: sequence.policy,
  });
  for (const operation of operationsOf(sequence)) {
    if (operation.kind === "submit") engine.place(engineOrder(operation.order));
    else if (operation.kind === "cancel") engine.cancel(String(operation.orderIndex));
    else engine.setTickSize(operation.tickSize);
  }
  return engine;
}

function sameAsBook(sequence: Sequence): void {
  const watched = new WatchedBook(sequence);
  const engine = new MatchingEngine({
    tickSize: sequence.tickSize,
    selfTradePrevention: sequence.policy,
  });
  const orders: IncomingOrder[] = [];
  for (const operation of operationsOf(sequence)) {
    const report = watched.run(operation);
    engine.events.clear();
    if (operation.kind === "submit") {
      orders.push(operation.order);
      expect(engine.place(engineOrder(operation.order))).toBe(report.result?.outcome);
    } else if (operation.kind === "cancel") {
      expect(engine.cancel(String(operation.orderIndex))).toBe(report.cancelledSize);
    } else engine.setTickSize(operation.tickSize);
    const heard = [...engine.events];
    expect(
      heard.flatMap((event) =>
        event.kind === "filled"
          ? [
              {
                maker: Number(event.makerId),
                taker: Number(event.takerId),
                size: event.size,
                bookPrice: event.bookPrice,
              },
            ]
          : [],
      ),
    ).toEqual(report.fills);
    checkFillDetails(heard, watched, orders);
    expect(
      heard.flatMap((event) =>
        event.kind === "level_changed"
          ? [{ side: event.bookSide, price: event.bookPrice, size: event.size }]
          : [],
      ),
    ).toEqual(report.changes);
    const prevented = heard.filter(
      (event) =>
        event.kind === "cancelled" &&
        event.reason === "self_trade" &&
        event.orderId !== String(orders.length - 1),
    );
    expect(prevented.length).toBe(report.prevented.length);
    expect(engine.restingCount).toBe(watched.book.restingOrders().length);
  }
}

function checkFillDetails(
  heard: readonly EngineEvent[],
  { book }: WatchedBook,
  orders: readonly IncomingOrder[],
): void {
  for (const event of heard) {
    if (event.kind !== "filled") continue;
    const [maker, taker] = [orders[Number(event.makerId)], orders[Number(event.takerId)]];
    if (maker === undefined || taker === undefined) throw new Error("unknown order");
    expect(event.makerRemaining).toBe(book.openSize(maker.orderIndex));
    expect(event.bookSide).toBe(maker.bookSide);
    expect(event.matchKind).toBe(matchKindOf(engineSide(taker), engineSide(maker)));
  }
}

function engineSide({ token, bookSide }: IncomingOrder): { token: 0 | 1; isBuy: boolean } {
  return { token, isBuy: (token === 0) === (bookSide === 0) };
}

function engineOrder(order: IncomingOrder): EngineOrder {
  return {
    orderId: String(order.orderIndex),
    token: order.token,
    side: engineSide(order).isBuy ? "BUY" : "SELL",
    price: order.token === 0 ? order.bookPrice : complementPrice(order.bookPrice),
    size: order.size,
    account: order.accountIndex,
    timeInForce: order.timeInForce,
    isPostOnly: order.isPostOnly,
    ...(order.budgetMicroUsd === null ? {} : { budgetMicroUsd: order.budgetMicroUsd }),
  };
}
