import {
  isOnGrid,
  MICRO,
  PRICE_UNITS_PER_USD,
  type EpochMs,
  type MicroShares,
  type PriceUnits,
  type Random,
} from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import type { BookSide } from "../matching/market-book.ts";
import { OrderWriter, purchaseOf } from "./order-writer.ts";
import type { MakerDocument } from "./world-document.ts";

/** It never runs out: below this it is given more, as an outside deposit. */
const CASH_FLOOR_MICRO_USD = 20_000 * MICRO;
const CASH_TARGET_MICRO_USD = 100_000 * MICRO;

/** Pairs collected from both sides are turned back into money from this many shares on. */
const MERGE_FROM: MicroShares = 5_000 * MICRO;

/** Chance of a step up, and of one down, at each look. */
const STEP_PROBABILITY = 0.15;

/** Ticks from the origin at which every step leads back. */
const REACH_TICKS = 8;

interface Quote {
  readonly bookSide: BookSide;
  readonly bookPrice: PriceUnits;
  readonly size: MicroShares;
}

/**
 * A trader that keeps a ladder of post-only orders on both sides of a wandering fair value. It
 * gives newcomers somebody to trade with; it is no model of real makers.
 */
export class SimulatedMaker {
  readonly #exchange: Exchange;
  readonly #conditionId: string;
  readonly #settings: MakerDocument;
  readonly #random: Random;
  readonly #orders: OrderWriter;
  /** Where it begins, and where it is drawn back to, so that a race's prices keep adding up. */
  readonly #origin: number;
  #fair: number;

  constructor(options: {
    readonly exchange: Exchange;
    readonly conditionId: string;
    readonly probability: number;
    readonly settings: MakerDocument;
    readonly random: Random;
    readonly name: string;
  }) {
    this.#exchange = options.exchange;
    this.#conditionId = options.conditionId;
    this.#settings = options.settings;
    this.#random = options.random;
    this.#orders = new OrderWriter(options.name);
    this.#origin = options.probability * PRICE_UNITS_PER_USD;
    this.#fair = this.#origin;
  }

  /** Quotes, and plans the next look. Ends for good when the market is resolved. */
  quote(nowMs: EpochMs): void {
    const market = this.#exchange.market(this.#conditionId);
    if (market === undefined || market.state.phase === "resolved") return;
    if (market.state.phase === "open") {
      this.#wander(market.state.tickSize);
      this.#keepFunded();
      this.#replaceQuotes(this.#ladder(market.state.tickSize), market.terms.tokenIds);
      this.#mergePairs(market.terms.tokenIds);
    }
    const waitMs = this.#settings.requoteMs * (0.5 + this.#random.next());
    this.#exchange.schedule(nowMs + Math.ceil(waitMs), (laterMs) => this.quote(laterMs));
  }

  #wander(tick: PriceUnits): void {
    const dice = this.#random.next();
    const pull = Math.max(-1, Math.min(1, (this.#origin - this.#fair) / (REACH_TICKS * tick)));
    const stepUp = STEP_PROBABILITY * (1 + pull);
    const stepDown = STEP_PROBABILITY * (1 - pull);
    const step = dice < stepDown ? 0 - tick : dice > 1 - stepUp ? tick : 0;
    const margin = tick * (this.#settings.levels + this.#settings.spreadTicks + 1);
    const highest = Math.max(PRICE_UNITS_PER_USD / 2, PRICE_UNITS_PER_USD - margin);
    const lowest = Math.min(PRICE_UNITS_PER_USD / 2, margin);
    this.#fair = Math.min(highest, Math.max(lowest, this.#fair + step));
  }

  #ladder(tick: PriceUnits): readonly Quote[] {
    const { levels, spreadTicks, sizeShares } = this.#settings;
    const bestBid = Math.floor((this.#fair - (spreadTicks * tick) / 2) / tick) * tick;
    const quotes: Quote[] = [];
    for (let level = 0; level < levels; level += 1) {
      const size = Math.round(sizeShares * (1 + level / 2)) * MICRO;
      quotes.push({ bookSide: 0, bookPrice: bestBid - level * tick, size });
      quotes.push({ bookSide: 1, bookPrice: bestBid + (spreadTicks + level) * tick, size });
    }
    return quotes.filter(({ bookPrice }) => isOnGrid(bookPrice, tick));
  }

  /** Keeps what stands where it should; takes the rest away first, so that nothing of it is met. */
  #replaceQuotes(wanted: readonly Quote[], tokenIds: readonly [string, string]): void {
    const { session } = this.#orders;
    const missing = new Map(wanted.map((quote) => [keyOf(quote.bookSide, quote.bookPrice), quote]));
    const unwanted: string[] = [];
    for (const order of this.#exchange.openOrders({ session, conditionId: this.#conditionId })) {
      const bookPrice = order.token === 0 ? order.price : PRICE_UNITS_PER_USD - order.price;
      const key = keyOf(order.token, bookPrice);
      const quote = missing.get(key);
      const openSize = order.originalSize - order.matchedSize;
      if (quote !== undefined && openSize * 2 >= quote.size) missing.delete(key);
      else unwanted.push(order.request.orderId);
    }
    if (unwanted.length > 0) this.#exchange.cancel(session, unwanted);
    for (const { bookSide, bookPrice, size } of missing.values()) {
      const { token, price } = purchaseOf(bookSide, bookPrice);
      const purchase = {
        tokenIds,
        token,
        price,
        size,
        orderType: "GTC",
        isPostOnly: true,
      } as const;
      this.#exchange.place(this.#orders.write(purchase), ignoreAnswer);
    }
  }

  #keepFunded(): void {
    const { account } = this.#orders;
    const cash = this.#exchange.spendable(account, null);
    if (cash < CASH_FLOOR_MICRO_USD) this.#exchange.deposit(account, CASH_TARGET_MICRO_USD - cash);
  }

  #mergePairs([first, second]: readonly [string, string]): void {
    const { account } = this.#orders;
    const held = Math.min(
      this.#exchange.spendable(account, first),
      this.#exchange.spendable(account, second),
    );
    if (held >= MERGE_FROM) this.#exchange.merge(account, this.#conditionId, held);
  }
}

/** A refused quote is tried again at the next look. */
function ignoreAnswer(): void {}

function keyOf(bookSide: BookSide, bookPrice: PriceUnits): number {
  return bookSide * PRICE_UNITS_PER_USD * 2 + bookPrice;
}
