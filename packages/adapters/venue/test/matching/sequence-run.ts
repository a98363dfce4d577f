import { complementPrice, notionalMicroUsd, type BookLevel } from "@polytraders/core";
import type {
  BookSide,
  IncomingOrder,
  MarketBook,
  SubmitResult,
} from "../../src/matching/market-book.ts";
import { createUnifiedBook } from "../../src/matching/unified-book.ts";
import type { SlowFill } from "./slow-book.ts";
import type { Sequence, Step } from "./order-sequences.ts";

/** A step with its numbers filled in. */
export type Operation =
  | { readonly kind: "submit"; readonly order: IncomingOrder }
  | { readonly kind: "cancel"; readonly orderIndex: number }
  | { readonly kind: "tick"; readonly tickSize: number };

/** What one operation did. */
export interface Report {
  readonly result: SubmitResult | null;
  readonly cancelledSize: number;
  readonly fills: readonly SlowFill[];
  readonly prevented: readonly number[];
  readonly changes: readonly { side: BookSide; price: number; size: number }[];
}

/** A book and what it says. */
export class WatchedBook {
  readonly book: MarketBook;
  #fills: SlowFill[] = [];
  #prevented: number[] = [];
  #changes: { side: BookSide; price: number; size: number }[] = [];

  constructor({ policy, tickSize }: Sequence) {
    this.book = createUnifiedBook({
      tickSize,
      selfTradePrevention: policy,
      listener: {
        matched: (maker, taker, size, bookPrice) =>
          this.#fills.push({ maker, taker, size, bookPrice }),
        selfTradePrevented: (orderIndex) => this.#prevented.push(orderIndex),
        levelChanged: (side, price, size) => this.#changes.push({ side, price, size }),
      },
    });
  }

  run(operation: Operation): Report {
    this.#fills = [];
    this.#prevented = [];
    this.#changes = [];
    let result: SubmitResult | null = null;
    let cancelledSize = 0;
    if (operation.kind === "submit") result = this.book.submit(operation.order);
    else if (operation.kind === "cancel") cancelledSize = this.book.cancel(operation.orderIndex);
    else this.book.setTickSize(operation.tickSize);
    return {
      result,
      cancelledSize,
      fills: this.#fills,
      prevented: this.#prevented,
      changes: this.#changes,
    };
  }
}

/** Fills in order numbers and prices. A move is a cancel and a new order. */
export function operationsOf({ steps, tickSize }: Sequence): Operation[] {
  const operations: Operation[] = [];
  const orders: IncomingOrder[] = [];
  let tick = tickSize;
  const place = (order: IncomingOrder): void => {
    orders.push(order);
    operations.push({ kind: "submit", order });
  };
  for (const step of steps) {
    if (step.kind === "tick") {
      tick = step.tickSize;
      operations.push({ kind: "tick", tickSize: tick });
    } else if (step.kind === "submit") place(orderOf(step, orders.length, tick));
    else {
      const named = orders.at(-1 - step.back);
      if (named === undefined) continue;
      operations.push({ kind: "cancel", orderIndex: named.orderIndex });
      if (step.kind === "move") {
        place({
          ...named,
          orderIndex: orders.length,
          bookPrice: priceAt(step.ticks, tick),
          budgetMicroUsd: null,
          timeInForce: "GTC",
        });
      }
    }
  }
  return operations;
}

function orderOf(
  step: Extract<Step, { kind: "submit" }>,
  orderIndex: number,
  tick: number,
): IncomingOrder {
  const { account, token, isBuy, size, type, budgetPercent } = step;
  const price = priceAt(step.ticks, tick);
  const isImmediate = type === "FOK" || type === "FAK";
  const budget =
    isImmediate && isBuy && budgetPercent !== null
      ? Math.max(1, Math.floor((notionalMicroUsd(price, size) * budgetPercent) / 100))
      : null;
  return {
    orderIndex,
    accountIndex: account,
    token,
    bookSide: (token === 0) === isBuy ? 0 : 1,
    bookPrice: token === 0 ? price : complementPrice(price),
    size,
    budgetMicroUsd: budget,
    timeInForce: type === "post_only" ? "GTC" : type,
    isPostOnly: type === "post_only",
  };
}

function priceAt(ticks: number, tick: number): number {
  return Math.min(Math.max(5_000 + ticks * tick, tick), 10_000 - tick);
}

/** The same operation in a world in which the two tokens have changed places. */
export function mirrored(operation: Operation): Operation {
  if (operation.kind !== "submit") return operation;
  const { order } = operation;
  return {
    kind: "submit",
    order: {
      ...order,
      token: order.token === 0 ? 1 : 0,
      bookSide: order.bookSide === 0 ? 1 : 0,
      bookPrice: complementPrice(order.bookPrice),
    },
  };
}

/** Levels as the other token shows them. */
export function mirroredLevels(levels: readonly BookLevel[]): BookLevel[] {
  return levels.map(({ price, size }) => ({ price: complementPrice(price), size }));
}
