// Every gate of the repository, or those named: `npm test`, `npm run gate -- lint format`,
// `npm test -- <filter>` (only Vitest, unit and integration), `npm run gate -- format --fix`.
import { ensureBuilt } from "../bootstrap/build.mjs";
import { gates } from "./gate-list.ts";
import { runGates } from "./run-gates.ts";
import { runTests } from "./tests.ts";
import type { Gate, TestTotals } from "./gate.ts";

const args = process.argv.slice(2);

if (args.includes("--list")) {
  for (const gate of gates) process.stdout.write(`${gate.name.padEnd(12)} ${gate.purpose}\n`);
} else if (args[0] === "vitest") {
  await runTestsOnly(args.slice(1));
} else {
  await run(args);
}

async function runTestsOnly(filter: readonly string[]): Promise<void> {
  if (!(await ensureBuilt())) {
    process.exitCode = 1;
    return;
  }
  const { succeeded, output, totals } = await runTests(filter, "default");
  process.stdout.write(output);
  if (!succeeded) process.exitCode = 1;
  if (totals) writeTotals(totals);
}

async function run(words: readonly string[]): Promise<void> {
  const names = words.filter((word) => !word.startsWith("--"));
  const unknown = names.filter((name) => !gates.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`unknown gate: ${unknown.join(", ")}; --list shows all\n`);
    process.exitCode = 2;
    return;
  }
  await finish(names.length > 0 ? gatesNamed(names) : gates, words.includes("--fix"));
}

/** The named gates, after a build where one of them reads compiled output. */
function gatesNamed(names: readonly string[]): Gate[] {
  const isBuildNeeded = gates.some((gate) => gate.needsBuild && names.includes(gate.name));
  return gates.filter(({ name }) => names.includes(name) || (isBuildNeeded && name === "build"));
}

async function finish(selected: readonly Gate[], isFixing: boolean): Promise<void> {
  const write = (text: string): void => void process.stdout.write(text);
  const { failedGates, totals } = await runGates(selected, { isFixing }, write);
  if (failedGates.length > 0) {
    write(`\nfailed gates: ${failedGates.join(", ")}\n`);
    process.exitCode = 1;
  }
  if (selected.some((gate) => gate.isExclusive && gate.name !== "build")) {
    writeTotals(totals);
  }
}

function writeTotals({ passed, failed, skipped }: TestTotals): void {
  if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
}
