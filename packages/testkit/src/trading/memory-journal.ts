import type {
  CancelRequest,
  EpochMs,
  KernelJournal,
  MarketDataBatch,
  OperatorCommand,
  OrderPlacement,
  VenueReport,
} from "@polytraders/core";

/** One thing that was written into a {@link MemoryJournal}. */
export type JournalRecord =
  | { readonly kind: "rows"; readonly batch: MarketDataBatch }
  | { readonly kind: "time"; readonly timeMs: EpochMs }
  | { readonly kind: "report"; readonly report: VenueReport }
  | { readonly kind: "command"; readonly command: OperatorCommand }
  | { readonly kind: "placement"; readonly placement: OrderPlacement }
  | { readonly kind: "cancellation"; readonly request: CancelRequest }
  | { readonly kind: "reconcile" | "redeem"; readonly subjectId: string }
  | { readonly kind: "checkpoint"; readonly eventSequence: number; readonly stateHash: string };

/** Calls of a journal that a test can make fail. */
export type JournalCall = JournalRecord["kind"] | "sync";

/**
 * A journal in memory. What was written before the last `sync` would outlive a crash, the rest would
 * not; any call can be made to throw.
 */
export class MemoryJournal implements KernelJournal {
  readonly records: JournalRecord[] = [];
  /** Records that the last `sync` has made durable. */
  durableCount = 0;
  syncCount = 0;
  /** Writes nothing while a journal is replayed. */
  isMuted = false;
  /** Asked before each call; what it throws, the call throws. */
  beforeCall: (call: JournalCall) => void = () => undefined;
  /** Every call in order, for tests of order across ports. */
  readonly #log: string[];

  constructor(log: string[] = []) {
    this.#log = log;
  }

  /** Records that outlive a crash. */
  get durable(): readonly JournalRecord[] {
    return this.records.slice(0, this.durableCount);
  }
  /** Ids of the placements and cancellations that outlive a crash. */
  get durableIds(): ReadonlySet<string> {
    return new Set(
      this.durable.flatMap((record) => {
        if (record.kind === "placement") return [record.placement.placementId];
        return record.kind === "cancellation" ? [record.request.cancelId] : [];
      }),
    );
  }

  rows(batch: MarketDataBatch): void {
    this.#write({ kind: "rows", batch });
  }
  time(timeMs: EpochMs): void {
    this.#write({ kind: "time", timeMs });
  }
  report(report: VenueReport): void {
    this.#write({ kind: "report", report });
  }
  command(command: OperatorCommand): void {
    this.#write({ kind: "command", command });
  }
  placement(placement: OrderPlacement): void {
    this.#write({ kind: "placement", placement }, placement.placementId);
  }
  cancellation(request: CancelRequest): void {
    this.#write({ kind: "cancellation", request }, request.cancelId);
  }
  request(kind: "reconcile" | "redeem", subjectId: string): void {
    this.#write({ kind, subjectId }, subjectId);
  }
  checkpoint(eventSequence: number, stateHash: string): void {
    this.#write({ kind: "checkpoint", eventSequence, stateHash });
  }

  sync(): void {
    if (this.isMuted) return;
    this.beforeCall("sync");
    this.#log.push("journal.sync");
    this.durableCount = this.records.length;
    this.syncCount += 1;
  }

  #write(record: JournalRecord, id?: string): void {
    if (this.isMuted) return;
    this.beforeCall(record.kind);
    this.#log.push(id === undefined ? `journal.${record.kind}` : `journal.${record.kind} ${id}`);
    this.records.push(record);
  }
}
