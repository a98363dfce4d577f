import { createHash } from "node:crypto";
import { readKernelJournal } from "@polytraders/adapter-sqlite";
import type { AuditRecord, KernelObserver, MarketDataSource, Runtime } from "@polytraders/core";
import type { Divergence } from "./divergence.ts";
import { HashTrace } from "./hash-trace.ts";
import { replayJournal, type ReplayParts, type ReplayResult } from "./replay-journal.ts";
import type { ReplayShell } from "./replay-shell.ts";

export interface ComparisonOptions {
  readonly file: string;
  readonly source: MarketDataSource | null;
  readonly createRuntime: (parts: ReplayParts, shell: ReplayShell) => Runtime;
  /** Makes each shell anew: one is used once. */
  readonly shells: readonly [() => ReplayShell, () => ReplayShell];
}

/** One side of the first event after which two kernels differ. */
export interface EventSide {
  readonly shell: string;
  readonly stateHash: string | null;
  /** What came in and what went out; `null` where the kernel had no such event. */
  readonly event: unknown;
}

/** What comparing two shells over one journal has found. */
export interface ShellComparison {
  readonly shells: readonly string[];
  readonly events: number;
  readonly stateHash: string;
  /** SHA-256 over the state hashes after each event. */
  readonly eventHashes: string;
  /** `null` where both had the same state hash after every event. */
  readonly difference: { readonly event: number; readonly sides: readonly EventSide[] } | null;
  /** Where a shell does not even do what the journal says. */
  readonly divergence: { readonly shell: string; readonly divergence: Divergence } | null;
}

/** Replays a journal in two shells and compares their kernels after every event. */
export async function compareShells(options: ComparisonOptions): Promise<ShellComparison> {
  const first = new HashTrace();
  const second = new HashTrace(first);
  const [left, right] = options.shells;
  const one = await replayIn(left(), options, first.observer);
  const other = await replayIn(right(), options, second.observer);
  const event = second.firstDifference;
  const diverged = [one, other].find(({ result }) => result.divergence !== null);
  return {
    shells: [one.shell.name, other.shell.name],
    events: second.count,
    stateHash: other.result.stateHash,
    eventHashes: second.digest(),
    difference:
      event === null
        ? null
        : {
            event,
            sides: [
              await sideOf(left(), options, event, first),
              await sideOf(right(), options, event, second),
            ],
          },
    divergence:
      diverged?.result.divergence == null
        ? null
        : { shell: diverged.shell.name, divergence: diverged.result.divergence },
  };
}

interface Replayed {
  readonly shell: ReplayShell;
  readonly result: ReplayResult;
}

async function replayIn(
  shell: ReplayShell,
  { file, source, createRuntime }: ComparisonOptions,
  observer: KernelObserver,
): Promise<Replayed> {
  const journal = readKernelJournal(file);
  try {
    const result = await replayJournal({
      journal,
      source,
      comparesRecords: false,
      cutRows: shell.cutRows,
      createRuntime: (parts) => {
        const surrounded = shell.surround(parts);
        const observers = [observer, ...surrounded.observers];
        return createRuntime({ ...surrounded, observers }, shell);
      },
    });
    return { shell, result };
  } finally {
    journal.close();
    shell.close();
  }
}

/** Replays once more to say what happened at an event. */
async function sideOf(
  shell: ReplayShell,
  options: ComparisonOptions,
  event: number,
  trace: HashTrace,
): Promise<EventSide> {
  let found: unknown = null;
  const onAudit = (record: AuditRecord): void => {
    if (record.event.sequence === event) found = describeRecord(record);
  };
  await replayIn(shell, options, { onAudit });
  return { shell: shell.name, stateHash: trace.at(event), event: found };
}

/** An audit record without the market's whole state, and with envelopes by their hash. */
function describeRecord({ event, envelopes, stateHash, ...outputs }: AuditRecord): unknown {
  const { kind, sequence, timeMs } = event;
  const marketId = "market" in event ? event.market.definition.marketId : null;
  const said = envelopes.map(({ botId, reasonCode, value, payload }) => ({
    botId,
    reasonCode,
    value,
    payload: createHash("sha256").update(JSON.stringify(payload)).digest("hex").slice(0, 16),
  }));
  return { kind, sequence, timeMs, marketId, said, ...outputs, stateHash };
}
