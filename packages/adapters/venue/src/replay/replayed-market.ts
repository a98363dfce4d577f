import {
  isTickSize,
  MarketStatusCode,
  PRICE_UNITS_PER_USD,
  RowKind,
  type MarketDefinition,
  type PriceUnits,
} from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import type { MarketPhase } from "../market/venue-market.ts";
import type { FrameRows } from "./frame-reader.ts";
import type { ReplayedBook } from "./replayed-book.ts";

/** One recorded market at the exchange. */
export class ReplayedMarket {
  readonly definition: MarketDefinition;
  readonly conditionId: string;
  readonly book: ReplayedBook;
  readonly #exchange: Exchange;
  #status: number = MarketStatusCode.Open;
  /** The last phase that the record asked for: what others set in between stays. */
  #phase: MarketPhase = "open";

  constructor(
    exchange: Exchange,
    listed: {
      readonly definition: MarketDefinition;
      readonly conditionId: string;
      readonly book: ReplayedBook;
    },
  ) {
    this.#exchange = exchange;
    this.definition = listed.definition;
    this.conditionId = listed.conditionId;
    this.book = listed.book;
    this.#follow();
  }

  /** Applies one frame of this market at the exchange's time. */
  apply({ batch, from, to }: FrameRows): void {
    for (let row = from; row < to; row += 1) {
      const value = batch.price[row] ?? 0;
      if (batch.kind[row] === RowKind.TickSize) this.#setTickSize(value);
      else if (batch.kind[row] === RowKind.Status) this.#status = value;
    }
    this.#exchange.applyToBook(this.conditionId, () => {
      this.book.apply(batch, from, to, this.#exchange.nowMs);
    });
    this.#follow();
  }

  #setTickSize(tickSize: PriceUnits): void {
    const known = this.#exchange.market(this.conditionId)?.state.tickSize;
    if (isTickSize(tickSize) && tickSize !== known) {
      this.#exchange.setTickSize(this.conditionId, tickSize);
    }
  }

  /** Brings the market's phase to what the record says, where that has changed. */
  #follow(): void {
    const phase = phaseOf(this.#status, this.book.isReady);
    if (phase === this.#phase) return;
    this.#phase = phase;
    // Resolved by somebody else: that is final.
    if (this.#exchange.market(this.conditionId)?.state.phase === "resolved") return;
    const payouts = PAYOUTS.get(this.#status);
    if (phase !== "resolved" || payouts === undefined) {
      this.#exchange.setMarketPhase(this.conditionId, phase);
    } else {
      this.#exchange.resolve(this.conditionId, payouts);
    }
  }
}

const PAYOUTS: ReadonlyMap<number, readonly [PriceUnits, PriceUnits]> = new Map([
  [MarketStatusCode.ResolvedFirst, [PRICE_UNITS_PER_USD, 0]],
  [MarketStatusCode.ResolvedSecond, [0, PRICE_UNITS_PER_USD]],
  [MarketStatusCode.ResolvedVoid, [PRICE_UNITS_PER_USD / 2, PRICE_UNITS_PER_USD / 2]],
]);

/** A book that is not ready takes no orders: nobody can say what they would have met. */
function phaseOf(status: number, isReady: boolean): MarketPhase {
  if (PAYOUTS.has(status)) return "resolved";
  if (status === MarketStatusCode.Closed) return "closed";
  return status === MarketStatusCode.Open && isReady ? "open" : "halted";
}
