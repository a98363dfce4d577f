import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { giveCommand } from "../../src/operator/give-command.ts";
import { OPERATOR_INBOX_FILE, OperatorInbox } from "../../src/operator/operator-inbox.ts";
import type { CommandOptions, OperatorVerb } from "../../src/operator/operator-options.ts";
import { printStatus } from "../../src/operator/print-status.ts";
import { readRunState, RUN_STATE_FILE, type RunState } from "../../src/operator/run-state.ts";
import { MemoryIo } from "../memory-io.ts";
import { outsideFolder } from "../polytraders-process.ts";
import { HALT, sampleState } from "./sample-state.ts";

const { path } = outsideFolder();
let count = 0;

/** A run's folder as a run leaves it. */
function runFolder(state: RunState | string | null = sampleState()): string {
  count += 1;
  const folder = join(path, "runs", `paper-${count}`);
  mkdirSync(folder, { recursive: true });
  const identity = {
    runId: `paper-${count}`,
    verb: "paper",
    origin: { kind: "synthetic", label: "demo" },
    bots: [{ botId: "strat.maker_tight", reference: "x" }],
    markets: { m0: "will-it-rain" },
  };
  writeFileSync(join(folder, "run.json"), JSON.stringify(identity));
  if (state !== null) {
    const text = typeof state === "string" ? state : JSON.stringify(state);
    writeFileSync(join(folder, RUN_STATE_FILE), text);
  }
  return folder;
}

function status(folder: string, isJson = false): MemoryIo {
  const io = new MemoryIo(path);
  printStatus(folder, { runs: "runs", json: isJson }, io);
  return io;
}

function give(
  folder: string,
  options: Partial<CommandOptions> = {},
  verb: OperatorVerb = "halt",
): MemoryIo {
  const io = new MemoryIo(path);
  giveCommand(verb, folder, { runs: "runs", operator: "ann", reason: "test", ...options }, io);
  return io;
}

describe("risk status", () => {
  it("prints equity by name, distance to the halt, positions and orders", () => {
    const io = status(runFolder());
    const text = io.outLines.join("\n");
    expect(text).toContain("No halt and no quarantine is in force.");
    expect(text).toMatch(/effective equity +489.5/);
    expect(text).toContain("139.5 USD may still be lost before the halt at an equity of 350.");
    expect(text).toMatch(/will-it-rain +m0-yes +40 +20 +0.5 +-0.5/);
    expect(text).toMatch(
      /strat.maker_tight +will-it-rain +BUY +0.49 +20.4 +resting, being taken back/,
    );
    expect(io.exitCode).toBe(0);
  });

  it("ends with exit code 3 while anything is halted, and names what and why", () => {
    const scoped = { ...HALT, scope: { botId: null, marketId: "m0" }, cause: "manual" as const };
    const io = status(runFolder(sampleState({ halts: [HALT, scoped] })));
    expect(io.exitCode).toBe(3);
    expect(io.outLines).toContain(
      "HALTED: everything since 2026-11-21T11:53:20.000Z, automatic, by risk.drawdownguard: RISK_DRAWDOWN_BREACH, equity 349 of a peak of 500",
    );
    expect(io.outLines.join("\n")).toContain("HALTED: every strategy in will-it-rain");
  });

  it("says when a run that should be running has written nothing for long", () => {
    const silent = status(runFolder(sampleState({ writtenAt: "2020-01-01T00:00:00.000Z" })));
    expect(silent.outLines.join("\n")).toMatch(/Nothing was written for \d+ seconds/);
    const fresh = status(runFolder(sampleState({ writtenAt: new Date().toISOString() })));
    expect(fresh.outLines.join("\n")).not.toContain("Nothing was written");
  });

  it("is one JSON document with what waits in the inbox", () => {
    const folder = runFolder(sampleState({ halts: [HALT] }));
    give(folder, { commandId: "id-1" }, "reset_halt");
    const io = status(folder, true);
    expect(io.outLines).toHaveLength(1);
    expect(JSON.parse(io.outLines[0] ?? "")).toMatchObject({
      schemaVersion: 1,
      isHalted: true,
      pendingCommands: [{ commandId: "id-1", command: "reset_halt" }],
    });
    expect(io.exitCode).toBe(3);
  });

  it("does not call waiting what the run has read", () => {
    const folder = runFolder();
    give(folder);
    const inbox = new OperatorInbox(folder);
    inbox.readNew();
    const state = sampleState({ inboxPosition: inbox.position });
    writeFileSync(join(folder, RUN_STATE_FILE), JSON.stringify(state));
    expect(status(folder).outLines.join("\n")).not.toContain("Waiting");
  });

  it("warns of a damaged inbox with file and line", () => {
    const folder = runFolder();
    writeFileSync(join(folder, OPERATOR_INBOX_FILE), "broken\n");
    expect(status(folder).errLines.join("\n")).toContain(
      `${OPERATOR_INBOX_FILE}:1: OPERATOR_INBOX_DAMAGED`,
    );
  });

  it.each([
    ["a run without a state", null, /RUN_STATE_MISSING/],
    ["half a state", '{"schemaVersion":1,', /state.json.*RUN_STATE_DAMAGED/],
    [
      "a state with a float for money",
      JSON.stringify({ ...sampleState(), peaks: { all_time: 0.5, rolling: 0, daily: 0 } }),
      /peaks.all_time.*RUN_STATE_DAMAGED/,
    ],
  ])("refuses %s", (_name, state, words) => {
    expect(() => status(runFolder(state))).toThrow(words);
    expect(() => readRunState(runFolder(state))).toThrow(words);
  });

  it("refuses a run that is not there", () => {
    expect(() => status("paper-77")).toThrow(/RUN_NOT_FOUND/);
  });
});

describe("a command to a run", () => {
  it("stands in the inbox with operator, reason, scope and id", () => {
    const folder = runFolder();
    const io = give(folder, { bot: "strat.maker_tight", market: "will-it-rain", expires: 5 });
    const [command] = new OperatorInbox(folder).readNew();
    expect(command).toMatchObject({
      command: "halt",
      operator: "ann",
      reason: "test",
      scope: { botId: "strat.maker_tight", marketId: "m0" },
    });
    // By the run's own time, which need not be ours.
    expect(command?.expiresAtMs).toBe(sampleState().timeMs + 300_000);
    expect(io.outLines[0]).toBe(
      "Trading halts and resting orders are taken back: strat.maker_tight in m0.",
    );
  });

  it("acts once however often it is given under one id", () => {
    const folder = runFolder();
    give(folder, { commandId: "mine" });
    give(folder, { commandId: "mine" });
    expect(new OperatorInbox(folder).readNew()).toHaveLength(1);
  });

  it("gets an id of its own otherwise", () => {
    const folder = runFolder();
    give(folder);
    give(folder);
    expect(new OperatorInbox(folder).readNew()).toHaveLength(2);
  });

  it("is printed as one JSON document", () => {
    const io = give(runFolder(), { json: true }, "reset_peak");
    expect(JSON.parse(io.outLines.join(""))).toMatchObject({
      command: { command: "reset_peak", scope: { botId: null, marketId: null } },
    });
  });

  it.each([
    ["no operator", { operator: " " }, /CONFIG_INVALID/],
    ["no reason", { reason: "" }, /CONFIG_INVALID/],
    ["a bot that the run has not", { bot: "strat.maker_tigth" }, /Did you mean strat.maker_tight/],
    ["a market that the run has not", { market: "snow" }, /a market of the run/],
  ])("is refused with %s", (_name, options, words) => {
    const folder = runFolder();
    expect(() => give(folder, options)).toThrow(words);
    expect(new OperatorInbox(folder).readNew()).toEqual([]);
  });

  it("is refused where nobody will read it", () => {
    const over = sampleState({ status: "finished", verb: "backtest" });
    expect(() => give(runFolder(over))).toThrow(/RUN_FINISHED/);
    expect(() => give(runFolder({ ...over, verb: "paper" }))).not.toThrow();
    expect(() => give(runFolder(null))).toThrow(/RUN_STATE_MISSING/);
  });

  it("goes through although the state is damaged: a halt must always be possible", () => {
    const folder = runFolder("{");
    give(folder);
    expect(new OperatorInbox(folder).readNew()).toHaveLength(1);
  });

  it("is not lost behind a damaged line", () => {
    const folder = runFolder();
    writeFileSync(join(folder, OPERATOR_INBOX_FILE), "torn");
    give(folder, { commandId: "after" });
    expect(new OperatorInbox(folder).readNew()).toMatchObject([{ commandId: "after" }]);
  });
});
