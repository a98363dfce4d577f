import { complementPrice, type OpenOrder, type OrderIntent } from "@polytraders/core";
import { buildIntent, GuardBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const MARKET = {
  bids: [
    [0.48, 60],
    [0.47, 500],
  ],
  asks: [
    [0.5, 40],
    [0.51, 90],
  ],
} as const;

function vote(order: Partial<OpenOrder>, intent: Partial<OrderIntent>, mode = "downsize") {
  const world = { markets: [MARKET], orders: [order] };
  return new GuardBench(bot, { overlapMode: mode }, world).vote(intent);
}

describe("SelfTradeWashGuard", () => {
  it("a buy that meets others first ends one tick before our own ask", () => {
    expect(vote({ side: "SELL", price: 5_100 }, { price: 5_200, size: 120_000_000 })).toEqual({
      vote: "RESHAPE_REQUIRED",
      reasonCode: "RISK_SELF_TRADE_DOWNSIZED",
      constraints: { priceMax: 5_000, notionalMicroUsdMax: 20_000_000 },
    });
  });

  it("a sale likewise, above our own bid", () => {
    expect(vote({ side: "BUY", price: 4_700 }, { side: "SELL", price: 4_600 }).constraints).toEqual(
      {
        priceMin: 4_800,
        notionalMicroUsdMax: 28_800_000,
      },
    );
  });

  it.each([
    [5_099, "APPROVE"],
    [5_100, "RESHAPE_REQUIRED"],
    [5_101, "RESHAPE_REQUIRED"],
  ])("an own ask at 0.51 and a buy at %d: %s", (price, expected) => {
    expect(vote({ side: "SELL", price: 5_100 }, { price }).vote).toBe(expected);
  });

  it("mode reject refuses what could be cut", () => {
    expect(vote({ side: "SELL", price: 5_100 }, { price: 5_200 }, "reject")).toEqual({
      vote: "REJECT",
      reasonCode: "RISK_SELF_TRADE",
    });
  });

  it("says which order of ours is in the way", () => {
    const bench = new GuardBench(
      bot,
      {},
      {
        markets: [MARKET],
        orders: [{ orderId: "ours", side: "SELL", price: 5_000 }],
      },
    );
    expect(bench.explain(bench.vote())).toBe(
      "refused: it would trade with our own order ours at 0.5; others show 0 shares before it.",
    );
  });
});

const own = fc.record({
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
  tokenId: fc.constantFrom("market-0-yes", "market-0-no"),
});
const order = fc.record({
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
  tokenId: fc.constantFrom("market-0-yes", "market-0-no"),
});

/** True when two orders would match: swapped, minted or merged. */
function wouldMatch(
  a: Pick<OrderIntent, "side" | "price" | "tokenId">,
  b: Pick<OrderIntent, "side" | "price" | "tokenId">,
): boolean {
  if (a.tokenId === b.tokenId) {
    if (a.side === b.side) return false;
    const [buy, sell] = a.side === "BUY" ? [a, b] : [b, a];
    return buy.price >= sell.price;
  }
  if (a.side !== b.side) return false;
  const sum = a.price + b.price;
  return a.side === "BUY" ? sum >= 10_000 : sum <= 10_000;
}

describe("for every set of own orders", () => {
  it("what passes or is cut never matches one of ours, and nothing harmless is touched", () => {
    fc.assert(
      fc.property(fc.array(own, { maxLength: 6 }), order, (orders, wanted) => {
        const bench = new GuardBench(bot, {}, { markets: [MARKET], orders });
        const intent = buildIntent(wanted);
        const { vote: answer, constraints } = bench.vote(wanted);
        const isHarmless = orders.every((each) => !wouldMatch(intent, each));
        expect(answer === "APPROVE").toBe(isHarmless);
        if (answer === "REJECT") return;
        const price = Math.max(
          constraints?.priceMin ?? 0,
          Math.min(constraints?.priceMax ?? 10_000, intent.price),
        );
        for (const each of orders) expect(wouldMatch({ ...intent, price }, each)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("an order on the other token with the mirrored price gets the same vote", () => {
    fc.assert(
      fc.property(fc.array(own, { maxLength: 6 }), order, (orders, wanted) => {
        const bench = new GuardBench(bot, {}, { markets: [MARKET], orders });
        const mirrored = {
          tokenId: wanted.tokenId === "market-0-yes" ? "market-0-no" : "market-0-yes",
          side: wanted.side === "BUY" ? ("SELL" as const) : ("BUY" as const),
          price: complementPrice(wanted.price),
        };
        expect(bench.vote(mirrored).reasonCode).toBe(bench.vote(wanted).reasonCode);
      }),
      { numRuns: 1_000 },
    );
  });
});
