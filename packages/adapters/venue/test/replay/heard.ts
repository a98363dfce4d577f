import type { BookListener, IncomingOrder } from "../../src/matching/market-book.ts";
import { ReplayedBook } from "../../src/replay/replayed-book.ts";
import type { ReplayedBookOptions } from "../../src/replay/replayed-book-options.ts";
import { micro, units } from "./frames.ts";

/** `[maker, taker, shares, price]`. */
export type HeardFill = readonly [maker: number, taker: number, shares: number, price: number];

/** Notes what a book tells. */
export class Heard implements BookListener {
  fills: HeardFill[] = [];
  prevented: number[] = [];
  /** Displayed shares by `side@price`. */
  readonly displayed = new Map<string, number>();

  matched(makerIndex: number, takerIndex: number, size: number, bookPrice: number): void {
    this.fills.push([makerIndex, takerIndex, size / 1e6, bookPrice / 1e4]);
  }
  selfTradePrevented(orderIndex: number): void {
    this.prevented.push(orderIndex);
  }
  levelChanged(side: 0 | 1, price: number, size: number): void {
    const key = `${side}@${price / 1e4}`;
    if (size === 0) this.displayed.delete(key);
    else this.displayed.set(key, size / 1e6);
  }
  takeFills(): HeardFill[] {
    const { fills } = this;
    this.fills = [];
    return fills;
  }
}

/** A book with its listener. */
export function replayedBook(options: Partial<ReplayedBookOptions> = {}): {
  replayed: ReplayedBook;
  heard: Heard;
} {
  const heard = new Heard();
  return { replayed: new ReplayedBook({ tickSize: 100, listener: heard, ...options }), heard };
}

let orderCount = 0;

/** An order in a person's units; the account is new unless it is given. */
export function order(
  side: "bid" | "ask",
  price: number,
  shares: number,
  rest: Partial<IncomingOrder> = {},
): IncomingOrder {
  orderCount += 1;
  return {
    orderIndex: orderCount,
    accountIndex: orderCount,
    token: 0,
    bookSide: side === "bid" ? 0 : 1,
    bookPrice: units(price),
    size: micro(shares),
    budgetMicroUsd: null,
    timeInForce: "GTC",
    isPostOnly: false,
    ...rest,
  };
}
