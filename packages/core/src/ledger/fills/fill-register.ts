import type { EpochMs } from "../../domain/units.ts";
import type { FillRecord } from "./fill-record.ts";
import { isFinalState } from "./settlement-rank.ts";

/**
 * Fills by id. Those that can still change are all kept; of the others the newest, so that news about
 * them that comes twice is known as such. What is older than everything forgotten is not guessed at.
 */
export class FillRegister {
  readonly #finalKeptMax: number;
  readonly #fills = new Map<string, FillRecord>();
  /** Booked and possibly not final, in the order of booking. */
  #open: FillRecord[] = [];
  #openHead = 0;
  #openCount = 0;
  /** Ids of final fills in a ring, oldest first from `#finalNext`. */
  readonly #finalIds: string[] = [];
  #finalNext = 0;
  #forgottenThroughMs: EpochMs = -1;

  constructor(finalKeptMax: number) {
    this.#finalKeptMax = finalKeptMax;
  }

  get(fillId: string): FillRecord | undefined {
    return this.#fills.get(fillId);
  }

  /** Fills that are neither confirmed nor failed. */
  get openCount(): number {
    return this.#openCount;
  }

  get keptCount(): number {
    return this.#fills.size;
  }

  /** The exchange's time up to which fills may have been forgotten; -1 when none has. */
  get forgottenThroughMs(): EpochMs {
    return this.#forgottenThroughMs;
  }

  add(record: FillRecord): void {
    this.#fills.set(record.booked.fillId, record);
    this.#openCount += 1;
    if (isFinalState(record.state)) this.close(record);
    else this.#open.push(record);
  }

  /** The fill has become final. */
  close(record: FillRecord): void {
    this.#openCount -= 1;
    record.operation = null;
    record.accruals.length = 0;
    this.#remember(record.booked.fillId);
  }

  /** The booking of the oldest fill that can still change, `null` when there is none. */
  oldestOpen(): FillRecord | null {
    for (; this.#openHead < this.#open.length; this.#openHead += 1) {
      const record = this.#open[this.#openHead];
      if (record !== undefined && !isFinalState(record.state)) break;
    }
    if (this.#openHead >= 64 && this.#openHead * 2 >= this.#open.length) {
      this.#open = this.#open.slice(this.#openHead);
      this.#openHead = 0;
    }
    return this.#open[this.#openHead] ?? null;
  }

  /** Fills that can still change, oldest first. */
  *openFills(): Generator<FillRecord> {
    for (let index = this.#openHead; index < this.#open.length; index += 1) {
      const record = this.#open[index];
      if (record !== undefined && !isFinalState(record.state)) yield record;
    }
  }

  #remember(fillId: string): void {
    if (this.#finalIds.length < this.#finalKeptMax) {
      this.#finalIds.push(fillId);
      return;
    }
    this.#forget(this.#finalIds[this.#finalNext] ?? "");
    this.#finalIds[this.#finalNext] = fillId;
    this.#finalNext = (this.#finalNext + 1) % this.#finalKeptMax;
  }

  #forget(fillId: string): void {
    const record = this.#fills.get(fillId);
    if (record === undefined) return;
    this.#forgottenThroughMs = Math.max(this.#forgottenThroughMs, record.exchangeTimeMs);
    this.#fills.delete(fillId);
  }
}
