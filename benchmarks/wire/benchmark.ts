import type { Benchmark, Candidate, Case, CaseResult, Size } from "../harness/benchmark.ts";
import { candidateOf, ratios } from "../harness/report.ts";

const OWN = "Polytraders: bytes -> checked -> books, state hash";
const JSON_ALONE = "JSON.parse alone";
const CCXT = "JSON.parse -> ccxt books, no checks";

export const benchmark: Benchmark = {
  name: "wire",
  title: "Frame bytes to books and bots",
  needsPeers: true,
  cases,
  targets: [
    {
      what: "time of bytes -> checked -> book over `JSON.parse` alone",
      kind: "ratio",
      unit: "x",
      isHigherBetter: false,
      first: 1.8,
      goal: 0.7,
      values: (results: readonly CaseResult[]) =>
        ratios(candidateOf(results, "100", JSON_ALONE), candidateOf(results, "100", OWN)),
    },
    {
      what: "rate of the same over `JSON.parse` and ccxt's books",
      kind: "ratio",
      unit: "x",
      isHigherBetter: true,
      first: 1.1,
      goal: 2,
      values: (results: readonly CaseResult[]) =>
        ratios(candidateOf(results, "100", OWN), candidateOf(results, "100", CCXT)),
    },
  ],
};

function cases(size: Size): Case[] {
  const input = { markets: 100, frames: size === "full" ? 200_000 : 10_000 };
  const own = (label: string, bots: string, isEachTimed: boolean): Candidate => ({
    label,
    module: "wire/frames-to-bots.ts",
    input: { ...input, bots, isEachTimed },
  });
  return [
    {
      title: `100 markets, ${input.frames.toLocaleString("en")} price_change frames of two changes`,
      unit: "frames",
      candidates: [
        own(OWN, "no bots", false),
        { label: JSON_ALONE, module: "wire/json-alone.ts", input, isUnchecked: true },
        { label: CCXT, module: "wire/json-ccxt.ts", input },
        own("Polytraders: the same, each frame timed", "no bots", true),
        own("Polytraders: the same and the 3 real bots, each frame timed", "3 real", true),
      ],
      note:
        "Messages are read by the checking reader of captures; its rows go into the kernel one " +
        "frame at a time. Book frames and the network are not part of it.",
    },
  ];
}
