import type { MarketState } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { RunStatistics } from "../../src/run/run-statistics.ts";
import { sampleEnvelope } from "../sample-envelope.ts";

/** The part of a market's state that statistics look at. */
const market = (index: number): MarketState =>
  ({
    index,
    bookChangeCount: 10 + index,
    tradeCount: index,
    definition: { marketId: `market-${index}`, slug: `slug-${index}` },
  }) as MarketState;

describe("RunStatistics", () => {
  it("counts decisions by market and code, and keeps the last decay", () => {
    const statistics = new RunStatistics();
    statistics.onEnvelope(sampleEnvelope({ value: 1 }), market(1));
    statistics.onEnvelope(sampleEnvelope({ value: 2, timeMs: 9 }), market(1));
    const reasonCode = "INTEL_DECAY_SUPPRESSED_HALTED";
    statistics.onEnvelope(sampleEnvelope({ value: null, confidence: null, reasonCode }), market(1));
    const empty = { reasonCodes: {}, lastDecay: null };
    expect(statistics.markets([market(0), market(1)])).toEqual([
      { marketId: "market-0", slug: "slug-0", bookUpdates: 10, trades: 0, ...empty },
      {
        marketId: "market-1",
        slug: "slug-1",
        bookUpdates: 11,
        trades: 1,
        reasonCodes: { INTEL_DECAY_PUBLISHED: 2, INTEL_DECAY_SUPPRESSED_HALTED: 1 },
        lastDecay: { timeMs: 9, value: 2, confidence: 0.97 },
      },
    ]);
  });

  it("proposes a decay to be explained, and any other value only where there is none", () => {
    const statistics = new RunStatistics();
    const see = (correlationId: string, signal: string, value: number | null): string | null => {
      const confidence = value === null ? null : 1;
      statistics.onEnvelope(
        sampleEnvelope({ correlationId, signal, value, confidence }),
        market(0),
      );
      return statistics.exampleCorrelationId;
    };
    expect(see("e1", "spread", null)).toBe(null);
    expect(see("e2", "spread", 1)).toBe("e2");
    expect(see("e3", "liquidity_decay", 1)).toBe("e3");
    expect(see("e4", "spread", 1)).toBe("e3");
    expect(see("e5", "liquidity_decay", 1)).toBe("e5");
  });

  it("counts notices of one kind and keeps the words of the first", () => {
    const statistics = new RunStatistics();
    for (const found of ["first", "second"]) {
      statistics.onNotice({
        code: "BOT_CALL_FAILED",
        botId: "intel.mine",
        marketId: "market-1",
        eventSequence: 1,
        timeMs: 1,
        found,
      });
    }
    const [notice, ...others] = statistics.notices();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ code: "BOT_CALL_FAILED", botId: "intel.mine", count: 2 });
    expect(notice?.first).toMatch(/^intel\.mine in market-1: BOT_CALL_FAILED: .*found first\./);
  });
});
