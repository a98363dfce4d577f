import fc from "fast-check";
import type { BookLevel, BookState, OrderBook } from "../../src/index.ts";
import { notionalMicroUsd, TICK_SIZES } from "../../src/index.ts";

type Side = "bid" | "ask";

/** The obvious book: one map per side, sorted whenever somebody looks. */
export class BookModel {
  readonly bids = new Map<number, number>();
  readonly asks = new Map<number, number>();
  unknownRemovalCount = 0;
  isProven = false;
  tickSize: number;

  constructor(tickSize: number) {
    this.tickSize = tickSize;
  }

  setLevel(side: number, price: number, size: number): void {
    const levels = side === 0 ? this.bids : this.asks;
    if (size > 0) levels.set(price, size);
    else if (!levels.delete(price)) this.unknownRemovalCount += 1;
  }

  clear(): void {
    this.bids.clear();
    this.asks.clear();
    this.isProven = true;
  }

  /** Levels of a side, best first, as one token sees them. */
  levels(side: Side, isSecondToken: boolean): BookLevel[] {
    const own = (side === "bid") === isSecondToken ? this.asks : this.bids;
    return [...own]
      .map(([price, size]) => ({ price: isSecondToken ? 10_000 - price : price, size }))
      .toSorted((left, right) =>
        side === "bid" ? right.price - left.price : left.price - right.price,
      );
  }

  state(): BookState {
    const [bid] = this.levels("bid", false);
    const [ask] = this.levels("ask", false);
    if (bid === undefined || ask === undefined) return bid === ask ? "empty" : "one_sided";
    if (bid.price < ask.price) return "normal";
    return bid.price === ask.price ? "locked" : "crossed";
  }
}

/** Notional of levels, each rounded half up. */
export function notionalOf(levels: readonly BookLevel[]): number {
  return levels.reduce((sum, { price, size }) => sum + notionalMicroUsd(price, size), 0);
}

/** One thing that happens to a book. */
export type BookStep =
  | { readonly does: "level"; readonly token: 0 | 1; side: 0 | 1; price: number; size: number }
  | { readonly does: "remove_some"; readonly rank: number; readonly side: 0 | 1 }
  | { readonly does: "tick"; readonly tickSize: number }
  | { readonly does: "clear" }
  | { readonly does: "gap" };

/** Sequences with many levels close together, coarse and fine prices mixed, and rare resets. */
export const bookSteps: fc.Arbitrary<BookStep[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: levelStep() },
    {
      weight: 6,
      arbitrary: fc.record({
        does: fc.constant("remove_some"),
        rank: fc.nat(4),
        side: fc.constantFrom(0, 1),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant("tick"),
        tickSize: fc.constantFrom(100, 10, 25, 100, ...TICK_SIZES),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ does: "clear" } as const) },
    { weight: 1, arbitrary: fc.constant({ does: "gap" } as const) },
  ),
  { maxLength: 60 },
) as fc.Arbitrary<BookStep[]>;

function levelStep() {
  const price = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 999 }).map((mils) => mils * 10) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_999 }) },
    { weight: 1, arbitrary: fc.constantFrom(1, 25, 9_975, 9_999, 5_000) },
  );
  return fc.record({
    does: fc.constant("level"),
    token: fc.constantFrom(0, 1),
    side: fc.constantFrom(0, 1),
    price,
    size: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 10_000_000_000 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
  });
}

/** Does the same to a book and to its model. */
export function applyStep(book: OrderBook, model: BookModel, step: BookStep): void {
  if (step.does === "level") {
    // What arrives on the second token is its complement on the first.
    const side = step.token === 0 ? step.side : 1 - step.side;
    const price = step.token === 0 ? step.price : 10_000 - step.price;
    book.setLevel(side, price, step.size);
    model.setLevel(side, price, step.size);
  } else if (step.does === "remove_some") {
    const levels = model.levels(step.side === 0 ? "bid" : "ask", false);
    const price = levels[step.rank]?.price ?? 4_200;
    book.setLevel(step.side, price, 0);
    model.setLevel(step.side, price, 0);
  } else if (step.does === "tick") {
    book.setTickSize(step.tickSize);
    model.tickSize = step.tickSize;
  } else if (step.does === "clear") {
    book.clear();
    model.clear();
  } else {
    book.markGap();
    model.isProven = false;
  }
}
