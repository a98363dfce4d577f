import type { Benchmark, Candidate, Case, CaseResult, Size } from "../harness/benchmark.ts";
import { candidateOf, ratios } from "../harness/report.ts";
import type { StreamInput } from "./level-stream.ts";

const OWN = "Polytraders OrderBook";
const CCXT = "ccxt OrderBook";
const TARDIS = "tardis-dev OrderBook";

export const benchmark: Benchmark = {
  name: "order-book",
  title: "Order book: absolute level updates, best prices read after each",
  needsPeers: true,
  cases,
  targets: [
    target("update + best level, 1,000 ticks, over ccxt", "1,000 ticks", CCXT, 5, 8),
    target("the same over tardis-dev", "1,000 ticks", TARDIS, 10, 15),
    target("with the depth of ten levels, over ccxt", "with depth", CCXT, 4, 6),
    target("sparse 10,000-tick book, over ccxt", "sparse", CCXT, 5, 20),
  ],
};

function cases(size: Size): Case[] {
  const updates = size === "full" ? 1_000_000 : 50_000;
  return [
    bookCase("100 ticks", { updates, ticks: 100, gap: 1, depthEvery: 0 }),
    bookCase("1,000 ticks", { updates, ticks: 1_000, gap: 1, depthEvery: 0 }),
    bookCase("sparse: every 50th of 10,000 ticks", {
      updates,
      ticks: 10_000,
      gap: 50,
      depthEvery: 0,
    }),
    bookCase("with depth: ten levels of both sides every 16 updates, 1,000 ticks", {
      updates,
      ticks: 1_000,
      gap: 1,
      depthEvery: 16,
    }),
  ];
}

function bookCase(title: string, input: StreamInput): Case {
  const named = (label: string, file: string, more: object = {}): Candidate => ({
    label,
    module: `order-book/${file}.ts`,
    input: { ...input, ...more },
  });
  const candidates = [
    named(OWN, "core-book"),
    named(CCXT, "ccxt-book"),
    named(TARDIS, "tardis-book"),
  ];
  // Packages that take seconds for a million updates stand in one case only.
  if (input.depthEvery === 0 && input.ticks === 1_000) {
    candidates.push(
      named("nodejs-order-book", "matching-book", { packageName: "nodejs-order-book" }),
      named("hft-limit-order-book", "matching-book", { packageName: "hft-limit-order-book" }),
      named("orderbooks", "orderbooks-book"),
    );
  }
  return { title, unit: "updates", candidates };
}

function target(what: string, title: string, peer: string, first: number, goal: number) {
  return {
    what,
    kind: "ratio" as const,
    unit: "x",
    isHigherBetter: true,
    first,
    goal,
    values: (results: readonly CaseResult[]) =>
      ratios(candidateOf(results, title, OWN), candidateOf(results, title, peer)),
  };
}
