import { join } from "node:path";
import type { Benchmark, Candidate, Case, CaseResult } from "../harness/benchmark.ts";
import { candidateOf } from "../harness/report.ts";
import { removeScratch, scratchFolder } from "../harness/scratch-folder.ts";

const GENERATE = "generate, which validates first";
/** Bots of the Dev Guide. */
const SPECS = 109;

export const benchmark: Benchmark = {
  name: "codegen",
  title: "Specs to contracts",
  needsPeers: false,
  cases,
  cleanUp: removeScratch,
  targets: [
    {
      what: "109 specs validated, and everything generated from them",
      kind: "time",
      unit: "ms",
      isHigherBetter: false,
      first: 3_000,
      goal: 1_000,
      values: (results: readonly CaseResult[]) =>
        (candidateOf(results, "109", GENERATE)?.rounds ?? []).map(({ wallMs }) => wallMs),
    },
  ],
};

function cases(): Case[] {
  const candidate = (label: string, file: string, work: string): Candidate => ({
    label,
    module: `codegen/${file}.ts`,
    input: { root: join(scratchFolder("codegen"), work), count: SPECS, work },
  });
  return [
    {
      title: "109 specs: copies of the project's own under other ids",
      unit: "specs",
      candidates: [
        candidate(GENERATE, "generate-specs", "generate"),
        candidate("validate", "generate-specs", "validate"),
        candidate("yaml package: parse alone", "parse-yaml", "parse"),
      ],
    },
  ];
}
