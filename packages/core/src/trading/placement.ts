import type { CancelRequest, OrderPlacement } from "../contracts/order-placement.ts";
import type { VenueReportOf } from "../contracts/venue-report.ts";
import type { EpochMs, MicroShares } from "../domain/units.ts";

/**
 * Where a placement stands. `queued` before it is handed over; `matched` once a taking order is known
 * to have met others, whose trades follow; `over` for good, but for what the venue disowned by mistake.
 */
export type PlacementState =
  | "queued"
  | "sent"
  | "delayed"
  | "matched"
  | "resting"
  | "unknown"
  | "over";
export type PlacementEnd = "filled" | "cancelled" | "expired" | "rejected";

/** Answers without the order, after which an acknowledged order counts as lost. */
const MISSING_MAX = 3;

/**
 * One order at the venue and what is known of it. News may come late, twice and in any order: what
 * has been heard before, or has been overtaken, changes nothing.
 */
export class PlacementOf<Order extends { readonly isCancelling: boolean }> {
  readonly record: OrderPlacement;
  readonly order: Order;
  /** Dense number within the run. */
  readonly number: number;
  state: PlacementState = "queued";
  end: PlacementEnd | null = null;
  /** The venue has said, in whatever way, that it took the order. */
  isAcknowledged = false;
  /** Over only because the venue, asked, did not know it. */
  isDisowned = false;
  /** Micro-shares of all trades heard of, failed ones too. */
  tradedSize: MicroShares = 0;
  /** Micro-shares of trades whose failure was the first news of them. */
  stillbornSize: MicroShares = 0;
  /** Micro-shares that the venue says have matched, whether or not their trades were heard of. */
  matchedSize: MicroShares = 0;
  /** The cancellation that is on its way; `null` when none is. */
  pendingCancel: CancelRequest | null = null;
  cancelCount = 0;
  /** Questions to the venue so far. */
  askCount = 0;
  askedAtMs: EpochMs = 0;
  /** A question is on its way. */
  isAsked = false;
  missingCount = 0;
  /** When it is looked at again should it still be an open question. */
  careDueMs: EpochMs = 0;
  /** Time of the agenda's task that does it; -1 without one. */
  careTaskAtMs: EpochMs = -1;
  /** Its part of the sizes displayed at the venue. */
  displayedSize: MicroShares = 0;

  constructor(record: OrderPlacement, order: Order, number: number) {
    this.record = record;
    this.order = order;
    this.number = number;
  }

  get isOver(): boolean {
    return this.state === "over";
  }
  get filledSize(): MicroShares {
    return Math.max(this.tradedSize, this.matchedSize);
  }
  /** Filled size as the ledger counts it: trades that never were are no part of it. */
  get bookedSize(): MicroShares {
    return this.filledSize - this.stillbornSize;
  }
  get remainingSize(): MicroShares {
    return Math.max(0, this.record.size - this.filledSize);
  }
  /** The venue has told of more than its trades add up to. */
  get owesTrades(): boolean {
    return this.matchedSize > this.tradedSize;
  }
  /** True for an order that may stay at the venue unmatched. */
  get canRest(): boolean {
    const { timeInForce } = this.record;
    return timeInForce === "GTC" || timeInForce === "GTD";
  }
  /** True when the venue has to be asked, should it stay silent. */
  get isOpenQuestion(): boolean {
    if (this.state === "over") return this.owesTrades;
    if (this.state === "resting") return this.order.isCancelling;
    return this.state !== "queued";
  }

  handOver(): void {
    this.state = "sent";
  }

  finish(end: PlacementEnd): void {
    this.state = "over";
    this.end = end;
    this.isDisowned = false;
    this.pendingCancel = null;
  }

  takeAnswer(answer: VenueReportOf<"order_answered">["answer"]): void {
    switch (answer) {
      case "resting":
      case "matched":
      case "delayed":
        this.#acknowledge(answer);
        break;
      case "rejected":
        if (this.state !== "over" && !this.isAcknowledged) this.finish("rejected");
        break;
      case "unmatched":
        this.#takeUnmatched();
        break;
      case "unknown":
        if (this.state === "sent") this.state = "unknown";
    }
  }

  takeChange({ state, matchedSize }: VenueReportOf<"order_changed">): void {
    this.isAsked = false;
    if (state === "missing") return this.#goMissing();
    this.missingCount = 0;
    this.matchedSize = Math.max(this.matchedSize, this.possible(matchedSize));
    if (state === "resting") return this.#acknowledge("resting");
    this.isAcknowledged = true;
    if (this.state !== "over" || this.isDisowned) this.finish(state);
  }

  /** A size that is said to have matched, as far as it can be true. */
  possible(matchedSize: MicroShares): MicroShares {
    if (!Number.isSafeInteger(matchedSize)) return 0;
    return Math.min(Math.max(0, matchedSize), this.record.size);
  }

  /** A trade that was not heard of before. */
  takeTrade(size: MicroShares, isStillborn: boolean): void {
    this.tradedSize += size;
    if (isStillborn) this.stillbornSize += size;
    const wasDisowned = this.isDisowned;
    this.#acknowledge(this.canRest ? "resting" : "matched");
    const isFull = this.tradedSize >= this.record.size;
    if (isFull && (this.state !== "over" || wasDisowned)) this.finish("filled");
  }

  /** The venue took the order: news that is as good as the first, and no step back. */
  #acknowledge(as: "resting" | "matched" | "delayed"): void {
    const isFirst = !this.isAcknowledged || this.isDisowned;
    this.isAcknowledged = true;
    if (this.state === "over") {
      if (!this.isDisowned) return;
      this.isDisowned = false;
      this.end = null;
    } else if (!isFirst && (as === "delayed" || this.state === "resting")) return;
    this.state = as === "matched" && this.tradedSize > 0 && this.canRest ? "resting" : as;
  }

  /** One that cannot rest is gone; another may have been put on the book after its delay, or not. */
  #takeUnmatched(): void {
    if (this.state === "over" || this.state === "resting") return;
    if (!this.canRest) this.finish("cancelled");
    else if (this.state === "sent" || this.state === "delayed") this.state = "unknown";
  }

  #goMissing(): void {
    if (this.state === "over" || this.state === "queued") return;
    this.missingCount += 1;
    if (!this.isAcknowledged) {
      this.finish("rejected");
      this.isDisowned = true;
    } else if (this.missingCount >= MISSING_MAX) {
      this.finish("cancelled");
      this.isDisowned = true;
    } else this.state = "unknown";
  }
}
