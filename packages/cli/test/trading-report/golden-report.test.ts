import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { naiveSimulation, runway, sharpeRatio } from "@polytraders/quant";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { drawdownAligned } from "../../src/trading-report/acceptance/drawdown-aligned.ts";
import { equityNotStraight } from "../../src/trading-report/acceptance/equity-not-straight.ts";
import { winRateFalls } from "../../src/trading-report/acceptance/win-rate-falls.ts";
import { ForecastBook } from "../../src/trading-report/forecast-book.ts";
import { sharpeOf } from "../../src/trading-report/strategy-statistics.ts";
import { HandRun, micro } from "./hand-run.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
const folder = process.env["POLYTRADERS_GOLDEN_DIR"] ?? path.join(repository, "../shared/golden");
const files = ["14-metrics.json", "18-backtest-acceptance.json"].map((name) =>
  path.join(folder, name),
);
const isPresent = files.every((file) => existsSync(file));
const note = isPresent ? "" : ` (no golden files in ${folder}; set POLYTRADERS_GOLDEN_DIR)`;

const numbers = z.array(z.number());
const goldenCase = z.discriminatedUnion("fn", [
  z.object({
    fn: z.literal("sharpe"),
    id: z.string(),
    input: z.object({ equity: numbers, periods_per_year: z.number(), rf_annual: z.number() }),
    expected: z.object({
      sharpe_period: z.number(),
      sharpe_annual: z.number(),
      se_period_iid: z.number(),
      psr_zero: z.number(),
    }),
  }),
  z.object({
    fn: z.literal("equityStraightness"),
    id: z.string(),
    input: z.object({ equity: numbers }),
    expected: z.object({ r2_linear: z.number(), verdict: z.string() }),
  }),
  z.object({
    fn: z.literal("runway"),
    id: z.string(),
    input: z.object({
      equity_usd: z.number(),
      daily_pnl_usd: numbers,
      horizon_days: z.number(),
      floor_usd: z.number(),
    }),
    expected: z.object({ runway_days: z.number().nullable(), runway_pct: z.number() }),
  }),
  z.object({
    fn: z.literal("brier"),
    id: z.string(),
    input: z.object({ forecasts: numbers, outcomes: numbers }),
    expected: z.object({ brier: z.number() }),
  }),
  z.object({
    fn: z.literal("naiveSimulation"),
    id: z.string(),
    input: z.object({
      start: z.number(),
      f: z.number(),
      cycles: z.number(),
      theta: numbers,
      mode: z.enum(["pair", "leg_sum", "narrated"]),
      cap_shares: z.number().nullable(),
    }),
    expected: z.object({ final_cash: z.number() }),
  }),
  z.object({ fn: z.literal("statefulSimulation"), id: z.string() }),
  z.object({
    fn: z.literal("winRateDrop"),
    id: z.string(),
    input: z.object({ gross_pnl: numbers, cost: numbers }),
    expected: z.object({
      naive_win_rate: z.number(),
      realistic_win_rate: z.number(),
      drop_pp: z.number(),
    }),
  }),
  z.object({
    fn: z.literal("drawdownAlignment"),
    id: z.string(),
    input: z.object({ equity: numbers, dump_windows: z.array(z.tuple([z.number(), z.number()])) }),
    expected: z.object({
      share_in_dumps: z.number(),
      lift: z.number().nullable(),
      p_value: z.number(),
      verdict: z.string(),
    }),
  }),
]);
const cases = isPresent
  ? files.flatMap(
      (file) =>
        z.object({ cases: z.array(goldenCase) }).parse(JSON.parse(readFileSync(file, "utf8")))
          .cases,
    )
  : [];

type GoldenCase = z.infer<typeof goldenCase>;
function casesOf<F extends GoldenCase["fn"]>(fn: F): Extract<GoldenCase, { fn: F }>[] {
  return cases.filter((found): found is Extract<GoldenCase, { fn: F }> => found.fn === fn);
}

describe.skipIf(!isPresent)(`golden 14 and 18 through the report${note}`, () => {
  it("have cases for everything the report takes from them", () => {
    expect(new Set(cases.map(({ fn }) => fn)).size).toBe(8);
  });

  it.each(casesOf("sharpe"))("$id is only told from 30 daily values on", ({ input, expected }) => {
    const { equity, periods_per_year: year, rf_annual: riskFree } = input;
    const found = sharpeRatio(equity, year, riskFree);
    expect(found.annualised).toBeCloseTo(expected.sharpe_annual, 8);
    expect(found.standardError).toBeCloseTo(expected.se_period_iid, 8);
    expect(found.probabilityAboveZero).toBeCloseTo(expected.psr_zero, 8);
    expect(sharpeOf(equity).annualised.missing).toContain(`the run has ${equity.length}`);
    const growth = equity.slice(1).map((value, index) => value / (equity[index] ?? 1));
    const long = [1];
    for (const factor of [...growth, ...growth, ...growth]) long.push((long.at(-1) ?? 1) * factor);
    const told = sharpeOf(long);
    const direct = sharpeRatio(long, 365);
    expect(told.annualised.value).toBe(direct.annualised);
    expect(told.standardError.value).toBe(direct.standardError);
    expect(told.days).toBe(30);
  });

  it.each(casesOf("equityStraightness"))("$id", ({ input, expected }) => {
    const found = equityNotStraight(input.equity);
    const isFlat = new Set(input.equity).size === 1;
    const verdicts = { PASS: "pass", WARN: "warn", FAIL: "fail" } as const;
    expect(found.verdict).toBe(
      // A flat line fails as a backtest; a run that did not trade has no shape to judge.
      isFlat
        ? "not_applicable"
        : z
            .enum(["pass", "warn", "fail"])
            .parse(Object.entries(verdicts).find(([name]) => name === expected.verdict)?.[1]),
    );
    if (!isFlat) expect(found.details["rSquaredLinear"]).toBeCloseTo(expected.r2_linear, 9);
  });

  it.each(casesOf("runway"))("$id", ({ input, expected }) => {
    const found = runway(
      input.equity_usd,
      input.daily_pnl_usd,
      input.horizon_days,
      input.floor_usd,
    );
    expect(found.days).toBe(expected.runway_days);
    expect(found.percent).toBeCloseTo(expected.runway_pct, 9);
  });

  it.each(casesOf("brier"))("$id, told from 100 resolved forecasts on", ({ input, expected }) => {
    const book = new ForecastBook();
    const repeats = Math.ceil(100 / input.forecasts.length);
    for (let round = 0; round < repeats; round += 1) {
      for (const [index, probability] of input.forecasts.entries()) {
        const marketId = `${round}-${index}`;
        book.note({ strategyId: "s", marketId, probability });
        const isFirst = input.outcomes[index] === 1;
        book.enter({
          kind: "market_resolved",
          sequence: 0,
          timeMs: 0,
          correlationId: "c",
          eventSequence: 0,
          marketId,
          payouts: isFirst ? [10_000, 0] : [0, 10_000],
        });
      }
    }
    expect(book.brierOf("s").value).toBeCloseTo(expected.brier, 9);
  });

  it.each(casesOf("naiveSimulation"))("$id draws a line that fails", ({ input, expected }) => {
    const after = (cycleCount: number): number =>
      naiveSimulation({
        unsafeInfiniteLiquidity: true,
        mode: input.mode,
        startUsd: input.start,
        cashFraction: input.f,
        cycleCount,
        prices: input.theta,
        sharesMax: input.cap_shares,
      }).finalCashUsd;
    const equity = Array.from({ length: input.cycles + 1 }, (_, cycle) => after(cycle));
    expect(equity.at(-1)).toBeCloseTo(expected.final_cash, 6);
    expect(equityNotStraight(equity).verdict).toBe("fail");
  });

  it.each(casesOf("winRateDrop"))("$id", ({ input, expected }) => {
    const cost = input.cost.map(micro);
    const found = winRateFalls({
      netMicroUsd: input.gross_pnl.map((gross, index) => micro(gross) - (cost[index] ?? 0)),
      costMicroUsd: cost,
      takerFillCount: cost.length,
      dropPointsMin: 15,
    });
    expect(found).toMatchObject({ verdict: "pass", bound: 15 });
    expect(found.value).toBeCloseTo(expected.drop_pp, 9);
    expect(found.details["naiveWinRate"]).toBeCloseTo(expected.naive_win_rate, 9);
    expect(found.details["realisticWinRate"]).toBeCloseTo(expected.realistic_win_rate, 9);
  });

  it.each(casesOf("drawdownAlignment"))("$id", ({ input, expected }) => {
    const found = drawdownAligned(input.equity, input.dump_windows);
    expect(found.verdict).toBe(expected.verdict === "PASS" ? "pass" : "fail");
    expect(found.value).toBeCloseTo(expected.share_in_dumps, 9);
    expect(found.details["lift"]).toBeCloseTo(expected.lift ?? 0, 9);
    expect(found.details["pValue"]).toBeCloseTo(expected.p_value, 9);
  });
});

describe("the ladder of the infinite-liquidity incident", () => {
  const prices = [0.4, 0.42, 0.45, 0.48];

  /** Buys 50 pairs at each price and merges them, as the book of 50 shares a level allows. */
  function buyPairs(rounds: number): HandRun {
    const run = new HandRun({ depositUsd: 500, marketIds: ["rain"] });
    const asks = prices.map((price) => [price, 50] as const);
    const bids = prices.map((price) => [1 - price, 50] as const);
    run.book(bids, asks);
    for (let round = 0; round < rounds; round += 1) {
      for (const price of prices) {
        run.after(1_000).trade({ side: "BUY", shares: 50, price });
        run.trade({ side: "BUY", shares: 50, price, isSecond: true });
        const operationId = `merge-${round}-${price}`;
        run.ledger.mergePairs({ operationId, marketId: "rain", size: micro(50) }, run.cause);
      }
    }
    run.after(30_000).book(bids, asks);
    return run;
  }

  it("gives 200 pairs once: the profit is that of the ladder", () => {
    const { acceptance, profit, strategies } = buyPairs(1).summary();
    expect(profit.netMicroUsd).toBe(micro(25));
    expect(strategies[0]).toMatchObject({ netPnlMicroUsd: micro(25), openPositions: 0 });
    expect(acceptance.tests.find(({ name }) => name === "fills_within_book")).toMatchObject({
      verdict: "pass",
      details: { takenShares: 400, unjudgedFills: 0 },
    });
  });

  it("taken a second time fails the run", () => {
    const { acceptance } = buyPairs(2).summary();
    expect(acceptance.verdict).toBe("fail");
    expect(acceptance.tests.find(({ name }) => name === "fills_within_book")).toMatchObject({
      verdict: "fail",
      value: 400,
    });
  });
});
