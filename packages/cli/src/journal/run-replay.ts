import { performance } from "node:perf_hooks";
import { readKernelJournal } from "@polytraders/adapter-sqlite";
import { PolytradersError } from "@polytraders/core";
import { EXIT, type CliIo } from "../verb.ts";
import { describeDivergence } from "./describe-divergence.ts";
import { findJournal } from "./find-journal.ts";
import type { JournalOptions } from "./journal-options.ts";
import { grouped } from "./print-verification.ts";
import { rebuildRun } from "./rebuild-run.ts";
import { replayJournal, type ReplayResult } from "./replay-journal.ts";

/**
 * Replays a run from its journal: `polytraders journal replay`.
 *
 * @throws PolytradersError RUN_NOT_FOUND, RUN_CHANGED, STORE_SOURCE_CHANGED, and what reading a
 *   journal throws
 */
export async function runReplay(run: string, options: JournalOptions, io: CliIo): Promise<void> {
  const file = findJournal(run, options.runs, io.workingDirectory);
  const journal = readKernelJournal(file);
  try {
    const rebuilt = await rebuildRun(journal);
    const startedAtMs = performance.now();
    const { createRuntime, source } = rebuilt;
    const result = await replayJournal({ journal, createRuntime, source });
    const durationMs = performance.now() - startedAtMs;
    const told = { runId: rebuilt.runId, file, isClosed: journal.isClosed, durationMs };
    if (options.json === true) io.out(JSON.stringify(documentOf(told, result)));
    else print(told, result, io);
    if (result.divergence !== null) io.exit(EXIT.failedCheck);
  } catch (error) {
    if (error instanceof PolytradersError && error.code === "STORE_CORRUPT") {
      io.err("The journal is damaged: `polytraders journal verify` says how much of it is whole.");
    }
    throw error;
  } finally {
    journal.close();
  }
}

interface Told {
  readonly runId: string;
  readonly file: string;
  readonly isClosed: boolean;
  readonly durationMs: number;
}

function documentOf({ durationMs, ...told }: Told, result: ReplayResult): unknown {
  const { divergence, counts, events, stateHash, unwritten, unanswered } = result;
  return {
    schemaVersion: 1,
    ...told,
    isEqual: divergence === null,
    events,
    counts,
    stateHash,
    unwrittenEffects: unwritten.length,
    unansweredOrders: unanswered.length,
    divergence,
    durationMs: Math.round(durationMs),
    eventsPerSecond: rateOf(events, durationMs),
  };
}

function print({ runId, file, isClosed, durationMs }: Told, result: ReplayResult, io: CliIo): void {
  const { divergence, counts, events, stateHash, unwritten, unanswered } = result;
  io.out(`run       ${runId}`);
  io.out(`journal   ${file}${isClosed ? "" : " (not ended by its run)"}`);
  io.out(
    `inputs    ${grouped(counts.rows)} rows, ${grouped(counts.times)} times, ${grouped(counts.reports)} venue reports, ${grouped(counts.commands)} commands`,
  );
  io.out(
    `compared  ${grouped(counts.placements)} orders, ${grouped(counts.cancellations)} cancellations, ${grouped(counts.requests)} requests, ${grouped(counts.checkpoints)} state hashes, ${grouped(counts.records)} records`,
  );
  io.out(
    `replay    ${grouped(events)} events in ${(durationMs / 1_000).toFixed(2)} s, ${grouped(rateOf(events, durationMs))}/s`,
  );
  if (unwritten.length > 0) {
    io.out(
      `unsent    ${grouped(unwritten.length)} effects of the last input were never written or sent`,
    );
  }
  if (!isClosed && unanswered.length > 0) {
    io.out(`open      ${grouped(unanswered.length)} orders have no answer in the journal`);
  }
  io.out(`hash      ${stateHash}`);
  if (divergence === null)
    io.out("EQUAL     the replay did what the run did, at every place compared");
  else {
    io.out("DIFFERENT");
    for (const line of describeDivergence(divergence)) io.out(line);
  }
}

function rateOf(events: number, durationMs: number): number {
  return Math.round(events / Math.max(durationMs / 1_000, 0.001));
}
