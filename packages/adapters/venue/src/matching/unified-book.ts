import type { BookLevel, MicroShares, PriceUnits } from "@polytraders/core";
import type {
  BookListener,
  BookSide,
  IncomingOrder,
  MarketBook,
  SelfTradePrevention,
  SubmitResult,
} from "./market-book.ts";
import { EXECUTION, MatchingCore, NO_BUDGET, type Execution } from "./matching-core.ts";
import { NO_SLOT } from "./order-slots.ts";

/** What a unified book is made of. */
export interface UnifiedBookOptions {
  /** First tick size; the book takes finer ones later, see {@link MarketBook.setTickSize}. */
  readonly tickSize: PriceUnits;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly listener: BookListener;
}

/** A condition's book of live orders, both tokens in one. */
export function createUnifiedBook(options: UnifiedBookOptions): MarketBook {
  return new UnifiedBook(options);
}

/**
 * Live orders of both tokens in one book: a bid for the second token at `p` is an ask of the first
 * at `1 - p`, and queues with the first token's sellers at that price by time alone.
 *
 * `levelChanged` comes once for each level an operation touches, after the fills on it.
 */
class UnifiedBook implements MarketBook {
  readonly #core: MatchingCore;
  readonly #slotOf = new Map<number, number>();
  readonly #orderIndexOf: number[] = [];
  #takerIndex = -1;

  constructor({ tickSize, selfTradePrevention, listener }: UnifiedBookOptions) {
    this.#core = new MatchingCore(tickSize, selfTradePrevention, {
      filled: (slot, size, bookPrice, isDone) => {
        const maker = this.#orderIndexOf[slot] ?? -1;
        if (isDone) this.#slotOf.delete(maker);
        listener.matched(maker, this.#takerIndex, size, bookPrice);
      },
      evicted: (slot) => {
        const orderIndex = this.#orderIndexOf[slot] ?? -1;
        this.#slotOf.delete(orderIndex);
        listener.selfTradePrevented(orderIndex);
      },
      levelChanged: (side, price, total) => {
        listener.levelChanged(side, price, total);
      },
    });
  }

  submit(order: IncomingOrder): SubmitResult {
    const core = this.#core;
    this.#takerIndex = order.orderIndex;
    const outcome = core.submit(
      order.bookSide,
      order.bookPrice,
      order.accountIndex,
      order.size,
      order.budgetMicroUsd ?? NO_BUDGET,
      executionOf(order),
    );
    const slot = core.restingSlot;
    if (slot === NO_SLOT) return { outcome, filledSize: core.filledSize, restingSize: 0 };
    this.#slotOf.set(order.orderIndex, slot);
    this.#orderIndexOf[slot] = order.orderIndex;
    return { outcome, filledSize: core.filledSize, restingSize: core.slots.size[slot] ?? 0 };
  }

  cancel(orderIndex: number): MicroShares {
    const slot = this.#slotOf.get(orderIndex);
    if (slot === undefined) return 0;
    this.#slotOf.delete(orderIndex);
    return this.#core.cancel(slot);
  }

  openSize(orderIndex: number): MicroShares {
    const slot = this.#slotOf.get(orderIndex);
    return slot === undefined ? 0 : (this.#core.slots.size[slot] ?? 0);
  }

  sizeAhead(orderIndex: number): MicroShares {
    const slot = this.#slotOf.get(orderIndex);
    return slot === undefined ? 0 : this.#core.sizeAhead(slot);
  }

  restingOrders(): readonly number[] {
    const found: number[] = [];
    for (const side of [0, 1] as const) {
      this.#core.visitOrders(side, (slot) => found.push(this.#orderIndexOf[slot] ?? -1));
    }
    return found;
  }

  bestPrice(bookSide: BookSide): PriceUnits {
    return this.#core.bestPrice(bookSide);
  }

  sizeAt(bookSide: BookSide, bookPrice: PriceUnits): MicroShares {
    return this.#core.sizeAt(bookSide, bookPrice);
  }

  levels(bookSide: BookSide, limit = Number.POSITIVE_INFINITY): BookLevel[] {
    const levels: BookLevel[] = [];
    if (limit <= 0) return levels;
    this.#core.visitLevels(bookSide, (price, size) => levels.push({ price, size }) < limit);
    return levels;
  }

  setTickSize(tickSize: PriceUnits): void {
    this.#core.setTickSize(tickSize);
  }
}

function executionOf({ timeInForce, isPostOnly }: IncomingOrder): Execution {
  if (isPostOnly) return EXECUTION.postOnly;
  if (timeInForce === "FAK") return EXECUTION.fillAndKill;
  return timeInForce === "FOK" ? EXECUTION.fillOrKill : EXECUTION.rest;
}
