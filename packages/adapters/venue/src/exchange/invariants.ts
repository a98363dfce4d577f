import { PolytradersError } from "@polytraders/core";
import type { BoardMarket } from "./board-market.ts";
import type { BookFill } from "./book-operation.ts";
import type { LevelChange } from "./exchange-event.ts";
import type { OrderRecord } from "./order-record.ts";

/** No order is filled beyond what it asked for. */
export function checkFill(order: OrderRecord): void {
  if (order.budgetMicroUsd !== null) {
    if (order.matchedMicroUsd > order.budgetMicroUsd) {
      broken(`order ${order.index} spent ${order.matchedMicroUsd} of ${order.budgetMicroUsd}`);
    }
  } else if (order.matchedSize > order.size) {
    broken(`order ${order.index} filled ${order.matchedSize} of ${order.size}`);
  }
}

/** An order's open size in the book is what of it is not filled. */
export function checkOpenSize(order: OrderRecord): void {
  const open = order.market.book.openSize(order.index);
  if (order.state === "live" && open !== order.remainingSize) {
    broken(`order ${order.index} has ${open} in the book and ${order.remainingSize} unfilled`);
  }
}

/** Best bid below best ask. */
export function checkNotCrossed({ book, terms }: BoardMarket): void {
  const bid = book.bestPrice(0);
  const ask = book.bestPrice(1);
  if (bid !== 0 && ask !== 0 && bid >= ask) {
    broken(`market ${terms.conditionId} has a bid of ${bid} against an ask of ${ask}`);
  }
}

/** Nothing was filled beyond what the level showed before. */
export function checkDisplayed(
  market: BoardMarket,
  makerSide: 0 | 1,
  fills: readonly BookFill[],
): void {
  const taken = new Map<number, number>();
  for (const { bookPrice, size } of fills) {
    taken.set(bookPrice, (taken.get(bookPrice) ?? 0) + size);
  }
  for (const [bookPrice, size] of taken) {
    const displayed = market.operation.displayedBefore(makerSide, bookPrice);
    if (size > displayed) broken(`${size} filled at ${bookPrice} where ${displayed} was shown`);
  }
}

/** What the book says of a level is what it told last. */
export function checkLevels(market: BoardMarket, changes: readonly LevelChange[]): void {
  for (const { bookSide, bookPrice, size } of changes) {
    const shown = market.book.sizeAt(bookSide, bookPrice);
    if (shown !== size) broken(`level ${bookPrice} told as ${size} and shown as ${shown}`);
  }
}

function broken(found: string): never {
  throw new PolytradersError("VENUE_INVARIANT_BROKEN", { found });
}
