import {
  createBatch,
  PolytradersError,
  RowFlag,
  type CancelRequest,
  type EpochMs,
  type KernelJournal,
  type MarketDataBatch,
  type OperatorCommand,
  type OrderPlacement,
  type VenueReport,
} from "@polytraders/core";
import type { DatabaseSync } from "node:sqlite";
import { encodeExactJson } from "./exact-json.ts";
import { JournalAppender, type PendingEntry, type PendingRecord } from "./journal-appender.ts";
import type { RunDescription } from "./journal-entry.ts";
import type { JournalHead } from "./journal-head.ts";
import type { JournalRecordKind } from "./journal-record.ts";
import { KERNEL_JOURNAL } from "./kernel-journal-tables.ts";
import { copyRows, packRows } from "./packed-rows.ts";
import { refuseUnlessWhole } from "./read-kernel-journal.ts";
import { RowHash } from "./row-hash.ts";
import { inStore } from "./store-error.ts";
import { guardLog, type LogGuard } from "./log-guard.ts";
import { openStoreFile, type Durability } from "./store-file.ts";

export interface KernelJournalOptions {
  /** `process` unless a live run needs `power`. */
  readonly durability?: Durability;
  /**
   * Keeps market data itself. Needed where its source cannot be read again, as a live feed. By
   * reference otherwise: how many rows, and their hash.
   */
  readonly keepsRows?: boolean;
  /** Entries that are written together where nothing asks for more, 1,000 unless said otherwise. */
  readonly groupEntries?: number;
  /**
   * Lets `sync` wait for a full group: for a run that can be made again, a backtest say, where nothing
   * outside depends on what is written.
   */
  readonly isRepeatable?: boolean;
}

/** Rows kept before they are packed into an entry. */
const HELD_ROWS_MAX = 8_192;

/**
 * Opens the journal of a run for writing, creating it where there is none. A journal that a killed
 * run has left is taken up behind its last whole commit; read it first, since the run has to be
 * rebuilt from it anyway.
 *
 * @throws PolytradersError STORE_UNWRITABLE, STORE_FULL, STORE_CORRUPT, STORE_INCOMPLETE,
 *   STORE_FOREIGN, STORE_VERSION_UNSUPPORTED or STORE_LOCKED
 */
export function openKernelJournal(
  file: string,
  options: KernelJournalOptions = {},
): SqliteKernelJournal {
  const { durability = "process" } = options;
  refuseUnlessWhole(file);
  const database = openStoreFile(file, KERNEL_JOURNAL, {
    durability,
    isReadOnly: false,
    isCheckedWhole: false,
  });
  let guard: LogGuard | null = null;
  try {
    guard = inStore(file, () => guardLog(file, database));
    return new SqliteKernelJournal(file, database, guard, options);
  } catch (error) {
    if (guard === null) database.close();
    else guard.close("database only");
    throw error;
  }
}

/**
 * The journal of a run on SQLite. Entries are gathered and written in one transaction, at a
 * {@link sync} at the latest; a run that is killed leaves all of what was synced, and perhaps whole
 * groups behind it, never parts of one.
 *
 * After a write that failed every call fails in the same way: a run must not go on unrecorded.
 */
export class SqliteKernelJournal implements KernelJournal {
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #appender: JournalAppender;
  readonly #guard: LogGuard;
  readonly #groupEntries: number;
  readonly #isRepeatable: boolean;
  readonly #held: MarketDataBatch | null;
  readonly #rowHash: RowHash;
  /** Rows behind the newest entry of rows. */
  #pendingRowCount = 0;
  #pendingTimeMs: EpochMs | null = null;
  /** True where the newest rows end inside a frame; nobody knows of an earlier run's rows. */
  #isFrameOpen: boolean;
  #entries: PendingEntry[] = [];
  #records: PendingRecord[] = [];
  #failure: Error | null = null;

  /** Use {@link openKernelJournal}. */
  constructor(
    file: string,
    database: DatabaseSync,
    guard: LogGuard,
    options: KernelJournalOptions,
  ) {
    this.#file = file;
    this.#database = database;
    this.#guard = guard;
    this.#groupEntries = options.groupEntries ?? 1_000;
    this.#isRepeatable = options.isRepeatable ?? false;
    this.#held = options.keepsRows === true ? createBatch(HELD_ROWS_MAX) : null;
    this.#appender = new JournalAppender(file, database);
    this.#isFrameOpen = this.#appender.head.entries > 0;
    const { marketRows, marketRowHash } = this.#appender.head;
    this.#rowHash = new RowHash(marketRows, marketRowHash);
  }

  /** Entries on disk. */
  get entryCount(): number {
    return this.#appender.head.entries;
  }

  /** Records on disk: what a rebuilt run need not write again. */
  get recordCount(): number {
    return this.#appender.head.records;
  }

  /** Writes down what the run is made of: the first entry of a journal. */
  run(description: RunDescription): void {
    this.#add("run", encodeExactJson(description, "run"));
  }

  rows(batch: MarketDataBatch): void {
    this.#refuseAfterFailure();
    if (this.#pendingTimeMs !== null) this.#passTime(batch, this.#pendingTimeMs);
    const last = batch.length - 1;
    if (last >= 0) this.#isFrameOpen = ((batch.flags[last] ?? 0) & RowFlag.FrameEnd) === 0;
    if (this.#held !== null) return this.#hold(batch, this.#held);
    this.#rowHash.fold(batch);
    this.#pendingRowCount += batch.length;
  }

  time(timeMs: EpochMs): void {
    this.#refuseAfterFailure();
    // Nothing has happened since an earlier time: to go there in one step is the same.
    this.#pendingTimeMs = timeMs;
  }

  report(report: VenueReport): void {
    this.#add("report", encodeExactJson(report, "report"));
  }

  command(command: OperatorCommand): void {
    this.#add("command", encodeExactJson(command, "command"));
  }

  placement(placement: OrderPlacement): void {
    this.#add("placement", encodeExactJson(placement, "placement"));
  }

  cancellation(request: CancelRequest): void {
    this.#add("cancellation", encodeExactJson(request, "cancellation"));
  }

  request(request: "reconcile" | "redeem", subjectId: string): void {
    this.#add("request", encodeExactJson({ request, subjectId }, "request"));
  }

  checkpoint(eventSequence: number, stateHash: string): void {
    this.#add("checkpoint", encodeExactJson({ eventSequence, stateHash }, "checkpoint"));
  }

  /**
   * Keeps what follows from the inputs. Never throws: it is called while the kernel works, and the
   * next input says what went wrong.
   */
  record(kind: JournalRecordKind, eventSequence: number, value: unknown): void {
    if (this.#failure !== null) return;
    try {
      this.#records.push({ kind, eventSequence, payload: encodeExactJson(value, kind) });
      if (this.#records.length >= this.#groupEntries) this.#write("open");
    } catch (error) {
      this.#failure ??= asError(error);
    }
  }

  sync(): void {
    this.#refuseAfterFailure();
    if (!this.#isRepeatable) this.#write("open");
  }

  /** Writes what is pending, says that the run has ended here, and lets go of the file. */
  close(): void {
    if (!this.#database.isOpen) return;
    try {
      if (this.#failure === null) this.#write("closed");
    } finally {
      const isEnded = this.#failure === null;
      this.#failure ??= closedJournal(this.#file);
      inStore(this.#file, () => this.#guard.close(isEnded ? "with log" : "database only"));
    }
  }

  #add(kind: string, payload: string): void {
    this.#refuseAfterFailure();
    this.#settle();
    this.#entries.push({ kind, payload, columns: null });
    this.#writeWhereFull();
  }

  /**
   * Rows that move time at least as far make a pending time needless: the same timers fire, for nothing
   * has come in between. Not so inside a frame, whose time is that of its first row.
   */
  #passTime(batch: MarketDataBatch, timeMs: EpochMs): void {
    const isPassed = !this.#isFrameOpen && (batch.timeMs[0] ?? 0) >= timeMs;
    if (isPassed && batch.length > 0) this.#pendingTimeMs = null;
    else this.#settle();
  }

  /** Copies rows: their batch is valid during the call only. */
  #hold(batch: MarketDataBatch, held: MarketDataBatch): void {
    for (let from = 0; from < batch.length;) {
      const to = Math.min(batch.length, from + HELD_ROWS_MAX - held.length);
      copyRows(batch, from, to, held);
      this.#rowHash.fold(batch, from, to);
      this.#pendingRowCount = held.length;
      if (held.length === HELD_ROWS_MAX) this.#settle();
      from = to;
    }
    this.#writeWhereFull();
  }

  /** Turns what is pending into entries: rows, and a time that they have not reached. */
  #settle(): void {
    this.#settleRows();
    if (this.#pendingTimeMs === null) return;
    const payload = encodeExactJson(this.#pendingTimeMs, "time");
    this.#pendingTimeMs = null;
    this.#entries.push({ kind: "time", payload, columns: null });
  }

  #settleRows(): void {
    if (this.#pendingRowCount === 0) return;
    const held = this.#held;
    const { count: upTo, digest } = this.#rowHash;
    const payload = encodeExactJson({ rows: this.#pendingRowCount, upTo, hash: digest }, "rows");
    this.#entries.push({ kind: "rows", payload, columns: held === null ? null : packRows(held) });
    this.#pendingRowCount = 0;
    if (held !== null) held.length = 0;
  }

  #writeWhereFull(): void {
    if (this.#entries.length >= this.#groupEntries) this.#write("open");
  }

  #write(state: JournalHead["state"]): void {
    try {
      this.#settle();
      const group = { entries: this.#entries, records: this.#records };
      const isEmpty = group.entries.length + group.records.length === 0;
      if (isEmpty && state === this.#appender.head.state) return;
      this.#appender.append(group, this.#rowHash, state);
    } catch (error) {
      this.#failure ??= asError(error);
      throw this.#failure;
    }
    this.#entries = [];
    this.#records = [];
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

function closedJournal(file: string): PolytradersError {
  return new PolytradersError("STORE_CLOSED", { found: "a closed one", place: { file } });
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
