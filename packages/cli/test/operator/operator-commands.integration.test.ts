import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readRunState } from "../../src/operator/run-state.ts";
import { assertSucceeded, outsideFolder, polytraders, runFolders } from "../polytraders-process.ts";

const { path: folder } = outsideFolder();
const WAIT = { timeout: 60_000, interval: 50 };
const PAPER = ["paper", "--bots", "strat.maker_tight", "--envelopes", "none", "--speed", "100"];

const risk = (...args: string[]) => polytraders(["risk", ...args], { folder });
const asOperator = ["--operator", "ada", "--reason", "drill"];

test("an operator halts a running run, sees it, and clears the halt", async () => {
  let stop: ((signal: NodeJS.Signals) => void) | undefined;
  const ended = polytraders([...PAPER, "--seed", "3"], {
    folder,
    onStart: (child) => {
      stop = child.kill;
    },
  });
  const runOf = (): string => runFolders(join(folder, "runs"))[0] ?? "";
  await vi.waitFor(() => expect(readRunState(runOf()).openOrders.length).toBeGreaterThan(0), WAIT);

  assertSucceeded(await risk("halt", runOf(), ...asOperator, "--command-id", "h1"));
  await vi.waitFor(() => expect(readRunState(runOf()).halts).toHaveLength(1), WAIT);
  await vi.waitFor(() => expect(readRunState(runOf()).openOrders).toEqual([]), WAIT);
  const halted = await risk("status", runOf(), "--json");
  expect(halted.code).toBe(3);
  expect(JSON.parse(halted.stdout)).toMatchObject({
    isHalted: true,
    pendingCommands: [],
    halts: [{ by: "ada", cause: "manual", reason: "drill" }],
  });

  assertSucceeded(await risk("reset-halt", runOf(), ...asOperator));
  assertSucceeded(await risk("reset-peak", runOf(), ...asOperator));
  // The same id again: it has acted, and acts no more.
  assertSucceeded(await risk("halt", runOf(), ...asOperator, "--command-id", "h1"));
  await vi.waitFor(() => expect(readRunState(runOf()).openOrders.length).toBeGreaterThan(0), WAIT);
  expect((await risk("status", runOf())).code).toBe(0);

  stop?.("SIGTERM");
  await ended;
  expect(readRunState(runOf()).status).toBe("stopped");
}, 180_000);
