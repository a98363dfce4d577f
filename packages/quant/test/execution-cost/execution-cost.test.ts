import { describe, expect, it } from "vitest";

import { shadowCalibration, type ShadowPair } from "../../src/execution-cost/shadow-calibration.ts";
import { signalScore } from "../../src/execution-cost/signal-score.ts";
import { dynamicSlippage } from "../../src/execution-cost/slippage.ts";
import { midVolatility, volatilityPenalty } from "../../src/execution-cost/volatility.ts";

describe("volatility", () => {
  it("does not depend on how often a steady mid is looked at", () => {
    const once = midVolatility([0, 4000], [0.5, 0.52], 30);
    const often = midVolatility([0, 1000, 2000, 3000, 4000], [0.5, 0.5, 0.5, 0.5, 0.52], 30);
    expect(often.realised).toBe(once.realised);
    expect(midVolatility([0], [0.5], 30)).toEqual({ realised: null, faded: null });
  });

  it("forgets an old burst by half-lives in the faded form only", () => {
    const times = Array.from({ length: 100 }, (_, index) => index * 1000);
    const mids = times.map((_, index) => (index < 10 ? 0.5 + (index % 2) * 0.1 : 0.5));
    const { realised, faded } = midVolatility(times, mids, 5);
    expect(faded).toBeLessThan((realised ?? 0) / 50);
  });

  it("forbids entry only above the threshold, not at it", () => {
    const mids = [0.5, 0.51, 0.5];
    const deviation = volatilityPenalty(mids, 0).deviation ?? NaN;
    expect(volatilityPenalty(mids, deviation).forbidsEntry).toBe(false);
    expect(volatilityPenalty(mids, deviation - 1e-6).forbidsEntry).toBe(true);
    expect(volatilityPenalty([0.5, 0.6], 0)).toEqual({ deviation: null, forbidsEntry: false });
  });
});

describe("slippage and score", () => {
  it("grows with the order and shrinks with the depth", () => {
    const order = {
      base: 0.001,
      sigmaPerSqrtSecond: 0.0004,
      horizonSeconds: 60,
      impactFactor: 1,
      impactExponent: 0.5,
      orderUsd: 100,
      depthUsd: 1000,
    };
    const { slippage } = dynamicSlippage(order);
    expect(dynamicSlippage({ ...order, orderUsd: 200 }).slippage).toBeGreaterThan(slippage);
    expect(dynamicSlippage({ ...order, depthUsd: 2000 }).slippage).toBeLessThan(slippage);
  });

  it("rejects a spread equal to its costs", () => {
    const costs = { fee: 0.1, slippage: 0.2, profitMin: 0 };
    // 0.1 + 0.2 is a hair above 0.3 in floating point, and 0.3 a hair below.
    expect(signalScore({ ...costs, spread: 0.3 }).isAccepted).toBe(false);
    expect(signalScore({ ...costs, spread: 0.1 + 0.2 }).isAccepted).toBe(false);
    expect(signalScore({ ...costs, spread: 0.301 }).isAccepted).toBe(true);
  });
});

describe("shadow calibration", () => {
  const rules = { damping: 0.5, pairsMin: 2, deltaMax: 0.02, confidence: 0.95 };
  const now = { base: 0.002, impact: 0.4 };
  const pairOf = (volatilityImpact: number, overrides: Partial<ShadowPair> = {}): ShadowPair => ({
    side: "BUY",
    reference: 0.5,
    paper: 0.505,
    live: 0.504 + volatilityImpact,
    volatilityImpact,
    ...overrides,
  });

  it("recovers the parameters that made the prices and moves half way to them", () => {
    const answer = shadowCalibration(
      [0.001, 0.002, 0.004].map((x) => pairOf(x)),
      now,
      rules,
    );
    expect(answer.fit?.base).toBeCloseTo(0.004, 12);
    expect(answer.fit?.impact).toBeCloseTo(1, 9);
    expect(answer.next.base).toBeCloseTo(0.003, 12);
    expect(answer.next.impact).toBeCloseTo(0.7, 9);
    expect(answer.isCalibrated).toBe(true);
  });

  it("is not calibrated without enough pairs, and keeps its parameters", () => {
    const answer = shadowCalibration([pairOf(0.001), pairOf(0.002, { live: null })], now, rules);
    expect(answer).toMatchObject({
      count: 1,
      interval: null,
      fit: null,
      next: now,
      isCalibrated: false,
      liveFillRate: 0.5,
      haveFillRatesDiverged: true,
    });
    expect(shadowCalibration([], now, { ...rules, pairsMin: 0 }).isCalibrated).toBe(false);
  });

  it("never moves a parameter below zero", () => {
    const falling = [0.001, 0.002, 0.004].map((x) => pairOf(x, { live: 0.49 - 5 * x }));
    const { next } = shadowCalibration(falling, now, { ...rules, damping: 1 });
    expect(next).toEqual({ base: 0, impact: 0 });
  });
});
