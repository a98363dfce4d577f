import { isTickSize, PolytradersError, type EpochMs, type PriceUnits } from "@polytraders/core";
import { createUnifiedBook } from "../matching/unified-book.ts";
import type { BookListener, MarketBook, SelfTradePrevention } from "../matching/market-book.ts";
import type { MarketPhase, ResolutionPhase, VenueMarketTerms } from "../market/venue-market.ts";
import { clearsBookAtMs, type BoardMarket } from "./board-market.ts";
import type { ExchangeEvent } from "./exchange-event.ts";
import type { MarketBoard } from "./market-board.ts";
import type { OrderClosing } from "./order-closing.ts";
import type { OrderExecution } from "./order-execution.ts";
import type { OrderStore } from "./order-store.ts";
import { REFUSALS } from "./refusals.ts";
import type { Schedule } from "./schedule.ts";

export interface MarketControlParts {
  readonly schedule: Schedule;
  readonly board: MarketBoard;
  readonly store: OrderStore;
  readonly execution: OrderExecution;
  readonly closing: OrderClosing;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly emit: (event: ExchangeEvent) => void;
}

/** What the venue itself does with markets: lists, halts, closes and resolves them. */
export class MarketControl {
  readonly #parts: MarketControlParts;

  constructor(parts: MarketControlParts) {
    this.#parts = parts;
  }

  list(
    terms: VenueMarketTerms,
    tickSize: PriceUnits,
    makeBook: ((listener: BookListener) => MarketBook) | undefined,
  ): BoardMarket {
    checkTickSize(tickSize);
    const { board, schedule, selfTradePrevention, emit, execution } = this.#parts;
    const market = board.list(
      terms,
      tickSize,
      makeBook !== undefined,
      makeBook ?? ((listener) => createUnifiedBook({ tickSize, selfTradePrevention, listener })),
    );
    emit({ kind: "market_listed", timeMs: schedule.nowMs, conditionId: terms.conditionId });
    const clearsAtMs = clearsBookAtMs(terms, schedule.nowMs);
    if (clearsAtMs !== null) {
      schedule.at(clearsAtMs, () => this.cancelResting(market, "game started"));
    }
    // What a recorded book reported while it was made.
    execution.applyChange(market, () => {});
    return market;
  }

  setPhase(conditionId: string, phase: MarketPhase): void {
    const market = this.#parts.board.get(conditionId);
    if (market.state.phase === phase) return;
    if (phase === "resolved" || market.state.phase === "resolved") {
      throw new PolytradersError("VENUE_COMMAND_INVALID", {
        expected: "a phase before the market's resolution",
        found: `${phase} for a market that is ${market.state.phase}`,
        hint: "Resolve a market with its payouts; a resolved market stays so.",
      });
    }
    this.#enterPhase(market, phase);
    if (phase === "closed") this.cancelResting(market, "market closed");
  }

  setTickSize(conditionId: string, tickSize: PriceUnits): void {
    checkTickSize(tickSize);
    const market = this.#parts.board.get(conditionId);
    const oldTickSize = market.state.tickSize;
    if (oldTickSize === tickSize) return;
    market.book.setTickSize(tickSize);
    market.change({ tickSize });
    const timeMs = this.#parts.schedule.nowMs;
    this.#parts.emit({
      kind: "tick_size_changed",
      timeMs,
      conditionId,
      oldTickSize,
      newTickSize: tickSize,
    });
  }

  /** Keeps and tells a step of a market's resolution; at the last one its orders end. */
  noteResolution(
    conditionId: string,
    phase: Exclude<ResolutionPhase, "none">,
    payouts: readonly [PriceUnits, PriceUnits] | null,
  ): void {
    const market = this.#parts.board.get(conditionId);
    market.change({ resolution: phase });
    if (phase === "final" && payouts !== null) {
      market.change({ payouts });
      this.#endOrders(market);
      this.#enterPhase(market, "resolved");
    }
    const timeMs = this.#parts.schedule.nowMs;
    this.#parts.emit({ kind: "resolution_changed", timeMs, conditionId, phase, payouts });
  }

  cancelResting(market: BoardMarket, reason: string): void {
    const open = [...this.#parts.store.openOfMarket(market.index)];
    const resting = open.filter((order) => order.state === "live");
    this.#parts.execution.cancelAll(resting, reason);
  }

  #endOrders(market: BoardMarket): void {
    const open = [...this.#parts.store.openOfMarket(market.index)];
    const resting = open.filter((order) => order.state === "live");
    this.#parts.execution.cancelAll(resting, "market resolved", "cancelled_market_resolved");
    for (const order of open) {
      if (order.state === "delayed") this.#parts.closing.kill(order, REFUSALS.marketNotReady.text);
    }
  }

  #enterPhase(market: BoardMarket, phase: MarketPhase): void {
    if (market.state.phase === phase) return;
    market.change({ phase });
    const timeMs: EpochMs = this.#parts.schedule.nowMs;
    const { conditionId } = market.terms;
    this.#parts.emit({ kind: "market_phase_changed", timeMs, conditionId, phase });
  }
}

function checkTickSize(tickSize: PriceUnits): void {
  if (isTickSize(tickSize)) return;
  throw new PolytradersError("VENUE_COMMAND_INVALID", {
    expected: "one of the venue's tick sizes, in units of 0.0001",
    found: String(tickSize),
  });
}
