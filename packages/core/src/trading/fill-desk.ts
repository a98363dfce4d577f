import type { FillEvent } from "../contracts/fill-event.ts";
import type { VenueReportOf } from "../contracts/venue-report.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { LedgerBooked } from "../ledger/ledger-answer.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { OrderNewsDesk } from "./order-news-desk.ts";
import type { Placement } from "./working-order.ts";

type TradeReport = VenueReportOf<"trade_changed">;

/** What became of a trade that was reported. */
export type TradeOutcome = "booked" | "known" | "refused" | "too_early";

/** Turns the venue's trades into fills: of our orders, and of orders that nobody here has sent. */
export class FillDesk {
  readonly #parts: DeskParts;
  readonly #orders: OrderNewsDesk;

  constructor(parts: DeskParts, orders: OrderNewsDesk) {
    this.#parts = parts;
    this.#orders = orders;
  }

  take(report: TradeReport): TradeOutcome {
    const { register, ledger, recorder } = this.#parts;
    const placement = register.placement(report.venueOrderId);
    const market = placement?.order.market ?? this.#parts.marketOfToken(report.tokenId) ?? null;
    const fill = this.#fillOf(report, placement, market);
    const answer = ledger.recordFill(fill, report.notionalMicroUsd);
    if (answer.status === "unchanged") return "known";
    if (answer.status === "refused") {
      recorder.alarm(answer.code, market, `${answer.found}; trade ${report.venueTradeId}`);
      return answer.code === "LEDGER_TOKENS_INSUFFICIENT" ? "too_early" : "refused";
    }
    for (const code of answer.notices) recorder.alarm(code, market, `fill ${fill.fillId}`);
    if (placement === undefined) this.#alarmStranger(report, market);
    else this.#advance(placement, answer, report);
    recorder.fill(fill, market, placement?.order.number ?? -1);
    if (market === null) return "booked";
    this.#parts.marks.watch(market);
    this.#parts.announcements.fill(market, fill);
    return "booked";
  }

  #advance(placement: Placement, { entry }: LedgerBooked, report: TradeReport): void {
    const { order } = placement;
    const { size, settlement, exchangeTimeMs } = report;
    const isFinal = settlement === "CONFIRMED" || settlement === "FAILED";
    if (entry.kind !== "fill_booked") {
      if (isFinal) order.unsettledFillCount -= 1;
      return;
    }
    if (!isFinal) order.unsettledFillCount += 1;
    this.#orders.change(placement, { venueReason: null, exchangeTimeMs }, () =>
      placement.takeTrade(size, settlement === "FAILED"),
    );
  }

  #alarmStranger({ venueTradeId, venueOrderId }: TradeReport, market: MarketState | null): void {
    const { recorder } = this.#parts;
    recorder.state("EXEC_FILL_ORDER_UNKNOWN", market, { venueTradeId, venueOrderId });
    const found = `trade ${venueTradeId} of order ${venueOrderId}`;
    recorder.alarm("EXEC_FILL_ORDER_UNKNOWN", market, found);
  }

  #fillOf(
    report: TradeReport,
    placement: Placement | undefined,
    market: MarketState | null,
  ): FillEvent {
    const { timeMs, correlationId, eventSequence } = this.#parts.recorder.cause;
    const { venueTradeId, venueOrderId, tokenId, side, role, price, size } = report;
    const { feeMicroUsd, settlement, transactionHash, exchangeTimeMs } = report;
    const approved = placement?.order.approved;
    return {
      schemaVersion: 1,
      fillId: `${venueTradeId}/${venueOrderId}`,
      venueTradeId,
      orderId: approved?.orderId ?? `venue/${venueOrderId}`,
      intentId: approved?.intentId ?? "",
      originId: approved?.originId ?? "",
      marketId: market?.definition.marketId ?? "unknown",
      tokenId,
      side,
      role,
      price,
      size,
      feeMicroUsd,
      settlement,
      transactionHash,
      correlationId,
      eventSequence,
      exchangeTimeMs,
      timeMs,
    };
  }
}
