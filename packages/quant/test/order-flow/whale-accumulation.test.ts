import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { whaleAccumulation, type LargeHolder } from "../../src/order-flow/whale-accumulation.ts";

const RULES = { halfLifeSeconds: 3600, confidence: 0.6, boost: 0.25, scoreMin: 0.02 };

const holders = fc.array(
  fc.record({
    holdingUsd: fc.integer({ min: 0, max: 10_000 }),
    trades: fc.array(
      fc.record({
        timeMs: fc.integer({ min: 0, max: 7_200_000 }),
        side: fc.constantFrom("BUY" as const, "SELL" as const),
        usd: fc.integer({ min: 0, max: 20_000 }),
      }),
      { maxLength: 5 },
    ),
  }),
  { maxLength: 15 },
);

describe("whale accumulation", () => {
  it("stays inside its bounds and never lowers a confidence or lifts it above 1", () => {
    fc.assert(
      fc.property(holders, (rows) => {
        const answer = whaleAccumulation(rows, 7_200_000, RULES);
        expect(Math.abs(answer.score)).toBeLessThanOrEqual(1 + 1e-12);
        expect(Math.abs(answer.breadth)).toBeLessThanOrEqual(1);
        expect(answer.confidence).toBeGreaterThanOrEqual(0.6);
        expect(answer.confidence).toBeLessThanOrEqual(1);
        expect(answer.perHolder.length).toBeLessThanOrEqual(10);
      }),
    );
  });

  it("does not count one buyer against many sellers as accumulation", () => {
    const trade = (side: "BUY" | "SELL", usd: number) => [{ timeMs: 0, side, usd }];
    const rows: LargeHolder[] = [
      { holdingUsd: 10_000, trades: trade("BUY", 9000) },
      { holdingUsd: 100, trades: trade("SELL", 50) },
      { holdingUsd: 100, trades: trade("SELL", 50) },
    ];
    const answer = whaleAccumulation(rows, 0, RULES);
    expect(answer.score).toBeGreaterThan(0.5);
    expect(answer.isBoosted).toBe(false);
    expect(answer.confidence).toBe(0.6);
  });
});
