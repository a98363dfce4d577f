import {
  at,
  book,
  buildMarkets,
  buildReport,
  inMarket,
  script,
  status,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { INTENTS_PER_EVENT_MAX } from "../../src/index.ts";
import { DEPOSIT, DeskBench, MICRO, WISH } from "../trading/desk-bench.ts";
import { stubborn } from "./hostile-bots.ts";
import { survive } from "./survival.ts";

/** Codes of all decisions so far. */
function codesOf({ run }: DeskBench): string[] {
  return run.audit.flatMap(({ decisions }) => decisions.map(({ reasonCode }) => reasonCode));
}

function angry(): Error {
  return Object.defineProperty(new Error("calm"), "message", {
    get: () => {
      throw new Error("angry");
    },
  });
}

const NOBODY = "a market that does not exist";

const CASES: readonly (readonly [fear: string, code: string, wish: object])[] = [
  ["a token of no market", "RISK_INTENT_TOKEN_UNKNOWN", { tokenId: NOBODY }],
  ["the token of another market", "RISK_INTENT_TOKEN_UNKNOWN", { tokenId: "market-1-yes" }],
  ["a price NaN", "RISK_INTENT_PRICE_INVALID", { price: Number.NaN }],
  ["a size NaN", "RISK_INTENT_SIZE_INVALID", { size: Number.NaN }],
  ["a negative price", "RISK_INTENT_PRICE_INVALID", { price: -5_000 }],
  ["a negative size", "RISK_INTENT_SIZE_INVALID", { size: -100 * MICRO }],
  ["minus nothing", "RISK_INTENT_SIZE_INVALID", { size: -0 }],
  ["a price of two dollars", "RISK_INTENT_PRICE_INVALID", { price: 20_000 }],
  ["a size beyond all money", "RISK_INTENT_SIZE_TOO_LARGE", { size: 1e17 }],
  ["an infinite size", "RISK_INTENT_SIZE_TOO_LARGE", { size: Number.POSITIVE_INFINITY }],
  ["a price off the grid", "RISK_INTENT_PRICE_OFF_GRID", { price: 5_001 }],
  ["a size off the grid", "RISK_INTENT_SIZE_OFF_GRID", { size: 100 * MICRO + 1 }],
  ["dust", "RISK_BELOW_MIN_SIZE", { size: 10_000 }],
  ["an end in the past", "RISK_INTENT_EXPIRED", { timeInForce: "GTD", expiresAtMs: 1 }],
  ["an end that is NaN", "RISK_INTENT_MALFORMED", { timeInForce: "GTD", expiresAtMs: Number.NaN }],
  ["a side of its own", "RISK_INTENT_MALFORMED", { side: "HOLD" }],
];

describe("my strategy asks for nonsense:", () => {
  it.each(CASES)("%s is refused with its code, and nothing is sent", (_, code, wish) => {
    const bench = survive(() => {
      const each = new DeskBench({ markets: buildMarkets(2) });
      each.wish(wish);
      return each;
    });
    expect(codesOf(bench)).toEqual([code]);
    expect(bench.noticeCodes).toEqual([code]);
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("something that throws when it is looked at is refused, and its siblings are not", () => {
    const booby = Object.defineProperty({ ...WISH }, "price", {
      enumerable: true,
      get: () => {
        throw new Error("no price today");
      },
    });
    const { bot } = stubborn("booby", (propose) => ({
      onOrderBook: () => {
        propose(booby);
        propose({ ...WISH, price: 4_900 });
      },
    }));
    const bench = survive(() => {
      const each = new DeskBench({ bots: [bot] });
      each.showBook();
      return each;
    });
    expect(codesOf(bench)).toEqual(["RISK_INTENT_MALFORMED", "RISK_INTENT_APPROVED"]);
    expect(bench.noticeCodes).toEqual(["RISK_INTENT_MALFORMED"]);
  });

  it("more than there is money for is given up before it is sent", () => {
    const bench = survive(() => {
      const each = new DeskBench();
      each.wish({ size: 1_000_000_000 * MICRO });
      return each;
    });
    expect(bench.noticeCodes).toEqual(["EXEC_ORDER_NOT_RESERVED"]);
    expect(bench.updates).toMatchObject([{ status: "rejected", filledSize: 0 }]);
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("a sale of what it does not hold is given up before it is sent", () => {
    const bench = survive(() => {
      const each = new DeskBench();
      each.wish({ side: "SELL" });
      return each;
    });
    expect(bench.noticeCodes).toEqual(["EXEC_ORDER_NOT_RESERVED"]);
    expect(bench.gateway.placements).toEqual([]);
  });

  it("an order in a market that is resolved, halted or closed is refused", () => {
    const phases = ["ResolvedFirst", "ResolvedSecond", "Halted", "Closed"] as const;
    const codes = phases.map((phase) => {
      const { bot } = stubborn("late", (propose) => ({
        onOrderBook: () => propose({ ...WISH, tokenId: "market-1-yes" }),
      }));
      const bench = survive(() => {
        const each = new DeskBench({
          markets: buildMarkets(2),
          bots: [{ bot, markets: ["market-1"] }],
        });
        const sides = { bids: [[0.4, 10]], asks: [[0.6, 10]] } as const;
        each.run.runtime.apply(script(at(5_000), inMarket(1, status(phase), book(sides))));
        return each;
      });
      expect(bench.gateway.placements).toEqual([]);
      return codesOf(bench)[0];
    });
    expect(codes).toEqual([
      "RISK_MARKET_RESOLVED",
      "RISK_MARKET_RESOLVED",
      "RISK_MARKET_HALTED",
      "RISK_MARKET_HALTED",
    ]);
  });
});

describe("my strategy runs wild:", () => {
  it("100,000 intents in one tick are cut off, counted, and send no more than a thousand", () => {
    const story = (): DeskBench => {
      const bench = new DeskBench();
      bench.wish(...Array.from({ length: 100_000 }, () => ({ price: 100, size: 5 * MICRO })));
      return bench;
    };
    const bench = survive(story);
    const { risk } = bench.run.runtime;
    expect(risk.refusalCounts.get("RISK_INTENT_FLOOD")).toBe(100_000 - INTENTS_PER_EVENT_MAX);
    expect(bench.noticeCodes).toEqual(["RISK_INTENT_FLOOD"]);
    expect(bench.gateway.placements).toHaveLength(INTENTS_PER_EVENT_MAX);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(INTENTS_PER_EVENT_MAX * 50_000);
  });

  it("one that ignores every refusal gets only more of them, and the others go on", () => {
    const { bot } = stubborn("deaf", (propose) => ({
      onOrderBook: () => {
        for (let count = 0; count < 50; count += 1) propose({ ...WISH, price: 5_050 });
      },
    }));
    const bench = survive(() => {
      const each = new DeskBench({ bots: [bot] });
      for (let frame = 0; frame < 20; frame += 1) each.wish({ price: 100 });
      return each;
    });
    const { refusalCounts } = bench.run.runtime.risk;
    expect(refusalCounts.get("RISK_INTENT_PRICE_OFF_GRID")).toBe(1_000);
    expect(bench.gateway.placements).toHaveLength(20);
    expect(bench.gateway.placements.every(({ botId }) => botId === "strat.wisher")).toBe(true);
  });

  it("one that asks again from everything it hears cannot hold time still, nor starve others", () => {
    const tiny = { ...WISH, price: 100, size: 5 * MICRO };
    const echo = () =>
      stubborn("echo", (propose) => ({
        onOrderBook: () => propose(tiny),
        onHeartbeat: () => propose(tiny),
        onTimer: () => ({ intent: tiny, reasonCode: "STRAT_WISH" }),
        decide: () => ({ intent: tiny, reasonCode: "STRAT_WISH" }),
        onIntentDecision: () => propose(tiny),
        onOrderUpdate: () => {
          propose(tiny);
          return { intent: tiny, reasonCode: "STRAT_WISH" };
        },
        onFill: () => {
          propose(tiny);
          return { intent: tiny, reasonCode: "STRAT_WISH" };
        },
      }));
    const bench = survive(() => {
      const { bot } = echo();
      const each = new DeskBench({ bots: [bot] });
      const [orderId = ""] = each.wish({ price: 100 });
      each.trade(orderId, 10);
      for (const { placementId } of each.gateway.placements) each.answer(placementId, "resting");
      each.advance(20);
      return each;
    });
    expect(bench.gateway.placements.length).toBeGreaterThan(10);
    // At most a thousand in each event of its own.
    expect(bench.run.runtime.kernel.sequence).toBeLessThan(5_000);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ["nothing", undefined],
    ["a thing without words", Object.create(null)],
    ["an error whose message throws", angry()],
  ])("one that throws %s is suspended, and the kernel goes on", (_, thrown: unknown) => {
    const { bot } = stubborn("angry", () => ({
      onOrderBook: () => {
        throw thrown;
      },
    }));
    const bench = survive(() => {
      const each = new DeskBench({ bots: [bot] });
      for (let frame = 0; frame < 5; frame += 1) each.wish({ price: 100 });
      return each;
    });
    expect(bench.noticeCodes.filter((code) => code === "BOT_SUSPENDED")).toHaveLength(1);
    expect(bench.gateway.placements).toHaveLength(5);
  });

  it("one that takes back every order it hears of, its own and others', reaches only its own", () => {
    const { bot, ports } = stubborn("jealous", () => ({
      onOrderBook: () => {
        for (const { orderId } of bench.desk.listOpenOrders()) ports().intents.cancel(orderId);
        for (const id of ["", NOBODY, "0x"]) ports().intents.cancel(id);
      },
    }));
    const bench = new DeskBench({ bots: [bot] });
    const [orderId = ""] = bench.wish({ price: 100 });
    bench.answer(orderId, "resting");
    const before = bench.noticeCodes.length;
    bench.showBook();
    expect(bench.gateway.cancels).toEqual([]);
    const told = bench.noticeCodes.slice(before);
    expect(told).toEqual(Array.from({ length: 4 }, () => "RISK_CANCEL_ORDER_UNKNOWN"));
    expect(bench.desk.openOrders.find(orderId)).toMatchObject({ isCancelling: false });
  });
});

it("an order that my strategy sends into a market just as it resolves is taken back, not lost", () => {
  const bench = survive(() => {
    const each = new DeskBench({ markets: buildMarkets(2) });
    const [orderId = ""] = each.wish({});
    each.trade(orderId, 40);
    each.report(buildReport("market_resolved", { marketId: "market-0" }));
    each.changed(orderId, "cancelled", 40);
    return each;
  });
  expect(bench.desk.ledgerPort.position("market-0-yes")?.size).toBe(40 * MICRO);
  expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(0);
});
