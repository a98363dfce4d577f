import type { BookLevel, EpochMs, MicroShares, PriceUnits } from "@polytraders/core";
import type { TokenIndex } from "../market/venue-market.ts";

/** One level of one token's view after a change. */
export interface PriceChange {
  readonly token: TokenIndex;
  readonly price: PriceUnits;
  /** New total at the level, 0 removes it. */
  readonly size: MicroShares;
  readonly side: "BUY" | "SELL";
  /** Best prices of the token's view after the change, 0 for an empty side. */
  readonly bestBid: PriceUnits;
  readonly bestAsk: PriceUnits;
}

/**
 * One message of the market channel before it is written as JSON: what both the WebSocket clients and
 * the consumers in process receive, after faults.
 */
export type FeedFrame =
  | {
      readonly kind: "book";
      readonly conditionId: string;
      readonly token: TokenIndex;
      readonly timeMs: EpochMs;
      /** Best first. */
      readonly bids: readonly BookLevel[];
      readonly asks: readonly BookLevel[];
    }
  | {
      readonly kind: "price_change";
      readonly conditionId: string;
      readonly timeMs: EpochMs;
      /** Both tokens' entries of one operation. */
      readonly changes: readonly PriceChange[];
    }
  | {
      readonly kind: "last_trade_price";
      readonly conditionId: string;
      readonly timeMs: EpochMs;
      readonly token: TokenIndex;
      readonly price: PriceUnits;
      readonly size: MicroShares;
      /** The taker's. */
      readonly side: "BUY" | "SELL";
      readonly tradeId: string;
    }
  | {
      readonly kind: "tick_size_change";
      readonly conditionId: string;
      readonly timeMs: EpochMs;
      readonly oldTickSize: PriceUnits;
      readonly newTickSize: PriceUnits;
    }
  | {
      readonly kind: "best_bid_ask";
      readonly conditionId: string;
      readonly timeMs: EpochMs;
      readonly token: TokenIndex;
      readonly bestBid: PriceUnits;
      readonly bestAsk: PriceUnits;
    }
  | { readonly kind: "new_market"; readonly conditionId: string; readonly timeMs: EpochMs }
  | { readonly kind: "market_resolved"; readonly conditionId: string; readonly timeMs: EpochMs };

/** Takes frames of all markets, in order. */
export type FeedSubscriber = (frame: FeedFrame) => void;
