import type { VenueReport, VenueReportOf } from "../contracts/venue-report.ts";
import type { EpochMs } from "../domain/units.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { KernelJournal } from "../ports/kernel-journal.ts";
import type { OrderGateway } from "../ports/order-gateway.ts";
import type { OrderRegister } from "./order-register.ts";
import type { Placement } from "./working-order.ts";

type OrderChanged = VenueReportOf<"order_changed">;

/** What an earlier run of the same journal leaves behind. */
export interface ResumeSetting {
  readonly gateway: OrderGateway;
  readonly journal: KernelJournal | null;
  /** Ids of the placements and cancellations that the journal holds. */
  readonly journalledIds: ReadonlySet<string>;
  /** Ids of those that have just been handed to the gateway. */
  readonly sentIds: ReadonlySet<string>;
  /** Present time, which kernel time will follow. */
  readonly nowMs: EpochMs;
  readonly answerTimeoutMs: number;
  /** Markets whose redemption was asked for and not answered. */
  readonly redemptions: readonly string[];
  /** False once a placement's order is halted, expired or taken back. */
  isWanted(placement: Placement): boolean;
}

/** What was resumed, for the operator. */
export interface ResumeReport {
  /** Placements sent for the first time: the crash came before they were written down. */
  readonly sentCount: number;
  /** Placements about which the venue was asked. */
  readonly askedCount: number;
  /** Cancellations asked for again. */
  readonly cancelCount: number;
}

/**
 * Takes up the thread after a replay. What the journal holds without an answer may or may not have
 * reached the venue: it is asked about, and sent, under the same id, only where the venue never had
 * it. What the journal does not hold was never sent, and goes out now.
 *
 * None of this is an input of the kernel. Answers that tell nothing new are kept from it, so that a
 * run that lost nothing goes on to the very state that it would have reached without the crash.
 */
export class Recovery {
  readonly #register: OrderRegister;
  readonly #ledger: Ledger;
  /** Placements asked about; true for those that are sent should the venue not know them. */
  readonly #asked = new Map<string, boolean>();
  /** Cancellations asked for again; true once one answer has come. */
  readonly #cancelledAgain = new Map<string, boolean>();
  #setting: ResumeSetting | null = null;

  constructor(register: OrderRegister, ledger: Ledger) {
    this.#register = register;
    this.#ledger = ledger;
  }

  /** @throws what the journal throws; nothing has been sent then */
  resume(setting: ResumeSetting): ResumeReport {
    this.#setting = setting;
    const { gateway, journal, journalledIds, sentIds } = setting;
    const unsent: Placement[] = [];
    const asked: Placement[] = [];
    const cancels = new Map<string, NonNullable<Placement["pendingCancel"]>>();
    for (const order of this.#register.openOrders()) {
      for (const placement of order.placements) {
        if (placement.isOver || placement.state === "queued") continue;
        const { record, pendingCancel } = placement;
        if (pendingCancel !== null && !sentIds.has(pendingCancel.cancelId)) {
          cancels.set(pendingCancel.cancelId, pendingCancel);
        }
        if (sentIds.has(record.placementId)) continue;
        const isWritten = journalledIds.has(record.placementId) || placement.state !== "sent";
        if (isWritten) asked.push(placement);
        else if (this.#isWanted(placement)) unsent.push(placement);
      }
    }
    const unwritten = [...cancels.values()].filter(({ cancelId }) => !journalledIds.has(cancelId));
    for (const request of unwritten) journal?.cancellation(request);
    for (const { record } of unsent) journal?.placement(record);
    if (unsent.length + unwritten.length > 0) journal?.sync();
    for (const request of cancels.values()) {
      this.#cancelledAgain.set(request.cancelId, false);
      gateway.cancel(request);
    }
    // Behind orders that may have to be sent yet, these wait for the same answer: order is kept.
    const isFirst = asked.every(({ state }) => state !== "sent");
    if (isFirst) for (const { record } of unsent) gateway.place(record);
    for (const placement of isFirst ? asked : [...asked, ...unsent]) this.#ask(placement, gateway);
    for (const marketId of setting.redemptions) gateway.redeem(marketId);
    return {
      sentCount: isFirst ? unsent.length : 0,
      askedCount: asked.length + (isFirst ? 0 : unsent.length),
      cancelCount: cancels.size,
    };
  }

  /**
   * Looks at a report before it becomes an input. Answers true for one that is to go no further: it
   * answers a question of {@link resume} and tells nothing new.
   */
  takes(report: VenueReport): boolean {
    if (report.kind === "cancel_answered") return this.#isKnownCancel(report);
    if (report.kind === "trade_changed") return this.#isKnownTrade(report);
    if (report.kind !== "order_changed" || !this.#asked.has(report.venueOrderId)) return false;
    const placement = this.#register.placement(report.venueOrderId);
    const maySend = this.#asked.get(report.venueOrderId) === true;
    this.#asked.delete(report.venueOrderId);
    if (placement === undefined) return false;
    if (isOldNews(placement, report)) return true;
    if (report.state !== "missing" || !maySend || !this.#isWanted(placement)) return false;
    this.#setting?.gateway.place(placement.record);
    return true;
  }

  #ask(placement: Placement, gateway: OrderGateway): void {
    this.#asked.set(placement.record.venueOrderId, placement.state === "sent");
    gateway.reconcile(placement.record.venueOrderId);
  }

  /** True while sending it is still what its strategy wanted: an old quote is not. */
  #isWanted(placement: Placement): boolean {
    const setting = this.#setting;
    if (setting === null || placement.state !== "sent" || placement.isAcknowledged) return false;
    const { placedAtMs, expiresAtMs } = placement.record;
    if (setting.nowMs >= placedAtMs + setting.answerTimeoutMs) return false;
    if (expiresAtMs !== null && expiresAtMs <= setting.nowMs) return false;
    return setting.isWanted(placement);
  }

  /**
   * A second answer to the same cancellation, where everything it names is over already. The first is
   * always news: without the crash it would have come, too.
   */
  #isKnownCancel({ cancelId, outcome, ...named }: VenueReportOf<"cancel_answered">): boolean {
    const isAnswered = this.#cancelledAgain.get(cancelId);
    if (outcome !== "answered" || isAnswered === undefined) return false;
    this.#cancelledAgain.set(cancelId, true);
    const ids = [...named.cancelled, ...named.notCancelled.map(({ venueOrderId }) => venueOrderId)];
    return isAnswered && ids.every((id) => this.#register.placement(id)?.isOver === true);
  }

  #isKnownTrade(report: VenueReportOf<"trade_changed">): boolean {
    if (!this.#asked.has(report.venueOrderId)) return false;
    const known = this.#ledger.view.fill(`${report.venueTradeId}/${report.venueOrderId}`);
    return known?.settlement === report.settlement;
  }
}

/** True when the kernel knows already what the venue says of an order. */
function isOldNews(placement: Placement, report: OrderChanged): boolean {
  if (placement.filledSize !== report.matchedSize) return false;
  return placement.isOver ? placement.end === report.state : placement.state === report.state;
}
