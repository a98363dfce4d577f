import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createJournalObserver, openKernelJournal } from "@polytraders/adapter-sqlite";
import { RowFlag, type KernelJournal, type MarketDataBatch } from "@polytraders/core";
import type { ReplayParts } from "./replay-journal.ts";
import { sliceOf } from "./row-cursor.ts";

/** Surroundings that a kernel is replayed in; none of them may make a difference to it. */
export interface ReplayShell {
  readonly name: string;
  /** What is different in it, for people. */
  readonly description: string;
  /** Puts the surroundings around what the replay gives the runtime. */
  readonly surround: (parts: ReplayParts) => ReplayParts;
  /** How rows are handed on. */
  readonly cutRows?: (batch: MarketDataBatch, apply: (batch: MarketDataBatch) => void) => void;
  readonly close: () => void;
}

/** Rows in the blocks they come in, nothing written, nobody listening. */
export function backtestShell(): ReplayShell {
  return {
    name: "backtest",
    description: "rows in blocks, nothing written",
    surround: (parts) => parts,
    close: () => undefined,
  };
}

/** Each frame by itself, a journal with whole rows on disk, synced before each order, and its records. */
export function paperShell(): ReplayShell {
  const folder = mkdtempSync(join(tmpdir(), "polytraders-parity-"));
  const journal = openKernelJournal(join(folder, "journal.sqlite"), { keepsRows: true });
  return {
    name: "paper",
    description: "frame by frame, a journal on disk synced before each order",
    surround: (parts) => ({
      ...parts,
      journal: both(parts.journal, journal),
      observers: [...parts.observers, createJournalObserver(journal)],
    }),
    cutRows: frameByFrame,
    close: () => {
      journal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function frameByFrame(batch: MarketDataBatch, apply: (batch: MarketDataBatch) => void): void {
  let from = 0;
  for (let row = 0; row < batch.length; row += 1) {
    const isEnd = ((batch.flags[row] ?? 0) & RowFlag.FrameEnd) !== 0 || row === batch.length - 1;
    if (!isEnd) continue;
    apply(sliceOf(batch, from, row + 1));
    from = row + 1;
  }
}

function both(first: KernelJournal, second: KernelJournal): KernelJournal {
  const call = (write: (journal: KernelJournal) => void): void => {
    write(first);
    write(second);
  };
  return {
    rows: (batch) => call((journal) => journal.rows(batch)),
    time: (timeMs) => call((journal) => journal.time(timeMs)),
    report: (report) => call((journal) => journal.report(report)),
    command: (command) => call((journal) => journal.command(command)),
    placement: (placement) => call((journal) => journal.placement(placement)),
    cancellation: (request) => call((journal) => journal.cancellation(request)),
    request: (kind, subjectId) => call((journal) => journal.request(kind, subjectId)),
    checkpoint: (sequence, hash) => call((journal) => journal.checkpoint(sequence, hash)),
    sync: () => call((journal) => journal.sync()),
  };
}
