import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FAULT_KINDS } from "../../src/faults/fault-kinds.ts";
import { addCounts, listOf } from "./counts.ts";
import { simulate, SimulationFailure, STEPS } from "./simulate.ts";

const SEEDS = 500;

/** Without each of these the simulation would show less than it says. */
const MUST_HAPPEN = [
  "swap",
  "mint",
  "merge",
  "RETRYING",
  "FAILED",
  "CONFIRMED",
  "split confirmed",
  "split failed",
  "merge confirmed",
  "convert confirmed",
  "redeem confirmed",
  "resolution proposed",
  "resolution disputed",
  "resolution final",
  "order_delayed",
  "order_killed",
  "heartbeat_lapsed",
  "tick_size_changed",
  "venue_mode_changed",
  "reward",
  "rebate",
  "HTTP 200",
  "HTTP 400",
  "HTTP 404",
  "HTTP 425",
  "HTTP 429",
  "HTTP 500",
  "HTTP 503",
  "no answer",
];

test(`${SEEDS} seeds of a busy venue under faults break no invariant`, () => {
  const happened = new Map<string, number>();
  const faults = new Map<string, number>();
  const hashes = new Set<string>();
  let eventCount = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = simulate(seed);
    addCounts(happened, result.happened);
    addCounts(faults, result.faults);
    hashes.add(result.hash);
    eventCount += result.eventCount;
  }
  process.stdout.write(
    `${SEEDS} seeds of ${STEPS} steps, ${eventCount} events\n` +
      `  happened: ${listOf(happened)}\n  faults injected: ${listOf(faults)}\n`,
  );
  expect(hashes.size).toBe(SEEDS);
  expect(MUST_HAPPEN.filter((what) => !happened.has(what))).toEqual([]);
  expect(FAULT_KINDS.map(({ kind }) => kind).filter((kind) => !faults.has(kind))).toEqual([]);
});

test("a seed run again ends in the same state, another seed in another", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const first = simulate(seed);
    expect(simulate(seed)).toEqual(first);
    expect(simulate(seed + 100).hash).not.toBe(first.hash);
  }
});

const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));
const ENTRY = fileURLToPath(new URL("./run-seed.ts", import.meta.url));

test("a failing run prints one command that runs it again", () => {
  let message = "";
  try {
    simulate(7, 60, ({ venue }) => {
      if (venue.exchange.eventCount > 200) throw new Error("more than 200 events");
    });
  } catch (error) {
    if (!(error instanceof SimulationFailure)) throw error;
    ({ message } = error);
  }
  expect(message).toContain("Seed 7: more than 200 events");
  expect(message).toMatch(/at step \d+, \{"kind":/);
  const [, command = ""] = message.split("Run it again: ");
  expect(command).toContain(ENTRY.slice(ROOT.length));
  const [file = "", ...words] = command.split(" ");
  const said = execFileSync(file, words, { cwd: ROOT, encoding: "utf8" });
  expect(said).toContain(`Seed 7: 60 steps`);
  expect(said).toContain(simulate(7, 60).hash);
});
