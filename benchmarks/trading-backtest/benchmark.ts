import type { Benchmark, Candidate, CaseResult, Size } from "../harness/benchmark.ts";
import { candidateOf, wallRate } from "../harness/report.ts";
import { removeScratch, scratchFolder } from "../harness/scratch-folder.ts";

const FIVE = "5 bots: a strategy, 3 guards, a signal";
const REAL = "Reward maker with every guard and execution bot";
const WHOLE = "desk, ledger, journal; orders rest";
const SESSION = "desk, ledger, journal; simulated venue";
const BARE = "no desk, no journal; the strategy is refused";

export const benchmark: Benchmark = {
  name: "trading-backtest",
  title: "Backtest that trades: risk, ledger, journal hash, venue",
  needsPeers: false,
  cleanUp: removeScratch,
  cases: (size: Size) => {
    const rowCount = size === "full" ? 600_000 : 50_000;
    return [
      { title: FIVE, unit: "rows", candidates: candidates("five", rowCount) },
      { title: REAL, unit: "rows", candidates: candidates("real", rowCount) },
    ];
  },
  targets: [
    {
      what: "5 bots, desk, ledger and journal hash, orders rest",
      kind: "rate",
      unit: "rows/s",
      isHigherBetter: true,
      first: 1_000_000,
      goal: 2_000_000,
      values: (results) => roundsOf(results, WHOLE).map(wallRate),
    },
    {
      what: "5 bots, the same through the simulated venue",
      kind: "rate",
      unit: "rows/s",
      isHigherBetter: true,
      first: 1_000_000,
      goal: 2_000_000,
      values: (results) => roundsOf(results, SESSION).map(wallRate),
    },
  ],
};

/** Each compares its state hash with that of its own round before; what they do differs. */
function candidates(composition: "five" | "real", rowCount: number): readonly Candidate[] {
  const input = { composition, rowCount, markets: 100 };
  const folder = scratchFolder(`trading-${composition}`);
  const kernel = { module: "trading-backtest/kernel-run.ts", isUnchecked: true };
  return [
    { ...kernel, label: WHOLE, input: { ...input, hasDesk: true, folder } },
    {
      ...kernel,
      label: "desk, ledger; no journal",
      input: { ...input, hasDesk: true, folder: null },
    },
    // The reward maker reads the ledger, and so do guards: without a desk they would only refuse.
    ...(composition === "real"
      ? []
      : [{ ...kernel, label: BARE, input: { ...input, hasDesk: false, folder: null } }]),
    {
      label: SESSION,
      module: "trading-backtest/session-run.ts",
      input: { ...input, folder },
      isUnchecked: true,
    },
  ];
}

function roundsOf(results: readonly CaseResult[], label: string) {
  return candidateOf(results, FIVE, label)?.rounds ?? [];
}
