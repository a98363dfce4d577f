import { describe, expect, it } from "vitest";
import { ALICE, BOB, CAROL, CONDITION, NO, testWorld, YES } from "./exchange-world.ts";

const BUY = { side: "BUY", price: "0.5", size: "10" } as const;

describe("an order's life", () => {
  it("reserves what it would give, net of what is filled", () => {
    const { exchange, place } = testWorld();
    place({ ...BUY, id: "bid" });
    expect(exchange.spendable(ALICE, null)).toBe(8_995_000_000);
    place({ by: BOB, side: "SELL", price: "0.5", size: "4" });
    expect(exchange.spendable(ALICE, null)).toBe(8_995_000_000);
    place({ side: "SELL", price: "0.9", size: "100" });
    expect(exchange.spendable(ALICE, YES)).toBe(900_000_000);
    exchange.cancel("session-a1", ["bid"]);
    expect(exchange.spendable(ALICE, null)).toBe(8_998_000_000);
    exchange.audit();
  });

  it("is cancelled by its own session only, and says why not otherwise", () => {
    const { exchange, place } = testWorld();
    place({ ...BUY, id: "mine" });
    place({ ...BUY, id: "filled" });
    place({ by: BOB, side: "SELL", price: "0.5", size: "10" });
    place({ by: BOB, side: "SELL", price: "0.8", size: "10", id: "other" });
    expect(exchange.cancel("session-a1", ["mine", "filled", "other", "nothing"])).toEqual({
      cancelled: ["filled"],
      notCancelled: {
        mine: "Order already matched",
        other: "Order not found or already canceled",
        nothing: "Order not found or already canceled",
      },
    });
    expect(exchange.cancel("session-a1", ["filled"]).notCancelled).toEqual({
      filled: "Order not found or already canceled",
    });
  });

  it("keeps time priority within a price over both tokens", () => {
    const { exchange, place } = testWorld();
    place({ by: BOB, side: "SELL", price: "0.6", size: "10", id: "first" });
    place({ by: CAROL, token: NO, side: "BUY", price: "0.4", size: "10", id: "second" });
    place({ by: BOB, side: "SELL", price: "0.59", size: "5", id: "better" });
    place({ ...BUY, price: "0.65", size: "20" });
    const makers = exchange.trades({}).map((trade) => trade.makers.map((maker) => maker.orderId));
    expect(makers).toEqual([["first", "second"], ["better"]]);
    expect(exchange.trades({}).map((trade) => trade.bucketIndex)).toEqual([1, 0]);
    expect(exchange.order("second")).toMatchObject({ matchedSize: 5_000_000, state: "live" });
  });

  it("cancels by session, by market and by token", () => {
    const { exchange, place } = testWorld();
    place({ ...BUY, id: "yes" });
    place({ ...BUY, token: NO, price: "0.4", id: "no" });
    place({ ...BUY, by: BOB, price: "0.3", id: "bob" });
    expect(exchange.cancelMarket("session-a1", { tokenId: NO }).cancelled).toEqual(["no"]);
    expect(exchange.cancelMarket("session-a1", { conditionId: "0x0" }).cancelled).toEqual([]);
    expect(exchange.cancelMarket("session-a1", { conditionId: CONDITION }).cancelled).toEqual([
      "yes",
    ]);
    expect(exchange.cancelAll("session-b0").cancelled).toEqual(["bob"]);
    expect(exchange.openOrders({})).toEqual([]);
  });

  it("expires a minute before the time it states", () => {
    const world = testWorld();
    const expiresAtMs = world.exchange.nowMs + 90_000;
    world.place({ ...BUY, type: "GTD", expiresAtMs, id: "gtd" });
    world.advance(29_999);
    expect(world.exchange.order("gtd")?.state).toBe("live");
    world.advance(1);
    expect(world.exchange.order("gtd")).toMatchObject({
      state: "cancelled",
      cancelReason: "expired",
    });
    expect(world.exchange.spendable(ALICE, null)).toBe(9_000_000_000);
    expect(world.kinds().slice(-2)).toEqual(["order_cancelled", "book_changed"]);
  });

  it("never trades with its own account", () => {
    const resting = testWorld();
    resting.place({ side: "SELL", price: "0.5", size: "10", id: "own" });
    resting.place({ by: BOB, side: "SELL", price: "0.5", size: "10" });
    resting.place({ ...BUY, id: "taker" });
    expect(resting.exchange.order("own")?.state).toBe("cancelled");
    expect(resting.exchange.order("taker")?.state).toBe("matched");
    const incoming = testWorld({}, { selfTradePrevention: "cancel_incoming" });
    incoming.place({ side: "SELL", price: "0.5", size: "10", id: "own" });
    incoming.place({ ...BUY, id: "taker" });
    expect(incoming.exchange.order("own")?.state).toBe("live");
    expect(incoming.exchange.order("taker")?.state).toBe("cancelled");
    incoming.exchange.audit();
  });

  it("gives price improvement to the taker: shares for money, money for shares", () => {
    const { exchange, place } = testWorld();
    place({ by: BOB, side: "SELL", price: "0.4", size: "100" });
    place({ ...BUY, type: "FAK", price: "0.5", money: "10", size: "20" });
    expect(exchange.trades({})[0]).toMatchObject({
      size: 25_000_000,
      notionalMicroUsd: 10_000_000,
    });
    place({ ...BUY, price: "0.5", size: "20" });
    expect(exchange.trades({})[0]).toMatchObject({
      size: 20_000_000,
      notionalMicroUsd: 8_000_000,
    });
    exchange.audit();
  });

  it("lists trades by who took part, newest first, and orders by what they are", () => {
    const { exchange, place, settle } = testWorld();
    place({ by: BOB, side: "SELL", price: "0.5", size: "10" });
    place({ ...BUY, size: "5" });
    place({ ...BUY, by: CAROL, size: "5" });
    expect(exchange.trades({ session: "session-b0" })).toHaveLength(2);
    expect(exchange.trades({ account: CAROL })).toHaveLength(1);
    expect(exchange.trades({ tokenId: NO })).toHaveLength(0);
    expect(exchange.trades({ matchedAfterMs: exchange.nowMs })).toHaveLength(0);
    const [newest] = exchange.trades({ conditionId: CONDITION });
    expect(newest?.takerAccount).toBe(CAROL);
    expect(newest?.tradeId).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u,
    );
    expect(newest?.transactionHash).toBe("");
    settle();
    const [settled] = exchange.trades({ tradeId: newest?.tradeId ?? "" });
    expect(settled?.settlement).toBe("CONFIRMED");
    expect(settled?.transactionHash).toMatch(/^0x[\da-f]{64}$/u);
  });

  it("forgets the oldest orders and trades beyond what it is told to keep", () => {
    const world = testWorld({}, { closedOrdersKept: 2, tradesKept: 2 });
    for (const id of ["a", "b", "c"]) {
      world.place({ by: BOB, side: "SELL", price: "0.5", size: "10" });
      world.place({ ...BUY, id });
      world.advance(1000);
    }
    expect(world.exchange.order("a")).toBeUndefined();
    expect(world.exchange.order("c")?.state).toBe("matched");
    for (const filter of [{}, { session: "session-a1" }, { account: BOB }]) {
      expect(world.exchange.trades(filter).map((trade) => trade.takerOrderId)).toEqual(["c", "b"]);
    }
    world.settle();
    expect(world.exchange.balance(ALICE, YES)).toBe(1_030_000_000);
    world.exchange.audit();
  });

  it("gives everything back when a trade fails", () => {
    const { exchange, place, settle, kinds } = testWorld(
      {},
      { faults: { settlementOf: () => "fail" } },
    );
    place({ by: BOB, side: "SELL", price: "0.5", size: "10" });
    place(BUY);
    expect(exchange.spendable(ALICE, null)).toBe(8_995_000_000);
    settle();
    expect(exchange.trades({})[0]?.settlement).toBe("FAILED");
    expect(exchange.spendable(ALICE, null)).toBe(9_000_000_000);
    expect(exchange.spendable(BOB, YES)).toBe(1_000_000_000);
    expect(kinds()).not.toContain("balance_changed");
  });
});
