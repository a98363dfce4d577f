import { join } from "node:path";
import type { Benchmark, Candidate, Case, CaseResult, Size } from "../harness/benchmark.ts";
import { candidateOf } from "../harness/report.ts";
import { removeScratch, scratchFolder } from "../harness/scratch-folder.ts";
import type { JournalInput } from "./write-journal.ts";

const RECOVERY = "Recovery: journal read, proven and replayed";
const WRITING = "A trading run with its journal";
const WHOLE = "rows kept whole";
const REFERENCE = "rows by reference";

export const benchmark: Benchmark = {
  name: "recovery",
  title: "The journal: recovery after a crash, and what writing it costs",
  needsPeers: false,
  cleanUp: removeScratch,
  cases: (size: Size): Case[] => {
    // A few events more than frames: answers of the venue, and news of orders.
    const frames = size === "full" ? 1_000_000 : 20_000;
    const base = { markets: 100, framesPerQuote: 100, frames };
    const fileOf = (name: string): string => join(scratchFolder("journals"), `${name}.sqlite`);
    const candidate = (label: string, module: string, input: JournalInput): Candidate => ({
      label,
      module: `recovery/${module}`,
      input,
    });
    const kept = { keepsRows: true };
    return [
      {
        title: `${RECOVERY}, ${frames.toLocaleString("en")} frames with orders in 100 markets`,
        unit: "events",
        candidates: [
          candidate(WHOLE, "recover.ts", {
            ...base,
            journal: { file: fileOf("recovered"), options: kept },
          }),
        ],
      },
      {
        title: `${WRITING}, ${frames.toLocaleString("en")} frames`,
        unit: "events",
        candidates: [
          candidate(WHOLE, "write-journal.ts", {
            ...base,
            journal: { file: fileOf("whole"), options: kept },
          }),
          candidate(REFERENCE, "write-journal.ts", {
            ...base,
            journal: { file: fileOf("reference"), options: {} },
          }),
          candidate("synced in groups", "write-journal.ts", {
            ...base,
            journal: { file: fileOf("groups"), options: { isRepeatable: true } },
          }),
          candidate("no journal", "write-journal.ts", { ...base, journal: null }),
        ],
      },
    ];
  },
  targets: [
    {
      what: "recovery of a million events",
      kind: "time",
      unit: "s",
      isHigherBetter: false,
      first: 5,
      goal: 3,
      values: (results: readonly CaseResult[]) =>
        (candidateOf(results, RECOVERY, WHOLE)?.rounds ?? []).map(
          ({ wallMs, operations }) => (wallMs / operations) * 1_000,
        ),
    },
  ],
};
