import { GuardBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot, { type Parameters } from "../src/index.ts";
import { judgeRate, type RateFacts } from "../src/judge-rate.ts";

const PARAMETERS: Parameters = {
  ordersPerSecondMax: 30,
  ordersPerTenSecondsMax: 300,
  strategyOrdersPerMinuteMax: 500,
  marketOrdersPerSecondMax: 10,
  placeRequestsReserve: 10,
  warnShare: 0.8,
  venueHeardAgeMsMax: 30_000,
};
const FACTS: RateFacts = {
  venueHeardAgeMs: 0,
  requestsLeft: null,
  isClosing: false,
  sentWithinSecond: 0,
  sentWithinTenSeconds: 0,
  strategySentWithinMinute: 0,
  marketPassedWithinSecond: 0,
};

const codeOf = (changed: Partial<RateFacts>): string =>
  judgeRate({ ...FACTS, ...changed }, PARAMETERS).reasonCode.replace("RISK_RATE_", "");

describe("judgeRate", () => {
  it.each([
    ["sentWithinSecond", 30],
    ["sentWithinTenSeconds", 300],
    ["strategySentWithinMinute", 500],
    ["marketPassedWithinSecond", 10],
  ] as const)("%s: warns from four fifths of %d and refuses when full", (window, limit) => {
    expect(codeOf({ [window]: 0.8 * limit - 1 })).toBe("WITHIN_LIMITS");
    expect(codeOf({ [window]: 0.8 * limit })).toBe("LIMIT_NEAR");
    expect(codeOf({ [window]: limit - 1 })).toBe("LIMIT_NEAR");
    expect(codeOf({ [window]: limit })).toBe("LIMITED");
    expect(codeOf({ [window]: Number.NaN })).toBe("LIMITED");
  });

  it.each([
    [11, false, "WITHIN_LIMITS"],
    [10, false, "LIMITED"],
    [10, true, "WITHIN_LIMITS"],
    [1, true, "WITHIN_LIMITS"],
    [0, true, "LIMITED"],
    [Number.NaN, true, "LIMITED"],
  ])("%d requests left, closing %s: %s", (requestsLeft, isClosing, code) => {
    expect(codeOf({ requestsLeft, isClosing })).toBe(code);
  });

  it.each([
    [30_000, "WITHIN_LIMITS"],
    [30_001, "STATE_UNKNOWN"],
    [null, "STATE_UNKNOWN"],
    [Number.NaN, "STATE_UNKNOWN"],
  ])("venue heard of %s ms ago: %s", (venueHeardAgeMs, code) => {
    expect(codeOf({ venueHeardAgeMs })).toBe(code);
  });

  it("a closing order passes whenever an opening one does", () => {
    const count = fc.nat(600);
    const facts = fc.record({
      venueHeardAgeMs: fc.option(fc.nat(60_000)),
      requestsLeft: fc.option(fc.nat(20)),
      isClosing: fc.constant(false),
      sentWithinSecond: fc.nat(40),
      sentWithinTenSeconds: fc.nat(400),
      strategySentWithinMinute: count,
      marketPassedWithinSecond: fc.nat(12),
    });
    const isPassed = (seen: RateFacts): boolean =>
      /WITHIN_LIMITS|LIMIT_NEAR/.test(judgeRate(seen, PARAMETERS).reasonCode);
    fc.assert(
      fc.property(facts, (seen) => {
        if (isPassed(seen)) expect(isPassed({ ...seen, isClosing: true })).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("RateLimitGovernor", () => {
  it("never lets more than its limit pass within any second of one market", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.nat(700), { minLength: 20, maxLength: 60 }),
        (marketOrdersPerSecondMax, pausesMs) => {
          const bench = new GuardBench(bot, {
            marketOrdersPerSecondMax,
            venueHeardAgeMsMax: 120_000,
          });
          const passedMs: number[] = [];
          let nowMs = 1_000_000;
          for (const pauseMs of pausesMs) {
            nowMs += pauseMs;
            bench.see({ nowMs });
            if (bench.vote().vote !== "REJECT") passedMs.push(nowMs);
          }
          for (const timeMs of passedMs) {
            const within = passedMs.filter((each) => each > timeMs - 1_000 && each <= timeMs);
            expect(within.length).toBeLessThanOrEqual(marketOrdersPerSecondMax);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("counts each market on its own and explains the window that is full", () => {
    const bench = new GuardBench(bot, { marketOrdersPerSecondMax: 1 }, { markets: [{}, {}] });
    expect(bench.vote().vote).toBe("APPROVE");
    const refused = bench.vote();
    expect(refused).toEqual({ vote: "REJECT", reasonCode: "RISK_RATE_LIMITED" });
    expect(bench.explain(refused)).toBe(
      "refused: 1 orders were let pass within a second in this market, 1 are allowed.",
    );
    expect(bench.vote({ marketId: "market-1" }).vote).toBe("APPROVE");
  });
});
