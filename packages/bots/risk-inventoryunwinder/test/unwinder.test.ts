import { StrategyBench, type BenchLevels, type StrategySetting } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Types } from "../src/contract.gen.ts";
import bot from "../src/index.ts";
import { readMemories } from "../src/read-memories.ts";

const YES = "market-0-yes";
const NO = "market-0-no";
const shares = (count: number): number => Math.round(count * 1e6);
const FAIR = { bids: [[0.38, 500]], asks: [[0.4, 500]] } as const;
const HALF = { bids: [[0.2, 500]], asks: [[0.22, 500]] } as const;

/** 100 YES bought at 0.40, first seen in a fair book. */
function unwinder(setting: StrategySetting = {}, costUsd = 40): StrategyBench<Types> {
  const bench = new StrategyBench(bot, setting);
  bench.account.hold("market-0", YES, shares(100), Math.round(costUsd * 1e6));
  bench.book(FAIR);
  bench.advance(1_000);
  return bench;
}

const codes = (bench: StrategyBench<Types>): string[] =>
  bench.said.map(({ decision }) => decision.reasonCode);
const sales = (bench: StrategyBench<Types>): [price: number, shares: number][] =>
  bench.proposals.map(({ intent }) => [intent.price / 10_000, intent.size / 1e6]);

describe("the stop-loss", () => {
  it.each([
    [0.2, 1],
    [0.21, 0],
  ])("at a bid of %d against 0.40 paid sells %d slices", (bid, count) => {
    const bench = unwinder();
    bench.book({ bids: [[bid, 500]], asks: [[0.25, 500]] });
    bench.advance(2_000);
    expect(bench.proposals).toHaveLength(count);
  });

  it("sells reduce-only, as fill-and-kill, under its code", () => {
    const bench = unwinder();
    bench.book(HALF);
    bench.advance(2_000);
    expect(bench.last?.intent).toMatchObject({
      side: "SELL",
      tokenId: YES,
      isReduceOnly: true,
      timeInForce: "FAK",
      reasonCode: "RISK_EXIT_STOP_LOSS",
    });
  });

  it("waits until the loss has lasted, and forgets one that has not", () => {
    const bench = unwinder({ parameters: { checkIntervalMs: 0, breachMsMin: 1_000 } });
    bench.book(HALF);
    bench.advance(500);
    bench.book(FAIR);
    bench.advance(400);
    bench.book(HALF);
    bench.advance(999);
    expect(bench.proposals).toEqual([]);
    bench.advance(1);
    expect(bench.proposals).toHaveLength(1);
  });

  it("does not sell into a book that makers have left for a moment", () => {
    const bench = unwinder();
    const left = { bids: [[0.04, 500]], asks: [[0.9, 500]] } as const;
    bench.book(left);
    bench.advance(59_000);
    expect(bench.proposals).toEqual([]);
    bench.book(FAIR);
    bench.advance(5_000);
    bench.book(left);
    bench.advance(59_000);
    expect(bench.proposals).toEqual([]);
    bench.advance(2_000);
    expect(sales(bench)).toEqual([[0.02, 100]]);
  });

  it("sells at once in a wide spread whose offers have lost as much", () => {
    const bench = unwinder();
    bench.book({ bids: [[0.05, 500]], asks: [[0.19, 500]] });
    bench.advance(2_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("leaves what is too small to sell, and lets strategies go on quoting", () => {
    const bench = unwinder({ venueAnswers: false });
    bench.book({ bids: [[0.2, 500]], asks: [[0.22, 500]] });
    bench.advance(2_000);
    bench.fill("order-0", { size: shares(97) });
    bench.update("order-0", "cancelled");
    bench.book(FAIR);
    bench.orders.add(ownBid);
    bench.advance(20_000);
    expect(codes(bench)).toEqual(["RISK_EXIT_SEEDED", "RISK_EXIT_TOO_SMALL"]);
    expect(bench.cancels).toEqual([]);
  });

  it("begins anew for what is bought after an exit that nothing came of", () => {
    const bench = unwinder({ answer: () => ({ refuse: "RISK_MARKET_HALTED" }) });
    bench.book(HALF);
    bench.advance(2_000);
    expect(bench.proposals).toHaveLength(1);
    bench.book(FAIR);
    bench.advance(30_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("goes on until nothing is left, even if the price comes back", () => {
    const bench = unwinder();
    bench.book({ bids: [[0.2, 60]], asks: [[0.22, 500]] });
    bench.advance(2_000);
    bench.fill("order-0");
    bench.book({ bids: [[0.38, 60]], asks: [[0.4, 500]] });
    bench.advance(1_000);
    expect(sales(bench)).toEqual([
      [0.1, 30],
      [0.19, 30],
    ]);
  });

  it("cuts one slice at a time", () => {
    const bench = unwinder();
    bench.book(HALF);
    bench.advance(10_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("looks at the second token through the other side of the book", () => {
    const bench = new StrategyBench(bot, {});
    bench.account.hold("market-0", NO, shares(100), 60_000_000);
    bench.book({ bids: [[0.38, 500]], asks: [[0.4, 500]] });
    bench.advance(1_000);
    bench.book({ bids: [[0.68, 500]], asks: [[0.7, 500]] });
    bench.advance(2_000);
    // NO bids 0.30, half of the 0.60 that were paid.
    expect(bench.last?.intent).toMatchObject({ tokenId: NO, side: "SELL", price: 1_500 });
  });

  it("sells nothing in a halted market or on a book with a gap", () => {
    const bench = unwinder();
    bench.book({ ...HALF, isProven: false });
    bench.advance(5_000);
    bench.status("halted");
    bench.book(HALF);
    bench.advance(5_000);
    expect(bench.proposals).toEqual([]);
    bench.status("open");
    bench.book(HALF);
    bench.advance(2_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("does not count our own bid as a buyer", () => {
    const bench = unwinder({ parameters: { exitPriceMin: 1_000 } });
    bench.orders.add({ ...ownBid, price: 1_100, botId: "strat.other" });
    bench.book({ bids: [[0.05, 500]], asks: [[0.12, 500]] });
    bench.advance(12_000);
    expect(codes(bench)).toContain("RISK_EXIT_BELOW_FLOOR");
    expect(bench.proposals).toEqual([]);
  });
});

const ownBid = {
  orderId: "theirs",
  intentId: "i",
  botId: "strat.maker",
  marketId: "market-0",
  tokenId: YES,
  side: "BUY",
  price: 1_200,
  originalSize: shares(20),
  remainingSize: shares(20),
  isPostOnly: true,
  state: "resting",
  isCancelling: false,
  sentAtMs: 0,
} as const;

describe("orders in the way", () => {
  it("are taken back first, whoever wanted them", () => {
    const bench = unwinder({ venueAnswers: false });
    bench.orders.add(ownBid);
    bench.book(HALF);
    bench.advance(3_000);
    expect(bench.cancels).toEqual(["theirs"]);
    expect(bench.proposals).toEqual([]);
    bench.update("theirs", "cancelled");
    bench.advance(1_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("do not hold an exit up for ever", () => {
    const bench = unwinder({ venueAnswers: false });
    bench.orders.add({ ...ownBid, state: "unknown" });
    bench.book(HALF);
    bench.advance(9_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("that hold all shares are reported", () => {
    const bench = unwinder({ venueAnswers: false });
    bench.orders.add({ ...ownBid, side: "SELL", remainingSize: shares(100), price: 6_000 });
    bench.book(HALF);
    bench.advance(9_000);
    expect(codes(bench)).toEqual(["RISK_EXIT_SEEDED", "RISK_EXIT_BLOCKED"]);
    expect(bench.proposals).toEqual([]);
  });
});

describe("positions from before the start", () => {
  it("count what was paid where that is known, else their first offer", () => {
    const bench = unwinder({}, 0);
    expect(bench.said[0]?.decision).toMatchObject({
      reasonCode: "RISK_EXIT_SEEDED",
      payload: { basisUsd: 0.4, isBasisKnown: false },
    });
    bench.book(HALF);
    bench.advance(2_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("count a whole dollar where that is asked for", () => {
    const bench = unwinder({ parameters: { unknownCostBasis: "one_dollar" } }, 0);
    bench.book(FAIR);
    bench.advance(2_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("wait for a first offer where nothing else is known", () => {
    const bench = new StrategyBench(bot, {});
    bench.account.hold("market-0", YES, shares(100), 0);
    bench.book({ bids: [[0.1, 500]], asks: [] });
    bench.advance(10_000);
    expect(bench.said).toEqual([]);
    expect(bench.proposals).toEqual([]);
  });
});

it("goes on after a restart, with the assumed cost", () => {
  const bench = unwinder({}, 0);
  bench.book({ bids: [[0.2, 60]], asks: [[0.22, 500]] });
  bench.advance(2_000);
  bench.fill("order-0");
  bench.restart();
  bench.book({ bids: [[0.3, 60]], asks: [[0.32, 500]] });
  bench.advance(1_000);
  expect(bench.proposals).toHaveLength(2);
  expect(codes(bench)).toEqual(["RISK_EXIT_SEEDED"]);
});

it.each([null, 7, "x", [], [{ firstAsk: "0.4", isExiting: 1, breachedSinceMs: 1.5 }], [null, []]])(
  "restores nothing of %j",
  (state) => {
    expect(readMemories(state).flatMap(Object.keys)).toEqual([]);
  },
);

it("sells what is above the market's limit, and no more", () => {
  const bench = unwinder({ parameters: { marketMicroUsdMax: 30_000_000 } });
  bench.book(FAIR);
  bench.advance(1_000);
  expect(bench.last?.intent).toMatchObject({
    reasonCode: "RISK_EXIT_CONCENTRATION",
    size: shares(25),
  });
});

it("says once that what is left is too small", () => {
  const bench = new StrategyBench(bot, {});
  bench.account.hold("market-0", YES, shares(3), 1_200_000);
  bench.book(FAIR);
  bench.advance(1_000);
  bench.book(HALF);
  bench.advance(20_000);
  expect(codes(bench)).toEqual(["RISK_EXIT_SEEDED", "RISK_EXIT_TOO_SMALL"]);
});

it("whatever the book does: no sale below the floor, none of more than is held", () => {
  const cents = fc.integer({ min: 1, max: 60 });
  const size = fc.integer({ min: 1, max: 3_000 });
  const book = fc
    .tuple(cents, size, size, fc.integer({ min: 1, max: 20 }))
    .map(([bid, first, second, spread]): BenchLevels => ({
      bids:
        bid > 3
          ? [
              [bid / 100, first],
              [(bid - 3) / 100, second],
            ]
          : [[bid / 100, first]],
      asks: [[Math.min(99, bid + spread) / 100, 500]],
    }));
  const step = fc.oneof(
    book,
    fc.integer({ min: 100, max: 8_000 }),
    fc.double({ min: 0.1, max: 1, noNaN: true }),
  );
  let saleCount = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      fc.integer({ min: 1, max: 2_000 }),
      fc.constantFrom(0, 40, 80, 95),
      fc.integer({ min: 1, max: 30 }),
      (story, held, paidCents, floorCents) => {
        const bench = new StrategyBench(bot, { parameters: { exitPriceMin: floorCents * 100 } });
        bench.account.hold("market-0", YES, shares(held), held * paidCents * 10_000);
        for (const event of story) {
          const before = bench.proposals.length;
          const sellable = bench.account.position(YES)?.size ?? 0;
          const [open] = bench.orders.open;
          if (typeof event === "object") bench.book(event);
          else if (event > 1) bench.advance(event);
          else if (open !== undefined) {
            bench.fill(open.orderId, {
              size: Math.max(10_000, Math.floor(open.remainingSize * event)),
            });
          }
          for (const { intent } of bench.proposals.slice(before)) {
            saleCount += 1;
            expect(intent.side).toBe("SELL");
            expect(intent.isReduceOnly).toBe(true);
            expect(intent.price).toBeGreaterThanOrEqual(floorCents * 100);
            expect(intent.size).toBeLessThanOrEqual(sellable);
          }
        }
      },
    ),
    { numRuns: 1_000, seed: 11 },
  );
  expect(saleCount).toBeGreaterThan(200);
});
