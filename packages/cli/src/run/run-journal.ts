import { openRunJournal, type RunJournal } from "@polytraders/adapter-sqlite";
import type { DataOrigin, Runtime } from "@polytraders/core";

/**
 * Opens the journal of a run and writes down what the run is made of. Market data is journalled by
 * reference: its source, the position in it, and the state hash there.
 */
export function startJournal(
  file: string,
  identity: Readonly<Record<string, unknown>>,
  origin: DataOrigin,
): RunJournal {
  const journal = openRunJournal(file);
  for (const [key, value] of Object.entries(identity)) journal.setMeta(key, value);
  journal.addSource({ label: origin.label, fingerprint: origin.fingerprint });
  return journal;
}

/** Notes where the run stands, so that a replay can find the first block in which it differs. */
export function addCheckpoint(journal: RunJournal, { kernel }: Runtime): void {
  // Inside a frame that fills a whole block no event has happened since the last checkpoint.
  if (journal.lastCheckpoint()?.eventSequence === kernel.sequence) return;
  journal.addCheckpoint({
    eventSequence: kernel.sequence,
    sourceRow: kernel.rowCount,
    timeMs: Math.round(kernel.nowMs),
    stateHash: kernel.stateHash,
  });
}
