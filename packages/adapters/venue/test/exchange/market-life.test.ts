import { describe, expect, it } from "vitest";
import {
  ALICE,
  BOB,
  CAROL,
  CONDITION,
  marketTerms,
  NO,
  START_MS,
  testWorld,
  YES,
} from "./exchange-world.ts";

const BUY = { side: "BUY", price: "0.5", size: "10" } as const;

describe("a market's life", () => {
  it("is listed once", () => {
    const { exchange } = testWorld();
    expect(() => exchange.listMarket(marketTerms(), 100)).toThrow(/listed already/u);
    const other = marketTerms({ conditionId: "0x01" });
    expect(() => exchange.listMarket(other, 100)).toThrow(/token/u);
    expect(() =>
      exchange.listMarket(marketTerms({ conditionId: "0x02", tokenIds: ["5", "6"] }), 7),
    ).toThrow(/tick/u);
    expect(exchange.markets()).toHaveLength(1);
    expect(() => exchange.setMarketPhase("0x03", "halted")).toThrow(/VENUE_MARKET_UNKNOWN/u);
  });

  it("cancels its orders when it closes and when its game starts", () => {
    const closing = testWorld();
    closing.place({ ...BUY, id: "bid" });
    closing.exchange.setMarketPhase(CONDITION, "closed");
    expect(closing.exchange.order("bid")?.state).toBe("cancelled");
    expect(closing.refusalOf(BUY)).toBe("the market is not yet ready to process new orders");

    const starting = testWorld({ gameStartAtMs: START_MS + 120_000, clearsBookOnStart: true });
    starting.place({ ...BUY, id: "bid" });
    starting.advance(60_000);
    expect(starting.exchange.order("bid")?.state).toBe("cancelled");
    expect(starting.refusalOf(BUY)).toBe("");
  });

  it("keeps resting orders when its tick changes, and checks new ones against the new tick", () => {
    const world = testWorld();
    world.place({ ...BUY, price: "0.97", id: "old" });
    world.exchange.setTickSize(CONDITION, 10);
    expect(world.events.at(-1)).toMatchObject({
      kind: "tick_size_changed",
      oldTickSize: 100,
      newTickSize: 10,
    });
    expect(world.refusalOf({ ...BUY, price: "0.975", id: "fine" })).toBe("");
    world.exchange.setTickSize(CONDITION, 100);
    expect(world.exchange.order("fine")?.state).toBe("live");
    expect(world.refusalOf({ ...BUY, price: "0.975" })).toMatch(
      /breaks minimum tick size rule: 0.01$/u,
    );
    world.place({ by: BOB, side: "SELL", price: "0.97", size: "20" });
    expect(world.exchange.order("fine")?.state).toBe("matched");
    expect(world.exchange.trades({}).map((trade) => trade.price)).toEqual([9700, 9750]);
    world.exchange.audit();
  });

  it("ends with its resolution: orders, held takers, then money for what won", () => {
    const world = testWorld({ takerDelayMs: 1000 });
    world.place({ ...BUY, id: "bid" });
    world.place({ by: BOB, side: "SELL", price: "0.5", size: "10", id: "held" });
    world.exchange.resolve(CONDITION, [10_000, 0]);
    expect(world.exchange.order("bid")?.state).toBe("cancelled_market_resolved");
    expect(world.exchange.order("held")?.state).toBe("invalid");
    expect(world.exchange.market(CONDITION)?.state).toMatchObject({
      phase: "resolved",
      resolution: "final",
      payouts: [10_000, 0],
    });
    world.settle();
    const cash = world.exchange.balance(ALICE, null);
    world.exchange.redeem(ALICE, CONDITION);
    world.settle();
    expect(world.exchange.balance(ALICE, null)).toBe(cash + 1_000_000_000);
    expect(world.exchange.balance(ALICE, YES)).toBe(0);
    expect(() => world.exchange.setMarketPhase(CONDITION, "open")).toThrow(
      /VENUE_COMMAND_INVALID/u,
    );
    world.exchange.audit();
  });

  it("takes its neg-risk siblings along: one YES makes the others NO", () => {
    const world = testWorld({ negRiskSetId: "set", negRiskIndex: 0 });
    const sibling = marketTerms({
      conditionId: "0x0b",
      tokenIds: ["2001", "2002"],
      negRiskSetId: "set",
      negRiskIndex: 1,
    });
    world.exchange.listMarket(sibling, 100);
    world.place({ by: CAROL, token: "2001", side: "BUY", price: "0.2", size: "10", id: "bid" });
    world.exchange.resolve(CONDITION, [10_000, 0]);
    expect(world.exchange.market("0x0b")?.state.payouts).toEqual([0, 10_000]);
    expect(world.exchange.order("bid")?.state).toBe("cancelled_market_resolved");
    world.exchange.audit();
  });

  it("keeps the last price, the last side and the volume, on the view of the first token", () => {
    const { exchange, place } = testWorld();
    place({ by: BOB, token: NO, side: "SELL", price: "0.3", size: "10" });
    place({ by: CAROL, token: NO, side: "BUY", price: "0.3", size: "10" });
    expect(exchange.market(CONDITION)?.state).toMatchObject({
      lastTradePrice: 7000,
      lastTradeSide: "SELL",
      volumeMicroUsd: 3_000_000,
    });
  });
});
