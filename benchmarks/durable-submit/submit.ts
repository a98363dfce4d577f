import { join } from "node:path";
import { rmSync } from "node:fs";
import { openKernelJournal } from "@polytraders/adapter-sqlite";
import type { Round } from "../harness/benchmark.ts";
import { AnsweringVenue } from "../recovery/answering-venue.ts";
import { beginTrading, createTradingRuntime, framesFrom } from "../recovery/trading-run.ts";

interface Input {
  readonly orders: number;
  readonly durability: "process" | "power";
  readonly folder: string;
}

const MARKETS = 100;

/** From a frame to the venue: strategy, risk, plan, ledger, journal on disk, order handed over. */
export function prepare({ orders, durability, folder }: Input): Round {
  const file = join(folder, `${durability}.sqlite`);
  for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true });
  const frames = Array.from({ length: orders }, (_, frame) => framesFrom(frame, 1, MARKETS));
  return () => {
    const journal = openKernelJournal(file, { durability, keepsRows: true });
    const durationsUs = new Float64Array(orders);
    let startedAtMs = 0;
    let count = 0;
    const venue = new AnsweringVenue(() => {
      durationsUs[count] = (performance.now() - startedAtMs) * 1_000;
      count += 1;
    });
    const runtime = createTradingRuntime(
      { markets: MARKETS, framesPerQuote: 1 },
      { journal, gateway: venue },
    );
    beginTrading(runtime);
    for (const frame of frames) {
      startedAtMs = performance.now();
      runtime.apply(frame);
      for (const report of venue.takeReports()) runtime.report(report);
    }
    journal.close();
    if (count !== orders) throw new Error(`${count} of ${orders} orders sent`);
    durationsUs.sort();
    const at = (share: number): number => durationsUs[Math.floor(share * (orders - 1))] ?? 0;
    return {
      operations: orders,
      checksum: runtime.kernel.stateHash,
      figures: { "median us": at(0.5), "p99 us": at(0.99), "slowest us": at(1) },
    };
  };
}
