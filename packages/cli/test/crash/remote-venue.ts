import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type {
  CancelRequest,
  OrderGateway,
  OrderPlacement,
  VenueReport,
  VenueReportOf,
} from "@polytraders/core";
import { venueOrderIdOf } from "@polytraders/testkit";
import type { CrashPoints } from "./crash-points.ts";
import { bestAskOf, timeOf } from "./crash-script.ts";

/** One line of the wire: what has reached the venue, whatever became of its sender. */
type Line =
  | { readonly step: number }
  | { readonly place: OrderPlacement }
  | { readonly cancel: CancelRequest };

interface Order {
  readonly placement: OrderPlacement;
  readonly placedAt: number;
  filled: number;
  state: "resting" | "filled" | "cancelled";
}

interface Trade {
  readonly report: VenueReportOf<"trade_changed">;
  readonly matchedAt: number;
}

/** A report of the venue's stream, and the step at which it was sent. */
interface Sent {
  readonly step: number;
  readonly report: VenueReport;
}

const SETTLED_AFTER = 2;

/**
 * A venue that outlives its client: the file is the wire, and everything it does follows from what
 * came over it. Its stream of reports is numbered, as that of a venue that can be asked to go on
 * where a client has left it.
 */
export class RemoteVenue {
  /** Reports in the order in which they were sent. */
  readonly stream: Sent[] = [];
  /** Answers to what is asked a second time, as of when they are read: they are no part of the stream. */
  readonly answers: (() => VenueReport)[] = [];
  readonly gateway: OrderGateway;
  /** The newest step that has happened here. */
  step = -1;
  readonly #file: string;
  readonly #points: CrashPoints;
  readonly #seed: number;
  readonly #orders = new Map<string, Order>();
  readonly #trades: Trade[] = [];
  readonly #cancelIds = new Set<string>();

  constructor(file: string, seed: number, points: CrashPoints) {
    this.#file = file;
    this.#seed = seed;
    this.#points = points;
    for (const line of linesOf(file)) this.#take(line);
    // Such an answer is lost with the client that asked.
    this.answers.length = 0;
    this.gateway = this.#createGateway();
  }

  /** Lets the venue's time go on to a step. */
  advance(step: number): void {
    if (step > this.step) this.#receive({ step });
  }

  #createGateway(): OrderGateway {
    return {
      venueOrderIdOf: ({ placementId }) => venueOrderIdOf(placementId),
      place: (placement) => this.#send("place", { place: placement }),
      cancel: (request) => this.#send("cancel", { cancel: request }),
      reconcile: (venueOrderId) => this.#reconcile(venueOrderId),
      redeem: () => undefined,
      checkBalances: () => undefined,
    };
  }

  #send(name: string, line: Line): void {
    this.#points.pass(`before send ${name}`);
    this.#receive(line);
    this.#points.pass(`after send ${name}`);
  }

  #receive(line: Line): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#take(line);
  }

  #take(line: Line): void {
    if ("step" in line) this.#advance(line.step);
    else if ("place" in line) this.#place(line.place);
    else this.#cancel(line.cancel);
  }

  #advance(step: number): void {
    this.step = step;
    for (const { report, matchedAt } of this.#trades) {
      if (step === matchedAt + 1) this.#tell({ ...report, settlement: "MINED" });
      if (step !== matchedAt + SETTLED_AFTER) continue;
      // Every fifth trade never makes it to the chain.
      const isFailed = Number(report.venueTradeId.slice(1)) % 5 === 3;
      this.#tell({ ...report, settlement: isFailed ? "FAILED" : "CONFIRMED" });
    }
    for (const order of this.#orders.values()) {
      if (order.state !== "resting" || step < order.placedAt + 2) continue;
      if ((step + this.#seed) % 3 === 0) this.#fill(order, "maker");
    }
  }

  #place(placement: OrderPlacement): void {
    const { placementId, venueOrderId, timeInForce, side, price } = placement;
    const answer = {
      kind: "order_answered",
      placementId,
      venueOrderId,
      venueReason: null,
    } as const;
    if (this.#orders.has(venueOrderId)) throw new Error(`order ${placementId} was sent twice`);
    const order: Order = { placement, placedAt: this.step, filled: 0, state: "resting" };
    this.#orders.set(venueOrderId, order);
    const isTaken = timeInForce === "FAK";
    const isMatched = isTaken && (side === "SELL" || price >= bestAskOf(this.#seed, this.step));
    if (isTaken && !isMatched) order.state = "cancelled";
    const unmatched = isTaken ? "unmatched" : "resting";
    this.#tell({ ...this.#base(), ...answer, answer: isMatched ? "matched" : unmatched });
    if (isMatched) this.#fill(order, "taker");
  }

  #cancel({ cancelId, venueOrderIds }: CancelRequest): void {
    const gone = venueOrderIds.filter((id) => this.#orders.get(id)?.state === "resting");
    for (const id of gone) this.#end(id, "cancelled");
    const report: VenueReport = {
      ...this.#base(),
      kind: "cancel_answered",
      cancelId,
      outcome: "answered",
      cancelled: gone,
      notCancelled: venueOrderIds
        .filter((id) => !gone.includes(id))
        .map((venueOrderId) => ({ venueOrderId, reason: "not open" })),
    };
    if (this.#cancelIds.has(cancelId)) this.answers.push(() => report);
    else this.#tell(report);
    this.#cancelIds.add(cancelId);
  }

  #reconcile(venueOrderId: string): void {
    this.answers.push(() => {
      const order = this.#orders.get(venueOrderId);
      const state = order?.state ?? "missing";
      const matchedSize = order?.filled ?? 0;
      const found = { kind: "order_changed", venueOrderId, state, matchedSize } as const;
      return { ...this.#base(), ...found, venueReason: null };
    });
  }

  #fill(order: Order, role: "maker" | "taker"): void {
    const { venueOrderId, tokenId, side, price, size } = order.placement;
    order.filled = size;
    this.#end(venueOrderId, "filled");
    const report: VenueReportOf<"trade_changed"> = {
      ...this.#base(),
      kind: "trade_changed",
      venueTradeId: `t${this.#trades.length}`,
      venueOrderId,
      tokenId,
      side,
      role,
      price,
      size,
      notionalMicroUsd: null,
      feeMicroUsd: 0,
      settlement: "MATCHED",
      transactionHash: null,
    };
    this.#trades.push({ report, matchedAt: this.step });
    this.#tell(report);
  }

  #end(venueOrderId: string, state: "filled" | "cancelled"): void {
    const order = this.#orders.get(venueOrderId);
    if (order !== undefined) order.state = state;
  }

  #tell(report: VenueReport): void {
    this.stream.push({ step: this.step, report });
  }

  #base(): { readonly schemaVersion: 1; readonly exchangeTimeMs: number } {
    return { schemaVersion: 1, exchangeTimeMs: timeOf(this.step) };
  }
}

/** Ids of the orders that have come over the wire, in order. */
export function placementsOn(file: string): string[] {
  return linesOf(file).flatMap((line) => ("place" in line ? [line.place.placementId] : []));
}

function linesOf(file: string): Line[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Line);
}
