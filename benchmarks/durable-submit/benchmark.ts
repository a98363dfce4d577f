import type { Benchmark, Candidate, CaseResult, Size, Target } from "../harness/benchmark.ts";
import { candidateOf } from "../harness/report.ts";
import { removeScratch, scratchFolder } from "../harness/scratch-folder.ts";

const TITLE = "From a frame to an order on disk and at the venue, each synced by itself";
const DURABILITIES = ["power", "process"] as const;

export const benchmark: Benchmark = {
  name: "durable-submit",
  title: "Durable order submit: an order is on disk before it is sent",
  needsPeers: false,
  cleanUp: removeScratch,
  cases: (size: Size) => {
    const orders = size === "full" ? 5_000 : 300;
    return [
      {
        title: TITLE,
        unit: "orders",
        candidates: [
          ...DURABILITIES.map((durability): Candidate => ({
            label: labelOf(durability),
            module: "durable-submit/submit.ts",
            input: { orders, durability, folder: scratchFolder("submits") },
          })),
          {
            label: "the disk alone: 12 KB appended and synced",
            module: "durable-submit/sync-only.ts",
            input: { orders, folder: scratchFolder("submits") },
            isUnchecked: true,
          },
        ],
      },
    ];
  },
  targets: DURABILITIES.map((durability): Target => ({
    what: `frame to order sent, durable (${durability}), median`,
    kind: "time",
    unit: "us",
    isHigherBetter: false,
    first: 300,
    goal: 150,
    values: (results: readonly CaseResult[]) => {
      const label = `survives a ${durability === "power" ? "power cut" : "kill"} (${durability})`;
      const rounds = candidateOf(results, TITLE, label)?.rounds ?? [];
      return rounds.map(({ figures }) => figures?.["median us"] ?? Number.NaN);
    },
  })),
};

function labelOf(durability: (typeof DURABILITIES)[number]): string {
  return `survives a ${durability === "power" ? "power cut" : "kill"} (${durability})`;
}
