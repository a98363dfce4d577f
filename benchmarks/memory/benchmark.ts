import type { Benchmark, Case, CaseResult, Size } from "../harness/benchmark.ts";
import { removeScratch, scratchFolder } from "../harness/scratch-folder.ts";

export const benchmark: Benchmark = {
  name: "memory",
  title: "Memory: a long backtest, and many idle bots",
  needsPeers: false,
  cases,
  cleanUp: removeScratch,
  targets: [
    {
      what: "RSS at the end of the long backtest over the middle",
      kind: "ratio",
      unit: "x",
      isHigherBetter: false,
      first: 1.2,
      goal: 1.1,
      values: (results) =>
        figures(results, "Backtest", "RSS end MB").map(
          (end, index) => end / (figures(results, "Backtest", "RSS middle MB")[index] ?? 1),
        ),
    },
    {
      what: "500 markets x 30 bots, idle, whole process",
      kind: "size",
      unit: "MB",
      isHigherBetter: false,
      first: 600,
      goal: 300,
      values: (results) => figures(results, "Idle", "process MB"),
    },
  ],
};

function cases(size: Size): Case[] {
  const rowCount = size === "full" ? 20_000_000 : 400_000;
  return [
    {
      title: `Backtest of ${rowCount.toLocaleString("en")} rows, 3 bots, 100 markets`,
      unit: "rows",
      isRunOnce: true,
      candidates: [
        {
          label: "Polytraders, no envelopes kept",
          module: "memory/long-run.ts",
          input: { rowCount, markets: 100, bots: "3 real", runsDirectory: scratchFolder("runs") },
        },
      ],
    },
    {
      title: "Idle: 500 markets x 30 bots, ten copies of each real one, after 60 rows a market",
      unit: "bot-markets",
      isRunOnce: true,
      candidates: [
        {
          label: "Polytraders",
          module: "memory/idle-bots.ts",
          input: { markets: 500, copiesOfEach: 10 },
        },
      ],
    },
  ];
}

function figures(results: readonly CaseResult[], title: string, name: string): number[] {
  const found = results.find((result) => result.case.title.startsWith(title));
  const rounds = found?.candidates.flatMap((candidate) => candidate.rounds) ?? [];
  return rounds.flatMap((round) => round.figures?.[name] ?? []);
}
