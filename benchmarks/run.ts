// Measures the project beside its peers: `node_modules/.bin/node benchmarks/run.ts <name ...>`.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Benchmark, CaseResult, Size } from "./harness/benchmark.ts";
import { describeMachine } from "./harness/machine.ts";
import { measureCase } from "./harness/measure-case.ts";
import { installPeers } from "./harness/peers.ts";
import { caseTable, targetTable, verdict } from "./harness/report.ts";

/** Topics in the order in which they run. */
const NAMES = [
  "order-book",
  "matching",
  "parquet-books",
  "backtest",
  "trading-backtest",
  "scaling",
  "wire",
  "codegen",
  "memory",
  "startup",
  "venue-load",
  "risk-pipeline",
  "recovery",
  "durable-submit",
] as const;

const USAGE = `usage: benchmarks/run.ts [names] [--quick] [--rounds n] [--save] [--only text]
names: ${NAMES.join(", ")}; all of them when none is given
`;

async function load(name: string): Promise<Benchmark> {
  const module: { readonly benchmark: Benchmark } = await import(`./${name}/benchmark.ts`);
  return module.benchmark;
}

interface RunOptions {
  readonly size: Size;
  readonly rounds: number;
  readonly isSaved: boolean;
  /** Only cases whose title contains this. */
  readonly only: string;
}

/** Runs one benchmark. Answers whether all results agree and no ratio is missed. */
async function runBenchmark(benchmark: Benchmark, options: RunOptions): Promise<boolean> {
  const loadBefore = loadavg()[0] ?? 0;
  if (benchmark.needsPeers) installPeers();
  const results: CaseResult[] = [];
  const title = `# ${benchmark.title}\n`;
  process.stdout.write(`${title}\n`);
  try {
    for (const each of await benchmark.cases(options.size)) {
      if (!each.title.includes(options.only)) continue;
      const result = await measureCase(each, options.rounds);
      results.push(result);
      process.stdout.write(`${caseTable(result)}\n`);
    }
  } finally {
    benchmark.cleanUp?.();
  }
  const targets = benchmark.targets.length === 0 ? "" : targetTable(benchmark.targets, results);
  process.stdout.write(`${targets}\n`);
  if (options.isSaved) save(benchmark, describeRun(options, loadBefore), results, targets);
  return (
    results.every(({ agrees }) => agrees) &&
    benchmark.targets.every(
      (target) => target.kind !== "ratio" || verdict(target, results) !== "missed",
    )
  );
}

function describeRun({ size, rounds, only }: RunOptions, loadBefore: number): string {
  const sizes = size === "full" ? "full" : "small: proves that it works, not how fast it is";
  const cut = only === "" ? "" : `\n- Only cases with "${only}" in their title`;
  return `${describeMachine(loadBefore)}\n- Rounds: ${rounds} of each candidate in turn; sizes ${sizes}${cut}`;
}

function save(
  { name, title }: Benchmark,
  machine: string,
  results: readonly CaseResult[],
  targets: string,
): void {
  const date = new Date().toISOString().slice(0, 10);
  const folder = new URL("./results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const tables = results.map(caseTable).join("\n");
  const text = `# ${title}, ${date}\n\n${machine}\n\n${targets === "" ? "" : `## Targets\n\n${targets}\n`}## Cases\n\n${tables}`;
  writeFileSync(new URL(`${date}-${name}.md`, folder), text);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string", default: "5" },
      save: { type: "boolean", default: false },
      only: { type: "string", default: "" },
    },
  });
  const unknown = positionals.filter((name) => !NAMES.some((known) => known === name));
  if (unknown.length > 0 || !(Number(values.rounds) >= 1)) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const options: RunOptions = {
    size: values.quick ? "quick" : "full",
    rounds: Number(values.rounds),
    isSaved: values.save,
    only: values.only,
  };
  for (const name of positionals.length === 0 ? NAMES : positionals) {
    if (!(await runBenchmark(await load(name), options))) process.exitCode = 1;
  }
}

await main();
