import {
  after,
  book,
  buildBot,
  buildContract,
  buildRuntime,
  frame,
  heartbeat,
  level,
  ManualStopwatch,
  runFrames,
  script,
  TEST_REASON,
  TEST_SIGNAL,
  type Step,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { publish, PolytradersError, type LoadedBot } from "../../src/index.ts";

const steady = buildBot(buildContract({ manifest: { botId: "intel.zz_steady" } }), () => ({
  decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
}));

function levels(count: number): Step[] {
  return Array.from({ length: count }, (_, index) => level("bid", 0.4, index + 1));
}

function buildThrower(shouldThrow: (call: number) => boolean): LoadedBot {
  let call = 0;
  return buildBot(buildContract(), () => ({
    decide: () => {
      call += 1;
      if (shouldThrow(call)) throw new Error(`call ${call}`);
      return publish(TEST_SIGNAL, TEST_REASON, call, 1, {});
    },
  }));
}

describe("a bot that throws", () => {
  it("stops nobody else, and is suspended at the third failure", () => {
    const run = runFrames({ bots: [buildThrower(() => true), steady], frames: levels(6) });
    expect(run.notices.map(({ code, found }) => [code, found])).toEqual([
      ["BOT_CALL_FAILED", "call 1"],
      ["BOT_CALL_FAILED", "call 2"],
      ["BOT_CALL_FAILED", "call 3"],
      ["BOT_SUSPENDED", "failures"],
    ]);
    expect(run.envelopes.map(({ botId }) => botId)).toEqual(Array(6).fill("intel.zz_steady"));
    expect(run.audit.map(({ event }) => event.kind)).toEqual([
      "frame",
      "frame",
      "frame",
      // The suspension is an event of its own, after the one that caused it.
      "bot_suspended",
      "frame",
      "frame",
      "frame",
    ]);
    expect(run.runtime.hosts[0]?.suspension).toBe("failures");
  });

  it("now and then stays in service: three failures count within a thousand calls", () => {
    const rarely = buildThrower((call) => call % 499 === 0);
    expect(runFrames({ bots: [rarely], frames: levels(1_600) }).runtime.hosts[0]?.suspension).toBe(
      "failures",
    );
    const moreRarely = buildThrower((call) => call % 500 === 0);
    const run = runFrames({ bots: [moreRarely], frames: levels(1_600) });
    expect(run.runtime.hosts[0]?.suspension).toBeNull();
    expect(run.runtime.hosts[0]?.counters.failureCount).toBe(3);
  });

  it("something that is no error is reported too", () => {
    const odd = buildBot(buildContract(), () => ({
      decide: () => {
        // oxlint-disable-next-line typescript/only-throw-error -- the very thing under test
        throw "a text";
      },
    }));
    expect(runFrames({ bots: [odd], frames: [book({})] }).notices[0]?.found).toBe("a text");
  });

  it.each(["onTrade", "onMarketStatus", "onHeartbeat", "onOrderBook"] as const)(
    "in %s is contained like any other",
    (handler) => {
      const bot = buildBot(buildContract(), () => ({
        perMarket: () => ({
          [handler]: () => {
            throw new Error(handler);
          },
        }),
      }));
      const trade: Step = {
        does: "frame",
        rows: [{ kind: 3, side: 0, price: 5_000, size: 1, flags: 0 }],
      };
      const halt: Step = {
        does: "frame",
        rows: [{ kind: 5, side: 0, price: 1, size: 0, flags: 0 }],
      };
      const run = runFrames({
        bots: [bot, steady],
        frames: [frame(book({}), trade, halt), heartbeat()],
      });
      expect(run.notices.map(({ code, found }) => [code, found])).toEqual([
        ["BOT_CALL_FAILED", handler],
      ]);
      expect(run.envelopes).toHaveLength(1);
    },
  );

  it("while it is made keeps the run from starting, with its file in the message", () => {
    const broken = buildBot(buildContract(), () => {
      throw new Error("no such table");
    });
    expect(() => buildRuntime({ bots: [broken] })).toThrow(PolytradersError);
    expect(() => buildRuntime({ bots: [broken] })).toThrow(
      /bot-in-memory\.ts: BOT_CREATE_FAILED.*intel\.test_bot: no such table/,
    );
    const formless = buildBot(buildContract(), () => ({}) as never);
    expect(() => buildRuntime({ bots: [formless] })).toThrow("BOT_CREATE_FAILED");
  });
});

describe("a bot that takes too long", () => {
  function buildSleeper(
    stopwatch: ManualStopwatch,
    durationMs: (call: number) => number,
  ): LoadedBot {
    let call = 0;
    return buildBot(buildContract({ manifest: { callTimeoutMs: 50 } }), () => ({
      decide: () => {
        call += 1;
        stopwatch.advance(durationMs(call));
        return publish(TEST_SIGNAL, TEST_REASON, call, 1, {});
      },
    }));
  }

  it("is reported, and suspended at the third time; what it said before stands", () => {
    const stopwatch = new ManualStopwatch();
    const sleeper = buildSleeper(stopwatch, (call) => (call % 2 === 0 ? 51 : 50));
    const run = runFrames({ stopwatch, bots: [sleeper, steady], frames: levels(8) });
    expect(run.notices.map(({ code, eventSequence }) => [code, eventSequence])).toEqual([
      ["BOT_CALL_OVERRAN", 2],
      ["BOT_CALL_OVERRAN", 4],
      ["BOT_CALL_OVERRAN", 6],
      ["BOT_SUSPENDED", 6],
    ]);
    expect(run.audit[6]?.event).toMatchObject({ kind: "bot_suspended", reason: "call_budget" });
    const byBot = Map.groupBy(run.envelopes, ({ botId }) => botId);
    expect(byBot.get("intel.test_bot")).toHaveLength(6);
    expect(byBot.get("intel.zz_steady")).toHaveLength(8);
    expect(run.runtime.hosts[0]?.budget).toMatchObject({ overrunCount: 3, longestMs: 51 });
  });

  it("now and then stays in service", () => {
    const stopwatch = new ManualStopwatch();
    const sleeper = buildSleeper(stopwatch, (call) => (call % 500 === 0 ? 1_000 : 1));
    const { runtime } = runFrames({ stopwatch, bots: [sleeper], frames: levels(1_600) });
    expect(runtime.hosts[0]?.budget.overrunCount).toBe(3);
    expect(runtime.hosts[0]?.suspension).toBeNull();
  });

  it("leaves the state hash alone: how long a call took is no input", () => {
    const slow = new ManualStopwatch();
    const fast = new ManualStopwatch();
    const frames = levels(2);
    const one = runFrames({ stopwatch: slow, bots: [buildSleeper(slow, () => 99)], frames });
    const other = runFrames({ stopwatch: fast, bots: [buildSleeper(fast, () => 0)], frames });
    expect(one.stateHash).toBe(other.stateHash);
  });
});

describe("metrics", () => {
  it("count decisions by reason, and forget what is older than a minute", () => {
    const rule = { unit: "count", meaning: "m", observes: null, buckets: [] };
    const contract = buildContract({
      reasonCodes: ["INTEL_A", "INTEL_B"],
      manifest: {
        metrics: [
          { ...rule, name: "all_total", type: "counter", reasonCodes: [] },
          { ...rule, name: "b_total", type: "counter", reasonCodes: ["INTEL_B"] },
          { ...rule, name: "latest", type: "gauge", reasonCodes: [], observes: "value" },
          {
            ...rule,
            name: "sizes",
            type: "histogram",
            reasonCodes: [],
            observes: "value",
            buckets: [1, 2],
          },
        ],
      },
    });
    const bot = buildBot(contract, () => ({
      decide: ({ book: { bestBidSize } }) =>
        publish(TEST_SIGNAL, bestBidSize > 1e6 ? "INTEL_B" : "INTEL_A", bestBidSize / 1e6, 1, {}),
    }));
    const { runtime } = buildRuntime({ bots: [bot] });
    runtime.apply(
      script(level("bid", 0.4, 1), level("bid", 0.4, 2), after(1_000), level("bid", 0.4, 9)),
    );
    const counters = runtime.hosts[0]?.counters;
    expect(counters?.metrics.map(({ value }) => value)).toEqual([3, 2, 9, 12]);
    expect(counters?.metrics[3]?.buckets).toEqual([1, 1, 1]);
    expect([...(counters?.reasons.values() ?? [])].map(({ code, count }) => [code, count])).toEqual(
      [
        ["INTEL_A", 1],
        ["INTEL_B", 2],
      ],
    );
    expect(counters?.decisionsLastMinute(2_000)).toBe(3);
    expect(counters?.decisionsLastMinute(61_500)).toBe(1);
    expect(counters?.decisionsLastMinute(900_000)).toBe(0);
  });
});
