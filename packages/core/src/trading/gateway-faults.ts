import type { VenueReport, VenueReportOf } from "../contracts/venue-report.ts";
import type { EpochMs } from "../domain/units.ts";
import type { Placement } from "./working-order.ts";

const MARK = "EXEC_GATEWAY_FAULT";
const NONE: readonly VenueReport[] = [];

/**
 * What a gateway that throws does to orders, told as the venue's reports are: the kernel must learn of
 * it through an input, which the journal holds, or a replay would come to another state.
 */
export class GatewayFaults {
  #unknown: VenueReport[] = [];
  #unsent: VenueReport[] = [];
  /** Strategies and markets in which an order has met a fault that was not told yet. */
  #scopes: Pick<Placement["record"], "botId" | "marketId">[] = [];

  /** True where nothing more may be handed over before the fault is told. */
  blocks({ record }: Placement): boolean {
    return this.#scopes.some(
      ({ botId, marketId }) => botId === record.botId && marketId === record.marketId,
    );
  }

  /** The gateway threw with this order in hand: nobody knows whether it was sent. */
  add({ record }: Placement, found: string, nowMs: EpochMs): void {
    this.#scopes.push(record);
    this.#unknown.push(answerOf(record, "unknown", `${MARK}: ${found}`, nowMs));
  }

  /** This order was not handed over, because of the fault of another. */
  addUnsent({ record }: Placement, nowMs: EpochMs): void {
    this.#unsent.push(answerOf(record, "rejected", `${MARK}: not sent`, nowMs));
  }

  /** What is to be put into the kernel, and is then forgotten here. */
  take(): readonly VenueReport[] {
    if (this.#scopes.length === 0) return NONE;
    const reports = [...this.#unsent, ...this.#unknown];
    this.#unsent = [];
    this.#unknown = [];
    this.#scopes = [];
    return reports;
  }
}

/** True for the answer that stands for a gateway that threw. */
export function isGatewayFault(report: VenueReportOf<"order_answered">): boolean {
  return report.answer === "unknown" && report.venueReason?.startsWith(MARK) === true;
}

function answerOf(
  { placementId, venueOrderId }: Placement["record"],
  answer: "unknown" | "rejected",
  venueReason: string,
  exchangeTimeMs: EpochMs,
): VenueReport {
  return {
    schemaVersion: 1,
    kind: "order_answered",
    placementId,
    venueOrderId,
    answer,
    venueReason,
    exchangeTimeMs,
  };
}
