import type {
  Benchmark,
  Candidate,
  CaseResult,
  RoundResult,
  Size,
  Target,
} from "../harness/benchmark.ts";
import { candidateOf, wallRate } from "../harness/report.ts";

const TITLE = "12 guards over 500 markets, every intent approved";
const REAL_TITLE = "The 12 risk bots of a trading run over 500 markets, every intent approved";
const REAL = "as configured by default";
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
      {
        title: REAL_TITLE,
        unit: "intents",
        candidates: [
          {
            label: REAL,
            module: "risk-pipeline/real-guards-run.ts",
            input: { intents, markets: 500 },
          },
        ],
      },
    ];
  },
  targets: [
    ...targetsOf("12 guards that read a book and approve", TITLE, SILENT),
    ...targetsOf("the 12 risk bots", REAL_TITLE, REAL),
  ],
};

function targetsOf(what: string, title: string, label: string): Target[] {
  const roundsOf = (results: readonly CaseResult[]): readonly RoundResult[] =>
    candidateOf(results, title, label)?.rounds ?? [];
  return [
    {
      what: `intents per second, ${what}`,
      kind: "rate",
      unit: "intents/s",
      isHigherBetter: true,
      first: 200_000,
      goal: 400_000,
      values: (results) => roundsOf(results).map(wallRate),
    },
    {
      what: `time of an intent, 99.9th percentile, ${what}`,
      kind: "time",
      unit: "ms",
      isHigherBetter: false,
      first: 1,
      goal: 0.25,
      values: (results) =>
        roundsOf(results).map(({ figures }) => figures?.["p99.9 ms"] ?? Number.NaN),
    },
  ];
}
