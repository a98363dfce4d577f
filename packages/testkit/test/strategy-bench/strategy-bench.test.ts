import { defineBot } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { buildContract, StrategyBench, type StrategySetting } from "../../src/index.ts";

const contract = buildContract({
  authority: "trade",
  reasonCodes: ["STRAT_TEST_BUY", "STRAT_TEST_SAID"],
});

/** Buys 10 shares at the best bid, once; takes them back at an hour; says what it hears. */
const bot = defineBot(contract, ({ intents, timers, ledger, openOrders }) => ({
  perMarket: ({ index, tokenIds, book, marketId }) => {
    let orderId: string | null = null;
    const heard: string[] = [];
    const say = (what: string): void => void heard.push(what);
    return {
      decide({ nowMs }) {
        if (orderId !== null || book.bestBidPrice === 0) return null;
        const decision = intents.propose({
          intent: {
            tokenId: tokenIds[0],
            side: "BUY",
            price: book.bestBidPrice,
            size: 10_000_000,
            timeInForce: "GTC",
          },
          reasonCode: "STRAT_TEST_BUY",
        });
        orderId = decision?.orderId ?? null;
        say(`proposed: ${decision?.outcome}`);
        timers.set(index, "end", nowMs + 3_600_000);
        return null;
      },
      onTimer() {
        if (orderId !== null) say(`cancel: ${intents.cancel(orderId)}`);
        return null;
      },
      onOrderUpdate: ({ status, filledSize }) => {
        say(`update: ${status} ${filledSize}`);
        return null;
      },
      onFill({ settlement }) {
        const held = ledger.position(tokenIds[0])?.size ?? 0;
        const payload = { heard: heard.length, open: openOrders.count };
        say(`fill: ${settlement}, held ${held}, fill at ${ledger.lastFillAtMs(marketId)}`);
        return {
          signal: "test_signal",
          reasonCode: "STRAT_TEST_SAID",
          value: held,
          confidence: 1,
          payload,
        };
      },
      snapshot: () => ({ heard, orderId }),
      restore(state) {
        if (typeof state !== "object" || state === null || !("orderId" in state)) return;
        orderId = typeof state.orderId === "string" ? state.orderId : null;
      },
    };
  },
}));

function heardIn(state: unknown): readonly string[] {
  return (state as { readonly heard: readonly string[] }).heard;
}

function benchOf(setting: StrategySetting = {}) {
  return new StrategyBench(bot, { nowMs: 1_000, ...setting });
}

const BOOK = { bids: [[0.4, 100]], asks: [[0.6, 100]] } as const;

describe("strategy bench", () => {
  it("answers for risk and venue, and lets the account follow", () => {
    const bench = benchOf();
    bench.book(BOOK);
    expect(bench.last?.intent).toMatchObject({ price: 4_000, botId: "strat.test_bot" });
    expect(bench.orders.open).toMatchObject([{ orderId: "order-0", state: "resting" }]);
    expect(bench.account.availableMicroUsd).toBe(496_000_000);
    const { fillId } = bench.fill("order-0", { size: 4_000_000 });
    bench.settle(fillId, "CONFIRMED");
    expect(bench.account.cashMicroUsd).toBe(498_400_000);
    expect(bench.account.position("market-0-yes")).toMatchObject({ size: 4_000_000 });
    expect(heardIn(bench.snapshot())).toEqual([
      "proposed: approved",
      "update: sent 0",
      "update: resting 0",
      "update: partially_filled 4000000",
      "fill: MATCHED, held 4000000, fill at 1000",
      "fill: CONFIRMED, held 4000000, fill at 1000",
    ]);
    expect(bench.said.map(({ decision }) => decision)).toMatchObject([{ value: 4_000_000 }, {}]);
  });

  it("takes back what a failed fill brought", () => {
    const bench = benchOf();
    bench.book(BOOK);
    bench.settle(bench.fill("order-0").fillId, "FAILED");
    expect(bench.account.cashMicroUsd).toBe(500_000_000);
    expect(bench.account.positions()).toEqual([]);
    expect(bench.account.lastFillAtMs("market-0")).toBeNull();
    expect(bench.orders.count).toBe(0);
  });

  it("shows our orders in the book, and says how much of it is ours", () => {
    const bench = benchOf();
    bench.book(BOOK);
    bench.book({ bids: [[0.3, 100]], asks: [[0.6, 100]] });
    expect(bench.orders.restingSize(0, "bid", 4_000)).toBe(10_000_000);
    expect(bench.orders.restingSize(0, "ask", 6_000)).toBe(0);
  });

  it("fires timers on the way, in their order", () => {
    const bench = benchOf();
    bench.book(BOOK);
    bench.advance(3_599_999);
    expect(bench.cancels).toEqual([]);
    bench.advance(1);
    expect(bench.cancels).toEqual(["order-0"]);
    expect(heardIn(bench.snapshot()).slice(-2)).toEqual(["cancel: true", "update: cancelled 0"]);
  });

  it("refuses, cuts and records as it is told", () => {
    const refused = benchOf({ answer: () => ({ refuse: "RISK_MARKET_LIMIT" }) });
    refused.book(BOOK);
    expect(refused.last?.decision).toMatchObject({
      outcome: "refused",
      reasonCode: "RISK_MARKET_LIMIT",
      orderId: null,
    });
    const cut = benchOf({ answer: () => ({ size: 6_000_000 }) });
    cut.book(BOOK);
    expect(cut.orders.open).toMatchObject([{ originalSize: 6_000_000 }]);
    const recorded = benchOf({ answer: () => "record" });
    recorded.book(BOOK);
    expect(recorded.last?.decision.outcome).toBe("recorded");
    expect(recorded.orders.count).toBe(0);
  });

  it("leaves a venue's answers to the test when it is told to", () => {
    const bench = benchOf({ venueAnswers: false });
    bench.book(BOOK);
    expect(bench.orders.open).toMatchObject([{ state: "sent" }]);
    bench.update("order-0", "unknown");
    expect(bench.orders.open).toMatchObject([{ state: "unknown" }]);
    bench.update("order-0", "rejected", "post-only order crosses");
    expect(bench.orders.count).toBe(0);
  });

  it("keeps account and orders over a restart, and the state as JSON", () => {
    const bench = benchOf();
    bench.book(BOOK);
    bench.restart();
    bench.frame();
    expect(bench.proposals).toHaveLength(1);
    bench.advance(7_200_000);
    expect(bench.cancels).toEqual([]);
    const forgetful = benchOf();
    forgetful.book(BOOK);
    forgetful.restart(() => null);
    forgetful.frame();
    expect(forgetful.proposals).toHaveLength(2);
  });

  it("refuses what a test gets wrong", () => {
    expect(() => benchOf().fill("order-7")).toThrow("found order-7");
    expect(() => benchOf().book(BOOK, "market-9")).toThrow("found market-9");
    expect(() => benchOf().settle("fill-3", "MINED")).toThrow("found fill-3");
  });
});
