import {
  after,
  book,
  buildBot,
  buildContract,
  buildMarkets,
  inMarket,
  late,
  level,
  runFrames,
  TEST_REASON,
  TEST_SIGNAL,
} from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Deduplicator, publish, type BotManifest } from "../../src/index.ts";

function buildClerk(manifest: Partial<BotManifest>) {
  return buildBot(buildContract({ manifest }), () => ({
    decide: (_input, { isStale, exchangeTimeMs, nowMs, correlationId }) =>
      publish(TEST_SIGNAL, TEST_REASON, 1, 1, { isStale, exchangeTimeMs, nowMs, correlationId }),
  }));
}

describe("freshness", () => {
  const consumes = [{ topic: "order_book", kind: null, isRequired: true, ageMsMax: 500 }] as const;

  it("is told by the bot's own limit, counted, and never withheld", () => {
    const { envelopes, runtime } = runFrames({
      bots: [buildClerk({ consumes })],
      frames: [book({}), late(500, level("bid", 0.4, 1)), late(501, level("bid", 0.4, 2))],
    });
    expect(envelopes.map(({ payload }) => payload)).toEqual([
      { isStale: false, exchangeTimeMs: 1_000, nowMs: 1_000, correlationId: "e1" },
      { isStale: false, exchangeTimeMs: 500, nowMs: 1_000, correlationId: "e2" },
      { isStale: true, exchangeTimeMs: 499, nowMs: 1_000, correlationId: "e3" },
    ]);
    expect(envelopes.map(({ exchangeTimeMs }) => exchangeTimeMs)).toEqual([1_000, 500, 499]);
    expect(runtime.hosts[0]?.counters.staleInputCount).toBe(1);
  });

  it("does not matter to a bot that states no limit", () => {
    const { envelopes } = runFrames({ bots: [buildClerk({})], frames: [late(1_000, book({}))] });
    expect(envelopes[0]?.payload["isStale"]).toBe(false);
  });
});

describe("deduplication", () => {
  it("drops a second decision about the same market and exchange time inside the window", () => {
    const { envelopes, runtime } = runFrames({
      markets: buildMarkets(2),
      bots: [buildClerk({ deduplicationWindowMs: 100 })],
      frames: [
        book({}),
        after(50),
        level("bid", 0.4, 1),
        late(50, level("bid", 0.4, 2)),
        inMarket(1, late(50, level("bid", 0.4, 3))),
        after(60),
        level("bid", 0.4, 4),
        late(110, level("bid", 0.4, 5)),
      ],
    });
    expect(envelopes.map(({ eventSequence }) => eventSequence)).toEqual([1, 2, 4, 5, 6]);
    expect(runtime.hosts[0]?.deduplicator.duplicateCount).toBe(1);
  });

  it("is off without a window", () => {
    const { envelopes } = runFrames({
      bots: [buildClerk({ deduplicationWindowMs: 0 })],
      frames: [book({}), book({})],
    });
    expect(envelopes).toHaveLength(2);
  });

  it("agrees with a plain set on any times", () => {
    const times = fc.array(fc.tuple(fc.nat(1), fc.nat(60)), { maxLength: 80 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 40 }), (asked, windowMs) => {
        const deduplicator = new Deduplicator(windowMs);
        const seen = [new Set<number>(), new Set<number>()];
        for (const [market, timeMs] of asked) {
          const known = seen[market] ?? new Set();
          const newest = Math.max(...known, Number.NEGATIVE_INFINITY);
          const isRepeated = known.has(timeMs) && newest - timeMs <= windowMs;
          expect(deduplicator.admit(market, timeMs)).toBe(!isRepeated);
          known.add(timeMs);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("remembers a bounded number of times, in order or out of it", () => {
    const deduplicator = new Deduplicator(1_000_000);
    deduplicator.admit(0, 1_000_000);
    for (let timeMs = 0; timeMs < 20_000; timeMs += 1) deduplicator.admit(0, timeMs);
    expect(deduplicator.duplicateCount).toBe(0);
    expect(deduplicator.admit(0, 19_999)).toBe(false);
    // Forgotten, although inside the window: the memory is the smaller bound.
    expect(deduplicator.admit(0, 5)).toBe(true);
  });
});
