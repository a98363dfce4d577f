import type { DatabaseSync } from "node:sqlite";
import {
  encodePlainJson,
  PolytradersError,
  VALIDATORS,
  type EpochMs,
  type OperatorCommand,
} from "@polytraders/core";
import { RUN_JOURNAL } from "./run-journal-tables.ts";
import { corruptStore, inStore } from "./store-error.ts";
import { openStoreFile, type Durability, type StoreRow } from "./store-file.ts";
import { integerOf, jsonOf, textOf } from "./store-row.ts";

/** The market data of a run: journalled by reference, never copied. */
export interface JournalSource {
  readonly label: string;
  /** Content hash of a recording, or the seed of a synthetic feed. */
  readonly fingerprint: string;
}

/** Where a run stood after an event. */
export interface JournalCheckpoint {
  readonly eventSequence: number;
  /** Rows of the source that had been applied. */
  readonly sourceRow: number;
  readonly timeMs: EpochMs;
  readonly stateHash: string;
}

/** An operator's command and the event before which it took effect. */
export interface JournalledCommand {
  readonly eventSequence: number;
  readonly command: OperatorCommand;
}

/** A configuration, whole, and the event from which on it was in force. */
export interface JournalledConfiguration {
  readonly eventSequence: number;
  readonly configVersion: string;
  readonly configuration: unknown;
}

export interface RunJournalOptions {
  /** `process` unless a live run needs `power`. */
  readonly durability?: Durability;
  /** Rows that share a transaction, 1,000 unless said otherwise. A crash loses at most as many. */
  readonly batchRows?: number;
  /** For reading a finished or running run: creates and changes nothing. */
  readonly isReadOnly?: boolean;
}

/**
 * Opens the journal of one run, creating it where there is none.
 *
 * Checkpoints are committed in batches: a crash leaves a prefix of what was written. Commands and
 * configurations, which change what follows, are committed before the call returns, and with them
 * everything written earlier.
 *
 * @throws PolytradersError STORE_UNWRITABLE, STORE_NOT_FOUND, STORE_CORRUPT, STORE_FOREIGN,
 *   STORE_VERSION_UNSUPPORTED or STORE_LOCKED
 */
export function openRunJournal(file: string, options: RunJournalOptions = {}): RunJournal {
  const { durability = "process", batchRows = 1_000, isReadOnly = false } = options;
  return new RunJournal(
    file,
    openStoreFile(file, RUN_JOURNAL, { durability, isReadOnly }),
    batchRows,
  );
}

/** What a run was made of and where it stood, event by event. Envelopes are kept elsewhere. */
export class RunJournal {
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #batchRows: number;
  readonly #insertCheckpoint;
  readonly #selectCheckpoint;
  #pendingRows = 0;

  /** Use {@link openRunJournal}. */
  constructor(file: string, database: DatabaseSync, batchRows: number) {
    this.#file = file;
    this.#database = database;
    this.#batchRows = batchRows;
    this.#insertCheckpoint = database.prepare(
      "INSERT INTO checkpoint VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    this.#selectCheckpoint = database.prepare("SELECT * FROM checkpoint WHERE event_sequence = ?");
  }

  /** Replaces one entry of the run's description. @throws PolytradersError STORE_VALUE_INVALID */
  setMeta(key: string, value: unknown): void {
    const text = encodePlainJson(value, key);
    this.#write(() => this.#run("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, text));
  }

  /** The run's description. */
  meta(): ReadonlyMap<string, unknown> {
    const rows = this.#rows("SELECT * FROM meta ORDER BY key");
    return new Map(rows.map((row) => [this.#text(row, "key"), this.#json(row, "value")]));
  }

  /**
   * Names a source of the run. Naming it again is fine as long as its content is the same.
   *
   * @throws PolytradersError STORE_SOURCE_CHANGED
   */
  addSource({ label, fingerprint }: JournalSource): void {
    const known = this.sources().find((source) => source.label === label);
    if (known === undefined) {
      this.#write(() => this.#run("INSERT INTO source VALUES (?, ?)", label, fingerprint));
    } else if (known.fingerprint !== fingerprint) {
      throw new PolytradersError("STORE_SOURCE_CHANGED", {
        expected: `${label} with fingerprint ${known.fingerprint}`,
        found: `fingerprint ${fingerprint}`,
        place: { file: this.#file },
      });
    }
  }

  /** Sources by label. */
  sources(): readonly JournalSource[] {
    return this.#rows("SELECT * FROM source ORDER BY label").map((row) => ({
      label: this.#text(row, "label"),
      fingerprint: this.#text(row, "fingerprint"),
    }));
  }

  /**
   * Writes down where the run stands. A resumed run writes the same checkpoints again; one that
   * differs shows that the run does not repeat itself.
   *
   * @throws PolytradersError STORE_CHECKPOINT_CONFLICT or STORE_VALUE_INVALID
   */
  addCheckpoint(checkpoint: JournalCheckpoint): void {
    const { eventSequence, sourceRow, timeMs, stateHash } = checkpoint;
    for (const [field, value] of Object.entries({ eventSequence, sourceRow, timeMs })) {
      if (!Number.isSafeInteger(value)) throw notInteger(field, value);
    }
    this.#write(() => {
      const insert = this.#insertCheckpoint.run(eventSequence, sourceRow, timeMs, stateHash);
      if (insert.changes === 0) this.#refuseUnlessEqual(checkpoint);
    });
  }

  /** Every checkpoint in event order. */
  checkpoints(): readonly JournalCheckpoint[] {
    const rows = this.#rows("SELECT * FROM checkpoint ORDER BY event_sequence");
    return rows.map((row) => this.#checkpoint(row));
  }

  /** Where to go on from; `null` in a run without checkpoints. */
  lastCheckpoint(): JournalCheckpoint | null {
    const rows = this.#rows("SELECT * FROM checkpoint ORDER BY event_sequence DESC LIMIT 1");
    const [last] = rows.map((row) => this.#checkpoint(row));
    return last ?? null;
  }

  /** Writes down an operator's command. False when its id is known: then it must not act again. */
  addCommand(eventSequence: number, command: OperatorCommand): boolean {
    const text = encodePlainJson(command, command.commandId);
    const { commandId } = command;
    const sql = "INSERT INTO command VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    const isNew = this.#write(() => this.#run(sql, commandId, eventSequence, text) > 0);
    this.flush();
    return isNew;
  }

  /** Commands in the order they were given. */
  commands(): readonly JournalledCommand[] {
    return this.#rows("SELECT * FROM command ORDER BY rowid").map((row) => {
      const result = VALIDATORS.OperatorCommand.parse(this.#json(row, "command"));
      if (result.ok) {
        return { eventSequence: this.#integer(row, "event_sequence"), command: result.value };
      }
      const [issue] = result.issues;
      throw corruptStore(this.#file, issue?.message ?? "another object", issue?.field);
    });
  }

  /** Writes down a configuration. @throws PolytradersError STORE_VALUE_INVALID */
  addConfiguration({ eventSequence, configVersion, configuration }: JournalledConfiguration): void {
    const text = encodePlainJson(configuration, configVersion);
    const sql = "INSERT INTO configuration VALUES (?, ?, ?)";
    this.#write(() => this.#run(sql, eventSequence, configVersion, text));
    this.flush();
  }

  /** Configurations in the order they came into force. */
  configurations(): readonly JournalledConfiguration[] {
    return this.#rows("SELECT * FROM configuration ORDER BY rowid").map((row) => ({
      eventSequence: this.#integer(row, "event_sequence"),
      configVersion: this.#text(row, "config_version"),
      configuration: this.#json(row, "configuration"),
    }));
  }

  /** Commits what has been written. */
  flush(): void {
    this.#pendingRows = 0;
    inStore(this.#file, () => {
      if (this.#database.isTransaction) this.#database.exec("COMMIT");
    });
  }

  /** Commits what has been written and lets go of the file. */
  close(): void {
    this.flush();
    inStore(this.#file, () => this.#database.close());
  }

  #write<T>(write: () => T): T {
    return inStore(this.#file, () => {
      // A transaction that failed as a whole is gone; the next write begins a new one.
      if (!this.#database.isTransaction) {
        this.#database.exec("BEGIN IMMEDIATE");
        this.#pendingRows = 0;
      }
      const result = write();
      this.#pendingRows += 1;
      if (this.#pendingRows >= this.#batchRows) this.flush();
      return result;
    });
  }

  #run(sql: string, ...values: readonly (string | number)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes);
  }

  #refuseUnlessEqual(checkpoint: JournalCheckpoint): void {
    const row = this.#selectCheckpoint.get(checkpoint.eventSequence);
    if (row === undefined) return;
    const known = JSON.stringify(this.#checkpoint(row));
    const { eventSequence, sourceRow, timeMs, stateHash } = checkpoint;
    const found = JSON.stringify({ eventSequence, sourceRow, timeMs, stateHash });
    if (known === found) return;
    throw new PolytradersError("STORE_CHECKPOINT_CONFLICT", {
      expected: known,
      found,
      place: { file: this.#file },
    });
  }

  #rows(sql: string): StoreRow[] {
    return inStore(this.#file, () => this.#database.prepare(sql).all());
  }

  #checkpoint(row: StoreRow): JournalCheckpoint {
    return {
      eventSequence: this.#integer(row, "event_sequence"),
      sourceRow: this.#integer(row, "source_row"),
      timeMs: this.#integer(row, "time_ms"),
      stateHash: this.#text(row, "state_hash"),
    };
  }

  #integer(row: StoreRow, column: string): number {
    return integerOf(this.#file, row, column);
  }

  #text(row: StoreRow, column: string): string {
    return textOf(this.#file, row, column);
  }

  #json(row: StoreRow, column: string): unknown {
    return jsonOf(this.#file, row, column);
  }
}

function notInteger(field: string, value: number): PolytradersError {
  const found = String(value);
  return new PolytradersError("STORE_VALUE_INVALID", {
    expected: "an integer",
    found,
    place: { field },
  });
}
