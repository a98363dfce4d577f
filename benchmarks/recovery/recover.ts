import { readKernelJournal } from "@polytraders/adapter-sqlite";
import { statSync } from "node:fs";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { createTradingRuntime } from "./trading-run.ts";
import { runTrading, type JournalInput } from "./write-journal.ts";

let written: { readonly stateHash: string; readonly events: number } | undefined;

/** Reads a journal, proves its chain and puts its inputs into a kernel with desk and ledger. */
export async function prepare(input: JournalInput): Promise<Round> {
  const { replayJournal } = await loadInternal("cli/journal/replay-journal");
  const { journal: place } = input;
  if (place === null) throw new Error("recovery needs a journal");
  written ??= runTrading(input);
  const { stateHash, events } = written;
  return async () => {
    const journal = readKernelJournal(place.file);
    const { entries } = journal.head;
    const result = await replayJournal({
      journal,
      createRuntime: (parts) => createTradingRuntime(input, parts),
    });
    journal.close();
    const { divergence } = result;
    if (divergence !== null) throw new Error(`diverged: ${JSON.stringify(divergence)}`);
    if (result.stateHash !== stateHash || result.events !== events) {
      throw new Error(`recovered ${result.stateHash}, ran ${stateHash}`);
    }
    return {
      operations: result.events,
      checksum: result.stateHash,
      figures: {
        entries,
        orders: result.counts.placements,
        "journal MB": statSync(place.file).size / 1_048_576,
      },
    };
  };
}
