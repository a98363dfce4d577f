import type { Benchmark, Candidate, CaseResult } from "../harness/benchmark.ts";
import { candidateOf } from "../harness/report.ts";

const HELP = "polytraders --help";

export const benchmark: Benchmark = {
  name: "startup",
  title: "Start of the command line",
  needsPeers: false,
  cases: () => [
    {
      title: "Processes from start to end",
      unit: "starts",
      candidates: [
        started(HELP, ["packages/cli/dist/main.js", "--help"]),
        started("polytraders --version", ["packages/cli/dist/main.js", "--version"]),
        started("Node.js alone", ["--eval", "0"]),
      ],
    },
  ],
  targets: [
    {
      what: HELP,
      kind: "time",
      unit: "ms",
      isHigherBetter: false,
      first: 300,
      goal: 150,
      values: (results: readonly CaseResult[]) =>
        (candidateOf(results, "Processes", HELP)?.rounds ?? []).map(({ wallMs }) => wallMs),
    },
  ],
};

function started(label: string, args: readonly string[]): Candidate {
  return { label, module: "startup/start-process.ts", input: { args }, isUnchecked: true };
}
