import { join } from "node:path";
import { writeRecording } from "@polytraders/adapter-recordings";
import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import type { Benchmark, Candidate, Case, CaseResult, Size } from "../harness/benchmark.ts";
import { candidateOf, ratios, wallRate } from "../harness/report.ts";
import { removeScratch, scratchFolder } from "../harness/scratch-folder.ts";
import type { BotSetName } from "./bot-sets.ts";

const OWN = "Polytraders";
const OWN_TO_DISK = "Polytraders, every envelope to disk";
const RXJS = "plain RxJS, no checks, no hash";
const FIVE: BotSetName = "3 real and 2 simple";
const SETS: readonly BotSetName[] = [
  "1 silent",
  "3 silent",
  "5 silent",
  "1 publishing",
  "5 publishing",
  "1 real",
  "3 real",
  FIVE,
];

export const benchmark: Benchmark = {
  name: "backtest",
  title: "Backtest: bots, contracts, state hash",
  needsPeers: false,
  cases,
  cleanUp: removeScratch,
  targets: [
    rateTarget("5 bots, 100 markets, rows in memory", `${FIVE}, 100 markets`, OWN),
    rateTarget("5 bots, 1,000 markets, rows in memory", `${FIVE}, 1,000 markets`, OWN),
    rateTarget(
      "5 bots, 100 markets, `polytraders backtest` of a recording",
      "Command line",
      "no envelopes kept",
    ),
    {
      what: "5 bots, 100 markets, over the same bots in plain RxJS without checks or hash",
      kind: "ratio",
      unit: "x",
      isHigherBetter: true,
      first: 0.5,
      goal: 1,
      values: (results) =>
        ratios(
          candidateOf(results, `${FIVE}, 100 markets`, OWN),
          candidateOf(results, `${FIVE}, 100 markets`, RXJS),
        ),
    },
  ],
};

async function cases(size: Size): Promise<Case[]> {
  const rowCount = size === "full" ? 600_000 : 100_000;
  const wirings = [100, 1_000].flatMap((markets) =>
    SETS.map((bots) => wiringCase(bots, markets, rowCount)),
  );
  return [...wirings, await commandLineCase(rowCount)];
}

function wiringCase(bots: BotSetName, markets: number, rowCount: number): Case {
  const input = { bots, markets, rowCount };
  const candidates: Candidate[] = [
    { label: OWN, module: "backtest/framework.ts", input },
    { label: RXJS, module: "backtest/plain-rxjs.ts", input },
  ];
  if (bots === FIVE) {
    const envelopeFile = join(scratchFolder("backtest"), `envelopes-${markets}.ndjson`);
    candidates.push({
      label: OWN_TO_DISK,
      module: "backtest/framework.ts",
      input: { ...input, envelopeFile },
    });
  }
  return {
    title: `${bots}, ${markets.toLocaleString("en")} markets, ${rowCount.toLocaleString("en")} rows`,
    unit: "rows",
    candidates,
  };
}

async function commandLineCase(rowCount: number): Promise<Case> {
  const folder = join(scratchFolder("backtest"), "recording");
  const source = createSyntheticSource({ scenario: "load", seed: 5, markets: 100, rowCount });
  await writeRecording(source, folder);
  const candidate = (label: string, envelopes: "all" | "none"): Candidate => ({
    label,
    module: "backtest/command-line.ts",
    input: { folder, runsDirectory: scratchFolder("runs"), bots: FIVE, envelopes },
  });
  return {
    title: `Command line: ${FIVE}, 100 markets, ${rowCount.toLocaleString("en")} rows of Parquet`,
    unit: "rows",
    candidates: [candidate("no envelopes kept", "none"), candidate("every envelope kept", "all")],
  };
}

function rateTarget(what: string, title: string, label: string) {
  return {
    what,
    kind: "rate" as const,
    unit: "rows/s",
    isHigherBetter: true,
    first: 1_000_000,
    goal: 3_000_000,
    values: (results: readonly CaseResult[]) =>
      (candidateOf(results, title, label)?.rounds ?? []).map(wallRate),
  };
}
