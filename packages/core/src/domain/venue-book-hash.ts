import { createHash } from "node:crypto";

/** One price level of a book as the venue's REST interface writes it: decimal text. */
export interface VenueBookLevel {
  readonly price: string;
  readonly size: string;
}

/**
 * One token's book as the venue's REST interface answers it, without its hash. Bids ascend and asks
 * descend: the best price is the last element of each.
 */
export interface VenueBook {
  /** Condition id. */
  readonly market: string;
  /** Token id. */
  readonly asset_id: string;
  /** Epoch milliseconds, as text. */
  readonly timestamp: string;
  readonly bids: readonly VenueBookLevel[];
  readonly asks: readonly VenueBookLevel[];
  readonly min_order_size: string;
  readonly tick_size: string;
  readonly neg_risk: boolean;
  readonly last_trade_price: string;
}

/**
 * The `hash` field of the venue's REST book: lower-case SHA-1 hex of the book as compact JSON with
 * the hash itself left empty. Key order and the spelling of every number count, so the book must
 * hold the very text that the venue sends; further keys do not take part. Defined by
 * `generateOrderBookSummaryHash` of the venue's official clients.
 *
 * The hash of a WebSocket message cannot be checked this way: the message lacks some of the keys.
 */
export function venueBookHash(book: VenueBook): string {
  const text = JSON.stringify({
    market: book.market,
    asset_id: book.asset_id,
    timestamp: book.timestamp,
    hash: "",
    bids: book.bids.map(levelOf),
    asks: book.asks.map(levelOf),
    min_order_size: book.min_order_size,
    tick_size: book.tick_size,
    neg_risk: book.neg_risk,
    last_trade_price: book.last_trade_price,
  });
  return createHash("sha1").update(text).digest("hex");
}

function levelOf({ price, size }: VenueBookLevel): VenueBookLevel {
  return { price, size };
}
