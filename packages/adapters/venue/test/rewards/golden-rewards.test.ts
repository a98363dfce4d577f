import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { type MarketSample, sampleMarket } from "../../src/rewards/market-sample.ts";
import { RewardDay } from "../../src/rewards/reward-day.ts";
import { createFakeVenue, MARKET, orderOf, START_MS, TERMS } from "./fake-venue.ts";

const directory =
  process.env["POLYTRADERS_GOLDEN_DIR"] ??
  join(import.meta.dirname, "../../../../../../shared/golden");
const file = join(directory, "07-lp-rewards.json");

const levels = z.array(z.tuple([z.number(), z.number()]));
const scoreCase = z.object({
  id: z.string(),
  fn: z.literal("lpScore"),
  input: z.object({
    mid: z.number(),
    v: z.number(),
    min_size: z.number(),
    orders: z.array(
      z.object({
        book: z.enum(["m", "m'"]),
        side: z.enum(["bid", "ask"]),
        price: z.number(),
        size: z.number(),
      }),
    ),
  }),
  expected: z.object({ order_scores: z.array(z.number()), q_min: z.number() }),
});
const epochCase = z.object({
  id: z.string(),
  fn: z.literal("lpEpoch"),
  input: z.object({ samples: z.array(z.record(z.string(), z.number())), pool_usd: z.number() }),
  expected: z.object({
    q_final: z.record(z.string(), z.number()),
    payout: z.record(z.string(), z.number()),
  }),
});
const midCase = z.object({
  id: z.string(),
  fn: z.literal("adjustedMid"),
  input: z.object({ bids: levels, asks: levels, min_size: z.number() }),
  expected: z.object({ adjusted_mid: z.number() }),
});

function casesOf<Case extends z.ZodType>(schema: Case): z.infer<Case>[] {
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  const { cases } = z.object({ cases: z.array(z.unknown()) }).parse(parsed);
  const found = cases.flatMap((candidate) => {
    const result = schema.safeParse(candidate);
    return result.success ? [result.data] : [];
  });
  expect(found.length).toBeGreaterThan(0);
  return found;
}

function sampleOf(
  terms: { readonly v: number; readonly minSize: number },
  book: { readonly bids: [number, number][]; readonly asks: [number, number][] },
  orders: Parameters<typeof orderOf>[0][] = [],
): MarketSample {
  const venue = createFakeVenue();
  venue.show(book.bids, book.asks);
  return sampleMarket({
    terms: { ...TERMS, spreadMax: terms.v * 100, sizeMin: terms.minSize * 1_000_000 },
    book: { levels: (side) => venue.market(MARKET)?.book.levels(side) ?? [] },
    orders: orders.map((quote, index) => orderOf(quote, index, START_MS)),
    nowMs: START_MS,
  });
}

describe.skipIf(!existsSync(file))("golden liquidity rewards, through the desk's parts", () => {
  it("scores makers as published", () => {
    for (const { input, expected } of casesOf(scoreCase)) {
      // Liquidity too far away to score makes the midpoint the one of the case.
      const far: [number, number][] = [[input.mid - 0.06, 1_000_000]];
      const away: [number, number][] = [[input.mid + 0.06, 1_000_000]];
      const quotes = input.orders.map(({ book, side, price, size }) => ({
        account: "maker",
        token: book === "m" ? (0 as const) : (1 as const),
        side: side === "bid" ? ("BUY" as const) : ("SELL" as const),
        price,
        size,
      }));
      const sample = sampleOf(
        { v: input.v, minSize: input.min_size },
        { bids: far, asks: away },
        quotes,
      );
      expect(sample.midUsd).toBeCloseTo(input.mid, 12);
      expect(sample.scores.get("maker") ?? 0).toBeCloseTo(expected.q_min, 9);
      const scoring = expected.q_min === 0 ? 0 : expected.order_scores.filter((s) => s > 0).length;
      expect(sample.scoringOrderIds.size).toBe(scoring);
    }
  });

  it("shares out the day's pool with its minimum", () => {
    for (const { input, expected } of casesOf(epochCase)) {
      const day = new RewardDay(START_MS);
      for (const scores of input.samples) {
        const sample = {
          midUsd: 0.5,
          scores: new Map(Object.entries(scores)),
          scoringOrderIds: new Set<string>(),
        };
        day.add(MARKET, sample, input.pool_usd * 1_000_000);
      }
      const standings = new Map(day.standings().map((row) => [row.account, row]));
      for (const [account, share] of Object.entries(expected.q_final)) {
        expect(standings.get(account)?.share).toBeCloseTo(share, 12);
        const payoutMicroUsd = (expected.payout[account] ?? 0) * 1_000_000;
        const payable = standings.get(account)?.payableMicroUsd ?? -1;
        expect(payable).toBeGreaterThan(payoutMicroUsd - 1);
        expect(payable).toBeLessThanOrEqual(payoutMicroUsd + 1e-6);
      }
    }
  });

  it("measures from the midpoint of levels that are large enough", () => {
    for (const { input, expected } of casesOf(midCase)) {
      const sample = sampleOf({ v: 4, minSize: input.min_size }, input);
      expect(sample.midUsd).toBeCloseTo(expected.adjusted_mid, 12);
    }
  });
});
