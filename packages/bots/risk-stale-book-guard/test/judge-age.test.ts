import { GuardBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import bot, { type Parameters } from "../src/index.ts";
import { judgeAge } from "../src/judge-age.ts";

const NOW_MS = 1_000_000;
const PARAMETERS: Parameters = {
  bookAgeMsMax: 3_000,
  ageWarnShare: 0.8,
  clockSkewMsMax: 1_000,
  isHeartbeatEnough: false,
  heartbeatAgeMsMax: 15_000,
};

function codeAt(ageMs: number, changed: Partial<Parameters> = {}, heartbeatAtMs = 0): string {
  const facts = { newestExchangeTimeMs: NOW_MS - ageMs, isProven: true };
  return judgeAge(facts, heartbeatAtMs, NOW_MS, { ...PARAMETERS, ...changed }).reasonCode;
}

describe("judgeAge", () => {
  it.each([
    [0, "RISK_BOOK_FRESH"],
    [2_399, "RISK_BOOK_FRESH"],
    [2_400, "RISK_BOOK_AGEING"],
    [3_000, "RISK_BOOK_AGEING"],
    [3_001, "RISK_STALE_BOOK"],
    [-1_000, "RISK_BOOK_FRESH"],
    [-1_001, "RISK_STALE_BOOK"],
    [Number.NaN, "RISK_STALE_BOOK"],
  ])("a book %d ms old: %s", (ageMs, code) => {
    expect(codeAt(ageMs)).toBe(code);
  });

  it("a newer heartbeat vouches for a quiet book only where it is allowed to", () => {
    expect(codeAt(60_000, {}, NOW_MS - 100)).toBe("RISK_STALE_BOOK");
    expect(codeAt(60_000, { isHeartbeatEnough: true }, NOW_MS - 100)).toBe("RISK_BOOK_FRESH");
    const enough = { isHeartbeatEnough: true };
    expect(codeAt(60_000, enough, NOW_MS - 10_000)).toBe("RISK_BOOK_FRESH");
    expect(codeAt(60_000, enough, NOW_MS - 12_000)).toBe("RISK_BOOK_AGEING");
    expect(codeAt(60_000, enough, NOW_MS - 15_001)).toBe("RISK_STALE_BOOK");
    expect(codeAt(60_000, enough)).toBe("RISK_STALE_BOOK");
    expect(codeAt(Number.NaN, enough, NOW_MS)).toBe("RISK_STALE_BOOK");
  });

  it("a young message needs no heartbeat, and an old heartbeat does not age it", () => {
    const enough = { isHeartbeatEnough: true };
    expect(codeAt(100, enough)).toBe("RISK_BOOK_FRESH");
    expect(codeAt(100, enough, NOW_MS - 60_000)).toBe("RISK_BOOK_FRESH");
  });

  it("no heartbeat vouches for a book with a gap or for one that never came", () => {
    const parameters = { ...PARAMETERS, isHeartbeatEnough: true };
    const gap = { newestExchangeTimeMs: NOW_MS, isProven: false };
    const never = { newestExchangeTimeMs: 0, isProven: true };
    for (const facts of [gap, never]) {
      const { reasonCode, ageMs } = judgeAge(facts, NOW_MS, NOW_MS, parameters);
      expect([reasonCode, ageMs]).toEqual(["RISK_STALE_BOOK", null]);
    }
  });

  it("never passes a book older than the limit, whatever the figures", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 15_000 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 2 * NOW_MS }),
        fc.boolean(),
        (bookAgeMsMax, ageWarnShare, newestExchangeTimeMs, isProven) => {
          const parameters = { ...PARAMETERS, bookAgeMsMax, ageWarnShare };
          const found = judgeAge({ newestExchangeTimeMs, isProven }, 0, NOW_MS, parameters);
          const isOld = NOW_MS - newestExchangeTimeMs > bookAgeMsMax;
          const isAhead = newestExchangeTimeMs - NOW_MS > PARAMETERS.clockSkewMsMax;
          expect(found.reasonCode === "RISK_STALE_BOOK").toBe(isOld || isAhead || !isProven);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("StaleBookGuard", () => {
  it("judges each market by its own limit and explains the newest vote with its numbers", () => {
    const markets = [
      { newestExchangeTimeMs: NOW_MS - 4_000 },
      { newestExchangeTimeMs: NOW_MS - 4_000 },
    ];
    const patient = { "market-1": { bookAgeMsMax: 10_000 } };
    const bench = new GuardBench(bot, {}, { nowMs: NOW_MS, markets }, patient);
    const refused = bench.vote();
    expect(refused).toEqual({ vote: "REJECT", reasonCode: "RISK_STALE_BOOK" });
    expect(bench.explain(refused)).toBe("refused: the book is 4000 ms old and may be 3000 ms old.");
    expect(bench.vote({ marketId: "market-1" }).vote).toBe("APPROVE");
  });
});
