import type { Benchmark, Candidate, CaseResult, RoundResult, Size } from "../harness/benchmark.ts";
import { candidateOf } from "../harness/report.ts";

const TITLE = "12 guards over 500 markets, every intent approved";
const SILENT = "no observer";
const AUDITED = "audit record and envelopes";

export const benchmark: Benchmark = {
  name: "risk-pipeline",
  title: "Intents through the guards to an approved order",
  needsPeers: false,
  cases: (size: Size) => {
    const intents = size === "full" ? 400_000 : 20_000;
    const candidateOfRun = (label: string, guards: number, isAudited: boolean): Candidate => ({
      label,
      module: "risk-pipeline/guarded-run.ts",
      input: { intents, guards, isAudited, markets: 500 },
      isUnchecked: true,
    });
    return [
      {
        title: TITLE,
        unit: "intents",
        candidates: [
          candidateOfRun(SILENT, 12, false),
          candidateOfRun(AUDITED, 12, true),
          candidateOfRun("no guards", 0, false),
        ],
      },
    ];
  },
  targets: [
    {
      what: "intents per second, 12 guards",
      kind: "rate",
      unit: "intents/s",
      isHigherBetter: true,
      first: 200_000,
      goal: 400_000,
      values: (results: readonly CaseResult[]) =>
        roundsOf(results).map(({ operations, wallMs }) => (operations / wallMs) * 1_000),
    },
    {
      what: "time of an intent, 99.9th percentile",
      kind: "time",
      unit: "ms",
      isHigherBetter: false,
      first: 1,
      goal: 0.25,
      values: (results: readonly CaseResult[]) =>
        roundsOf(results).map(({ figures }) => figures?.["p99.9 ms"] ?? Number.NaN),
    },
  ],
};

function roundsOf(results: readonly CaseResult[]): readonly RoundResult[] {
  return candidateOf(results, TITLE, SILENT)?.rounds ?? [];
}
