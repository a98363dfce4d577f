import { describe, expect, it } from "vitest";
import { ALICE, BOB, CAROL, NO, testWorld, YES } from "./exchange-world.ts";

describe("orders that meet", () => {
  it("swaps shares, moves money when mined, and tells every step in order", () => {
    const world = testWorld();
    const { exchange } = world;
    world.place({ by: BOB, side: "SELL", price: "0.4", size: "100" });
    const answer = world.place({ by: ALICE, side: "BUY", price: "0.45", size: "60" });
    expect(answer).toMatchObject({
      isAccepted: true,
      status: "matched",
      makingAmount: 24_000_000,
      takingAmount: 60_000_000,
    });
    expect(world.kinds()).toEqual([
      "order_placed",
      "book_changed",
      "order_placed",
      "trade_matched",
      "order_updated",
      "order_updated",
      "book_changed",
    ]);
    expect(exchange.balance(ALICE, YES)).toBe(1_000_000_000);
    expect(exchange.spendable(ALICE, null)).toBe(9_000_000_000 - 24_000_000);
    world.settle();
    expect(exchange.balance(ALICE, YES)).toBe(1_060_000_000);
    expect(exchange.balance(ALICE, null)).toBe(9_000_000_000 - 24_000_000);
    expect(exchange.balance(BOB, null)).toBe(9_000_000_000 + 24_000_000);
    exchange.audit();
  });

  it("mints a pair for two buyers and merges one of two sellers", () => {
    const world = testWorld();
    const { exchange } = world;
    world.place({ by: CAROL, token: NO, side: "BUY", price: "0.6", size: "10" });
    world.place({ by: ALICE, side: "BUY", price: "0.4", size: "10" });
    world.place({ by: ALICE, side: "SELL", price: "0.3", size: "20" });
    world.place({ by: BOB, token: NO, side: "SELL", price: "0.6", size: "20" });
    world.settle();
    const kinds = exchange.trades({}).map((trade) => trade.makers[0]?.kind);
    expect(kinds).toEqual(["merge", "mint"]);
    expect(exchange.balance(CAROL, NO)).toBe(10_000_000);
    expect(exchange.balance(ALICE, YES)).toBe(990_000_000);
    expect(exchange.balance(BOB, NO)).toBe(980_000_000);
    exchange.audit();
  });
});
