import type { CancelRequest } from "../contracts/order-placement.ts";
import type { KernelJournal } from "../ports/kernel-journal.ts";
import type { OrderGateway } from "../ports/order-gateway.ts";
import type { Placement } from "./working-order.ts";

/** Who hears what became of what was put out. */
export interface OutboxOwner {
  /** Asked before each order is handed over; one that must not be is taken care of. */
  mayPlace(placement: Placement): boolean;
  onPlaced(placement: Placement): void;
  /** The journal did not take it: it was not sent. */
  onNotWritten(placements: readonly Placement[], error: unknown): void;
  /** The gateway threw: it may or may not have been sent. */
  onPlaceFault(placement: Placement, error: unknown): void;
  /** The same for a cancellation, a question or a redemption. */
  onRequestFault(subject: string, error: unknown): void;
}

/**
 * What one event sends to the venue. Everything is in the journal, and the journal on disk, before the
 * first of it goes out: cancellations, then orders, then questions.
 */
export class Outbox {
  readonly #journal: KernelJournal | null;
  readonly #owner: OutboxOwner;
  #gateway: OrderGateway;
  #placements: Placement[] = [];
  #cancels: CancelRequest[] = [];
  #reconciles: string[] = [];
  #redemptions: string[] = [];
  #balances: (string | null)[] = [];
  /** After a failure nothing is written any more: what cannot be written is not sent, but for taking back. */
  #isJournalBroken = false;

  constructor(gateway: OrderGateway, journal: KernelJournal | null, owner: OutboxOwner) {
    this.#gateway = gateway;
    this.#journal = journal;
    this.#owner = owner;
  }

  get gateway(): OrderGateway {
    return this.#gateway;
  }
  set gateway(gateway: OrderGateway) {
    this.#gateway = gateway;
  }

  get isEmpty(): boolean {
    return (
      this.#placements.length === 0 &&
      this.#cancels.length === 0 &&
      this.#reconciles.length === 0 &&
      this.#redemptions.length === 0 &&
      this.#balances.length === 0
    );
  }

  place(placement: Placement): void {
    this.#placements.push(placement);
  }
  cancel(request: CancelRequest): void {
    this.#cancels.push(request);
  }
  reconcile(venueOrderId: string): void {
    this.#reconciles.push(venueOrderId);
  }
  redeem(marketId: string): void {
    this.#redemptions.push(marketId);
  }
  checkBalances(tokenIds: readonly (string | null)[]): void {
    this.#balances.push(...tokenIds);
  }

  /** Writes down and sends what was put out. What the owner adds while it runs follows at once. */
  flush(): void {
    // A gateway that throws makes the owner take orders back: one round more, never many.
    for (let round = 0; round < 4 && !this.isEmpty; round += 1) this.#flushOnce();
  }

  #flushOnce(): void {
    const placements = this.#placements.filter(({ state }) => state === "queued");
    const cancels = this.#cancels;
    const reconciles = this.#reconciles;
    const redemptions = this.#redemptions;
    const balances = this.#balances;
    this.#placements = [];
    this.#cancels = [];
    this.#reconciles = [];
    this.#redemptions = [];
    this.#balances = [];
    if (!this.#write(placements, cancels, reconciles, redemptions)) {
      for (const request of cancels)
        this.#send(request.cancelId, () => this.#gateway.cancel(request));
      return;
    }
    for (const request of cancels)
      this.#send(request.cancelId, () => this.#gateway.cancel(request));
    for (const placement of placements) this.#sendOrder(placement);
    for (const id of reconciles) this.#send(id, () => this.#gateway.reconcile(id));
    for (const id of redemptions) this.#send(id, () => this.#gateway.redeem(id));
    if (balances.length > 0) this.#send("balances", () => this.#gateway.checkBalances(balances));
  }

  #write(
    placements: readonly Placement[],
    cancels: readonly CancelRequest[],
    reconciles: readonly string[],
    redemptions: readonly string[],
  ): boolean {
    const journal = this.#journal;
    const count = placements.length + cancels.length + reconciles.length + redemptions.length;
    if (journal === null || count === 0) return true;
    if (this.#isJournalBroken && placements.length === 0) return false;
    try {
      if (this.#isJournalBroken) throw new Error("the journal has failed before");
      for (const request of cancels) journal.cancellation(request);
      for (const { record } of placements) journal.placement(record);
      for (const id of reconciles) journal.request("reconcile", id);
      for (const id of redemptions) journal.request("redeem", id);
      journal.sync();
      return true;
    } catch (error) {
      this.#isJournalBroken = true;
      this.#owner.onNotWritten(placements, error);
      return false;
    }
  }

  #sendOrder(placement: Placement): void {
    if (placement.state !== "queued" || !this.#owner.mayPlace(placement)) return;
    try {
      this.#gateway.place(placement.record);
    } catch (error) {
      this.#owner.onPlaceFault(placement, error);
      return;
    }
    this.#owner.onPlaced(placement);
  }

  #send(subject: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#owner.onRequestFault(subject, error);
    }
  }
}
