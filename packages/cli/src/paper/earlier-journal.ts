import { readKernelJournal, type JournalEntry } from "@polytraders/adapter-sqlite";
import { PolytradersError, type EpochMs, type OperatorCommand } from "@polytraders/core";

/** What an earlier life of a run has left: all that a later one needs to repeat it. */
export interface EarlierJournal {
  readonly description: Readonly<Record<string, unknown>>;
  /** Commands of operators and when they acted, in order; the first enables trading. */
  readonly commands: readonly { readonly atMs: EpochMs; readonly command: OperatorCommand }[];
  /** Newest time that is written down. */
  readonly lastTimeMs: EpochMs;
  /** Reports, orders and requests, in order. */
  readonly facts: readonly JournalEntry[];
}

/**
 * Reads the journal of a paper run, whole or killed.
 *
 * @throws PolytradersError RUN_NOT_RESUMABLE, and what reading a journal throws
 */
export function readEarlierJournal(file: string): EarlierJournal {
  const reader = readKernelJournal(file);
  try {
    return collect(file, reader.entries());
  } finally {
    reader.close();
  }
}

function collect(file: string, entries: Iterable<JournalEntry>): EarlierJournal {
  let description: EarlierJournal["description"] | null = null;
  let lastTimeMs: EpochMs = 0;
  const commands: EarlierJournal["commands"][number][] = [];
  const facts: JournalEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === "run") ({ description } = entry);
    else if (entry.kind === "time") lastTimeMs = entry.timeMs;
    else if (entry.kind === "command") {
      commands.push({ atMs: lastTimeMs, command: entry.command });
      facts.push(entry);
    } else if (entry.kind !== "rows" && entry.kind !== "checkpoint") facts.push(entry);
  }
  if (description === null) {
    throw new PolytradersError("RUN_NOT_RESUMABLE", {
      found: "a journal without a description of its run",
      place: { file },
    });
  }
  return { description, commands, lastTimeMs, facts };
}
