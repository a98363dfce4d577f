import {
  PRICE_UNITS_PER_USD,
  type EpochMs,
  type MarketDefinition,
  type MarketState,
  type PriceUnits,
} from "@polytraders/core";
import type { TrackedFill } from "./fill-book.ts";
import { MarkoutQueue } from "./markout-queue.ts";
import { MidHistory } from "./mid-history.ts";
import { RestingCredit } from "./resting-credit.ts";
import { ShownDepth, type ShownFindings } from "./shown-depth.ts";

/** What is followed of one market. */
export class MarketWatch {
  readonly index: number;
  readonly definition: MarketDefinition;
  readonly mids = new MidHistory();
  readonly markouts: MarkoutQueue<TrackedFill>;
  /** The market as the kernel holds it; `null` before its first book. */
  state: MarketState | null = null;
  /** Levels as they were shown; `null` until an order may take. */
  shown: ShownDepth | null = null;
  /** Prices at which orders of ours rest; `null` until the first of them. */
  resting: RestingCredit | null = null;
  /** True from the first order on. */
  isTraded = false;
  exposureHighest = 0;

  /** -1 before the first book. */
  #firstMark = -1;
  #secondMark = -1;

  constructor(
    index: number,
    definition: MarketDefinition,
    onMarkout: (fill: TrackedFill, horizon: number, doubledMid: number) => void,
  ) {
    this.index = index;
    this.definition = definition;
    this.markouts = new MarkoutQueue(onMarkout);
  }

  /** Takes the best prices of the first token, 0 for none. */
  setQuote(timeMs: EpochMs, bid: PriceUnits, ask: PriceUnits): void {
    const mid = bid === 0 || ask === 0 ? 0 : bid + ask;
    if (mid === this.mids.current) return;
    this.markouts.settleBefore(timeMs, this.mids.current);
    this.mids.set(timeMs, mid);
  }

  /**
   * Marks both tokens at their bids, as the ledger does: one without a bid is worth nothing, and a book
   * without orders leaves everything as it was.
   *
   * @returns by how much either mark has moved, in price units; `null` when none has
   */
  mark(bid: PriceUnits, ask: PriceUnits): readonly [first: number, second: number] | null {
    if (bid === 0 && ask === 0) return null;
    const second = ask === 0 ? 0 : PRICE_UNITS_PER_USD - ask;
    if (bid === this.#firstMark && second === this.#secondMark) return null;
    const isKnown = this.#firstMark >= 0;
    const moves = [bid - this.#firstMark, second - this.#secondMark] as const;
    this.#firstMark = bid;
    this.#secondMark = second;
    return isKnown ? moves : null;
  }

  /** An order that may take is on its way. */
  expectTaker(arrivesByMs: number, findings: ShownFindings): void {
    if (this.state === null) return;
    this.shown ??= new ShownDepth(this.state.book, findings);
    this.shown.arm(arrivesByMs);
  }

  /** An order may rest at this level. */
  expectMaker(key: number, findings: ShownFindings): void {
    if (this.state === null) return;
    this.resting ??= new RestingCredit(this.state.book, findings);
    this.resting.begin(key);
  }

  isFirstToken(tokenId: string): boolean {
    return tokenId === this.definition.tokenIds[0];
  }

  /** Displayed at a price on the side where an order of ours would rest. */
  displayedAt(tokenId: string, side: "BUY" | "SELL", price: number): number | null {
    if (this.state === null || this.state.bookChangeCount === 0) return null;
    const view = this.isFirstToken(tokenId) ? this.state.firstView : this.state.secondView;
    return view.sizeAt(side === "BUY" ? "bid" : "ask", price);
  }
}
