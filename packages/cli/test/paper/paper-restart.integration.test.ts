import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { appendCommand } from "../../src/operator/append-command.ts";
import { readRunState } from "../../src/operator/run-state.ts";
import {
  assertSucceeded,
  outsideFolder,
  polytraders,
  readJson,
  repositoryFolder,
  runFolders,
} from "../polytraders-process.ts";

const folder = outsideFolder();
const STRATEGY = join(repositoryFolder, "examples/04-first-strategy");
const CONFIG = folder.write(
  "paper.yaml",
  `seed: 5\nbots:\n  strat.join_the_bid: { path: ${JSON.stringify(STRATEGY)}, mode: enforced }\n`,
);
const START_MS = Date.parse("2026-01-05T00:00:00Z");
const HOUR_MS = 3_600_000;
const HOURS = ["--hours", "5", "--start", "2026-01-05T00:00:00Z", "--envelopes", "none"];

interface Report {
  readonly stateHash: string;
  readonly trading: { readonly orders: { readonly placements: number } };
}

/** Runs until the session has come so far, then kills the process. Answers the run's folder. */
async function runAndKill(runs: string, untilMs: number): Promise<string> {
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  const args = ["paper", "--config", CONFIG, ...HOURS, "--speed", "2000", "--out", runs];
  const ended = polytraders(args, {
    folder: folder.path,
    onStart: (child) => {
      kill = child.kill;
    },
  });
  await vi.waitFor(
    () => {
      const [run = ""] = runFolders(join(folder.path, runs));
      expect(readRunState(run).timeMs).toBeGreaterThan(untilMs);
    },
    { timeout: 60_000, interval: 20 },
  );
  kill?.("SIGKILL");
  expect((await ended).signal).toBe("SIGKILL");
  const [run = ""] = runFolders(join(folder.path, runs));
  return run;
}

async function resume(run: string, hours: readonly string[] = HOURS): Promise<Report> {
  const args = ["paper", "--resume", run, ...hours, "--speed", "max", "--out", "runs"];
  assertSucceeded(await polytraders(args, { folder: folder.path }));
  return readJson(join(run, "report.json")) as Report;
}

test("a killed run goes on as if nothing had happened", async () => {
  const args = ["paper", "--config", CONFIG, ...HOURS, "--speed", "max", "--out", "whole"];
  assertSucceeded(await polytraders(args, { folder: folder.path }));
  const [wholeRun = ""] = runFolders(join(folder.path, "whole"));
  const whole = readJson(join(wholeRun, "report.json")) as Report;
  expect(whole.trading.orders.placements).toBeGreaterThan(3);

  const run = await runAndKill("killed", START_MS + HOUR_MS / 2);
  expect(existsSync(join(run, "report.json"))).toBe(false);
  const resumed = await resume(run);
  expect(resumed.stateHash).toBe(whole.stateHash);
  expect(resumed.trading.orders).toEqual(whole.trading.orders);
}, 120_000);

test("a halt that an operator gave outlives a kill, and a second resume changes nothing", async () => {
  const run = await runAndKill("halted", START_MS + HOUR_MS / 2);
  const halt = {
    schemaVersion: 1,
    command: "halt",
    commandId: "halt-1",
    operator: "ada",
    reason: "drill",
    atMs: 0,
    expiresAtMs: null,
    scope: { botId: null, marketId: null },
  } as const;
  appendCommand(run, halt);
  const short = ["--hours", "3", "--envelopes", "none"];
  const first = await resume(run, short);
  const halts = readRunState(run).halts;
  expect(halts).toMatchObject([{ by: "ada", cause: "manual", reason: "drill" }]);
  expect(readRunState(run).openOrders).toEqual([]);

  const second = await resume(run, short);
  expect(readRunState(run).halts).toEqual(halts);
  expect(second.stateHash).toBe(first.stateHash);
}, 120_000);

test("a signal that comes twice at once stops a run as one does", async () => {
  const args = ["paper", "--config", CONFIG, "--speed", "1", "--out", "signalled"];
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  const ended = polytraders(args, {
    folder: folder.path,
    onStart: (child) => {
      kill = child.kill;
    },
  });
  const parent = join(folder.path, "signalled");
  await vi.waitFor(() => expect(readRunState(runFolders(parent)[0] ?? "").status).toBe("running"), {
    timeout: 60_000,
  });
  kill?.("SIGTERM");
  kill?.("SIGTERM");
  assertSucceeded(await ended);
  const [run = ""] = runFolders(parent);
  expect(readRunState(run).status).toBe("stopped");
  expect(existsSync(join(run, "report.json"))).toBe(true);
}, 120_000);

test("a run of another verb is not resumed", async () => {
  const demo = ["demo", "--no-trading", "--minutes", "1", "--out", "others"];
  assertSucceeded(await polytraders(demo, { folder: folder.path }));
  const [run = ""] = runFolders(join(folder.path, "others"));
  const ended = await polytraders(["paper", "--resume", run], { folder: folder.path });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("RUN_NOT_RESUMABLE");
});
