import type { ErrorCode, MicroShares, PriceUnits } from "@polytraders/core";

/** Kinds of message a capture can hold, by the venue's names; `quote` stands for a table row. */
export type CaptureMessageType =
  | "book"
  | "price_change"
  | "last_trade_price"
  | "tick_size_change"
  | "best_bid_ask"
  | "market_resolved"
  | "quote"
  | "heartbeat";

/** One row of a message, on the view of its token. */
export interface CaptureRow {
  readonly tokenId: string;
  /** 0 bid, 1 ask; in a trade 0 when the taker buys. */
  readonly side: 0 | 1;
  /** Price units; 0 in a best price of an empty side. */
  readonly price: PriceUnits;
  /** New total at the level, or the traded size. */
  readonly size: MicroShares;
  /** Line of the file, counted from 1. */
  readonly line: number;
}

/** One message as the venue sent it, whatever file format it was kept in. */
export interface CaptureMessage {
  readonly type: CaptureMessageType;
  /** Condition id, else numeric Gamma id, else slug, else the file's stem; `""` in a heartbeat. */
  readonly marketId: string;
  /** The exchange's time, epoch ms. */
  readonly exchangeTimeMs: number;
  /** Opaque version tag of the book, `""` where not recorded. */
  readonly hash: string;
  /** Token the message is about; `""` for a message with rows of both tokens. */
  readonly tokenId: string;
  readonly rows: CaptureRow[];
  /** Best prices the venue stated along with the message. */
  readonly bestPrices: readonly CaptureRow[];
  /** First line of the message, counted from 1. */
  readonly line: number;
  /** True when rows that belong, or may belong, to this message were rejected. */
  isDamaged: boolean;
  /** What the message says about its market beyond the rows. */
  readonly facts?: MarketFacts | undefined;
}

/** Things a capture may say about a market. */
export interface MarketFacts {
  readonly slug?: string | undefined;
  /** Tokens in the venue's order. */
  readonly tokenIds?: readonly [string, string] | undefined;
  readonly outcomes?: readonly [string, string] | undefined;
  /** Name of the outcome of the message's own token. */
  readonly outcomeName?: string | undefined;
  readonly tickSize?: PriceUnits | undefined;
  /** Tick in force before the message, in a change of tick size. */
  readonly previousTickSize?: PriceUnits | undefined;
  readonly minimumOrderSize?: MicroShares | undefined;
  readonly isNegRisk?: boolean | undefined;
  readonly winningTokenId?: string | undefined;
}

/** Takes what a parser finds, in the order of the file. */
export interface CaptureListener {
  message(message: CaptureMessage): void;
  reject(line: number, code: ErrorCode, text: string, found: string): void;
  /** A size had more than six decimals and was rounded half up. */
  sizeRounded(): void;
  /** Facts about markets that came outside of a message. */
  facts(marketId: string, facts: MarketFacts): void;
}

/** Turns lines of one file into messages. */
export interface CaptureParser {
  readLine(text: string, line: number): void;
  /** The file is over. */
  finish(): void;
}
