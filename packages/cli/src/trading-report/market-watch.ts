import type { MarketDefinition, MarketState } from "@polytraders/core";
import type { TrackedFill } from "./fill-book.ts";
import { MarkoutQueue } from "./markout-queue.ts";
import { MidHistory } from "./mid-history.ts";
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
  /** True from the first order on. */
  isTraded = false;
  exposureHighest = 0;

  constructor(
    index: number,
    definition: MarketDefinition,
    onMarkout: (fill: TrackedFill, horizon: number, doubledMid: number) => void,
  ) {
    this.index = index;
    this.definition = definition;
    this.markouts = new MarkoutQueue(onMarkout);
  }

  /** Takes a mid; answers by how much it has changed, in dollars of the first token. */
  setMid(timeMs: number, doubledMid: number): number {
    const before = this.mids.current;
    this.markouts.settleBefore(timeMs, before);
    this.mids.set(timeMs, doubledMid);
    return before === 0 || doubledMid === 0 ? 0 : (doubledMid - before) / 20_000;
  }

  /** An order that may take is on its way. */
  expectTaker(arrivesByMs: number, findings: ShownFindings): void {
    if (this.state === null) return;
    this.shown ??= new ShownDepth(this.state.book, findings);
    this.shown.arm(arrivesByMs);
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
