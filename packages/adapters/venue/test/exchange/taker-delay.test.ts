import { describe, expect, it } from "vitest";
import type { PlacementAnswer } from "../../src/exchange/order-request.ts";
import { ALICE, BOB, CONDITION, requestOf, testWorld } from "./exchange-world.ts";

const BUY = { side: "BUY", price: "0.5", size: "10" } as const;
const SELL = { by: BOB, side: "SELL", price: "0.5", size: "10" } as const;

function placeLater(world: ReturnType<typeof testWorld>, wish: Parameters<typeof requestOf>[0]) {
  const answers: PlacementAnswer[] = [];
  world.exchange.place(requestOf(wish, "held"), (answer) => answers.push(answer));
  return answers;
}

describe("a market that holds takers", () => {
  it("keeps the funds, refuses the cancel, and answers with the result when the delay is over", () => {
    const world = testWorld({ takerDelayMs: 250 });
    world.place({ ...SELL, id: "ask" });
    const answers = placeLater(world, BUY);
    expect(answers).toEqual([]);
    expect(world.exchange.spendable(ALICE, null)).toBe(8_995_000_000);
    expect(world.exchange.order("held")?.state).toBe("delayed");
    expect(world.exchange.openOrders({ session: "session-a1" })).toHaveLength(1);
    expect(world.exchange.cancel("session-a1", ["held"]).notCancelled).toEqual({
      held: "Order not found or already canceled",
    });
    world.advance(249);
    expect(answers).toEqual([]);
    world.advance(1);
    expect(answers).toMatchObject([
      { isAccepted: true, status: "matched", makingAmount: 5_000_000 },
    ]);
    expect(world.exchange.trades({})[0]?.matchedAtMs).toBe(world.exchange.nowMs);
    expect(world.kinds()).toContain("order_delayed");
  });

  it("meets the book as it is then: makers may have gone", () => {
    const world = testWorld({ takerDelayMs: 250 });
    world.place({ ...SELL, id: "ask" });
    const rests = placeLater(world, BUY);
    world.exchange.cancel("session-b0", ["ask"]);
    world.advance(250);
    expect(rests).toMatchObject([{ status: "unmatched" }]);
    expect(world.exchange.order("held")?.state).toBe("live");

    const other = testWorld({ takerDelayMs: 250 });
    other.place({ ...SELL, id: "ask" });
    const killed = placeLater(other, { ...BUY, type: "FOK", money: "5" });
    other.exchange.cancel("session-b0", ["ask"]);
    other.advance(250);
    expect(killed).toMatchObject([{ isAccepted: false, refusal: { code: "fok_unfilled" } }]);
    expect(other.exchange.order("held")?.state).toBe("invalid");
    expect(other.exchange.spendable(ALICE, null)).toBe(9_000_000_000);
    other.exchange.audit();
  });

  it("looks at market, mode and funds again", () => {
    const world = testWorld({ takerDelayMs: 250 });
    world.place(SELL);
    const answers = placeLater(world, BUY);
    world.exchange.setMarketPhase(CONDITION, "halted");
    world.advance(250);
    expect(answers).toMatchObject([{ refusal: { code: "market_not_ready" } }]);
    expect(world.exchange.spendable(ALICE, null)).toBe(9_000_000_000);
  });

  it("holds no order that only makes", () => {
    const world = testWorld({ takerDelayMs: 250 });
    world.place(SELL);
    expect(world.place({ ...BUY, price: "0.49" })).toMatchObject({ status: "live" });
    expect(world.refusalOf({ ...BUY, isPostOnly: true })).toBe(
      "invalid post-only order: order crosses book",
    );
  });

  it("answers delayed at once in a market with a delay of seconds", () => {
    const world = testWorld({ secondsDelay: 3 });
    world.place(SELL);
    const answers = placeLater(world, BUY);
    expect(answers).toMatchObject([{ isAccepted: true, status: "delayed", tradeIds: [] }]);
    world.advance(3000);
    expect(answers).toHaveLength(1);
    expect(world.exchange.order("held")?.state).toBe("matched");
  });

  it("matches at once where the order asks not to wait for the chain", () => {
    const world = testWorld();
    world.place(SELL);
    const answers = placeLater(world, { ...BUY, defers: true });
    expect(answers).toMatchObject([{ status: "matched" }]);
    expect(world.exchange.order("held")?.state).toBe("matched");
  });

  it("keeps fees as well, so that the account cannot spend them meanwhile", () => {
    const world = testWorld({
      takerDelayMs: 250,
      fees: { rate: 0.07, exponent: 1, rebateShare: 0 },
    });
    world.place(SELL);
    placeLater(world, BUY);
    expect(world.exchange.withdraw(ALICE, 8_995_000_000)).toBe(false);
    world.advance(250);
    world.settle();
    expect(world.exchange.balance(ALICE, null)).toBe(9_000_000_000 - 5_000_000 - 175_000);
  });
});
