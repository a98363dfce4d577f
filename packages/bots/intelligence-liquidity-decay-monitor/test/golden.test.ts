import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "@polytraders/core";
import { at, late, status, trade, type Step } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { fullBook, lastOf, runDecay, type DecayRun } from "./decay-run.ts";

const repository = join(import.meta.dirname, "../../../..");
const folder = process.env["POLYTRADERS_GOLDEN_DIR"] ?? join(repository, "../shared/golden");
const file = join(folder, "01-liquidity-decay.json");

const pairs = z.array(z.tuple([z.number(), z.number()]));
const caseSchema = z.object({
  id: z.string(),
  fn: z.enum(["liquidityDecay", "liquidityDecayReplay"]),
  description: z.string(),
  input: z.object({
    config: z.record(z.string(), z.number()),
    ticks: pairs,
    trades: pairs.default([]),
    halts: pairs.default([]),
    eval_ts_ms: z.number().optional(),
    duration_s: z.number().optional(),
  }),
  expected: z.record(z.string(), z.unknown()),
});
type GoldenCase = z.infer<typeof caseSchema>;

function goldenCases(fn: GoldenCase["fn"]): GoldenCase[] {
  if (!existsSync(file)) return [];
  const golden = z.object({ cases: z.array(caseSchema) });
  return golden
    .parse(JSON.parse(readFileSync(file, "utf8")))
    .cases.filter((each) => each.fn === fn);
}

/** The events of a case as frames. At one time: halts end, halts begin, trades, then the tick. */
function framesOf({ input }: GoldenCase): Step[] {
  const events: { timeMs: number; order: number; step: Step }[] = [
    ...input.halts.map(([, timeMs]) => ({ timeMs, order: 0, step: status("Open") })),
    ...input.halts.map(([timeMs]) => ({ timeMs, order: 1, step: status("Halted") })),
    ...input.trades.map(([timeMs, usd]) => ({ timeMs, order: 2, step: takerTrade(usd) })),
    ...input.ticks.map(([timeMs, depthUsd]) => ({ timeMs, order: 3, step: fullBook(depthUsd) })),
  ];
  const newest = input.ticks.at(-1);
  if (input.eval_ts_ms !== undefined && newest !== undefined) {
    // An evaluation later than the newest tick: the same tick again, arriving only now.
    const lateness = input.eval_ts_ms - newest[0];
    events.push({
      timeMs: input.eval_ts_ms,
      order: 3,
      step: late(lateness - 1, fullBook(newest[1])),
    });
  }
  const ordered = events.toSorted((a, b) => a.timeMs - b.timeMs || a.order - b.order);
  return ordered.flatMap(({ timeMs, step }) => [at(timeMs), step]);
}

function takerTrade(usd: number): Step {
  return trade("buys", 0.5, (usd * 2).toFixed(6));
}

function runCase(golden: GoldenCase): DecayRun {
  return runDecay({ frames: framesOf(golden), parameters: golden.input.config });
}

/** What the bot said last, in the words of the golden file. */
function asGolden(run: DecayRun): Record<string, unknown> {
  const { value, confidence, reasonCode, payload } = lastOf(run);
  const { longWindow } = payload;
  return {
    status: value === null ? "SUPPRESSED" : "PUBLISHED",
    reason_code: reasonCode,
    value,
    confidence,
    samples: payload.samples,
    baseline_depth_usd: payload.baselineDepthUsd,
    current_depth_usd: payload.currentDepthUsd,
    taker_usd_per_s: payload.takerUsdPerSecond,
    cancel_usd_per_s: payload.cancelUsdPerSecond,
    add_usd_per_s: payload.addUsdPerSecond,
    long_window: longWindow && {
      window_seconds: longWindow.windowSeconds,
      value: longWindow.value,
      confidence: longWindow.confidence,
    },
    ...(payload.detail === null ? {} : { detail: payload.detail }),
  };
}

/** Depth is rounded to a micro-USD in the book, so rates agree to 1e-6. */
function near(expected: unknown): unknown {
  if (typeof expected === "number") return expect.closeTo(expected, 6);
  if (typeof expected !== "object" || expected === null) return expected;
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, near(value)]));
}

describe.skipIf(!existsSync(file))("golden vectors through the bot", () => {
  it("covers the file", () => {
    expect(goldenCases("liquidityDecay").length).toBeGreaterThanOrEqual(16);
    expect(goldenCases("liquidityDecayReplay").length).toBeGreaterThanOrEqual(2);
  });

  it.each(goldenCases("liquidityDecay"))("$id $description", (golden) => {
    expect(asGolden(runCase(golden))).toEqual(near(golden.expected));
  });

  it.each(goldenCases("liquidityDecayReplay"))("$id taker flow by the minute", (golden) => {
    const { decay } = runCase(golden);
    const minutes = (golden.input.duration_s ?? 0) / 60;
    const atMinutes = Array.from({ length: minutes }, (_, index) =>
      decay.findLast(({ timeMs }) => timeMs <= (index + 1) * 60_000),
    );
    const attributed = atMinutes.reduce(
      (sum, envelope) => sum + 60 * (envelope?.payload.takerUsdPerSecond ?? 0),
      0,
    );
    expect(attributed).toBeCloseTo(Number(golden.expected["attributed_usd"]), 4);
    const tapeUsd = golden.input.trades.reduce((sum, [, usd]) => sum + usd, 0);
    expect(Math.abs(attributed - tapeUsd)).toBeLessThanOrEqual(0.2 * tapeUsd);
  });
});
