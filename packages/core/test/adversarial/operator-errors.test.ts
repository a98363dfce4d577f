import { buildCommand, buildMarkets } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import type { OperatorCommand } from "../../src/index.ts";
import { DEPOSIT, DeskBench, MICRO } from "../trading/desk-bench.ts";
import { survive } from "./survival.ts";

const WITHOUT_FIELDS = [
  "pause",
  "resume",
  "enable_trading",
  "disable_trading",
  "cancel_orders",
  "halt",
  "reset_halt",
  "lift_quarantine",
  "reset_peak",
] as const;

/** One of each command, with this scope. */
function everyCommand(scope: Partial<OperatorCommand["scope"]>): OperatorCommand[] {
  return [
    ...WITHOUT_FIELDS.map((command) => buildCommand(command, { scope })),
    buildCommand("set_mode", { scope, mode: "off" }),
    buildCommand("override_parameter", {
      scope,
      parameter: "no such thing",
      value: Number.MAX_VALUE,
    }),
    buildCommand("clear_override", { scope, parameter: "no such thing" }),
  ];
}

/** A run with an order that rests. */
function rested(): DeskBench {
  const bench = new DeskBench({ markets: buildMarkets(2) });
  const [orderId = ""] = bench.wish({});
  bench.answer(orderId, "resting");
  return bench;
}

describe("I mistype", () => {
  it.each([
    ["the bot", { botId: "strat.wishes" }],
    ["the market", { marketId: "market-99" }],
    ["both", { botId: "strat.wishes", marketId: "market-99" }],
    ["a market for my bot", { botId: "strat.wisher", marketId: "constructor" }],
    ["a name that every object has", { botId: "__proto__", marketId: "toString" }],
  ])("%s: I am told so, each time, and nothing that runs is touched", (_, scope) => {
    const commands = everyCommand(scope).filter(
      ({ command }) => command !== "enable_trading" && command !== "disable_trading",
    );
    const bench = survive(() => {
      const each = rested();
      for (const command of commands) each.run.runtime.command(command);
      return each;
    });
    const strays = bench.noticeCodes.filter((code) => code === "RISK_COMMAND_SCOPE_UNKNOWN");
    expect(strays).toHaveLength(commands.length);
    expect(bench.desk.listOpenOrders()).toMatchObject([{ state: "resting", isCancelling: false }]);
    expect(bench.gateway.cancels).toEqual([]);
    expect(bench.run.runtime.kernel.isTradingEnabled).toBe(true);
  });

  it("nothing: no command is called a stray", () => {
    const bench = survive(() => {
      const each = rested();
      for (const scope of [{}, { botId: "strat.wisher" }, { marketId: "market-1" }]) {
        for (const command of everyCommand(scope)) each.run.runtime.command(command);
      }
      const mode = { mode: "enforced", commandId: "back", scope: {} } as const;
      each.run.runtime.command(buildCommand("set_mode", mode));
      for (const botId of ["strat.wisher", null]) {
        for (const marketId of ["market-1", null]) {
          const scope = { botId, marketId };
          const commandId = `back ${botId} ${marketId}`;
          each.run.runtime.command(buildCommand("set_mode", { ...mode, commandId, scope }));
        }
      }
      return each;
    });
    expect(bench.noticeCodes).not.toContain("RISK_COMMAND_SCOPE_UNKNOWN");
  });
});

describe("I give", () => {
  it("the same command ten thousand times: it acts once, and each repetition is told", () => {
    const halt = buildCommand("halt");
    const bench = survive(() => {
      const each = rested();
      for (let count = 0; count < 10_000; count += 1) each.run.runtime.command(halt);
      return each;
    });
    expect(bench.run.runtime.risk.barrier.halts).toHaveLength(1);
    expect(bench.gateway.cancels).toHaveLength(1);
    expect(bench.noticeCodes.filter((code) => code === "RISK_COMMAND_REPEATED")).toHaveLength(
      9_999,
    );
  });

  it("a command that has expired before it comes: it does not act", () => {
    const bench = survive(() => {
      const each = rested();
      each.run.runtime.command(buildCommand("halt", { expiresAtMs: 1 }));
      each.run.runtime.command(buildCommand("cancel_orders", { expiresAtMs: 0 }));
      return each;
    });
    expect(bench.noticeCodes).toEqual(["RISK_COMMAND_EXPIRED", "RISK_COMMAND_EXPIRED"]);
    expect(bench.desk.listOpenOrders()).toMatchObject([{ isCancelling: false }]);
  });

  it("halt and reset a thousand times in one moment: orders are taken back once, none is lost", () => {
    const bench = survive(() => {
      const each = rested();
      for (let count = 0; count < 1_000; count += 1) {
        each.run.runtime.command(buildCommand("halt", { commandId: `halt-${count}` }));
        each.run.runtime.command(buildCommand("reset_halt", { commandId: `reset-${count}` }));
      }
      return each;
    });
    expect(bench.gateway.cancels).toHaveLength(1);
    expect(bench.desk.listOpenOrders()).toMatchObject([{ isCancelling: true }]);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(50 * MICRO);
  });

  it("reset_peak and reset_halt when nothing is wrong: nothing is made up", () => {
    const bench = survive(() => {
      const each = rested();
      each.run.runtime.command(buildCommand("reset_halt"));
      each.run.runtime.command(buildCommand("reset_peak"));
      return each;
    });
    expect(bench.desk.ledgerPort.peakCashMicroUsd("all_time")).toBe(DEPOSIT);
    expect(bench.noticeCodes).toEqual([]);
  });
});
