import { buildCommand, buildMarket, ManualStopwatch } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { approve, reject } from "../../src/index.ts";
import { guard, orderPath, strategy, WISH } from "./order-path.ts";

const wisher = strategy(() => [WISH]);
const NONSENSE: [name: string, answer: unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["a text", "APPROVE"],
  ["an unknown vote", { vote: "YES", reasonCode: "RISK_FINE" }],
  ["an undeclared code", { vote: "APPROVE", reasonCode: "RISK_OTHER" }],
  ["a promise", Promise.resolve(approve("RISK_FINE"))],
  ["limits that are none", { vote: "RESHAPE_REQUIRED", reasonCode: "RISK_LESS" }],
  ["empty limits", { vote: "RESHAPE_REQUIRED", reasonCode: "RISK_LESS", constraints: {} }],
  [
    "a limit that is NaN",
    {
      vote: "RESHAPE_REQUIRED",
      reasonCode: "RISK_LESS",
      constraints: { notionalMicroUsdMax: Number.NaN },
    },
  ],
  [
    "a negative limit",
    { vote: "RESHAPE_REQUIRED", reasonCode: "RISK_LESS", constraints: { notionalMicroUsdMax: -1 } },
  ],
  [
    "a price of one dollar",
    { vote: "RESHAPE_REQUIRED", reasonCode: "RISK_LESS", constraints: { priceMax: 10_000 } },
  ],
  ["a quarantine of the moon", { vote: "QUARANTINE", reasonCode: "RISK_NO", quarantine: "moon" }],
  ["an intent", { intent: WISH, reasonCode: "RISK_FINE" }],
];

describe("a vote that does not count is a refusal that names its guard:", () => {
  it.each(NONSENSE)("%s", (_name, answer) => {
    const run = orderPath([wisher, guard("odd", () => answer)]);
    run.step();
    const [decision] = run.audit.flatMap(({ decisions }) => decisions);
    expect(decision).toMatchObject({
      outcome: "refused",
      reasonCode: "RISK_GUARD_ANSWER_INVALID",
      decidedBy: "risk.odd",
    });
    expect(run.audit.at(-1)?.votes.map(({ decision: vote }) => vote)).toEqual(["REJECT"]);
    expect(run.execution.orders).toEqual([]);
  });

  it("a guard that throws, and keeps throwing until it is out of service", () => {
    const run = orderPath([
      wisher,
      guard("odd", () => {
        throw new Error("broken");
      }),
    ]);
    for (let round = 0; round < 5; round += 1) run.step();
    expect(run.codes()).toEqual([
      "RISK_GUARD_FAILED",
      "RISK_GUARD_FAILED",
      "RISK_GUARD_FAILED",
      "RISK_GUARD_SUSPENDED",
      "RISK_GUARD_SUSPENDED",
    ]);
    expect(run.execution.orders).toEqual([]);
  });

  it("a guard that is too slow, unless time is virtual and it is waited for", () => {
    const outcomes = [true, false].map((waitsForVotes) => {
      const stopwatch = new ManualStopwatch();
      const slow = guard("slow", () => {
        stopwatch.advance(51);
        return approve("RISK_FINE");
      });
      const run = orderPath([wisher, slow], { stopwatch, risk: { waitsForVotes } });
      run.step();
      return run.codes();
    });
    expect(outcomes).toEqual([["RISK_INTENT_APPROVED"], ["RISK_GUARD_TOO_SLOW"]]);
  });

  it("and no guard is called slow for time that passed before it was asked", () => {
    const stopwatch = new ManualStopwatch();
    const paused = {
      bot: guard("a", () => approve("RISK_FINE")),
      configuration: { mode: "shadow" as const },
    };
    const run = orderPath([wisher, paused, guard("b", () => approve("RISK_FINE"))], { stopwatch });
    run.step();
    run.runtime.command(buildCommand("pause", { scope: { botId: "risk.a" } }));
    stopwatch.advance(1_000);
    run.step();
    expect(run.codes()).toEqual(["RISK_INTENT_APPROVED", "RISK_INTENT_APPROVED"]);
  });

  it("is not blamed on the strategy, whose own time does not contain its guards'", () => {
    const stopwatch = new ManualStopwatch();
    const slow = guard("slow", () => {
      stopwatch.advance(51);
      return approve("RISK_FINE");
    });
    const run = orderPath([wisher, slow], { stopwatch });
    run.step();
    expect(run.notices.filter(({ code }) => code === "BOT_CALL_OVERRAN")).toMatchObject([
      { botId: "risk.slow" },
    ]);
  });

  it("a guard that is required and not there, not in force, not watching, paused or without a vote", () => {
    const risk = { requiredGuards: ["risk.a"] };
    const missing = orderPath([wisher, guard("b", () => approve("RISK_FINE"))], { risk });
    missing.step();
    const shadow = {
      bot: guard("a", () => approve("RISK_FINE")),
      configuration: { mode: "shadow" as const },
    };
    const notInForce = orderPath([wisher, shadow], { risk });
    notInForce.step();
    const paused = orderPath([wisher, guard("a", () => approve("RISK_FINE"))], { risk });
    paused.runtime.command(buildCommand("pause", { scope: { botId: "risk.a" } }));
    paused.step();
    const elsewhere = { bot: guard("a", () => approve("RISK_FINE")), markets: ["market-7"] };
    const notWatching = orderPath([wisher, elsewhere], { risk });
    notWatching.step();
    expect([missing, notInForce, notWatching, paused].map((run) => run.codes())).toEqual([
      ["RISK_GUARD_MISSING"],
      ["RISK_GUARD_MISSING"],
      ["RISK_GUARD_MISSING"],
      ["RISK_GUARD_PAUSED"],
    ]);
  });

  it("a guard whose declared port this run does not have, or that reaches for it undeclared", () => {
    const declared = orderPath([
      wisher,
      guard("a", () => approve("RISK_FINE"), { ports: ["ledger"] }),
    ]);
    declared.step();
    const undeclared = orderPath([
      wisher,
      guard("a", (_intent, _context, { ledger }) =>
        ledger.cashMicroUsd > 0 ? approve("RISK_FINE") : reject("RISK_NO"),
      ),
    ]);
    undeclared.step();
    expect([declared.codes(), undeclared.codes()]).toEqual([
      ["RISK_GUARD_INPUT_MISSING"],
      ["RISK_GUARD_FAILED"],
    ]);
  });

  it("a guard whose inputs are stale", () => {
    const bookRule = { topic: "order_book", kind: null, isRequired: true, ageMsMax: 500 } as const;
    const timed = strategy(() => [], { botId: "strat.unused" });
    const run = orderPath([
      timed,
      strategy(() => [WISH]),
      guard("a", () => approve("RISK_FINE"), { consumes: [bookRule] }),
    ]);
    run.step();
    const { kernel } = run.runtime;
    const market = kernel.marketById("market-0");
    if (market === undefined) throw new Error("the market of the run");
    const [guardHost] = run.runtime.risk.guards;
    const cause = {
      kind: "timer" as const,
      sequence: 9,
      timeMs: kernel.nowMs + 501,
      timer: NO_TIMER,
    };
    expect(guardHost?.obstacle(market, { ...cause, timeMs: kernel.nowMs + 500 })).toBeNull();
    expect(guardHost?.obstacle(market, cause)?.reasonCode).toBe("RISK_GUARD_INPUT_STALE");
    expect(run.codes()).toEqual(["RISK_INTENT_APPROVED"]);
  });

  it("a guard whose required signal has never come", () => {
    const rule = { topic: "signal", kind: "decay", isRequired: false, ageMsMax: 500 } as const;
    const required = { ...rule, isRequired: true };
    const run = orderPath([
      wisher,
      strategy(() => [], {
        botId: "strat.source",
        emits: [{ contract: "SignalEnvelope", kind: "decay", unit: "count" }],
      }),
      guard("a", () => approve("RISK_FINE"), { consumes: [required] }),
    ]);
    run.step();
    expect(run.codes()).toEqual(["RISK_GUARD_INPUT_MISSING"]);
  });
});

const NO_TIMER = { atMs: 0, hostIndex: 0, marketIndex: 0, name: "" };

describe("an execution port", () => {
  it("that is absent refuses what the guards let pass", () => {
    const run = orderPath([wisher], { risk: { execution: undefined } });
    run.step();
    expect(run.codes()).toEqual(["RISK_EXECUTION_UNAVAILABLE"]);
  });

  it("that throws leaves an order nobody knows about, and stops the strategy there", () => {
    const execution = {
      submit: () => {
        throw new Error("socket closed");
      },
      cancel: () => undefined,
    };
    const run = orderPath([wisher], { markets: [buildMarket()], risk: { execution } });
    run.step();
    run.step();
    expect(run.codes()).toEqual(["RISK_INTENT_APPROVED", "RISK_KILL_SWITCH_ACTIVE"]);
    expect(run.notices[0]).toMatchObject({ code: "RISK_EXECUTION_FAULT" });
    expect(run.runtime.risk.barrier.halts[0]?.scope).toEqual({
      botId: "strat.wisher",
      marketId: "market-0",
    });
  });
});
