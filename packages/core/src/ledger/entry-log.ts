import { RollingHash } from "../kernel/rolling-hash.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/** Hears each entry once, after it has been applied. It must not throw. */
export type EntrySink = (entry: LedgerEntry) => void;

/** UTF-16 units; three of them fit into an integer that is exact. */
const UNIT = 65_536;

/** The ledger's entries: numbered, hashed, frozen, handed to a sink, and the newest kept. */
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

  /** A new entry. */
  append(entry: LedgerEntry): void {
    this.adopt(entry);
    this.#sink?.(entry);
  }

  /** An entry that was written before: the sink has had it. */
  adopt(entry: LedgerEntry): void {
    this.#fold(entry);
    Object.freeze(entry);
    if (this.#keptMax > 0) this.#kept[this.#count % this.#keptMax] = entry;
    this.#count += 1;
  }

  /** Fields in their order. Ids make up most of an entry: their text is folded three units at a time. */
  #fold(entry: LedgerEntry): void {
    const hash = this.#hash;
    for (const value of Object.values(entry)) {
      if (typeof value === "number") hash.foldNumber(value);
      else if (typeof value === "string") this.#foldText(value);
      else {
        hash.foldValue(value);
        Object.freeze(value);
      }
    }
  }

  #foldText(text: string): void {
    this.#hash.foldNumber(text.length);
    for (let index = 0; index < text.length; index += 3) {
      const [first, second, third] = [
        text.charCodeAt(index),
        index + 1 < text.length ? text.charCodeAt(index + 1) : 0,
        index + 2 < text.length ? text.charCodeAt(index + 2) : 0,
      ];
      this.#hash.foldNumber(first + second * UNIT + third * UNIT * UNIT);
    }
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
