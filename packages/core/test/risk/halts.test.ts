import { buildCommand, buildMarkets } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { approve, PolytradersError, type RiskState } from "../../src/index.ts";
import { guard, NOT_IN_FORCE, orderPath, strategy, WISH } from "./order-path.ts";

const wisher = strategy(() => [WISH]);
const other = strategy(() => [WISH], { botId: "strat.other" });
const EVERYTHING = { botId: null, marketId: null };

/** Trips the kill switch at its first vote. */
function tripper(scope: { botId: string | null; marketId: string | null }) {
  return guard("tripper", (_intent, _context, { killSwitch }) => {
    killSwitch.trip(scope, "RISK_NO", "equity 250.00 at limit 250.00");
    return approve("RISK_FINE");
  });
}

describe("a halt", () => {
  it.each([
    ["everything", EVERYTHING, ["strat.other", "strat.wisher"]],
    ["a market", { botId: null, marketId: "market-0" }, ["strat.other", "strat.wisher"]],
    ["a strategy", { botId: "strat.wisher", marketId: null }, ["strat.wisher"]],
    ["a strategy in a market", { botId: "strat.wisher", marketId: "market-0" }, ["strat.wisher"]],
    ["another market", { botId: null, marketId: "market-1" }, []],
  ] as const)("of %s by an operator refuses just that", (_name, scope, refused) => {
    const run = orderPath([wisher, other], { markets: buildMarkets(2) });
    run.runtime.command(buildCommand("halt", { scope, reason: "news" }));
    run.step();
    const last = run.audit.at(-1)?.decisions ?? [];
    expect(
      last.flatMap(({ botId, reasonCode }) =>
        reasonCode === "RISK_KILL_SWITCH_ACTIVE" ? [botId] : [],
      ),
    ).toEqual(refused);
    expect(run.execution.cancels).toMatchObject([{ origin: "risk", orderId: null, scope }]);
  });

  it("by a guard holds from the next intent on, whatever the guard says then", () => {
    const run = orderPath([wisher, tripper(EVERYTHING)]);
    run.step();
    run.step();
    run.step();
    expect(run.codes()).toEqual([
      "RISK_INTENT_APPROVED",
      "RISK_KILL_SWITCH_ACTIVE",
      "RISK_KILL_SWITCH_ACTIVE",
    ]);
    expect(run.runtime.risk.barrier.halts).toMatchObject([
      { cause: "automatic", by: "risk.tripper", reasonCode: "RISK_NO", sinceMs: 1_000 },
    ]);
    const latched = run.envelopes.filter(({ reasonCode }) => reasonCode === "RISK_HALT_LATCHED");
    expect(latched).toHaveLength(1);
  });

  it.each(NOT_IN_FORCE)("by a guard in mode %s is noted and halts nothing", (mode) => {
    const run = orderPath([wisher, { bot: tripper(EVERYTHING), configuration: { mode } }]);
    run.step();
    run.step();
    expect(run.runtime.risk.barrier.halts).toEqual([]);
    expect(run.execution.orders).toHaveLength(2);
    expect(run.envelopes.map(({ reasonCode }) => reasonCode)).toContain("RISK_HALT_NOT_COUNTED");
  });

  it("is cleared by nobody but an operator, and no wider than he says", () => {
    const run = orderPath([wisher, tripper(EVERYTHING)], { markets: buildMarkets(2) });
    run.step();
    run.runtime.command(buildCommand("resume"));
    run.runtime.command(buildCommand("enable_trading", { commandId: "again" }));
    run.runtime.command(buildCommand("reset_halt", { scope: { marketId: "market-0" } }));
    expect(run.runtime.risk.barrier.halts).toHaveLength(1);
    run.runtime.command(buildCommand("reset_halt", { commandId: "reset" }));
    expect(run.runtime.risk.barrier.halts).toEqual([]);
    const reset = run.audit
      .at(-1)
      ?.envelopes.map(({ reasonCode, payload }) => [reasonCode, payload]);
    expect(reset).toMatchObject([["RISK_HALT_RESET", { operator: "tester", commandId: "reset" }]]);
  });

  it("survives a restart with its commands, and the state is saved before anything else", () => {
    let saved: RiskState | undefined;
    const first = orderPath([wisher, tripper(EVERYTHING)], {
      risk: { onStateChanged: (state) => (saved = state) },
    });
    first.step();
    const state: unknown = JSON.parse(JSON.stringify(saved));
    const second = orderPath([wisher], { risk: { state } });
    // `orderPath` enables trading with the very command that the first run has seen.
    expect(second.runtime.kernel.isTradingEnabled).toBe(false);
    second.runtime.command(buildCommand("enable_trading", { commandId: "second" }));
    second.step();
    expect(second.codes()).toEqual(["RISK_KILL_SWITCH_ACTIVE"]);
    second.runtime.command(buildCommand("reset_halt"));
    second.step();
    expect(second.codes().at(-1)).toBe("RISK_INTENT_APPROVED");
  });

  it.each([
    [{}],
    [null],
    [{ schemaVersion: 1, savedAtMs: 0, halts: [{}], quarantines: [], commandIds: [] }],
  ])("is never forgotten by reading a damaged state: %j stops the start", (state) => {
    const start = () => orderPath([wisher], { risk: { state } });
    expect(start).toThrow(PolytradersError);
    expect(start).toThrow("RISK_STATE_INVALID");
  });
});

describe("taking orders back", () => {
  const open = {
    find: (orderId: string) =>
      orderId === "mine" ? { botId: "strat.wisher", marketId: "market-0" } : undefined,
  };

  it("is approved for a bot's own open order only, also while it is halted", () => {
    const answers: boolean[] = [];
    const bot = strategy((_context, { intents }) => {
      answers.push(intents.cancel("mine"), intents.cancel("theirs"));
      return [];
    });
    const run = orderPath([bot], { risk: { openOrders: open as never } });
    run.runtime.command(buildCommand("halt"));
    run.step();
    expect(answers).toEqual([true, false]);
    expect(run.execution.cancels.map(({ origin, orderId }) => [origin, orderId])).toEqual([
      ["risk", null],
      ["bot", "mine"],
    ]);
    expect(run.notices.map(({ code }) => code)).toEqual(["RISK_CANCEL_ORDER_UNKNOWN"]);
  });

  it("by an operator goes the same way, once per command", () => {
    const run = orderPath([wisher]);
    const command = buildCommand("cancel_orders", { scope: { marketId: "market-0" } });
    run.runtime.command(command);
    run.runtime.command(command);
    expect(run.execution.cancels).toMatchObject([
      { origin: "operator", originId: command.commandId, scope: { marketId: "market-0" } },
    ]);
    expect(run.audit.map(({ event }) => event.kind)).toEqual([
      "command",
      "command",
      "command_refused",
    ]);
    expect(run.notices.map(({ code }) => code)).toEqual(["RISK_COMMAND_REPEATED"]);
  });
});
