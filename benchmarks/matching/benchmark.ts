import type { Benchmark, Candidate, Case, CaseResult, Size } from "../harness/benchmark.ts";
import { candidateOf, ratios, wallRate } from "../harness/report.ts";
import type { TapeInput } from "./order-tape.ts";

const OWN = "Polytraders MatchingEngine";
const PEERS = ["nodejs-order-book", "hft-limit-order-book"] as const;
const CHURN = "churn: 45% limit, 40% cancel, 15% IOC";
const LONG = "churn, five times as long";
const MOVES = "moves: 9% limit, 3% IOC, 6% cancel, 82% move";

export const benchmark: Benchmark = {
  name: "matching",
  title: "Matching: orders of both kinds, string ids, every event read",
  needsPeers: true,
  cases,
  targets: [
    ...PEERS.map((peer) => ratio("churn", CHURN, peer)),
    ...PEERS.map((peer) => ratio("moves", MOVES, peer)),
    rate("churn", CHURN),
    rate("churn, 5M operations", LONG),
    rate("moves", MOVES),
  ],
};

function cases(size: Size): Case[] {
  const operations = size === "full" ? 1_000_000 : 20_000;
  const churn: TapeInput = { operations, shape: "churn" };
  const moves: TapeInput = { operations, shape: "moves" };
  return [
    {
      ...tapeCase(`${CHURN}; 99 ticks`, churn),
      note: "Cancels also name orders filled meanwhile. Limit orders pile up, tens of thousands at the end.",
    },
    {
      title: `${LONG}; own engine only`,
      unit: "operations",
      candidates: [own({ operations: operations * 5, shape: "churn" })],
      note: "The peers' time per operation grows with the length of a level's queue; the case above is the beginning of this tape, and compares them there.",
    },
    {
      ...tapeCase(`${MOVES}; about 1,000 live orders`, moves),
      note: "The mix of exchange-core's published benchmark, which also checks risk and journals. A move loses its place in the queue; moves of this tape do not match.",
    },
  ];
}

function tapeCase(title: string, input: TapeInput): Case {
  const peers = PEERS.map((packageName): Candidate => ({
    label: packageName,
    module: "matching/peer-engine.ts",
    input: { ...input, packageName },
  }));
  return { title, unit: "operations", candidates: [own(input), ...peers] };
}

function own(input: TapeInput): Candidate {
  return { label: OWN, module: "matching/own-engine.ts", input };
}

function ratio(what: string, title: string, peer: string) {
  return {
    what: `${what}, over ${peer}`,
    kind: "ratio" as const,
    unit: "x",
    isHigherBetter: true,
    first: 10,
    goal: 15,
    values: (results: readonly CaseResult[]) =>
      ratios(candidateOf(results, title, OWN), candidateOf(results, title, peer)),
  };
}

function rate(what: string, title: string) {
  return {
    what,
    kind: "rate" as const,
    unit: "operations/s",
    isHigherBetter: true,
    first: 2_000_000,
    goal: 4_000_000,
    values: (results: readonly CaseResult[]) =>
      candidateOf(results, title, OWN)?.rounds.map(wallRate) ?? [],
  };
}
