import type { VenueReportOf } from "../contracts/venue-report.ts";
import { RUNTIME_BOT_ID } from "../kernel/runtime-statement.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { OrderCarer } from "./order-carer.ts";
import type { OrderTeller } from "./order-teller.ts";
import type { Placement } from "./working-order.ts";

/** What is heard about one placement, beside the change itself. */
interface Heard {
  readonly venueReason: string | null;
  readonly exchangeTimeMs: number;
}

/** Takes in what the venue says about our orders: answers, changes, and answers to cancellations. */
export class OrderNewsDesk {
  readonly #parts: DeskParts;
  readonly #teller: OrderTeller;
  readonly #carer: OrderCarer;

  constructor(parts: DeskParts, teller: OrderTeller, carer: OrderCarer) {
    this.#parts = parts;
    this.#teller = teller;
    this.#carer = carer;
  }

  takeAnswer(report: VenueReportOf<"order_answered">): void {
    const placement = this.#find(report.venueOrderId, report.placementId);
    if (placement === undefined) return;
    const before = placement.state;
    this.change(placement, report, () => placement.takeAnswer(report.answer));
    if (placement.state === "unknown" && before !== "unknown") this.#carer.ask(placement);
  }

  takeChange(report: VenueReportOf<"order_changed">): void {
    const placement = this.#find(report.venueOrderId, report.state);
    if (placement === undefined) return;
    const { matchedSize, venueOrderId } = report;
    if (placement.possible(matchedSize) !== matchedSize) {
      const found = `${matchedSize} micro-shares matched of order ${venueOrderId}`;
      this.#parts.recorder.alarm("LEDGER_FILL_EXCEEDS_ORDER", placement.order.market, found);
    }
    const wasOver = placement.isOver;
    this.change(placement, report, () => placement.takeChange(report));
    if (!wasOver && placement.isDisowned && placement.end === "cancelled") {
      const found = `placement ${placement.record.placementId}`;
      this.#parts.recorder.alarm("EXEC_ORDER_LOST", placement.order.market, found);
    }
  }

  takeCancelAnswer(report: VenueReportOf<"cancel_answered">): void {
    const { cancelId, outcome, cancelled, notCancelled, exchangeTimeMs } = report;
    for (const venueOrderId of cancelled) {
      const placement = this.#find(venueOrderId, `cancelled by ${cancelId}`);
      if (placement === undefined) continue;
      this.change(placement, { venueReason: null, exchangeTimeMs }, () => {
        placement.pendingCancel = null;
        if (!placement.isOver || placement.isDisowned) placement.finish("cancelled");
      });
    }
    for (const { venueOrderId, reason } of notCancelled) {
      const placement = this.#find(venueOrderId, `not cancelled by ${cancelId}: ${reason}`);
      if (placement !== undefined) this.#doubt(placement, cancelId);
    }
    if (outcome === "answered") return;
    for (const order of this.#parts.register.openOrders()) {
      for (const placement of order.placements) this.#doubt(placement, cancelId);
    }
  }

  /** A cancellation that had no effect, or none that is known: what is the order now? */
  #doubt(placement: Placement, cancelId: string): void {
    if (placement.pendingCancel?.cancelId !== cancelId) return;
    placement.pendingCancel = null;
    if (!placement.isOver) this.#carer.ask(placement);
  }

  /** Changes a placement and tells what has come of it. */
  change(placement: Placement, heard: Heard, change: () => void): void {
    const { order } = placement;
    const wasDisowned = placement.isDisowned;
    change();
    const { venueReason, exchangeTimeMs } = heard;
    const isEndedByVenue = placement.end === "rejected" || this.#isEndedUnasked(placement);
    if (isEndedByVenue && order.waiting.length > 0) order.giveUp("rejected");
    this.#teller.tell(order, { placement, venueReason, exchangeTimeMs });
    if (wasDisowned && !placement.isOver) this.#revive(placement);
    this.#carer.insist(placement);
    if (placement.isOver && placement.owesTrades) this.#carer.watch(placement);
  }

  /** A resting slice that the venue took off the book: it would not have the others either. */
  #isEndedUnasked(placement: Placement): boolean {
    return placement.end === "cancelled" && placement.canRest;
  }

  /** An order that counted as gone is there after all: its money is free again, so it has to go. */
  #revive({ order, record }: Placement): void {
    const { recorder, company } = this.#parts;
    const { placementId, venueOrderId } = record;
    recorder.state("EXEC_ORDER_REVIVED", order.market, { placementId, venueOrderId });
    recorder.alarm("EXEC_ORDER_REVIVED", order.market, `placement ${placementId}`);
    order.isCancelling = false;
    company().cancelThroughRisk(RUNTIME_BOT_ID, order.orderId, "EXEC_ORDER_REVIVED");
  }

  #find(venueOrderId: string, about: string): Placement | undefined {
    const placement = this.#parts.register.placement(venueOrderId);
    if (placement !== undefined) return placement;
    const found = `order ${venueOrderId} of the venue, ${about}`;
    this.#parts.recorder.state("EXEC_ORDER_FOREIGN", null, { venueOrderId, about });
    this.#parts.recorder.alarm("EXEC_ORDER_FOREIGN", null, found);
    return undefined;
  }
}
