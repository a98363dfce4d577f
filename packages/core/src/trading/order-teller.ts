import type { OrderUpdate } from "../contracts/order-update.ts";
import type { EpochMs } from "../domain/units.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { GivenUp } from "./execution-reasons.ts";
import type { Placement, WorkingOrder } from "./working-order.ts";

/** What brought a change about, as far as it is told. */
export interface OrderNews {
  readonly placement?: Placement;
  readonly venueReason?: string | null;
  readonly exchangeTimeMs?: EpochMs;
  readonly givenUp?: GivenUp;
}

const NOTHING: OrderNews = {};

/**
 * Brings everybody up to date with an order: the register, the ledger at its end, the record and the
 * bots. An order about which nothing is new is passed over, so that repeated news is told once.
 */
export class OrderTeller {
  readonly #parts: DeskParts;
  readonly #onOver: (order: WorkingOrder) => void;

  /** @param onOver - hears of each order once nothing of it is at the venue any more */
  constructor(parts: DeskParts, onOver: (order: WorkingOrder) => void) {
    this.#parts = parts;
    this.#onOver = onOver;
  }

  tell(order: WorkingOrder, news: OrderNews = NOTHING): void {
    const { register } = this.#parts;
    const wasOpen = register.isOpen(order);
    register.changed(order);
    const { status } = order;
    if (status !== null) {
      this.#release(order, status);
      this.#tellStatus(order, status, news);
    }
    if (!wasOpen || register.isOpen(order)) return;
    this.#review(order);
    this.#onOver(order);
  }

  #tellStatus(order: WorkingOrder, status: OrderUpdate["status"], news: OrderNews): void {
    const { filledSize } = order;
    if (status === order.toldStatus && filledSize === order.toldFilledSize) {
      this.#tellGivenUp(order, news);
      return;
    }
    order.toldStatus = status;
    order.toldFilledSize = filledSize;
    const update = this.#updateOf(order, status, news);
    this.#parts.recorder.update(update, order, news.givenUp ?? null);
    if (status !== "sent") this.#parts.announcements.update(order.market, update);
  }

  /** A part that was given up changes nothing of the rest, and is still to be known. */
  #tellGivenUp({ orderId, market }: WorkingOrder, { givenUp }: OrderNews): void {
    if (givenUp === undefined) return;
    this.#parts.recorder.state("EXEC_ORDER_ABANDONED", market, { orderId, givenUp });
  }

  /** The ledger learns the end: what the order promised beyond its fills is free again. */
  #release(order: WorkingOrder, status: OrderUpdate["status"]): void {
    const { orderId, bookedSize: filledSize } = order;
    if (!order.isReserved || !order.isOver || filledSize === order.releasedSize) return;
    order.releasedSize = filledSize;
    const { ledger, recorder } = this.#parts;
    const answer = ledger.recordOrderUpdate({ orderId, status, filledSize }, recorder.cause);
    if (answer.status === "refused") recorder.alarm(answer.code, order.market, answer.found);
  }

  /** Prices of a market in which nothing is held or ordered need not be followed. */
  #review({ market }: WorkingOrder): void {
    const { register, ledger, marks } = this.#parts;
    const { marketId, tokenIds } = market.definition;
    if (register.hasOpenIn(marketId) || ledger.view.openFillCount > 0) return;
    if (tokenIds.every((tokenId) => ledger.view.heldSize(tokenId) === 0)) marks.unwatch(market);
  }

  #updateOf(order: WorkingOrder, status: OrderUpdate["status"], news: OrderNews): OrderUpdate {
    const { timeMs, correlationId, eventSequence } = this.#parts.recorder.cause;
    const { orderId, intentId, originId, marketId, tokenId, side, price } = order.approved;
    const {
      placement = order.placements.at(-1),
      venueReason = null,
      exchangeTimeMs = timeMs,
    } = news;
    const { plannedSize, toldFilledSize: filledSize } = order;
    return {
      schemaVersion: 1,
      orderId,
      venueOrderId: placement?.isAcknowledged === true ? placement.record.venueOrderId : null,
      intentId,
      originId,
      marketId,
      tokenId,
      side,
      status,
      price,
      originalSize: plannedSize,
      filledSize,
      remainingSize: Math.max(0, plannedSize - filledSize),
      venueReason,
      correlationId,
      eventSequence,
      exchangeTimeMs,
      timeMs,
    };
  }
}
