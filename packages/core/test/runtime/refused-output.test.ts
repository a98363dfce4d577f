import { book, buildBot, buildContract, level, runFrames, TEST_SIGNAL } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { approve, publish, z, type BotContract, type ErrorCode } from "../../src/index.ts";
import { BotCounters } from "../../src/runtime/bot-counters.ts";
import { DecisionCheck } from "../../src/runtime/decision-check.ts";

const contract = buildContract({
  reasonCodes: ["INTEL_SEEN"],
  emits: { depth: z.strictObject({ levels: z.int() }) },
  manifest: { botId: "intel.suspect" },
});
const GOOD = publish("depth", "INTEL_SEEN", 1, 0.5, { levels: 3 });
const INTENT = { tokenId: "t", side: "BUY", price: 5_000, size: 1, timeInForce: "GTC" };

/** What plain JavaScript can return where the compiler would have said no. */
const FAULTS: [name: string, code: ErrorCode, decision: unknown][] = [
  [
    "an undeclared reason code",
    "BOT_REASON_CODE_UNDECLARED",
    { ...GOOD, reasonCode: "INTEL_OTHER" },
  ],
  [
    "an inherited name as reason code",
    "BOT_REASON_CODE_UNDECLARED",
    { ...GOOD, reasonCode: "toString" },
  ],
  ["no reason code", "BOT_REASON_CODE_UNDECLARED", { signal: "depth" }],
  ["a reason code that is no text", "BOT_REASON_CODE_UNDECLARED", { ...GOOD, reasonCode: 7 }],
  ["an undeclared signal", "BOT_SIGNAL_UNDECLARED", { ...GOOD, signal: TEST_SIGNAL }],
  ["an inherited name as signal", "BOT_SIGNAL_UNDECLARED", { ...GOOD, signal: "constructor" }],
  ["another market's id", "BOT_OUTPUT_FOREIGN_MARKET", { ...GOOD, marketId: "market-9" }],
  ["a vote", "BOT_OUTPUT_BEYOND_AUTHORITY", approve("INTEL_SEEN")],
  ["an intent", "BOT_OUTPUT_BEYOND_AUTHORITY", { intent: INTENT, reasonCode: "INTEL_SEEN" }],
  ["NaN as value", "BOT_OUTPUT_MALFORMED", { ...GOOD, value: Number.NaN }],
  ["infinity as value", "BOT_OUTPUT_MALFORMED", { ...GOOD, value: Number.NEGATIVE_INFINITY }],
  ["no value at all", "BOT_OUTPUT_MALFORMED", { ...GOOD, value: undefined }],
  ["a text as value", "BOT_OUTPUT_MALFORMED", { ...GOOD, value: "1" }],
  ["NaN as confidence", "BOT_OUTPUT_MALFORMED", { ...GOOD, confidence: Number.NaN }],
  ["confidence above 1", "BOT_OUTPUT_MALFORMED", { ...GOOD, confidence: 1.01 }],
  ["confidence below 0", "BOT_OUTPUT_MALFORMED", { ...GOOD, confidence: -0.01 }],
  [
    "a payload that breaks its schema",
    "BOT_OUTPUT_MALFORMED",
    { ...GOOD, payload: { levels: "3" } },
  ],
  [
    "a payload with more in it",
    "BOT_OUTPUT_MALFORMED",
    { ...GOOD, payload: { levels: 3, more: 1 } },
  ],
  ["no payload", "BOT_OUTPUT_MALFORMED", { ...GOOD, payload: undefined }],
  ["nothing of a decision", "BOT_OUTPUT_MALFORMED", { reasonCode: "INTEL_SEEN" }],
  ["a text", "BOT_OUTPUT_MALFORMED", "INTEL_SEEN"],
  ["a promise", "BOT_OUTPUT_MALFORMED", Promise.resolve(GOOD)],
];

describe("an output that the contract does not allow", () => {
  it.each(FAULTS)("is refused and counted: %s", (_name, code, decision) => {
    let call = 0;
    const suspect = buildBot(contract, () => ({
      decide: () => {
        call += 1;
        // Plain JavaScript has no compiler to hold it back.
        return (call === 2 ? decision : GOOD) as typeof GOOD;
      },
    }));
    const honest = buildBot(buildContract({ manifest: { botId: "intel.zz_honest" } }), () => ({
      decide: () => publish(TEST_SIGNAL, "INTEL_TEST_OBSERVED", 1, 1, {}),
    }));
    const run = runFrames({
      bots: [suspect, honest],
      frames: [book({}), level("bid", 0.4, 1), level("bid", 0.4, 2)],
    });
    expect(
      run.notices.map((notice) => [
        notice.code,
        notice.botId,
        notice.marketId,
        notice.eventSequence,
      ]),
    ).toEqual([[code, "intel.suspect", "market-0", 2]]);
    // Nothing of the refused output is published; everything else is.
    expect(run.envelopes.map(({ eventSequence, botId }) => `${eventSequence} ${botId}`)).toEqual([
      "1 intel.suspect",
      "1 intel.zz_honest",
      "2 intel.zz_honest",
      "3 intel.suspect",
      "3 intel.zz_honest",
    ]);
    expect(run.envelopes.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    const [host] = run.runtime.hosts;
    expect([host?.counters.refusedOutputCount, host?.counters.decisionCount]).toEqual([1, 2]);
    expect(host?.suspension).toBeNull();
  });

  it("does not end the process when it is a promise that fails", async () => {
    const suspect = buildBot(contract, () => ({
      decide: () => Promise.reject(new Error("late")) as unknown as typeof GOOD,
    }));
    const { notices } = runFrames({ bots: [suspect], frames: [book({})] });
    expect(notices.map(({ code }) => code)).toEqual(["BOT_OUTPUT_MALFORMED"]);
    // An unhandled rejection would fail the run of this file.
    await Promise.resolve();
  });

  it("names what is wrong with a payload", () => {
    const check = checkOf(contract);
    expect(check.check({ ...GOOD, payload: { levels: 1.5 } }, "market-0")).toMatchObject({
      kind: "refused",
      found: expect.stringContaining("payload.levels"),
    });
  });
});

function checkOf(checked: BotContract): DecisionCheck {
  return new DecisionCheck(checked, new BotCounters(checked.manifest));
}

describe("an output within the authority", () => {
  it("passes for votes of guards and intents of strategies", () => {
    const guard = buildContract({ authority: "vote", reasonCodes: ["RISK_FINE"] });
    const strategy = buildContract({ authority: "trade", reasonCodes: ["STRAT_BUY"] });
    expect(checkOf(guard).check(approve("RISK_FINE"), "m")).toMatchObject({ kind: "risk_vote" });
    expect(checkOf(strategy).check({ intent: INTENT, reasonCode: "STRAT_BUY" }, "m")).toMatchObject(
      {
        kind: "order_intent",
      },
    );
    expect(checkOf(strategy).check(approve("STRAT_BUY"), "m")).toMatchObject({
      code: "BOT_OUTPUT_BEYOND_AUTHORITY",
    });
    const pretender = buildContract({
      reasonCodes: ["RISK_FINE"],
      manifest: { emits: guard.manifest.emits },
    });
    expect(checkOf(pretender).check(approve("RISK_FINE"), "m")).toMatchObject({
      code: "BOT_OUTPUT_BEYOND_AUTHORITY",
    });
    expect(checkOf(guard).check({ vote: "MAYBE", reasonCode: "RISK_FINE" }, "m")).toMatchObject({
      code: "BOT_OUTPUT_MALFORMED",
    });
    expect(checkOf(strategy).check({ intent: null, reasonCode: "STRAT_BUY" }, "m")).toMatchObject({
      code: "BOT_OUTPUT_MALFORMED",
    });
  });
});
