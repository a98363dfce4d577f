import { stripVTControlCharacters } from "node:util";
import type { Gate, GateOptions, GateResult, TestTotals } from "./gate.ts";

/** What came out of a run of several gates. */
export interface RunSummary {
  readonly failedGates: readonly string[];
  readonly totals: TestTotals;
}

/**
 * Runs gates in order: neighbours that are not exclusive share the cores, an exclusive one runs
 * alone. Gates that read compiled output are reported as failed when the build did.
 *
 * @param write receives one line per gate, and the output of each gate that failed
 */
export async function runGates(
  gates: readonly Gate[],
  options: GateOptions,
  write: (text: string) => void,
): Promise<RunSummary> {
  const failedGates: string[] = [];
  let totals: TestTotals = { passed: 0, failed: 0, skipped: 0 };

  const runOne = async (gate: Gate): Promise<void> => {
    const startMs = performance.now();
    const isBlocked = gate.needsBuild && failedGates.includes("build");
    const result = isBlocked ? notRun : await runSafely(gate, options);
    write(formatLine(gate.name, result, performance.now() - startMs));
    if (!result.succeeded) failedGates.push(gate.name);
    if (result.totals) totals = addTotals(totals, result.totals);
  };

  for (const group of groupNeighbours(gates)) await runPool(group, runOne);
  return { failedGates, totals };
}

const notRun: GateResult = { succeeded: false, output: "not run: the build failed" };
const concurrency = 2;

async function runSafely(gate: Gate, options: GateOptions): Promise<GateResult> {
  try {
    return await gate.run(options);
  } catch (error) {
    return { succeeded: false, output: error instanceof Error ? error.message : String(error) };
  }
}

function formatLine(name: string, result: GateResult, durationMs: number): string {
  const seconds = `${(durationMs / 1000).toFixed(1)} s`.padStart(8);
  const verdict = result.succeeded ? "ok  " : "FAIL";
  const line = `${verdict} ${name.padEnd(12)}${seconds}  ${result.detail ?? ""}`.trimEnd();
  return result.succeeded ? `${line}\n` : `${line}\n${indent(result.output)}\n`;
}

/** Some tools colour what they write into a pipe. */
function indent(text: string): string {
  return stripVTControlCharacters(text)
    .trim()
    .split("\n")
    .map((line) => `     | ${line}`)
    .join("\n");
}

function addTotals(a: TestTotals, b: TestTotals): TestTotals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

function groupNeighbours(gates: readonly Gate[]): Gate[][] {
  const groups: Gate[][] = [];
  for (const gate of gates) {
    const last = groups.at(-1);
    if (last && !gate.isExclusive && !last[0]?.isExclusive) last.push(gate);
    else groups.push([gate]);
  }
  return groups;
}

async function runPool<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
