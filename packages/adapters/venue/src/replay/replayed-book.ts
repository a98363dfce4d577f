import {
  OrderBook,
  type BookLevel,
  type EpochMs,
  type MarketDataBatch,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import type {
  BookListener,
  BookSide,
  IncomingOrder,
  MarketBook,
  SubmitOutcome,
  SubmitResult,
} from "../matching/market-book.ts";
import { brokenInvariant } from "./broken-invariant.ts";
import { isWithinLimit, levelKey, oppositeOf, priceOfKey, sideOfKey } from "./level-key.ts";
import { LevelSet } from "./level-set.ts";
import { readMarketRow, type MarketRowSink } from "./market-data-row.ts";
import { OwnOrders } from "./own-orders.ts";
import { sizeInFront, type QueuedOrder } from "./queued-level.ts";
import { RecordedDepth } from "./recorded-depth.ts";
import { RecordedFlow } from "./recorded-flow.ts";
import {
  STRICT_REPLAY_MODEL,
  type ReplayCounts,
  type ReplayedBookModel,
  type ReplayedBookOptions,
} from "./replayed-book-options.ts";
import { stepsAtLevel, TakerDemand, type TakerStep } from "./taker-walk.ts";

/** A taker's steps at one level. */
interface LevelWalk {
  readonly key: number;
  readonly steps: readonly TakerStep[];
}

/**
 * A recorded book with our orders inside.
 *
 * Takers of ours walk what is displayed: the recorded size less what was taken before, and the
 * resting orders of other accounts, in price-time order. Resting orders of ours wait behind the
 * recorded shares that were displayed when they came, and are filled by recorded trades. The recorded
 * traders themselves do not react to us.
 *
 * The book is not ready before its first whole snapshot, between a gap and the next one, and while the
 * record is crossed. Nothing is matched then: limit orders only rest, FOK and FAK find nothing,
 * recorded trades fill nobody. It goes on showing what the record says.
 */
export class ReplayedBook implements MarketBook {
  readonly #model: ReplayedBookModel;
  readonly #listener: BookListener;
  readonly #clock: () => EpochMs;
  readonly #depth: RecordedDepth;
  readonly #orders = new OwnOrders();
  readonly #flow: RecordedFlow;
  /** What is displayed: recorded, less consumed, and ours. */
  readonly #shown: OrderBook;
  /** Levels that the frame at hand spoke of, and those whose display may have changed. */
  readonly #stated = new LevelSet();
  readonly #changed = new LevelSet();
  readonly #rows: MarketRowSink;
  #isReady = false;
  #refusedRowCount = 0;
  #skippedTradeCount = 0;

  constructor(options: ReplayedBookOptions) {
    this.#model = { ...STRICT_REPLAY_MODEL, ...options };
    this.#listener = options.listener;
    this.#clock = options.nowMs ?? ((): EpochMs => 0);
    this.#depth = new RecordedDepth(options.tickSize, this.#model.overlay);
    this.#shown = new OrderBook(options.tickSize);
    this.#flow = new RecordedFlow(this.#orders, this.#depth, this.#model.crossing, {
      filled: (order, size, key) => {
        this.#listener.matched(order.orderIndex, -1, size, priceOfKey(key));
        this.#reduce(order, size, key);
      },
      consumed: (key) => this.#changed.add(key),
    });
    this.#rows = this.#rowSink();
  }

  /** False while the record cannot be trusted; nothing is matched then. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** True while nothing of ours rests in it and nothing that we took is missing from it. */
  get isUntouched(): boolean {
    return this.#orders.isEmpty && this.#depth.isUntouched;
  }

  get counts(): ReplayCounts {
    return {
      takenSize: this.#depth.takenSize,
      restingFilledSize: this.#flow.filledSize,
      beyondShownSize: this.#flow.beyondShownSize,
      refusedRowCount: this.#refusedRowCount,
      skippedTradeCount: this.#skippedTradeCount,
    };
  }

  /**
   * Applies the rows of one frame, `from` to before `to`. Trades act as they come, levels when all rows
   * are in: a book that is sent anew does not disturb what rests in it.
   */
  apply(batch: MarketDataBatch, from: number, to: number, nowMs: EpochMs): void {
    const wasReady = this.#isReady;
    for (let row = from; row < to; row += 1) readMarketRow(batch, row, this.#rows);
    const isTradable = !this.#depth.isCrossed || this.#model.crossedRecord === "allow";
    this.#isReady = this.#depth.isProven && isTradable;
    const mayFill = wasReady && this.#isReady;
    if (this.#depth.isRecovering) this.#noteRecovery();
    for (const key of this.#stated.keys) {
      this.#depth.settle(key, nowMs);
      this.#flow.restate(key, nowMs, mayFill);
      this.#changed.add(key);
    }
    this.#stated.clear();
    if (this.#isReady) this.#flow.cross(nowMs);
    this.#publish(nowMs);
  }

  submit(order: IncomingOrder): SubmitResult {
    const nowMs = this.#clock();
    if (this.#depth.isRecovering) this.#noteRecovery();
    const demand = new TakerDemand(order);
    const walk = this.#isReady ? this.#plan(order, demand, nowMs) : [];
    const refusal = refusalOf(order, demand, walk);
    if (refusal !== null) {
      this.#publish(nowMs);
      return { outcome: refusal, filledSize: 0, restingSize: 0 };
    }
    for (const { key, steps } of walk) {
      for (const step of steps) this.#execute(order, key, step, nowMs);
    }
    const restingSize = canRest(order) && !demand.isOver ? demand.leftSize : 0;
    if (restingSize > 0) this.#rest(order, restingSize, nowMs);
    this.#publish(nowMs);
    const outcome = restingSize > 0 ? "resting" : demand.isStopped ? "self_trade" : "done";
    return { outcome, filledSize: demand.filledSize, restingSize };
  }

  cancel(orderIndex: number): MicroShares {
    const place = this.#orders.place(orderIndex);
    if (place === undefined) return 0;
    this.#orders.remove(orderIndex);
    this.#changed.add(levelKey(place.side, place.level.price));
    this.#publish(this.#clock());
    return place.order.leaves;
  }

  openSize(orderIndex: number): MicroShares {
    return this.#orders.place(orderIndex)?.order.leaves ?? 0;
  }

  /** Recorded shares of its queue, and our own older orders at its price. */
  sizeAhead(orderIndex: number): MicroShares {
    const place = this.#orders.place(orderIndex);
    if (place === undefined) return 0;
    let ahead = sizeInFront(place.order);
    for (const order of place.level.orders) {
      if (order === place.order) break;
      ahead += order.leaves;
    }
    return ahead;
  }

  restingOrders(): readonly number[] {
    return ([0, 1] as const).flatMap((side) =>
      this.#orders.levels(side).flatMap(({ orders }) => orders.map((order) => order.orderIndex)),
    );
  }

  bestPrice(bookSide: BookSide): PriceUnits {
    const { bestBidIndex, bestAskIndex, lastIndex } = this.#shown;
    if (bookSide === 0) return this.#shown.priceOf(bestBidIndex);
    return bestAskIndex === lastIndex ? 0 : this.#shown.priceOf(bestAskIndex);
  }

  sizeAt(bookSide: BookSide, bookPrice: PriceUnits): MicroShares {
    const { bids, asks, gridStep } = this.#shown;
    return (bookSide === 0 ? bids : asks).sizes[bookPrice / gridStep] ?? 0;
  }

  levels(bookSide: BookSide, limit = Number.POSITIVE_INFINITY): BookLevel[] {
    const found: BookLevel[] = [];
    if (limit > 0) {
      this.#visitShown(bookSide, (price) => {
        found.push({ price, size: this.sizeAt(bookSide, price) });
        return found.length < limit;
      });
    }
    return found;
  }

  setTickSize(tickSize: PriceUnits): void {
    this.#depth.setTickSize(tickSize);
    this.#shown.setTickSize(tickSize);
  }

  /** Checks the display and the queues from the beginning. @throws VENUE_INVARIANT_BROKEN */
  audit(): void {
    const nowMs = this.#clock();
    if (this.#depth.isRecovering) return;
    for (const side of [0, 1] as const) {
      this.#visitShown(side, (price) => {
        const key = levelKey(side, price);
        const available = this.#depth.available(key, nowMs);
        const expected = available + (this.#orders.level(key)?.totalSize ?? 0);
        const size = this.sizeAt(side, price);
        if (size !== expected || available > this.#depth.recorded(key)) {
          throw brokenInvariant(
            "a display of what is recorded, less what was taken, and our orders",
            `${size} displayed at ${price} where ${expected} is there`,
          );
        }
        return true;
      });
    }
  }

  #rowSink(): MarketRowSink {
    return {
      bookStarted: () => this.#depth.begin((key) => this.#stated.add(key)),
      levelStated: (side, price, size) => {
        this.#depth.setLevel(side, price, size);
        this.#stated.add(levelKey(side, price));
      },
      traded: (hitSide, price, size) => {
        if (this.#isReady) this.#flow.trade(hitSide, price, size);
        else this.#skippedTradeCount += 1;
      },
      tickSizeChanged: (tickSize) => this.setTickSize(tickSize),
      gapFound: () => {
        this.#depth.markGap();
        this.#isReady = false;
      },
      refused: () => {
        this.#refusedRowCount += 1;
      },
    };
  }

  /** What the order would do now; changes nothing. */
  #plan(order: IncomingOrder, demand: TakerDemand, nowMs: EpochMs): LevelWalk[] {
    const walk: LevelWalk[] = [];
    const side = oppositeOf(order.bookSide);
    this.#publish(nowMs);
    this.#visitShown(side, (price) => {
      if (!isWithinLimit(order.bookSide, order.bookPrice, price)) return false;
      const key = levelKey(side, price);
      const available = this.#depth.available(key, nowMs);
      const at = { price, available, level: this.#orders.level(key) };
      const steps = stepsAtLevel(order, demand, at, this.#model.selfTradePrevention);
      if (steps.length > 0) walk.push({ key, steps });
      return !demand.isOver;
    });
    return walk;
  }

  #execute(taker: IncomingOrder, key: number, step: TakerStep, nowMs: EpochMs): void {
    const price = priceOfKey(key);
    this.#changed.add(key);
    switch (step.does) {
      case "take_recorded":
        this.#depth.consume(key, nowMs, step.size);
        this.#orders.level(key)?.advance(step.behind, step.size);
        return this.#listener.matched(-1, taker.orderIndex, step.size, price);
      case "take_order":
        this.#listener.matched(step.order.orderIndex, taker.orderIndex, step.size, price);
        return this.#reduce(step.order, step.size, key);
      case "prevent":
      default:
        this.#orders.remove(step.order.orderIndex);
        return this.#listener.selfTradePrevented(step.order.orderIndex);
    }
  }

  #rest(order: IncomingOrder, size: MicroShares, nowMs: EpochMs): void {
    const { bookSide, bookPrice } = order;
    const key = levelKey(bookSide, bookPrice);
    const displayed = this.#depth.available(key, nowMs);
    const level = this.#orders.open(bookSide, bookPrice, displayed);
    const isPassive = !this.#depth.reaches(bookSide, bookPrice);
    level.join(order, size, displayed, isPassive, this.#model);
    this.#orders.add(bookSide, level);
    this.#changed.add(key);
  }

  #reduce(order: QueuedOrder, size: MicroShares, key: number): void {
    if (size > order.leaves) {
      throw brokenInvariant(
        "no more to be filled than rests",
        `${size} micro-shares for the ${order.leaves} left of order ${order.orderIndex}`,
      );
    }
    order.leaves -= size;
    if (order.leaves === 0) this.#orders.remove(order.orderIndex);
    this.#changed.add(key);
  }

  /** Depth that comes back shows without a frame. */
  #noteRecovery(): void {
    for (const key of this.#depth.overlaidKeys()) this.#changed.add(key);
  }

  /** Tells the listener of every level that displays another size now. */
  #publish(nowMs: EpochMs): void {
    for (const key of this.#changed.keys) {
      const side = sideOfKey(key);
      const price = priceOfKey(key);
      const ours = this.#orders.level(key)?.totalSize ?? 0;
      const size = this.#depth.available(key, nowMs) + ours;
      if (this.sizeAt(side, price) === size) continue;
      this.#shown.setLevel(side, price, size);
      this.#listener.levelChanged(side, price, size);
    }
    this.#changed.clear();
  }

  #visitShown(side: BookSide, visit: (price: PriceUnits) => boolean): void {
    const book = this.#shown;
    const last = book.lastIndex;
    let index = side === 0 ? book.bestBidIndex : book.bestAskIndex;
    while (index > 0 && index < last) {
      if (!visit(book.priceOf(index))) return;
      index = side === 0 ? book.bids.nextBelow(index) : book.asks.nextAbove(index);
    }
  }
}

/** A recorded book with our orders inside, for `Exchange.listMarket`. */
export function createReplayedBook(options: ReplayedBookOptions): ReplayedBook {
  return new ReplayedBook(options);
}

function canRest({ timeInForce }: IncomingOrder): boolean {
  return timeInForce === "GTC" || timeInForce === "GTD";
}

/** Why the order is refused before it touches the book, `null` when it is not. */
function refusalOf(
  order: IncomingOrder,
  demand: TakerDemand,
  walk: readonly LevelWalk[],
): SubmitOutcome | null {
  if (order.isPostOnly && (walk.length > 0 || demand.isStopped)) return "crosses";
  if (order.timeInForce === "FOK" && !demand.isSatisfied) return "unfillable";
  const isIdle = demand.filledSize === 0 && !demand.isStopped;
  return order.timeInForce === "FAK" && isIdle ? "unmatched" : null;
}
