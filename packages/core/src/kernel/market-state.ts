import type { EpochMs } from "../domain/units.ts";
import { OrderBook } from "../domain/order-book.ts";
import { TokenBookView } from "../domain/token-book-view.ts";
import type { MarketDefinition } from "../market-data/market-definition.ts";
import type { MarketStatus } from "../contracts/market-status.ts";

/** Everything the kernel holds for one market. */
export class MarketState {
  readonly index: number;
  readonly definition: MarketDefinition;
  readonly book: OrderBook;
  readonly firstView: TokenBookView;
  readonly secondView: TokenBookView;
  status: MarketStatus["status"] = "open";
  /** Newest exchange timestamp seen, 0 before the first. */
  newestExchangeTimeMs = 0;
  /** Kernel time of the newest frame, 0 before the first. */
  newestFrameAtMs = 0;
  /** Frames so far that changed the book. */
  bookChangeCount = 0;
  tradeCount = 0;

  /**
   * Moment up to which the market is known: that of its newest message by the exchange's clock, and
   * never later than the message came. 0 before the first.
   */
  get knownAtMs(): EpochMs {
    return Math.min(this.newestExchangeTimeMs, this.newestFrameAtMs);
  }

  constructor(index: number, definition: MarketDefinition) {
    this.index = index;
    this.definition = definition;
    this.book = new OrderBook(definition.tickSize);
    const [first, second] = definition.tokenIds;
    this.firstView = new TokenBookView(this.book, index, first, false);
    this.secondView = new TokenBookView(this.book, index, second, true);
  }
}
