import type { Benchmark, Case, CaseResult, Size, Target } from "../harness/benchmark.ts";
import { candidateOf, ratios } from "../harness/report.ts";

const MARKETS = [1, 100, 1_000, 5_000];
const BOTS_ELSEWHERE = [0, 9, 99];

export const benchmark: Benchmark = {
  name: "scaling",
  title: "Cost of a frame against the number of markets and of bots elsewhere",
  needsPeers: false,
  cases,
  targets: [
    costTarget("cost of a frame, 5,000 markets over 1", "Markets", markets(1), markets(5_000)),
    costTarget("cost of a frame, 99 bots elsewhere over none", "Bots", bots(0), bots(99)),
  ],
};

function cases(size: Size): Case[] {
  const frames = size === "full" ? 600_000 : 50_000;
  return [
    {
      title: "Markets: one bot that watches all of them",
      unit: "frames",
      candidates: MARKETS.map((count) => ({
        label: markets(count),
        module: "scaling/silent-run.ts",
        input: { markets: count, frames, botsElsewhere: 0 },
        isUnchecked: true,
      })),
    },
    {
      title: "Bots: one bot on 100 markets, others on a market without data",
      unit: "frames",
      candidates: BOTS_ELSEWHERE.map((count) => ({
        label: bots(count),
        module: "scaling/silent-run.ts",
        input: { markets: 100, frames, botsElsewhere: count },
        isUnchecked: true,
      })),
    },
  ];
}

function markets(count: number): string {
  return `${count.toLocaleString("en")} markets`;
}

function bots(count: number): string {
  return `${count} bots elsewhere`;
}

function costTarget(what: string, title: string, few: string, many: string): Target {
  return {
    what,
    kind: "ratio",
    unit: "x",
    isHigherBetter: false,
    first: 1.25,
    goal: 1.15,
    values: (results: readonly CaseResult[]) =>
      ratios(candidateOf(results, title, few), candidateOf(results, title, many)),
  };
}
