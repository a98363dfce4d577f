import { rmSync } from "node:fs";
import { openKernelJournal, type KernelJournalOptions } from "@polytraders/adapter-sqlite";
import type { MarketDataBatch } from "@polytraders/core";
import type { Round } from "../harness/benchmark.ts";
import { AnsweringVenue } from "./answering-venue.ts";
import {
  beginTrading,
  createTradingRuntime,
  framesFrom,
  type TradingRunInput,
} from "./trading-run.ts";

export interface JournalInput extends TradingRunInput {
  readonly frames: number;
  /** `null` runs without a journal. */
  readonly journal: { readonly file: string; readonly options: KernelJournalOptions } | null;
}

/** Frames that arrive together; the venue's answers come behind them. */
const FRAMES_TOGETHER = 64;

/** A run that trades, from its first frame to its last. @returns state hash and kernel events */
export function runTrading({ frames, journal, ...input }: JournalInput): {
  readonly stateHash: string;
  readonly events: number;
  readonly orders: number;
} {
  if (journal !== null) {
    for (const ending of ["", "-wal", "-shm"]) rmSync(journal.file + ending, { force: true });
  }
  const written = journal === null ? null : openKernelJournal(journal.file, journal.options);
  const venue = new AnsweringVenue();
  const runtime = createTradingRuntime(input, { journal: written ?? NOWHERE, gateway: venue });
  written?.run({ runId: "benchmark" });
  beginTrading(runtime);
  for (const batch of heldFrames(frames, input.markets)) {
    runtime.apply(batch);
    for (const report of venue.takeReports()) runtime.report(report);
  }
  const { stateHash, sequence: events } = runtime.kernel;
  written?.checkpoint(events, stateHash);
  written?.close();
  return { stateHash, events, orders: venue.placedCount };
}

let held: readonly MarketDataBatch[] = [];

/** Made once, and before anything is timed. */
function heldFrames(frames: number, markets: number): readonly MarketDataBatch[] {
  if (held.length > 0) return held;
  held = Array.from({ length: Math.ceil(frames / FRAMES_TOGETHER) }, (_, block) => {
    const first = block * FRAMES_TOGETHER;
    return framesFrom(first, Math.min(FRAMES_TOGETHER, frames - first), markets);
  });
  return held;
}

const NOWHERE = {
  rows: () => undefined,
  time: () => undefined,
  report: () => undefined,
  command: () => undefined,
  placement: () => undefined,
  cancellation: () => undefined,
  request: () => undefined,
  checkpoint: () => undefined,
  sync: () => undefined,
};

/** How fast a run goes with and without its journal. */
export function prepare(input: JournalInput): Round {
  heldFrames(input.frames, input.markets);
  return () => {
    const { stateHash, events, orders } = runTrading(input);
    return { operations: events, checksum: stateHash, figures: { orders } };
  };
}
