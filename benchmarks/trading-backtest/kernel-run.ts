import { join } from "node:path";
import type { MarketDataBatch } from "@polytraders/core";
import { holdRows, type RowsInput } from "../backtest/held-rows.ts";
import type { Round } from "../harness/benchmark.ts";
import { AnsweringVenue } from "../recovery/answering-venue.ts";
import { beginTrading } from "../recovery/trading-run.ts";
import { compose, type CompositionName } from "./composition.ts";
import { createRuntime, openFreshJournal, SameEveryTime } from "./run-parts.ts";

interface Input extends RowsInput {
  readonly composition: CompositionName;
  readonly hasDesk: boolean;
  /** Where the journal is written; `null` writes none. */
  readonly folder: string | null;
}

/** Rows between two looks at what the venue has answered. */
const BLOCK_ROWS = 256;

const same = new SameEveryTime();

/** The kernel fed with rows in memory, its orders taken by a venue that lets them rest. */
export async function prepare({ composition, hasDesk, folder, ...rows }: Input): Promise<Round> {
  const { markets, batches } = await holdRows(rows);
  const blocks = batches.flatMap((batch) => cutIntoBlocks(batch));
  const parts = await compose(composition, markets);
  return () => {
    const venue = new AnsweringVenue();
    const journal =
      folder === null ? null : openFreshJournal(join(folder, `${composition}.sqlite`));
    const runtime = createRuntime(parts, markets, { gateway: hasDesk ? venue : null, journal });
    const { kernel } = runtime;
    journal?.run({ runId: "benchmark" });
    runtime.advanceTo(blocks[0]?.timeMs[0] ?? 0);
    if (hasDesk) beginTrading(runtime);
    for (const block of blocks) {
      runtime.apply(block);
      for (const report of venue.takeReports()) runtime.report(report);
    }
    kernel.finish();
    journal?.checkpoint(kernel.sequence, kernel.stateHash);
    journal?.close();
    return {
      operations: kernel.rowCount,
      checksum: same.check(kernel.stateHash),
      figures: {
        events: kernel.sequence,
        "ledger entries": runtime.desk?.ledger.view.entryCount ?? 0,
      },
    };
  };
}

function cutIntoBlocks(batch: MarketDataBatch): MarketDataBatch[] {
  return Array.from({ length: Math.ceil(batch.length / BLOCK_ROWS) }, (_, block) => {
    const from = block * BLOCK_ROWS;
    const to = Math.min(batch.length, from + BLOCK_ROWS);
    return {
      length: to - from,
      timeMs: batch.timeMs.slice(from, to),
      exchangeTimeMs: batch.exchangeTimeMs.slice(from, to),
      market: batch.market.slice(from, to),
      kind: batch.kind.slice(from, to),
      side: batch.side.slice(from, to),
      flags: batch.flags.slice(from, to),
      price: batch.price.slice(from, to),
      size: batch.size.slice(from, to),
    };
  });
}
