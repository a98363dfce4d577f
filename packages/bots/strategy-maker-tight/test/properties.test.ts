import { notionalMicroUsd } from "@polytraders/core";
import { StrategyBench, type BenchLevels, type BenchProposal } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Types } from "../src/contract.gen.ts";
import bot from "../src/index.ts";

type Bench = StrategyBench<Types>;

const YES = "market-0-yes";
const INVENTORY_MICRO_USD_MAX = 20_000_000;

const sizedLevels = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 2_000 })),
  {
    minLength: 1,
    maxLength: 4,
  },
);

/** A book in cents: a midpoint, a spread of one cent or more, and levels outwards. */
const books = fc
  .record({
    bid: fc.integer({ min: 1, max: 98 }),
    spread: fc.integer({ min: 1, max: 12 }),
    bids: sizedLevels,
    asks: sizedLevels,
  })
  .map(({ bid, spread, bids, asks }): BenchLevels => {
    const side = (best: number, step: 1 | -1, given: [number, number][]) => {
      const sizes = new Map<number, number>();
      for (const [index, [distance, size]] of given.entries()) {
        const cents = best + step * (index === 0 ? 0 : distance);
        if (cents >= 1 && cents <= 99) sizes.set(cents, size);
      }
      return [...sizes].map(([cents, size]) => [cents / 100, size] as [number, number]);
    };
    return { bids: side(bid, -1, bids), asks: side(Math.min(99, bid + spread), 1, asks) };
  });

const steps = fc.oneof(
  {
    weight: 5,
    arbitrary: books.map((levels) => ({ kind: "book" as const, levels })),
  },
  fc.integer({ min: 1, max: 40_000 }).map((ms) => ({ kind: "time" as const, ms })),
  fc
    .record({ which: fc.nat(3), share: fc.double({ min: 0.05, max: 1, noNaN: true }) })
    .map((fill) => ({ kind: "fill" as const, ...fill })),
  fc.constantFrom("halted", "open").map((status) => ({ kind: "status" as const, status }) as const),
  fc.nat(3).map((which) => ({ kind: "end" as const, which })),
);

/** Price at which an order bids for YES; a purchase of NO is an offer of YES. */
function asYes({ tokenId, price }: { readonly tokenId: string; readonly price: number }): number {
  return tokenId === YES ? price : 10_000 - price;
}

function isBid({ tokenId, side }: { readonly tokenId: string; readonly side: string }): boolean {
  return (tokenId === YES) === (side === "BUY");
}

function netCost(bench: Pick<Bench, "account">, tokenId: string): number {
  const other = tokenId === YES ? "market-0-no" : YES;
  const cost = (id: string): number => bench.account.position(id)?.costMicroUsd ?? 0;
  return cost(tokenId) - cost(other);
}

function checkProposal({ intent }: BenchProposal, shown: BenchLevels): void {
  expect(intent.price % 100).toBe(0);
  expect(intent.size % 10_000).toBe(0);
  expect(intent.size).toBeGreaterThanOrEqual(5_000_000);
  expect(intent.isPostOnly).toBe(true);
  const cents = asYes(intent) / 100;
  const asks = (shown.asks ?? []).map(([price]) => Math.round(Number(price) * 100));
  const bids = (shown.bids ?? []).map(([price]) => Math.round(Number(price) * 100));
  if (isBid(intent)) expect(cents).toBeLessThan(Math.min(...asks));
  else expect(cents).toBeGreaterThan(Math.max(...bids));
}

function checkOwnSides(bench: Pick<Bench, "orders">): void {
  const open = bench.orders.open;
  const bids = open.filter(isBid).map(asYes);
  const asks = open.filter((order) => !isBid(order)).map(asYes);
  expect(Math.max(0, ...bids)).toBeLessThan(Math.min(10_000, ...asks));
  expect(bids.length).toBeLessThanOrEqual(1);
  expect(asks.length).toBeLessThanOrEqual(1);
}

describe("whatever the book does and whoever fills", () => {
  it.each([true, false])("no limit is passed (venue answers at once: %s)", (venueAnswers) => {
    let quoteCount = 0;
    fc.assert(
      fc.property(fc.array(steps, { minLength: 5, maxLength: 40 }), (story) => {
        const bench = new StrategyBench(bot, { venueAnswers });
        let shown: BenchLevels = {};
        for (const step of story) {
          const before = bench.proposals.length;
          const open = bench.orders.open;
          if (step.kind === "book") {
            shown = step.levels;
            bench.book(step.levels);
          } else if (step.kind === "time") bench.advance(step.ms);
          else if (step.kind === "status") bench.status(step.status);
          else {
            const order = open[step.which];
            if (order === undefined) continue;
            if (step.kind === "end") bench.update(order.orderId, "cancelled");
            else {
              const size = Math.max(
                10_000,
                Math.floor((order.remainingSize * step.share) / 10_000) * 10_000,
              );
              bench.fill(order.orderId, { size });
            }
          }
          for (const proposal of bench.proposals.slice(before)) checkProposal(proposal, shown);
          quoteCount += bench.proposals.length - before;
          checkOwnSides(bench);
          for (const { tokenId, side, price, remainingSize } of bench.orders.open) {
            if (side === "SELL") continue;
            const added = notionalMicroUsd(price, remainingSize, "up");
            expect(netCost(bench, tokenId) + added).toBeLessThanOrEqual(
              INVENTORY_MICRO_USD_MAX + 100,
            );
          }
        }
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
    expect(quoteCount).toBeGreaterThan(1_000);
  });
});
