import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessDrawdown } from "../src/assess-drawdown.ts";

const MICRO = 1_000_000;
const money = fc.integer({ min: 0, max: 2_000_000 * MICRO });
const account = fc.record({
  cashMicroUsd: fc.integer({ min: -10 * MICRO, max: 2_000_000 * MICRO }),
  redeemableMicroUsd: money,
  inFlightMicroUsd: money,
  peakMicroUsd: money,
});
const rule = fc.record({
  drawdownShareMax: fc.integer({ min: 1, max: MICRO }).map((share) => share / MICRO),
  drawdownWarnShare: fc.integer({ min: 0, max: MICRO }).map((share) => share / MICRO),
  inFlightValuation: fc.constantFrom("min_cost_bid" as const, "none" as const),
});

describe("for every account", () => {
  it("halts exactly where rational arithmetic says so", () => {
    fc.assert(
      fc.property(account, rule, (figures, limits) => {
        const { level } = assessDrawdown(figures, limits);
        const counted = limits.inFlightValuation === "none" ? 0 : figures.inFlightMicroUsd;
        const lost =
          BigInt(figures.peakMicroUsd) -
          BigInt(figures.cashMicroUsd + figures.redeemableMicroUsd + counted);
        const share = BigInt(Math.round(limits.drawdownShareMax * MICRO));
        const reaches = lost * BigInt(MICRO) >= share * BigInt(figures.peakMicroUsd);
        const isHalt = figures.cashMicroUsd < 0 || (figures.peakMicroUsd > 0 && reaches);
        expect(level === "HALT").toBe(isHalt);
      }),
      { numRuns: 2_000 },
    );
  });

  it("more money never makes the answer worse", () => {
    const rank = { OK: 0, WARN: 1, HALT: 2, UNKNOWN: 3 };
    fc.assert(
      fc.property(account, rule, money, (figures, limits, more) => {
        const before = assessDrawdown(figures, limits);
        const cashMicroUsd = figures.cashMicroUsd + more;
        const after = assessDrawdown({ ...figures, cashMicroUsd }, limits);
        expect(rank[after.level]).toBeLessThanOrEqual(rank[before.level]);
      }),
      { numRuns: 2_000 },
    );
  });
});
