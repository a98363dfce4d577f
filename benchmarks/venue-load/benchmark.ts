import type { Benchmark, Case, CaseResult, Size } from "../harness/benchmark.ts";
import type { LoadInput } from "./load-run.ts";

const VENUE = "Polytraders venue";

export const benchmark: Benchmark = {
  name: "venue-load",
  title: "The simulated venue under load: 200 markets, 50 WebSocket clients, 2,000 orders a second",
  needsPeers: false,
  cases,
  targets: [
    {
      what: "orders answered per second, 2,000 offered",
      kind: "rate",
      unit: "orders/s",
      isHigherBetter: true,
      first: 1_950,
      goal: 1_990,
      values: (results) => figuresOf(results, "answered/s"),
    },
    {
      what: "p99 from when an order was due to its answer",
      kind: "time",
      unit: "ms",
      isHigherBetter: false,
      first: 50,
      goal: 25,
      values: (results) => figuresOf(results, "p99 ms"),
    },
    {
      what: "the same of the middle second, whatever else ran on the machine in others",
      kind: "time",
      unit: "ms",
      isHigherBetter: false,
      first: 50,
      goal: 25,
      values: (results) => figuresOf(results, "p99 ms of the middle second"),
    },
    {
      what: "RSS at the end of the load over its middle",
      kind: "size",
      unit: "x",
      isHigherBetter: false,
      first: 1.2,
      goal: 1.1,
      values: (results) =>
        figuresOf(results, "RSS end MB").map(
          (end, index) => end / (figuresOf(results, "RSS middle MB")[index] ?? 1),
        ),
    },
    {
      what: "clients that read, lost",
      kind: "size",
      unit: "clients",
      isHigherBetter: false,
      first: 0,
      goal: 0,
      values: (results) => figuresOf(results, "clients lost"),
    },
  ],
};

function cases(size: Size): Case[] {
  const load = {
    markets: 200,
    clients: 50,
    ordersPerSecond: 2_000,
    seconds: size === "full" ? 60 : 10,
  };
  const candidate = (label: string, input: LoadInput) => ({
    label,
    module: "venue-load/load-run.ts",
    input,
    isUnchecked: true,
  });
  return [
    {
      title: `2,000 signed orders/s for ${load.seconds} s, every client on every market`,
      unit: "orders",
      isRunOnce: true,
      note:
        "Three of four orders rest and a fourth takes what they have left. The floor is fastify and " +
        "ws alone: it checks nothing, keeps nothing and sends each client one message an order, " +
        "where the venue sends four after a trade. Ratios say nothing here: both are " +
        "offered the same, and the rounds wait for slow readers at their end.",
      candidates: [
        candidate(VENUE, { ...load, server: "venue-load/venue-server.ts", slowClients: 2 }),
        candidate("fastify + ws, no venue", {
          ...load,
          server: "venue-load/plain-server.ts",
          slowClients: 0,
        }),
      ],
    },
  ];
}

function roundsOf(results: readonly CaseResult[]) {
  return results.flatMap(({ candidates }) =>
    candidates.filter(({ label }) => label === VENUE).flatMap(({ rounds }) => rounds),
  );
}

function figuresOf(results: readonly CaseResult[], name: string): number[] {
  return roundsOf(results).flatMap(({ figures }) => figures?.[name] ?? []);
}
