import type { StrategyBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Types } from "../src/contract.gen.ts";
import { benchOf, termsOf } from "./lp-bench.ts";

const PER_MARKET_USD = 60;
const INVENTORY_USD = 40;

interface Level {
  readonly gap: number;
  readonly shares: number;
}
interface Side {
  readonly mid: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

const levels = fc.array(
  fc.record({ gap: fc.integer({ min: 1, max: 6 }), shares: fc.integer({ min: 1, max: 3_000 }) }),
  { minLength: 0, maxLength: 6 },
);
const side = fc.record({ mid: fc.integer({ min: 3, max: 97 }), bids: levels, asks: levels });

type Move =
  | { readonly does: "book"; readonly book: Side }
  | { readonly does: "wait"; readonly seconds: number }
  | { readonly does: "fill"; readonly which: number; readonly share: number }
  | {
      readonly does: "end";
      readonly which: number;
      readonly how: "expired" | "rejected" | "unknown";
    }
  | { readonly does: "fail" }
  | { readonly does: "restart" };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("book" as const), book: side }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("wait" as const),
      seconds: fc.integer({ min: 1, max: 4_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("fill" as const),
      which: fc.nat(3),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    }),
  },
  fc.record({
    does: fc.constant("end" as const),
    which: fc.nat(3),
    how: fc.constantFrom("expired" as const, "rejected" as const, "unknown" as const),
  }),
  fc.constant({ does: "fail" as const }),
  fc.constant({ does: "restart" as const }),
);

const setting = fc.record({
  sides: fc.constantFrom("one", "two"),
  placementLevel: fc.integer({ min: 1, max: 4 }),
  skewTicksMax: fc.integer({ min: 0, max: 6 }),
  sizeJitterShare: fc.constantFrom(0, 0.1, 1),
  orderUsd: fc.integer({ min: 1, max: 200 }),
  decideIntervalMs: fc.constantFrom(0, 1_000),
  tickSize: fc.constantFrom(10, 50, 100),
  bandCents: fc.integer({ min: 1, max: 8 }),
  sizeShares: fc.integer({ min: 0, max: 60 }),
  seed: fc.integer({ min: 1, max: 1_000 }),
});
type Setting = typeof setting extends fc.Arbitrary<infer S> ? S : never;

/** Prices of a side, walking away from the midpoint on the grid. */
function ladder(book: Side, sign: 1 | -1, tick: number): [number, number][] {
  let price = Math.round((book.mid * 100) / tick) * tick;
  const found: [number, number][] = [];
  for (const { gap, shares } of sign < 0 ? book.bids : book.asks) {
    price += sign * gap * tick;
    if (price > 0 && price < 10_000) found.push([price / 10_000, shares]);
  }
  return found;
}

function play(
  { seed, tickSize, bandCents, sizeShares, ...rest }: Setting,
  moves: readonly Move[],
): StrategyBench<Types> {
  const fills: string[] = [];
  const bench = benchOf({
    seed,
    cashMicroUsd: 300_000_000,
    markets: [
      { tickSize, terms: termsOf({ bandUsd: bandCents / 100, sizeShares, poolUsd: 100_000 }) },
    ],
    parameters: {
      perMarketUsdMax: PER_MARKET_USD,
      tradeUsdMax: 50,
      inventoryUsdMax: INVENTORY_USD,
      liquidityUsdMin: 0,
      bestBidUsdMin: 0,
      spreadUsdMax: 1,
      volume24hUsdMin: 0,
      fillCooldownSeconds: 30,
      ...rest,
    },
  });
  for (const each of moves) {
    const open = bench.orders.open;
    if (each.does === "book") {
      const { book } = each;
      bench.book({ bids: ladder(book, -1, tickSize), asks: ladder(book, 1, tickSize) });
    } else if (each.does === "wait") {
      bench.advance(1_000 * each.seconds);
      bench.frame();
    } else if (each.does === "restart") bench.restart();
    else if (each.does === "fail") {
      const fillId = fills.pop();
      if (fillId !== undefined) bench.settle(fillId, "FAILED");
    } else {
      const order = open[each.which % Math.max(1, open.length)];
      if (order === undefined) continue;
      if (each.does === "end") bench.update(order.orderId, each.how);
      else {
        const size = Math.max(
          10_000,
          Math.floor((order.remainingSize * each.share) / 10_000) * 10_000,
        );
        const { fillId, side: what } = bench.fill(order.orderId, { size });
        if (what === "BUY") fills.push(fillId);
      }
    }
    check(bench, sizeShares);
  }
  return bench;
}

/** What must hold of the newest proposals and of everything that is open. */
function check(bench: StrategyBench<Types>, sizeShares: number): void {
  for (const { intent } of bench.proposals.slice(-4)) {
    const atLeast = Math.max(5_000_000, sizeShares * 1e6);
    expect(intent.price).toBeGreaterThan(0);
    expect(intent.price).toBeLessThan(10_000);
    expect(intent.size % 10_000).toBe(0);
    expect(intent.size).toBeGreaterThanOrEqual(atLeast);
    expect(intent.isPostOnly).toBe(true);
  }
  const open = bench.orders.open;
  expect(open.length).toBeLessThanOrEqual(2);
  // An order on YES and one on NO never meet: their bids together stay below one dollar.
  const asBids = open.map(({ tokenId, side: what, price }) => ({
    isYes: (tokenId === "market-0-yes") === (what === "BUY"),
    bid: what === "BUY" ? price : 10_000 - price,
  }));
  const yes = asBids.find(({ isYes }) => isYes);
  const no = asBids.find(({ isYes }) => !isYes);
  if (yes !== undefined && no !== undefined) expect(yes.bid + no.bid).toBeLessThan(10_000);
}

describe("properties", () => {
  it("never proposes off the grid, below the minimum, or sides that cross", () => {
    fc.assert(
      fc.property(setting, fc.array(move, { minLength: 1, maxLength: 40 }), (given, moves) => {
        const bench = play(given, moves);
        for (const { intent } of bench.proposals) expect(intent.price % given.tickSize).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("never has more in a market than it may, whatever is filled", () => {
    fc.assert(
      fc.property(setting, fc.array(move, { minLength: 1, maxLength: 40 }), (given, moves) => {
        const bench = play(
          given,
          moves.filter(({ does }) => does !== "fail"),
        );
        for (const { orderId } of bench.orders.open.slice()) {
          if (bench.orders.find(orderId) !== undefined) bench.fill(orderId);
        }
        expect(bench.account.marketExposureMicroUsd("market-0")).toBeLessThanOrEqual(
          PER_MARKET_USD * 1e6,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("never proposes an order below the best bid's other side: none would take", () => {
    fc.assert(
      fc.property(setting, side, (given, book) => {
        const bench = play(given, [
          { does: "book", book },
          { does: "wait", seconds: 1 },
        ]);
        const asks = ladder(book, 1, given.tickSize);
        const bids = ladder(book, -1, given.tickSize);
        const bestAsk = Math.min(1, ...asks.map(([price]) => price)) * 10_000;
        const bestBid = Math.max(0, ...bids.map(([price]) => price)) * 10_000;
        for (const { intent } of bench.proposals) {
          const isYes = intent.tokenId === "market-0-yes";
          expect(intent.price).toBeLessThan(Math.round(isYes ? bestAsk : 10_000 - bestBid));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("does the same twice", () => {
    fc.assert(
      fc.property(setting, fc.array(move, { minLength: 1, maxLength: 20 }), (given, moves) => {
        const [first, second] = [play(given, moves), play(given, moves)];
        expect(second.proposals).toEqual(first.proposals);
        expect(second.cancels).toEqual(first.cancels);
        expect(second.said).toEqual(first.said);
      }),
      { numRuns: 100 },
    );
  });

  it("explains everything it says", () => {
    fc.assert(
      fc.property(setting, fc.array(move, { minLength: 1, maxLength: 20 }), (given, moves) => {
        const bench = play(given, moves);
        for (const { decision } of bench.said) {
          expect(bench.explain(decision)).toMatch(/^[a-z].*\.$/s);
          expect(bench.explain(decision)).not.toMatch(/undefined|NaN|null/);
        }
      }),
      { numRuns: 100 },
    );
  });
});
