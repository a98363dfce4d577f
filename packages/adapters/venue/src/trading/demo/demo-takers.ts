import {
  MICRO,
  PRICE_UNITS_PER_USD,
  type EpochMs,
  type PriceUnits,
  type Random,
} from "@polytraders/core";
import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import type { BookSide } from "../../matching/market-book.ts";
import { OrderWriter, purchaseOf } from "../../world/order-writer.ts";
import { keepFunded } from "./funding.ts";
import type { MarketMood } from "./market-mood.ts";

/** What takers share. */
export interface DemoTakerOptions {
  readonly exchange: Exchange;
  readonly conditionId: string;
  readonly mood: MarketMood;
  readonly random: Random;
  readonly name: string;
  /** Mean time between bursts, or between looks. */
  readonly meanWaitMs: number;
}

/** Smallest money of a purchase that the venue takes, with some room. */
const MONEY_MIN_USD = 1.2;

/** Takes liquidity by buying whole shares: an ask of the first token, or of the second for a bid. */
class DemoTaker {
  protected readonly exchange: Exchange;
  protected readonly mood: MarketMood;
  protected readonly random: Random;
  readonly #conditionId: string;
  readonly #orders: OrderWriter;
  readonly #meanWaitMs: number;

  constructor(options: DemoTakerOptions) {
    this.exchange = options.exchange;
    this.mood = options.mood;
    this.random = options.random;
    this.#conditionId = options.conditionId;
    this.#orders = new OrderWriter(options.name);
    this.#meanWaitMs = options.meanWaitMs;
  }

  /** Runs `act` after an exponential time, for as long as the market is not resolved. */
  protected later(act: (nowMs: EpochMs) => void): void {
    const waitMs = -Math.log(1 - this.random.next()) * this.#meanWaitMs;
    this.after(waitMs, act);
  }

  protected after(waitMs: number, act: (nowMs: EpochMs) => void): void {
    const atMs = this.exchange.nowMs + Math.ceil(waitMs);
    this.exchange.schedule(atMs, (nowMs) => {
      if (this.market?.state.phase !== "resolved") act(nowMs);
    });
  }

  protected get market(): ListedMarket | undefined {
    return this.exchange.market(this.#conditionId);
  }

  /** @param limit - worst price on the first token's view */
  protected take(takenSide: BookSide, limit: PriceUnits, shares: number): void {
    const { market } = this;
    if (market === undefined || market.state.phase !== "open") return;
    const { tickSize } = market.state;
    const bookPrice = Math.min(PRICE_UNITS_PER_USD - tickSize, Math.max(tickSize, limit));
    const { token, price } = purchaseOf(takenSide === 1 ? 0 : 1, bookPrice);
    const { account } = this.#orders;
    keepFunded(this.exchange, account);
    const whole = Math.ceil(Math.max(shares, MONEY_MIN_USD / (price / PRICE_UNITS_PER_USD)));
    const { tokenIds } = market.terms;
    const order = { tokenIds, token, price, size: whole * MICRO } as const;
    const request = this.#orders.write({ ...order, orderType: "FAK", isPostOnly: false });
    this.exchange.place(request, () => undefined);
  }
}

/** Part of the bursts that go towards the fair value instead of anywhere. */
const LEAN = 0.3;

/** Trades with little information: several orders the same way in quick succession, then nothing. */
export class BurstTaker extends DemoTaker {
  start(): void {
    this.later(() => {
      this.#trade(this.#direction(), 1 + Math.floor(this.random.next() ** 2 * 6));
      this.start();
    });
  }

  /** Crowds lean the way that prices will go, a little. */
  #direction(): BookSide {
    const { market, mood, random } = this;
    const mid = ((market?.book.bestPrice(0) ?? 0) + (market?.book.bestPrice(1) ?? 0)) / 2;
    const isDear = mid > mood.probability * PRICE_UNITS_PER_USD;
    const isWithReason = random.next() < LEAN;
    if (isWithReason) return isDear ? 0 : 1;
    return random.next() < 0.5 ? 0 : 1;
  }

  #trade(takenSide: BookSide, leftCount: number): void {
    const { market } = this;
    const best = market?.book.bestPrice(takenSide) ?? 0;
    if (market !== undefined && best !== 0) {
      const slack = market.state.tickSize * (takenSide === 1 ? 1 : -1);
      this.take(takenSide, best + slack, 5 + 120 * this.random.next() ** 3);
    }
    if (leftCount <= 1) return;
    this.after(200 + this.random.next() * 4_000, () => this.#trade(takenSide, leftCount - 1));
  }
}

/** Knows the fair value and trades towards it wherever the book offers better than that. */
export class InformedTaker extends DemoTaker {
  start(): void {
    this.later(() => {
      this.#look();
      this.start();
    });
  }

  #look(): void {
    const { market } = this;
    if (market === undefined) return;
    const fair = this.mood.probability * PRICE_UNITS_PER_USD;
    const { tickSize } = market.state;
    const ask = market.book.bestPrice(1);
    const bid = market.book.bestPrice(0);
    const shares = 20 + 100 * this.random.next();
    const edge = 0.6 * tickSize;
    if (ask !== 0 && ask < fair - edge) {
      this.take(1, Math.floor((fair - edge) / tickSize) * tickSize, shares);
    } else if (bid !== 0 && bid > fair + edge) {
      this.take(0, Math.ceil((fair + edge) / tickSize) * tickSize, shares);
    }
  }
}
