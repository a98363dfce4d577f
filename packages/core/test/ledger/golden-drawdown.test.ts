import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createDrawdownMonitor, DEFAULT_DRAWDOWN_RULES } from "@polytraders/quant";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Account, micro } from "./account.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
const folder = process.env["POLYTRADERS_GOLDEN_DIR"] ?? path.join(repository, "../shared/golden");
const file = path.join(folder, "12-drawdown.json");
const isPresent = existsSync(file);

const position = z.object({
  size: z.number(),
  cur_price: z.number(),
  avg_entry_price: z.number(),
  redeemable: z.boolean(),
  best_bid: z.number(),
});
const replayCase = z.object({
  id: z.string(),
  description: z.string(),
  fn: z.literal("drawdownReplay"),
  input: z.object({
    config: z.object({
      limit: z.number().optional(),
      warn: z.number().optional(),
      peak_mode: z.enum(["all_time", "rolling", "daily"]).optional(),
      window_days: z.number().optional(),
      inflight: z.enum(["min_cost_bid", "none"]).optional(),
    }),
    events: z.array(
      z.object({
        ts: z.number(),
        cash: z.number(),
        external_flow: z.number().optional(),
        positions: z.array(position),
      }),
    ),
  }),
  expected: z.object({
    steps: z.array(
      z.object({
        effective: z.number(),
        peak: z.number(),
        drawdown: z.number(),
        level: z.string(),
      }),
    ),
  }),
});
const desyncCase = z.object({
  id: z.string(),
  description: z.string(),
  fn: z.literal("stateDesync"),
  input: z.object({ state_balance_usd: z.number(), actual_balance_usd: z.number() }),
  expected: z.object({ difference_usd: z.number(), level: z.string() }),
});
const goldenFile = z.object({
  cases: z.array(z.discriminatedUnion("fn", [replayCase, desyncCase])),
});
const cases = isPresent ? goldenFile.parse(JSON.parse(readFileSync(file, "utf8"))).cases : [];

/** Brings an account to the cash and the positions of an event. */
function live(
  account: Account,
  event: z.infer<typeof replayCase>["input"]["events"][number],
  held: { readonly tokenId: string; readonly size: number }[],
): void {
  account.nowMs = event.ts;
  const flow = event.external_flow ?? 0;
  if (flow !== 0) account.deposit(flow);
  const missing = micro(event.cash) - account.view.cash.cashMicroUsd;
  if (missing > 0) account.gain(missing / 1e6);
  if (missing < 0) account.lose(-missing / 1e6);
  for (const { tokenId, size } of held.splice(0)) {
    account.ledger.transferTokens(
      { operationId: account.id(), tokenId, size: -size, costMicroUsd: 0 },
      account.cause,
    );
  }
  for (const one of event.positions) {
    const marketId = account.id();
    account.list(marketId);
    const tokenId = `${marketId}-yes`;
    const size = micro(one.size);
    const costMicroUsd = micro(one.size * one.avg_entry_price);
    account.ledger.transferTokens(
      { operationId: account.id(), tokenId, size, costMicroUsd },
      account.cause,
    );
    account.mark(tokenId, one.best_bid, one.cur_price);
    const payout = Math.round(one.cur_price * 10_000);
    if (one.redeemable) {
      account.ledger.resolveMarket(marketId, [payout, 10_000 - payout], account.cause);
    }
    held.push({ tokenId, size });
  }
}

describe.skipIf(!isPresent)("golden 12 through the ledger", () => {
  for (const one of cases) {
    it(`${one.id}: ${one.description}`, () => {
      if (one.fn === "stateDesync") {
        const account = new Account();
        const { state_balance_usd: state, actual_balance_usd: actual } = one.input;
        if (state > 0) account.deposit(state);
        const answer = account.ledger.checkCash(micro(actual), account.cause);
        if (answer.status !== "booked" || answer.entry.kind !== "cash_checked") {
          throw new Error(`${answer.status} instead of a check`);
        }
        const { level, actualMicroUsd, expectedMicroUsd } = answer.entry;
        expect(level).toBe(one.expected.level);
        const difference = Math.abs(actualMicroUsd - expectedMicroUsd);
        expect(difference).toBe(micro(one.expected.difference_usd));
        const settled = level === "AUTO_CORRECT" ? actual : state;
        expect(account.view.cash.settledMicroUsd).toBe(micro(settled));
        return;
      }
      const { config, events } = one.input;
      const account = new Account({
        drawdownRules: {
          drawdownMax: config.limit ?? DEFAULT_DRAWDOWN_RULES.drawdownMax,
          warnShare: config.warn ?? DEFAULT_DRAWDOWN_RULES.warnShare,
          peakMode: config.peak_mode ?? DEFAULT_DRAWDOWN_RULES.peakMode,
          windowDays: config.window_days ?? DEFAULT_DRAWDOWN_RULES.windowDays,
          inFlightValuation: config.inflight ?? DEFAULT_DRAWDOWN_RULES.inFlightValuation,
        },
      });
      const held: { tokenId: string; size: number }[] = [];
      for (const [index, event] of events.entries()) {
        if (event.cash < 0) {
          account.list("owed");
          account.nowMs = event.ts;
          const owed = account.view.cash.cashMicroUsd - micro(event.cash);
          account.fill("BUY", "owed-yes", (owed * 2) / 1e6, 0.5);
          account.mark("owed-yes", 0);
        } else live(account, event, held);
        const { drawdown, level, peakUsd } = account.judge();
        const expected = one.expected.steps[index];
        expect(account.view.effectiveEquityMicroUsd).toBe(micro(expected?.effective ?? -1));
        expect(peakUsd).toBeCloseTo(expected?.peak ?? -1, 9);
        expect(drawdown).toBeCloseTo(expected?.drawdown ?? -1, 9);
        expect(level).toBe(expected?.level);
      }
    });
  }
});

it("agrees with the floating-point monitor on any series of cash", () => {
  const series = fc.array(
    fc.record({
      hours: fc.integer({ min: 1, max: 400 }),
      change: fc.integer({ min: -30, max: 30 }),
      flow: fc.constantFrom(0, 0, 0, 10, 25),
    }),
    { minLength: 1, maxLength: 30 },
  );
  const mode = fc.constantFrom("all_time", "rolling", "daily" as const);
  fc.assert(
    fc.property(series, mode, (steps, peakMode) => {
      const drawdownRules = { ...DEFAULT_DRAWDOWN_RULES, peakMode } as const;
      const monitor = createDrawdownMonitor(drawdownRules);
      const account = new Account({ drawdownRules });
      let cash = 0;
      let timeMs = 0;
      for (const { hours, change, flow } of [{ hours: 1, change: 100, flow: 0 }, ...steps]) {
        timeMs += hours * 3_600_000;
        // A deposit and a loss are two looks at cash; the monitor would see one.
        const target = Math.max(0, cash + (flow === 0 ? change : flow));
        live(account, { ts: timeMs, cash: target, external_flow: flow, positions: [] }, []);
        if (target === cash + flow) account.ledger.checkCash(micro(target), account.cause);
        cash = target;
        const told = monitor.observe({
          timeMs,
          cashUsd: cash,
          positions: [],
          externalFlowUsd: flow,
        });
        const { drawdown, level, peakUsd } = account.judge();
        expect({ level, peakUsd }).toEqual({ level: told.level, peakUsd: told.peak });
        expect(drawdown).toBeCloseTo(told.drawdown, 9);
      }
    }),
    { numRuns: 150 },
  );
});
