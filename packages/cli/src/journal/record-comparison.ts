import {
  encodeExactJson,
  type JournalRecord,
  type JournalRecordKind,
} from "@polytraders/adapter-sqlite";
import type { KernelObserver } from "@polytraders/core";
import { ReplayDiverged } from "./divergence.ts";

/**
 * Holds what a replay says against the records of its journal: what a bot published, what became of
 * an intent, how orders changed. Between two checkpoints it is this that names the first event.
 */
export class RecordComparison {
  readonly observer: KernelObserver;
  readonly #records: Iterator<JournalRecord>;
  readonly #isClosed: boolean;
  readonly #equalUpTo: () => number;
  #next: JournalRecord | undefined;
  #comparedCount = 0;
  #divergence: ReplayDiverged | null = null;

  /**
   * @param kinds - what the journal keeps; the others are not looked at
   * @param isClosed - whether the records are all there
   */
  constructor(
    records: Iterable<JournalRecord>,
    kinds: ReadonlySet<JournalRecordKind>,
    isClosed: boolean,
    equalUpTo: () => number,
  ) {
    this.#records = records[Symbol.iterator]();
    this.#isClosed = isClosed;
    this.#equalUpTo = equalUpTo;
    this.#advance();
    this.observer = {
      ...(kinds.has("decision") ? { onDecision: (one) => this.#compare("decision", one) } : {}),
      ...(kinds.has("plan") ? { onPlan: (one) => this.#compare("plan", one) } : {}),
      ...(kinds.has("order_update")
        ? { onOrderUpdate: (one) => this.#compare("order_update", one) }
        : {}),
      ...(kinds.has("fill") ? { onFill: (one) => this.#compare("fill", one) } : {}),
      ...(kinds.has("envelope") ? { onEnvelope: (one) => this.#compare("envelope", one) } : {}),
    };
  }

  /** Records that were equal. */
  get comparedCount(): number {
    return this.#comparedCount;
  }

  /** @throws ReplayDiverged where something has differed since */
  settle(): void {
    if (this.#divergence !== null) throw this.#divergence;
  }

  /** Ends the comparison: nothing may be left. @throws ReplayDiverged */
  finish(): void {
    this.settle();
    if (this.#next !== undefined) throw this.#differs(this.#next.eventSequence, null);
  }

  /** Called while the kernel works: notes the first difference, and throws nothing. */
  #compare(kind: JournalRecordKind, value: { readonly eventSequence: number } & object): void {
    if (this.#divergence !== null) return;
    const expected = this.#next;
    if (expected === undefined && !this.#isClosed) return;
    const isEqual = expected?.kind === kind && expected.payload === encodeExactJson(value, kind);
    if (!isEqual) {
      const first = Math.min(
        expected?.eventSequence ?? Number.POSITIVE_INFINITY,
        value.eventSequence,
      );
      this.#divergence = this.#differs(first, { kind, content: value });
      return;
    }
    this.#comparedCount += 1;
    this.#advance();
  }

  #differs(eventSequence: number, replayed: unknown): ReplayDiverged {
    const expected = this.#next;
    return new ReplayDiverged({
      entry: expected?.sequence ?? this.#comparedCount + 1,
      of: "record",
      eventSequence,
      equalUpTo: this.#equalUpTo(),
      journalled:
        expected === undefined
          ? null
          : { kind: expected.kind, content: JSON.parse(expected.payload) as unknown },
      replayed,
    });
  }

  #advance(): void {
    const next = this.#records.next();
    this.#next = next.done === true ? undefined : next.value;
  }
}
