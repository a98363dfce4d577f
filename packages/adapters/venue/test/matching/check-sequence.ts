import assert from "node:assert/strict";
import { complementPrice } from "@polytraders/core";
import { matchKindOf, type BookSide, type IncomingOrder } from "../../src/matching/market-book.ts";
import { SlowBook } from "./slow-book.ts";
import type { Sequence } from "./order-sequences.ts";
import {
  WatchedBook,
  mirrored,
  mirroredLevels,
  operationsOf,
  type Operation,
  type Report,
} from "./sequence-run.ts";

/** Runs a sequence through the book and through the rules, and checks every promise at each step. */
export function checkSequence(sequence: Sequence): void {
  const watched = new WatchedBook(sequence);
  const again = new WatchedBook(sequence);
  const mirror = new WatchedBook(sequence);
  const slow = new SlowBook(sequence.policy);
  const money = new MoneyWatch();
  const displayed = new DisplayedDepth();
  for (const operation of operationsOf(sequence)) {
    const report = watched.run(operation);
    assert.deepEqual(again.run(operation), report, "same input, same output");
    checkAgainstRules(operation, report, slow);
    displayed.take(report);
    checkBooks(watched, slow, displayed);
    checkMirror(watched, report, mirror, mirror.run(mirrored(operation)));
    money.take(operation, report, watched);
  }
  money.checkEnd(watched);
}

function checkAgainstRules(operation: Operation, report: Report, slow: SlowBook): void {
  if (operation.kind === "submit") {
    assert.deepEqual(report.result, slow.submit(operation.order));
    assert.deepEqual(report.fills, slow.fills, "price-time priority");
    assert.deepEqual(report.prevented, slow.prevented);
  } else if (operation.kind === "cancel") {
    assert.equal(report.cancelledSize, slow.cancel(operation.orderIndex));
  } else assert.deepEqual(report.changes, [], "a new tick moves nothing");
}

function checkBooks({ book }: WatchedBook, slow: SlowBook, displayed: DisplayedDepth): void {
  const [bids, asks] = [book.levels(0), book.levels(1)];
  assert.deepEqual(bids, slow.levels(0, "bid"));
  assert.deepEqual(asks, slow.levels(0, "ask"));
  // The second token's view, made by the rules from its own side, mirrors the first's.
  assert.deepEqual(mirroredLevels(asks), slow.levels(1, "bid"));
  assert.deepEqual(mirroredLevels(bids), slow.levels(1, "ask"));
  assert.deepEqual(displayed.levels(0), bids, "the reported changes rebuild the book");
  assert.deepEqual(displayed.levels(1), asks);
  assert.equal(book.bestPrice(0), bids[0]?.price ?? 0);
  assert.equal(book.bestPrice(1), asks[0]?.price ?? 0);
  assert.deepEqual(book.levels(0, 2), bids.slice(0, 2));
  const [bid, ask] = [bids[0], asks[0]];
  if (bid !== undefined && ask !== undefined) assert.ok(bid.price < ask.price, "never crossed");
  assert.deepEqual(book.restingOrders(), slow.restingOrders());
  for (const index of book.restingOrders()) {
    assert.equal(book.openSize(index), slow.openSize(index));
    assert.equal(book.sizeAhead(index), slow.sizeAhead(index));
  }
}

function checkMirror(
  { book }: WatchedBook,
  report: Report,
  mirror: WatchedBook,
  other: Report,
): void {
  assert.deepEqual(other.result, report.result);
  assert.deepEqual(
    other.fills,
    report.fills.map((fill) => ({ ...fill, bookPrice: complementPrice(fill.bookPrice) })),
  );
  assert.deepEqual(mirror.book.levels(0), mirroredLevels(book.levels(1)));
  assert.deepEqual(mirror.book.levels(1), mirroredLevels(book.levels(0)));
}

/** Depth as a reader of the reported changes knows it. */
class DisplayedDepth {
  readonly #sizes = [new Map<number, number>(), new Map<number, number>()] as const;

  take({ fills, changes }: Report): void {
    const takenAt = new Map<number, number>();
    for (const { bookPrice, size } of fills) {
      takenAt.set(bookPrice, (takenAt.get(bookPrice) ?? 0) + size);
    }
    for (const [price, taken] of takenAt) {
      const shown = (this.#sizes[0].get(price) ?? 0) + (this.#sizes[1].get(price) ?? 0);
      assert.ok(taken <= shown, "no fill beyond displayed size");
    }
    const touched = changes.map(({ side, price }) => `${side}/${price}`);
    assert.equal(new Set(touched).size, touched.length, "each level is reported once");
    for (const { side, price, size } of changes) {
      if (size === 0) this.#sizes[side].delete(price);
      else this.#sizes[side].set(price, size);
    }
  }

  levels(side: BookSide): { price: number; size: number }[] {
    const levels = [...this.#sizes[side]].map(([price, size]) => ({ price, size }));
    return levels.toSorted((a, b) => (side === 0 ? b.price - a.price : a.price - b.price));
  }
}

/** Shares and money over all trades, in ten-thousandths of a micro-pUSD, exactly. */
class MoneyWatch {
  readonly #orders = new Map<number, IncomingOrder>();
  readonly #filled = new Map<number, number>();
  readonly #gone = new Map<number, number>();
  readonly #supply: [bigint, bigint] = [0n, 0n];
  #cash = 0n;
  #pairs = 0n;

  take(operation: Operation, report: Report, { book }: WatchedBook): void {
    if (operation.kind === "cancel") this.#lose(operation.orderIndex, report.cancelledSize);
    if (operation.kind !== "submit") return;
    const { order } = operation;
    this.#orders.set(order.orderIndex, order);
    for (const fill of report.fills) this.#settle(fill);
    for (const index of report.prevented) {
      const size = this.#orders.get(index)?.size ?? 0;
      this.#lose(index, size - (this.#filled.get(index) ?? 0));
    }
    this.#checkTaker(order, report);
    if (report.result?.outcome !== "resting" && order.budgetMicroUsd === null) {
      this.#lose(order.orderIndex, order.size - (report.result?.filledSize ?? 0));
    }
    assert.equal(book.openSize(order.orderIndex), report.result?.restingSize ?? 0);
    assert.equal(this.#cash, -this.#pairs * 10_000n, "every dollar is in a pair or an account");
    assert.deepEqual(this.#supply, [this.#pairs, this.#pairs], "tokens exist in pairs");
  }

  /** Filled + remaining = requested, of every order. */
  checkEnd({ book }: WatchedBook): void {
    for (const [index, order] of this.#orders) {
      if (order.budgetMicroUsd !== null) continue;
      const filled = this.#filled.get(index) ?? 0;
      assert.equal(filled + book.openSize(index) + (this.#gone.get(index) ?? 0), order.size);
    }
  }

  #checkTaker(order: IncomingOrder, { result, fills }: Report): void {
    const price = (first: number): number => (order.token === 0 ? first : complementPrice(first));
    const isBuy = (order.token === 0) === (order.bookSide === 0);
    let spent = 0n;
    for (const { bookPrice, size } of fills) {
      const [paid, limit] = [price(bookPrice), price(order.bookPrice)];
      assert.ok(isBuy ? paid <= limit : paid >= limit, "price improvement is the taker's");
      spent += BigInt(paid) * BigInt(size);
    }
    assert.equal(
      fills.reduce((sum, { size }) => sum + size, 0),
      result?.filledSize,
    );
    if (order.budgetMicroUsd === null) return;
    const budget = BigInt(order.budgetMicroUsd) * 10_000n;
    assert.ok(spent <= budget, "a budget is never overspent");
    const isWhole = order.timeInForce === "FOK" && result?.outcome === "done";
    // Each fill's cost counts rounded up, so all but the last may leave less than a micro-pUSD.
    const slack = BigInt(10_000 * (fills.length - 1) + price(order.bookPrice));
    if (isWhole) assert.ok(budget - spent < slack, "a FOK spends its budget");
  }

  #settle({ maker, taker, size, bookPrice }: Report["fills"][number]): void {
    const pair = [this.#orders.get(maker), this.#orders.get(taker)] as const;
    const [makerOrder, takerOrder] = pair;
    if (makerOrder === undefined || takerOrder === undefined) throw new Error("unknown order");
    const amount = BigInt(size);
    const kind = matchKindOf(native(takerOrder), native(makerOrder));
    if (kind === "mint") this.#pairs += amount;
    if (kind === "merge") this.#pairs -= amount;
    for (const order of pair) {
      if (order === undefined) continue;
      const { token, isBuy } = native(order);
      const price = token === 0 ? bookPrice : complementPrice(bookPrice);
      const sign = isBuy ? 1n : -1n;
      this.#supply[token] += sign * amount;
      this.#cash -= sign * BigInt(price) * amount;
      this.#filled.set(order.orderIndex, (this.#filled.get(order.orderIndex) ?? 0) + size);
    }
  }

  #lose(index: number, size: number): void {
    this.#gone.set(index, (this.#gone.get(index) ?? 0) + size);
  }
}

function native({ token, bookSide }: IncomingOrder): { token: 0 | 1; isBuy: boolean } {
  return { token, isBuy: (token === 0) === (bookSide === 0) };
}
