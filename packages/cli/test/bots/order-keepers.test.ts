import { venueOrderIdOf } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { OrderDesk } from "./order-desk.ts";

describe("an order without an answer", () => {
  it("is asked about and never sent again; its like waits until the venue has said what became of it", () => {
    const desk = new OrderDesk();
    const first = desk.wish("BUY", 4_900);
    desk.answer(first, "unknown");
    const second = desk.wish("BUY", 4_900);
    desk.wait(20);
    expect(desk.placedIds).toEqual([first]);
    expect(desk.gateway.reconciles).toContain(venueOrderIdOf(first));
    desk.changed(first, "missing");
    desk.wait(5);
    expect(desk.placedIds).toEqual([first, second]);
    expect(desk.codesOf(first)).toEqual(["EXEC_ORDER_UNKNOWN", "EXEC_ORDER_RECONCILED"]);
  });

  it("gives its like up after a minute", () => {
    const desk = new OrderDesk();
    const first = desk.wish("BUY", 4_900);
    desk.answer(first, "unknown");
    const second = desk.wish("BUY", 4_900);
    desk.wait(120);
    expect(desk.placedIds).toEqual([first]);
    expect(desk.codesOf(second)).toEqual(["EXEC_ORDER_NOT_SENT"]);
  });
});

describe("a second quote", () => {
  it("is sent when the first is gone, not before", () => {
    const desk = new OrderDesk();
    const first = desk.wish("BUY", 4_900);
    desk.answer(first, "resting");
    const second = desk.wish("BUY", 4_600);
    desk.wait(1);
    expect(desk.cancelledIds).toEqual([venueOrderIdOf(first)]);
    expect(desk.placedIds).toEqual([first]);
    desk.changed(first, "cancelled");
    expect(desk.placedIds).toEqual([first, second]);
  });

  it("is given up when it is hardly different: the first keeps its place", () => {
    const desk = new OrderDesk();
    const first = desk.wish("BUY", 4_900);
    desk.answer(first, "resting");
    desk.wish("BUY", 5_000);
    desk.wait(1);
    expect([desk.placedIds, desk.cancelledIds]).toEqual([[first], []]);
  });
});

describe("resting quotes", () => {
  it("are taken back when the market halts", () => {
    const desk = new OrderDesk();
    const bid = desk.wish("BUY", 4_900);
    desk.answer(bid, "resting");
    desk.halt();
    expect(desk.cancelledIds).toEqual([venueOrderIdOf(bid)]);
  });

  it("are taken back on the side that is swept", () => {
    const desk = new OrderDesk();
    const bid = desk.wish("BUY", 4_000);
    desk.answer(bid, "resting");
    desk.sweep(["0.50", "0.49", "0.48", "0.47"]);
    expect(desk.cancelledIds).toEqual([venueOrderIdOf(bid)]);
    const next = desk.wish("BUY", 4_000);
    desk.wait(10);
    expect(desk.placedIds).not.toContain(next);
  });
});

it("in shadow they see everything and do nothing", () => {
  const desk = new OrderDesk("shadow");
  const first = desk.wish("BUY", 4_900);
  desk.answer(first, "resting");
  const second = desk.wish("BUY", 4_900);
  desk.sweep(["0.50", "0.49", "0.48", "0.47"]);
  desk.halt();
  expect([desk.placedIds, desk.cancelledIds]).toEqual([[first, second], []]);
  expect(desk.codesOf(first)).toEqual(["EXEC_RESTING"]);
});

it("the same words of the venue give the same state, bit for bit", () => {
  const play = (): string => {
    const desk = new OrderDesk();
    const first = desk.wish("BUY", 4_900);
    desk.answer(first, "unknown");
    desk.wish("BUY", 4_700);
    desk.wait(30);
    desk.changed(first, "resting");
    desk.wait(30);
    return desk.stateHash;
  };
  expect(play()).toBe(play());
});
