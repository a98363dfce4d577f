import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { CancelRequest, OrderGateway, OrderPlacement, VenueReport } from "@polytraders/core";

type VenueCall =
  | { readonly place: OrderPlacement }
  | { readonly cancel: CancelRequest }
  | { readonly reconcile: string };

/**
 * A venue that outlives the processes that trade on it: what has reached it stands in a file, and what
 * it says follows from that. It rests what it gets, fills every third order, and knows no order twice.
 */
export class CrashVenue implements OrderGateway {
  /** Everything it has said, heard or not. */
  readonly said: VenueReport[] = [];
  /** How often each order has reached it. */
  readonly received = new Map<string, number>();
  readonly #file: string;
  readonly #orders = new Map<
    string,
    { state: "resting" | "filled" | "cancelled"; placed: OrderPlacement }
  >();

  constructor(file: string) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    for (const line of lines) if (line !== "") this.#take(JSON.parse(line) as VenueCall);
  }

  venueOrderIdOf({ placementId }: Omit<OrderPlacement, "venueOrderId">): string {
    return `0x${Buffer.from(placementId).toString("hex")}`;
  }

  place(placement: OrderPlacement): void {
    this.#receive({ place: placement });
  }

  cancel(request: CancelRequest): void {
    this.#receive({ cancel: request });
  }

  reconcile(venueOrderId: string): void {
    this.#receive({ reconcile: venueOrderId });
  }

  redeem(): void {}
  checkBalances(): void {}

  #receive(call: VenueCall): void {
    appendFileSync(this.#file, `${JSON.stringify(call)}\n`);
    this.#take(call);
  }

  #take(call: VenueCall): void {
    if ("place" in call) this.#place(call.place);
    else if ("cancel" in call) this.#cancel(call.cancel);
    else this.#reconcile(call.reconcile);
  }

  #place(placed: OrderPlacement): void {
    const { venueOrderId, placementId, placedAtMs } = placed;
    this.received.set(venueOrderId, (this.received.get(venueOrderId) ?? 0) + 1);
    const isFilled = this.#orders.size % 3 === 2;
    this.#orders.set(venueOrderId, { state: isFilled ? "filled" : "resting", placed });
    this.said.push({
      schemaVersion: 1,
      kind: "order_answered",
      exchangeTimeMs: placedAtMs,
      placementId,
      venueOrderId,
      answer: isFilled ? "matched" : "resting",
      venueReason: null,
    });
    if (isFilled) this.#tellFill(placed);
  }

  #cancel({ cancelId, venueOrderIds, requestedAtMs }: CancelRequest): void {
    const cancelled: string[] = [];
    for (const id of venueOrderIds) {
      const order = this.#orders.get(id);
      if (order?.state !== "resting") continue;
      order.state = "cancelled";
      cancelled.push(id);
    }
    this.said.push({
      schemaVersion: 1,
      kind: "cancel_answered",
      exchangeTimeMs: requestedAtMs,
      cancelId,
      outcome: "answered",
      cancelled,
      notCancelled: venueOrderIds
        .filter((id) => !cancelled.includes(id))
        .map((venueOrderId) => ({ venueOrderId, reason: "not found" })),
    });
  }

  #reconcile(venueOrderId: string): void {
    const order = this.#orders.get(venueOrderId);
    if (order?.state === "filled") this.#tellFill(order.placed);
    this.said.push({
      schemaVersion: 1,
      kind: "order_changed",
      exchangeTimeMs: order?.placed.placedAtMs ?? 0,
      venueOrderId,
      state: order?.state ?? "missing",
      matchedSize: order?.state === "filled" ? order.placed.size : 0,
      venueReason: null,
    });
  }

  #tellFill({ venueOrderId, tokenId, side, price, size, placedAtMs }: OrderPlacement): void {
    this.said.push({
      schemaVersion: 1,
      kind: "trade_changed",
      exchangeTimeMs: placedAtMs,
      venueTradeId: `trade of ${venueOrderId}`,
      venueOrderId,
      tokenId,
      side,
      role: "maker",
      price,
      size,
      notionalMicroUsd: null,
      feeMicroUsd: 0,
      settlement: "MATCHED",
      transactionHash: null,
    });
  }
}
