import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  createDrawdownMonitor,
  DEFAULT_DRAWDOWN_RULES,
  type DrawdownRules,
} from "../../src/drawdown/drawdown-monitor.ts";
import { effectiveEquity, type HeldPosition } from "../../src/drawdown/effective-equity.ts";
import { stateDesync } from "../../src/drawdown/state-desync.ts";

const DAY_MS = 86_400_000;

const lookAt = (cashUsd: number, timeMs = 0, externalFlowUsd = 0) => ({
  timeMs,
  cashUsd,
  externalFlowUsd,
  positions: [],
});

const positionOf = (overrides: Partial<HeldPosition>): HeldPosition => ({
  shares: 100,
  currentPrice: 0.5,
  averageEntryPrice: 0.4,
  bestBid: 0.48,
  isRedeemable: false,
  ...overrides,
});

describe("effective equity", () => {
  it.each([
    ["an open gain at cost", {}, 40],
    ["an open loss at the bid", { bestBid: 0.3 }, 30],
    ["a won position in full", { isRedeemable: true, currentPrice: 1 }, 100],
    ["a nearly certain one in full", { currentPrice: 0.99 }, 99],
    ["dust at nothing", { isRedeemable: true, currentPrice: 1, shares: 0.9 }, 0],
  ])("counts %s", (_, overrides, value) => {
    expect(effectiveEquity(10, [positionOf(overrides)]).effective).toBe(10 + value);
  });

  it("counts open positions at nothing in the literal form", () => {
    expect(effectiveEquity(10, [positionOf({})], "none").effective).toBe(10);
  });
});

describe("the peak", () => {
  const observations = fc.array(
    fc.record({
      cashUsd: fc.integer({ min: 0, max: 1000 }),
      flow: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: -50, max: 50 })),
      hours: fc.integer({ min: 1, max: 100 }),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it("is the maximum of the cash samples kept, shifted by later flows, in every mode", () => {
    fc.assert(
      fc.property(
        observations,
        fc.constantFrom("all_time" as const, "rolling" as const, "daily" as const),
        (rows, peakMode) => {
          const rules: DrawdownRules = { ...DEFAULT_DRAWDOWN_RULES, peakMode, windowDays: 5 };
          const monitor = createDrawdownMonitor(rules);
          const samples: { timeMs: number; cashUsd: number }[] = [];
          let nowMs = 0;
          for (const { cashUsd, flow, hours } of rows) {
            nowMs += hours * 3_600_000;
            for (const sample of samples) sample.cashUsd += flow;
            samples.push({ timeMs: nowMs, cashUsd });
            const isKept = {
              all_time: () => true,
              rolling: (timeMs: number) => timeMs >= nowMs - 5 * DAY_MS,
              daily: (timeMs: number) => Math.floor(timeMs / DAY_MS) === Math.floor(nowMs / DAY_MS),
            }[peakMode];
            const peak = Math.max(
              ...samples.filter(({ timeMs }) => isKept(timeMs)).map((sample) => sample.cashUsd),
            );
            const step = monitor.observe(lookAt(cashUsd, nowMs, flow));
            expect(step.peak).toBe(peak);
            expect(step.drawdown).toBeGreaterThanOrEqual(0);
            expect(step.drawdown).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});

describe("levels", () => {
  it("halts at exactly 30 % and warns at exactly 24 %, to the micro-dollar, for any peak", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (units) => {
        // Peaks that are a whole number of 0.0001 USD, so that 70 % and 76 % are micro-dollars.
        const peak = units / 10_000;
        const levelAt = (share: number, offsetUsd: number): string => {
          const monitor = createDrawdownMonitor();
          monitor.observe(lookAt(peak));
          return monitor.observe(lookAt((units * share) / 1_000_000 + offsetUsd)).level;
        };
        expect(levelAt(70, 0)).toBe("HALT");
        expect(levelAt(70, 1e-6)).toBe("WARN");
        expect(levelAt(76, 0)).toBe("WARN");
        expect(levelAt(76, 1e-6)).toBe("OK");
      }),
    );
  });

  it("keeps a halt until an operator clears it", () => {
    const monitor = createDrawdownMonitor();
    monitor.observe(lookAt(100));
    expect(monitor.observe(lookAt(60)).level).toBe("HALT");
    expect(monitor.observe(lookAt(120)).level).toBe("HALT");
    monitor.clearHalt();
    expect(monitor.observe(lookAt(120)).level).toBe("OK");
  });

  it("halts on negative cash even without a peak", () => {
    expect(createDrawdownMonitor().observe(lookAt(-0.01))).toMatchObject({
      level: "HALT",
      drawdown: 0,
    });
  });
});

describe("state desync", () => {
  it("is strict on both limits although floating point is above them", () => {
    expect(stateDesync(0.3, 0.33).level).toBe("WARN");
    expect(stateDesync(0.3, 0.306).level).toBe("OK");
    expect(stateDesync(-10, -11.5).level).toBe("AUTO_CORRECT");
    expect(stateDesync(0, 0)).toEqual({ differenceUsd: 0, ratio: null, level: "OK" });
  });
});
