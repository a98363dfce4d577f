import type { OrderGateway, OrderPlacement, VenueReport } from "@polytraders/core";

/** A venue that takes every order and every cancellation, and answers when it is asked to. */
export class AnsweringVenue implements OrderGateway {
  /** Orders that have reached it. */
  placedCount = 0;
  readonly #onPlaced: () => void;
  #reports: VenueReport[] = [];

  constructor(onPlaced: () => void = () => undefined) {
    this.#onPlaced = onPlaced;
  }

  /** What it has to say since the last time. */
  takeReports(): readonly VenueReport[] {
    const reports = this.#reports;
    this.#reports = [];
    return reports;
  }

  venueOrderIdOf({ placementId }: Omit<OrderPlacement, "venueOrderId">): string {
    return `0x${placementId}`;
  }

  place({ placementId, venueOrderId, placedAtMs }: OrderPlacement): void {
    this.#onPlaced();
    this.placedCount += 1;
    this.#reports.push({
      schemaVersion: 1,
      kind: "order_answered",
      exchangeTimeMs: placedAtMs,
      placementId,
      venueOrderId,
      answer: "resting",
      venueReason: null,
    });
  }

  cancel({ cancelId, venueOrderIds, requestedAtMs }: Parameters<OrderGateway["cancel"]>[0]): void {
    this.#reports.push({
      schemaVersion: 1,
      kind: "cancel_answered",
      exchangeTimeMs: requestedAtMs,
      cancelId,
      outcome: "answered",
      cancelled: [...venueOrderIds],
      notCancelled: [],
    });
  }

  reconcile(): void {
    throw new Error("no order of this venue has an unknown outcome");
  }
  redeem(): void {}
  checkBalances(): void {}
}
