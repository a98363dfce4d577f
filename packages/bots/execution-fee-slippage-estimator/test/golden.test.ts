import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PlanBench } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";
import { MidHistory } from "../src/mid-history.ts";

interface GoldenCase {
  readonly id: string;
  readonly fn: string;
  readonly input: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, number | string>>;
}

const file = join(
  process.env["POLYTRADERS_GOLDEN_DIR"] ?? "../shared/golden",
  "15-slippage-scorer-shadow.json",
);

function read(fn: string): GoldenCase[] {
  if (!existsSync(file)) return [];
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: GoldenCase[] };
  return cases.filter((each) => each.fn === fn);
}

const micro = (amount: number): number => Math.round(amount * 1_000_000);

const slippages = read("dynamicSlippage");
describe.skipIf(slippages.length === 0)("golden 15, slippage without a book", () => {
  it.each(slippages)("$id", ({ input, expected }) => {
    const {
      base = 0,
      sigma_per_sqrt_s: fallbackVolatility,
      horizon_s: fallbackHorizonSeconds,
      kappa: impactFactor,
      gamma: impactExponent,
      order_usd: orderUsd = 0,
      depth_usd: depthUsd = 0,
    } = input;
    const estimator = new PlanBench(
      bot,
      {
        fallbackSlippageMicroUsd: micro(base),
        fallbackDepthMicroUsd: micro(depthUsd),
        fallbackVolatility,
        fallbackHorizonSeconds,
        impactFactor,
        impactExponent,
      },
      { markets: [{ isProven: false }] },
    );
    // At 0.50 a share there are two shares to a dollar.
    const { plan } = estimator.plan({ price: 5_000, size: micro(2 * orderUsd) });
    const slippage = Number(expected["slippage"]);
    expect(plan.estimatedSlippageBps).toBeCloseTo((slippage / 0.5) * 1e4, 4);
  });
});

const volatilities = read("volatility");
describe.skipIf(volatilities.length === 0)("golden 15, volatility", () => {
  it.each(volatilities)("$id", ({ input, expected }) => {
    const { ts_ms: times, mids } = input as unknown as { ts_ms: number[]; mids: number[] };
    const history = new MidHistory();
    for (const [index, mid] of mids.entries()) history.note(mid, times[index] ?? Number.NaN);
    const { half_life_s: halfLifeSeconds = Number.NaN } = input;
    const found = history.volatility(times.at(-1) ?? Number.NaN, halfLifeSeconds);
    expect(found).toBeCloseTo(Number(expected["ewma"]), 9);
  });
});

const costs = read("executionCost");
describe.skipIf(costs.length === 0)("golden 15, taking and waiting", () => {
  it.each(costs)("$id", ({ input, expected }) => {
    const {
      bid = 0,
      ask = 0,
      slippage = 0,
      rate = 0,
      latency_drift: drift = 0,
      fixed_usd: fixedUsd = 0,
      shares = 0,
      p_fill: fillProbability,
      adverse = 0,
      rebate_share: rebateShare = 0,
      missed_edge: missedEdge = 0,
    } = input;
    const fees = { rate, exponent: 1, rebateShare };
    const terms = { fees, rewards: null, endAtMs: null, gameStartAtMs: null, tags: [] };
    // What lies a tick beyond the best ask makes the average slippage of the case.
    const beyond = Math.round((slippage * shares) / 0.01);
    const bids = [[bid.toFixed(2), "1000"]] as const;
    const asks = [
      [ask.toFixed(2), String(shares - beyond)],
      [(ask + 0.01).toFixed(2), String(beyond)],
    ] as const;
    const limit = Math.round((ask + 0.01) * 10_000);
    const probe = (parameters: object) => {
      const estimator = new PlanBench(
        bot,
        {
          fillProbability,
          adverseSelectionMicroUsd: micro(adverse),
          missedEdgeMicroUsd: micro(missedEdge),
          fixedCostMicroUsd: micro(fixedUsd),
          delayMs: 1_000,
          ...parameters,
        },
        { nowMs: 999_000, markets: [{ bids: [["0.01", "1"]], asks: [["0.02", "1"]], terms }] },
      );
      estimator.showBook();
      estimator.see({ nowMs: 1_000_000, markets: [{ bids, asks, terms }] });
      estimator.showBook();
      return estimator.explain(estimator.plan({ price: limit, size: micro(shares) }));
    };
    // The midpoint moves by so much in the second before; the impact makes the drift of it.
    const move = (bid + ask) / 2 - 0.015;
    const said = probe({ impactFactor: drift / move });
    const [, taker, maker] = /costs ([\d.]+) by taking and ([\d.]+) by waiting/.exec(said) ?? [];
    expect(Number(taker)).toBeCloseTo(Number(expected["taker_cost_per_share"]), 4);
    expect(Number(maker)).toBeCloseTo(Number(expected["maker_cost_per_share"]), 4);
  });
});
