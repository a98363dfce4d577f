import { RollingHash } from "../kernel/rolling-hash.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/** Hears each entry once, after it has been applied. It must not throw. */
export type EntrySink = (entry: LedgerEntry) => void;

/** The ledger's entries: numbered, hashed, handed to a sink, and the newest kept. */
export class EntryLog {
  readonly #keptMax: number;
  readonly #sink: EntrySink | null;
  readonly #kept: LedgerEntry[] = [];
  readonly #hash = new RollingHash();
  #count = 0;

  constructor(keptMax: number, sink: EntrySink | null) {
    this.#keptMax = keptMax;
    this.#sink = sink;
  }

  /** Entries written so far, and the sequence of the next one. */
  get count(): number {
    return this.#count;
  }

  append(entry: LedgerEntry): void {
    this.#hash.foldValue(entry);
    if (this.#keptMax > 0) this.#kept[this.#count % this.#keptMax] = entry;
    this.#count += 1;
    this.#sink?.(entry);
  }

  digest(): string {
    return this.#hash.digest();
  }

  /** The newest entries, oldest first. */
  newest(count = this.#keptMax): readonly LedgerEntry[] {
    const entries: LedgerEntry[] = [];
    const from = Math.max(0, this.#count - Math.min(count, this.#keptMax));
    for (let sequence = from; sequence < this.#count; sequence += 1) {
      const entry = this.#kept[sequence % this.#keptMax];
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }
}
