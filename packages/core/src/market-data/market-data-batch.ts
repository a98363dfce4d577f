/**
 * Columns of market data: the one form in which recordings, the synthetic market and live sockets
 * hand rows to the kernel. A row is one price level, one trade or one notice; rows of one frame are
 * consecutive and the last one carries {@link RowFlag.FrameEnd}.
 *
 * A frame is the unit of application: one message as received or, for captures that split an event
 * into several messages, all messages of one market and one exchange timestamp. No bot runs inside
 * a frame.
 */

/** What a row says. The numbers are part of the recording format and are never reused. */
export const RowKind = {
  /** A full book begins: both sides are emptied; `price`, `size` and `side` are 0. */
  BookStart: 1,
  /** A price level now has this total size; 0 removes it. */
  Level: 2,
  /** A trade at `price` for `size`; `side` is the taker's: 0 buys, 1 sells. */
  Trade: 3,
  /** The tick size is `price` units from now on. */
  TickSize: 4,
  /** The market's status is `price`, one of {@link MarketStatusCode}. */
  Status: 5,
  /** The feed is alive (a PONG); belongs to every market of its source. */
  Heartbeat: 6,
  /** The venue's own best price of `side`, for checking; 0 when that side is empty. */
  BestPrice: 7,
  /** Messages may be missing before this row (reconnect, dropped rows): the book is unproven until the next BookStart. */
  Gap: 8,
} as const;
export type RowKind = (typeof RowKind)[keyof typeof RowKind];

/** Bits of a row's `flags`. */
export const RowFlag = {
  /** Price and side are given on the view of the market's second token. */
  SecondToken: 1,
  /** Last row of its frame. */
  FrameEnd: 2,
  /** Not sent by the venue: concluded from other messages. */
  Inferred: 4,
} as const;

/** Values of a {@link RowKind.Status} row. */
export const MarketStatusCode = {
  Open: 0,
  /** Not accepting orders. */
  Halted: 1,
  Closed: 2,
  /** Resolved, the first token pays 1. */
  ResolvedFirst: 3,
  /** Resolved, the second token pays 1. */
  ResolvedSecond: 4,
  /** Resolved void: each token pays 0.5. */
  ResolvedVoid: 5,
} as const;
export type MarketStatusCode = (typeof MarketStatusCode)[keyof typeof MarketStatusCode];

/** Side of a level row, and of the taker in a trade row. */
export const RowSide = { Bid: 0, Ask: 1, TakerBuys: 0, TakerSells: 1 } as const;

/** A block of rows in column form. Only rows `0` to `length - 1` are valid. */
export interface MarketDataBatch {
  length: number;
  /** Kernel time: the exchange's time, never running backwards within a source, epoch ms. */
  readonly timeMs: Float64Array;
  /** The exchange's own timestamp, epoch ms; older than `timeMs` after a resubscription. */
  readonly exchangeTimeMs: Float64Array;
  /** Index into the source's market list; ignored for heartbeats. */
  readonly market: Uint32Array;
  /** A {@link RowKind}. */
  readonly kind: Uint8Array;
  /** A {@link RowSide}. */
  readonly side: Uint8Array;
  /** {@link RowFlag} bits. */
  readonly flags: Uint8Array;
  /** Price units, or the value that the kind names. */
  readonly price: Int32Array;
  /** Micro-shares. */
  readonly size: Float64Array;
}

/** Rows that sources put into one batch. */
export const BATCH_ROWS = 65_536;

/** An empty batch with room for `capacity` rows. */
export function createBatch(capacity: number = BATCH_ROWS): MarketDataBatch {
  return {
    length: 0,
    timeMs: new Float64Array(capacity),
    exchangeTimeMs: new Float64Array(capacity),
    market: new Uint32Array(capacity),
    kind: new Uint8Array(capacity),
    side: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    price: new Int32Array(capacity),
    size: new Float64Array(capacity),
  };
}
