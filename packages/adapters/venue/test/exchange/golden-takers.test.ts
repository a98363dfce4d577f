import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromMicro, MICRO, z } from "@polytraders/core";
import { describe, expect, it } from "vitest";

import { ALICE, BOB, CONDITION, testWorld, YES, type TestWorld } from "./exchange-world.ts";

const directory =
  process.env["POLYTRADERS_GOLDEN_DIR"] ??
  join(import.meta.dirname, "../../../../../../shared/golden");
const BUILDER = `0x${"bd".repeat(32)}`;

/** Amounts at the venue are whole micro-units; the vectors are not. */
const MICRO_UNIT = 1.000_001e-6;

const feeCase = z.object({
  id: z.string(),
  fn: z.literal("takerFee"),
  input: z.object({
    side: z.enum(["BUY", "SELL"]),
    shares: z.number(),
    price: z.number(),
    rate: z.number(),
    exponent: z.number(),
    builder_bps: z.number(),
  }),
  expected: z.object({
    platform_fee_usd: z.number(),
    builder_fee_usd: z.number(),
    cash_flow_usd: z.number(),
  }),
});

const walkCase = z.object({
  id: z.string(),
  input: z.object({
    side: z.enum(["BUY", "SELL"]),
    levels: z.array(z.tuple([z.number(), z.number()])),
    qty: z.number().optional(),
    notional: z.number().optional(),
    limit: z.number().optional(),
    tif: z.enum(["FAK", "FOK"]).default("FAK"),
    rate: z.number().default(0),
    exponent: z.number().default(1),
    builder_bps: z.number().default(0),
  }),
  expected: z.object({
    status: z.enum(["FILLED", "PARTIAL", "UNFILLED", "KILLED"]),
    fills: z.array(z.tuple([z.number(), z.number(), z.number()])),
    notional_usd: z.number(),
    builder_fee_usd: z.number(),
    all_in_usd: z.number(),
    book_after: z.array(z.tuple([z.number(), z.number()])),
  }),
});

function casesOf<Case>(file: string, schema: z.ZodType<Case>): Case[] {
  const path = join(directory, file);
  if (!existsSync(path)) return [];
  const { cases } = z
    .object({ cases: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync(path, "utf8")));
  return cases.flatMap((entry) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}

const feeCases = casesOf("06-fees.json", feeCase);
const walkCases = casesOf("02-book-walk.json", walkCase);

function worldOf(
  input: { rate: number; exponent: number; builder_bps: number },
  tickSize: number,
): TestWorld {
  const world = testWorld(
    {
      minimumOrderSize: 10_000,
      fees: { rate: input.rate, exponent: input.exponent, rebateShare: 0 },
    },
    { tickSize },
  );
  world.exchange.registerBuilder(BUILDER, { takerBps: input.builder_bps, makerBps: 0 });
  return world;
}

/** Cash of an account that the settled trades have brought, USD. */
function cashFlow(world: TestWorld): number {
  const before = world.exchange.balance(ALICE, null);
  world.settle();
  world.exchange.audit();
  return fromMicro(world.exchange.balance(ALICE, null) - before);
}

describe.skipIf(feeCases.length === 0)(
  "taker fees of the golden vectors, charged by the exchange",
  () => {
    it.each(feeCases)("$id", ({ input, expected }) => {
      const world = worldOf(input, 10);
      const price = String(input.price);
      // Less than a dollar can be sold only; the fee is the same on both sides.
      const side = input.shares * input.price < 1 ? "SELL" : input.side;
      world.place({ by: BOB, side: side === "BUY" ? "SELL" : "BUY", price, size: "100" });
      world.place({ side, price, size: String(input.shares), builderCode: BUILDER });
      const [trade] = world.exchange.trades({});
      expect(trade?.feeMicroUsd).toBe(Math.round(expected.platform_fee_usd * MICRO));
      expect(trade?.builderFeeMicroUsd).toBe(Math.round(expected.builder_fee_usd * MICRO));
      if (side === input.side) expect(cashFlow(world)).toBeCloseTo(expected.cash_flow_usd, 9);
    });
  },
);

describe.skipIf(walkCases.length === 0)(
  "book walks of the golden vectors, through the exchange",
  () => {
    it.each(walkCases)("$id", ({ input, expected }) => {
      const world = worldOf(input, 100);
      const isBuy = input.side === "BUY";
      for (const [price, size] of input.levels) {
        world.place({
          by: BOB,
          side: isBuy ? "SELL" : "BUY",
          price: String(price),
          size: String(size),
        });
      }
      const limit = input.limit ?? (isBuy ? 0.99 : 0.01);
      takeFrom(world, input, limit);
      const trades = world.exchange.trades({}).toReversed();
      expect(trades).toHaveLength(expected.fills.length);
      for (const [index, [price, shares, fee]] of expected.fills.entries()) {
        const trade = trades[index];
        expect(trade?.price).toBe(Math.round(price * 10_000));
        expect(Math.abs(fromMicro(trade?.size ?? 0) - shares)).toBeLessThan(MICRO_UNIT);
        expect(fromMicro(trade?.feeMicroUsd ?? 0)).toBeCloseTo(fee, 9);
      }
      const after = world.exchange.market(CONDITION)?.book.levels(isBuy ? 1 : 0) ?? [];
      expect(after.map((level) => level.price)).toEqual(
        expected.book_after.map(([price]) => Math.round(price * 10_000)),
      );
      for (const [index, [, size]] of expected.book_after.entries()) {
        expect(Math.abs(fromMicro(after[index]?.size ?? 0) - size)).toBeLessThan(MICRO_UNIT);
      }
      const allInUsd = Math.abs(cashFlow(world));
      expect(Math.abs(allInUsd - expected.all_in_usd)).toBeLessThan(MICRO_UNIT);
    });
  },
);

/** By money as market buy; by shares as a limit order whose rest is taken back. */
function takeFrom(
  world: TestWorld,
  input: {
    side: "BUY" | "SELL";
    qty?: number | undefined;
    notional?: number | undefined;
    tif: "FAK" | "FOK";
  },
  limit: number,
): void {
  const { side, qty, notional, tif } = input;
  const price = String(limit);
  const order = { side, price, builderCode: BUILDER, id: "taker" } as const;
  const isMarket = side === "SELL" || tif === "FOK" || notional !== undefined;
  if (!isMarket) {
    world.place({ ...order, size: String(qty) });
    world.exchange.cancel("session-a1", ["taker"]);
    return;
  }
  const money = notional ?? (qty ?? 0) * limit;
  const size = qty ?? Math.floor((money / limit) * 10_000) / 10_000;
  world.place({
    ...order,
    type: tif,
    size: String(size),
    money: side === "BUY" ? money.toFixed(2) : String(Math.round(size * limit * 1e6) / 1e6),
  });
  expect(world.exchange.spendable(ALICE, YES)).toBeGreaterThanOrEqual(0);
}
