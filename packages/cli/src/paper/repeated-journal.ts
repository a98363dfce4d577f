import { encodeExactJson, type JournalEntry } from "@polytraders/adapter-sqlite";
import {
  PolytradersError,
  type CancelRequest,
  type EpochMs,
  type MarketDataBatch,
  type OperatorCommand,
  type OrderPlacement,
  type VenueReport,
} from "@polytraders/core";
import type { RunJournal } from "../run/run-place.ts";

/**
 * The journal of a run that is lived again: everything is written anew, and held against what the
 * earlier life has written for as long as that goes. The first difference ends the run before
 * anything follows from it.
 */
export class RepeatedJournal implements RunJournal {
  #next: RunJournal;
  readonly #earlier: readonly JournalEntry[];
  readonly #file: string;
  #position = 0;

  /** @param earlier - its reports, commands, orders and requests */
  constructor(next: RunJournal, earlier: readonly JournalEntry[], file: string) {
    this.#next = next;
    this.#earlier = earlier;
    this.#file = file;
  }

  /** True once everything of the earlier life has happened again. */
  get isCaughtUp(): boolean {
    return this.#position >= this.#earlier.length;
  }

  /** Goes on in another journal, which holds everything written so far. */
  goOnIn(next: RunJournal): void {
    this.#next = next;
  }

  get recordCount(): number {
    return this.#next.recordCount;
  }

  run(description: Parameters<RunJournal["run"]>[0]): void {
    this.#next.run(description);
  }

  rows(batch: MarketDataBatch): void {
    this.#next.rows(batch);
  }

  time(timeMs: EpochMs): void {
    this.#next.time(timeMs);
  }

  report(report: VenueReport): void {
    this.#hold("report", report);
    this.#next.report(report);
  }

  command(command: OperatorCommand): void {
    this.#hold("command", command);
    this.#next.command(command);
  }

  placement(placement: OrderPlacement): void {
    this.#hold("placement", placement);
    this.#next.placement(placement);
  }

  cancellation(request: CancelRequest): void {
    this.#hold("cancellation", request);
    this.#next.cancellation(request);
  }

  request(kind: "reconcile" | "redeem", subjectId: string): void {
    this.#hold("request", { request: kind, subjectId });
    this.#next.request(kind, subjectId);
  }

  checkpoint(eventSequence: number, stateHash: string): void {
    this.#next.checkpoint(eventSequence, stateHash);
  }

  record(...record: Parameters<RunJournal["record"]>): void {
    this.#next.record(...record);
  }

  sync(): void {
    this.#next.sync();
  }

  close(): void {
    this.#next.close();
  }

  #hold(kind: string, value: unknown): void {
    const entry = this.#earlier[this.#position];
    if (entry === undefined) return;
    const expected = `${entry.kind} ${encodeExactJson(contentOf(entry), entry.kind)}`;
    const found = `${kind} ${encodeExactJson(value, kind)}`;
    if (expected !== found) {
      throw new PolytradersError("RUN_RESUME_DIVERGED", {
        expected,
        found,
        place: { file: this.#file, field: `entry ${entry.sequence}` },
      });
    }
    this.#position += 1;
  }
}

function contentOf(entry: JournalEntry): unknown {
  switch (entry.kind) {
    case "report":
      return entry.report;
    case "command":
      return entry.command;
    case "placement":
      return entry.placement;
    case "cancellation":
      return entry.request;
    case "request":
      return { request: entry.request, subjectId: entry.subjectId };
    default:
      return null;
  }
}
