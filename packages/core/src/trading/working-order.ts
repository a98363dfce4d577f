import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";
import type { EpochMs, MicroShares } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { OpenOrder } from "../ports/open-orders.ts";
import type { PlacementOf } from "./placement.ts";
import type { PlanSlice } from "../bot/plan-draft.ts";

/** A part of an order that was sent, or is about to be. */
export type Placement = PlacementOf<WorkingOrder>;

/** A slice that is not sent yet, and the id it will have. */
export interface WaitingSlice {
  readonly placementId: string;
  readonly slice: PlanSlice;
}

const NO_ORDERS: readonly WorkingOrder[] = [];
const NO_SLICES: readonly WaitingSlice[] = [];

/** An approved order from its reservation to its end, over all of its slices. */
export class WorkingOrder {
  readonly approved: ApprovedOrderRecord;
  readonly market: MarketState;
  /** Dense number within the run. */
  readonly number: number;
  /** Slices that wait for their time, or for other orders to be gone. */
  waiting: readonly WaitingSlice[] = NO_SLICES;
  /** Orders that must be gone before anything more is sent. */
  waitsFor: readonly WorkingOrder[] = NO_ORDERS;
  /** What the orders that it waits for had filled when it began to wait. */
  readonly #filledBefore = new Map<WorkingOrder, MicroShares>();
  /** Orders that wait for this one to be gone. */
  holdsUp: readonly WorkingOrder[] = NO_ORDERS;
  readonly placements: Placement[] = [];
  /** The execution bots have not agreed on a plan yet. */
  isPlanned = false;
  isCancelling = false;
  /** The ledger holds something back for it. */
  isReserved = false;
  /** Filled size at its end, as the ledger was told; -1 before. */
  releasedSize: MicroShares = -1;
  /** Sum of the slices; the approved size before there is a plan. */
  plannedSize: MicroShares;
  /** How it ended without the venue's doing; `null` otherwise. */
  givenUpAs: "cancelled" | "expired" | "rejected" | null = null;
  /** What was told last. */
  toldStatus: OrderUpdate["status"] | null = null;
  toldFilledSize: MicroShares = 0;
  /** Plans asked for so far. */
  planCount = 0;
  /** Fills that are neither confirmed nor failed. */
  unsettledFillCount = 0;
  #view: OpenOrder | null = null;

  constructor(approved: ApprovedOrderRecord, market: MarketState, number: number) {
    this.approved = approved;
    this.market = market;
    this.number = number;
    this.plannedSize = approved.size;
  }

  get orderId(): string {
    return this.approved.orderId;
  }
  /** True when the order is about the market's second token. */
  get isSecondToken(): boolean {
    return this.approved.tokenId === this.market.definition.tokenIds[1];
  }

  get filledSize(): MicroShares {
    let size = 0;
    for (const placement of this.placements) size += placement.filledSize;
    return size;
  }
  get bookedSize(): MicroShares {
    let size = 0;
    for (const placement of this.placements) size += placement.bookedSize;
    return size;
  }

  /** Nothing of it is at the venue, or will be. */
  get isOver(): boolean {
    if (this.waiting.length > 0 || (this.givenUpAs === null && !this.isPlanned)) return false;
    for (const { state } of this.placements) if (state !== "over") return false;
    return true;
  }

  /** True when something of it is still to be handed over. */
  get hasMore(): boolean {
    if (this.givenUpAs === null && !this.isPlanned) return true;
    return this.waiting.length > 0 || this.placements.some(({ state }) => state === "queued");
  }

  /** Nothing more of it is sent before the other order is gone. */
  waitFor(other: WorkingOrder): void {
    this.waitsFor = [...this.waitsFor, other];
    this.#filledBefore.set(other, other.filledSize);
    other.holdsUp = [...other.holdsUp, this];
  }

  /** Shares that the other order has got while this one waited for it to be gone. */
  filledMeanwhile(other: WorkingOrder): MicroShares {
    return other.filledSize - (this.#filledBefore.get(other) ?? other.filledSize);
  }

  /** It is gone: answers the orders that have waited for nothing else. */
  letGo(): readonly WorkingOrder[] {
    const waiting = this.holdsUp;
    this.holdsUp = NO_ORDERS;
    for (const other of waiting) other.waitsFor = without(other.waitsFor, this);
    return waiting.filter(({ waitsFor }) => waitsFor.length === 0);
  }

  /** Gives up what was not handed over. */
  giveUp(as: "cancelled" | "expired" | "rejected"): void {
    this.waiting = NO_SLICES;
    for (const other of this.waitsFor) other.holdsUp = without(other.holdsUp, this);
    this.waitsFor = NO_ORDERS;
    this.givenUpAs ??= as;
    for (const placement of this.placements) if (placement.state === "queued") placement.finish(as);
  }

  /** What is told of the order; `null` while nothing of it was handed over. */
  get status(): OrderUpdate["status"] | null {
    return this.isOver ? this.#endStatus() : this.#liveStatus();
  }

  #liveStatus(): OrderUpdate["status"] | null {
    let best: OrderUpdate["status"] | null = null;
    for (const { state } of this.placements) {
      if (state === "unknown") return "unknown";
      if (state === "resting") best = "resting";
      else if (state === "delayed" && best !== "resting") best = "delayed";
      else if (state !== "queued") best ??= "sent";
    }
    return this.filledSize > 0 ? "partially_filled" : best;
  }

  #endStatus(): OrderUpdate["status"] {
    const filled = this.filledSize;
    if (filled >= this.plannedSize) return "filled";
    const isEnd = (end: Placement["end"]): boolean =>
      this.givenUpAs === end || this.placements.some((placement) => placement.end === end);
    if (isEnd("cancelled")) return "cancelled";
    if (isEnd("expired")) return "expired";
    // What is refused after a part was filled has not refused the order.
    return filled > 0 ? "cancelled" : "rejected";
  }

  /** Forgets the view that was handed out: something has changed. */
  touch(): void {
    this.#view = null;
  }

  /** As others see it: a copy, made once after each change. */
  get view(): OpenOrder {
    return (this.#view ??= this.#makeView());
  }

  #makeView(): OpenOrder {
    const { orderId, intentId, originId, marketId, tokenId, side, price, isPostOnly } =
      this.approved;
    return Object.freeze({
      orderId,
      intentId,
      botId: originId,
      marketId,
      tokenId,
      side,
      price,
      originalSize: this.plannedSize,
      remainingSize: this.#remainingSize(),
      isPostOnly,
      state: this.#viewState(),
      isCancelling: this.isCancelling,
      sentAtMs: this.#sentAtMs(),
    });
  }

  #viewState(): OpenOrder["state"] {
    let best: OpenOrder["state"] = "planned";
    for (const { state } of this.placements) {
      if (state === "unknown") return "unknown";
      if (state === "resting") best = "resting";
      else if (state !== "queued" && state !== "over" && best !== "resting") best = "sent";
    }
    return best;
  }

  /** What may still be filled: of the slices that are out, and of those that wait. */
  #remainingSize(): MicroShares {
    if (!this.isPlanned) return this.plannedSize;
    let size = 0;
    for (const placement of this.placements) if (!placement.isOver) size += placement.remainingSize;
    for (const { slice } of this.waiting) size += slice.size;
    return size;
  }

  #sentAtMs(): EpochMs {
    return this.placements[0]?.record.placedAtMs ?? this.approved.approvedAtMs;
  }
}

function without(orders: readonly WorkingOrder[], order: WorkingOrder): readonly WorkingOrder[] {
  return orders.filter((other) => other !== order);
}
