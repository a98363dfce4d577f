import {
  isOnGrid,
  MICRO,
  PRICE_UNITS_PER_USD,
  type EpochMs,
  type MicroShares,
  type PriceUnits,
  type Random,
} from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import type { BookSide } from "../../matching/market-book.ts";
import { OrderWriter, purchaseOf } from "../../world/order-writer.ts";
import { keepFunded } from "./funding.ts";
import type { MarketMood } from "./market-mood.ts";

/** How a maker of the demonstration quotes. */
export interface DemoMakerStyle {
  readonly levels: number;
  /** Shares on its best level in calm times. */
  readonly sizeShares: number;
  /** Best ask less best bid in calm times, ticks. */
  readonly spreadTicks: number;
  /** Mean time between two looks at the market. */
  readonly lookMs: number;
  /** Part of the way to the fair value that it follows at each look, 0 to 1. */
  readonly alertness: number;
  /** Chance that it renews a quote that needs no mending, at each look. */
  readonly restlessness: number;
}

interface Quote {
  readonly bookSide: BookSide;
  readonly bookPrice: PriceUnits;
  readonly size: MicroShares;
}

/** Orders renewed at one look: a maker mends its ladder bit by bit. */
const RENEWED_MAX = 2;

/**
 * A maker that follows the fair value late, shows less the less appetite there is, and mends one or two
 * of its quotes at a time.
 */
export class DemoMaker {
  readonly #exchange: Exchange;
  readonly #conditionId: string;
  readonly #style: DemoMakerStyle;
  readonly #mood: MarketMood;
  readonly #random: Random;
  readonly #orders: OrderWriter;
  /** What it thinks the fair price to be, and the one that its ladder stands around; price units. */
  #believed: number;
  #center: number;

  constructor(options: {
    readonly exchange: Exchange;
    readonly conditionId: string;
    readonly style: DemoMakerStyle;
    readonly mood: MarketMood;
    readonly random: Random;
    readonly name: string;
  }) {
    this.#exchange = options.exchange;
    this.#conditionId = options.conditionId;
    this.#style = options.style;
    this.#mood = options.mood;
    this.#random = options.random;
    this.#orders = new OrderWriter(options.name);
    this.#believed = this.#mood.probability * PRICE_UNITS_PER_USD;
    this.#center = this.#believed;
  }

  /** Puts its whole ladder up and begins to look after it. */
  open(): void {
    this.#look(this.#style.levels * 2);
    this.#plan(this.#exchange.nowMs);
  }

  #plan(nowMs: EpochMs): void {
    const waitMs = Math.ceil(this.#style.lookMs * (0.5 + this.#random.next()));
    this.#exchange.schedule(nowMs + waitMs, (laterMs) => {
      const phase = this.#exchange.market(this.#conditionId)?.state.phase;
      if (phase === "resolved") return;
      if (phase === "open") this.#look(RENEWED_MAX);
      this.#plan(laterMs);
    });
  }

  #look(renewedMax: number): void {
    const market = this.#exchange.market(this.#conditionId);
    if (market === undefined) return;
    const { alertness } = this.#style;
    const fair = this.#mood.probability * PRICE_UNITS_PER_USD;
    this.#believed += (fair - this.#believed) * alertness + (this.#random.next() - 0.5) * 15;
    keepFunded(this.#exchange, this.#orders.account);
    const { tickSize } = market.state;
    // A ladder costs its places in the queues to move: it stays while it is about right.
    if (Math.abs(this.#believed - this.#center) > 0.7 * tickSize) this.#center = this.#believed;
    const wanted = this.#ladder(tickSize);
    const { missing, unwanted } = this.#compare(wanted, this.#renewedAt(wanted.length));
    if (unwanted.length > 0) this.#exchange.cancel(this.#orders.session, unwanted);
    for (const quote of missing.slice(0, renewedMax)) this.#place(quote, market.terms.tokenIds);
  }

  /** Best levels first, the two sides in turn. */
  #ladder(tick: PriceUnits): readonly Quote[] {
    const { levels, spreadTicks, sizeShares } = this.#style;
    const { appetite } = this.#mood;
    const spread = spreadTicks + Math.round((1 - appetite) * 2);
    const bestBid = Math.floor((this.#center - (spread * tick) / 2) / tick + 0.5) * tick;
    const quotes: Quote[] = [];
    for (let level = 0; level < levels; level += 1) {
      const size = Math.max(5, Math.round(sizeShares * (1 + level / 2) * appetite)) * MICRO;
      quotes.push({ bookSide: 0, bookPrice: bestBid - level * tick, size });
      quotes.push({ bookSide: 1, bookPrice: bestBid + (spread + level) * tick, size });
    }
    return quotes.filter(({ bookPrice }) => isOnGrid(bookPrice, tick));
  }

  /** Which quote behind the best ones is renewed without need, -1 for none. */
  #renewedAt(length: number): number {
    if (this.#random.next() >= this.#style.restlessness) return -1;
    return 2 + Math.floor(this.#random.next() * (length - 2));
  }

  /** What of the ladder is missing, and which orders are not of it any more. */
  #compare(
    wanted: readonly Quote[],
    renewedAt: number,
  ): {
    readonly missing: readonly Quote[];
    readonly unwanted: readonly string[];
  } {
    const missing = new Map(wanted.map((quote) => [keyOf(quote.bookSide, quote.bookPrice), quote]));
    const unwanted: string[] = [];
    const renewed = wanted[renewedAt];
    const { session } = this.#orders;
    for (const order of this.#exchange.openOrders({ session, conditionId: this.#conditionId })) {
      const bookPrice = order.token === 0 ? order.price : PRICE_UNITS_PER_USD - order.price;
      const key = keyOf(order.token, bookPrice);
      const quote = missing.get(key);
      const share = (order.originalSize - order.matchedSize) / (quote?.size ?? 1);
      const isFit = quote !== undefined && quote !== renewed && share > 0.5 && share < 1.35;
      if (isFit) missing.delete(key);
      else unwanted.push(order.request.orderId);
    }
    return { missing: [...missing.values()], unwanted };
  }

  #place({ bookSide, bookPrice, size }: Quote, tokenIds: readonly [string, string]): void {
    const { token, price } = purchaseOf(bookSide, bookPrice);
    const shares = Math.max(5, Math.round((size / MICRO) * (0.8 + this.#random.next() * 0.4)));
    const order = { tokenIds, token, price, size: shares * MICRO } as const;
    // A refused quote is tried again at the next look.
    const request = this.#orders.write({ ...order, orderType: "GTC", isPostOnly: true });
    this.#exchange.place(request, () => undefined);
  }
}

function keyOf(bookSide: BookSide, bookPrice: PriceUnits): number {
  return bookSide * PRICE_UNITS_PER_USD * 2 + bookPrice;
}
