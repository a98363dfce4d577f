import {
  MICRO,
  PRICE_UNITS_PER_USD,
  type EpochMs,
  type PriceUnits,
  type Random,
} from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import type { BookSide } from "../matching/market-book.ts";
import { OrderWriter, purchaseOf } from "./order-writer.ts";

const CASH_FLOOR_MICRO_USD = 1_000 * MICRO;
const CASH_TARGET_MICRO_USD = 10_000 * MICRO;

/** Ticks beyond the best price that it is ready to pay. */
const SLACK_TICKS = 2;

/** A trader that takes a little now and then, so that trades happen. */
export class SimulatedTaker {
  readonly #exchange: Exchange;
  readonly #conditionId: string;
  readonly #meanWaitMs: number;
  readonly #random: Random;
  readonly #orders: OrderWriter;

  constructor(options: {
    readonly exchange: Exchange;
    readonly conditionId: string;
    readonly meanWaitMs: number;
    readonly random: Random;
    readonly name: string;
  }) {
    this.#exchange = options.exchange;
    this.#conditionId = options.conditionId;
    this.#meanWaitMs = options.meanWaitMs;
    this.#random = options.random;
    this.#orders = new OrderWriter(options.name);
  }

  /** Plans the next trade; the first one does not come at once. */
  wait(nowMs: EpochMs): void {
    const waitMs = -Math.log(1 - this.#random.next()) * this.#meanWaitMs;
    this.#exchange.schedule(nowMs + Math.ceil(waitMs), (laterMs) => this.#take(laterMs));
  }

  #take(nowMs: EpochMs): void {
    const market = this.#exchange.market(this.#conditionId);
    if (market === undefined || market.state.phase === "resolved") return;
    const taken: BookSide = this.#random.next() < 0.5 ? 0 : 1;
    const lots = 1 + Math.floor(this.#random.next() * 4);
    const best = market.book.bestPrice(taken);
    const { tickSize } = market.state;
    if (market.state.phase === "open" && best !== 0) {
      this.#buy(taken, { best, tickSize, lots, tokenIds: market.terms.tokenIds });
    }
    this.wait(nowMs);
  }

  /** Taking a bid means buying the second token, taking an ask the first. */
  #buy(
    taken: BookSide,
    order: {
      readonly best: PriceUnits;
      readonly tickSize: PriceUnits;
      readonly lots: number;
      readonly tokenIds: readonly [string, string];
    },
  ): void {
    const { best, tickSize, lots, tokenIds } = order;
    const reach = best + (taken === 1 ? SLACK_TICKS : -SLACK_TICKS) * tickSize;
    const bookPrice = Math.min(PRICE_UNITS_PER_USD - tickSize, Math.max(tickSize, reach));
    const { token, price } = purchaseOf(taken === 1 ? 0 : 1, bookPrice);
    const { account } = this.#orders;
    if (this.#exchange.spendable(account, null) < CASH_FLOOR_MICRO_USD) {
      this.#exchange.deposit(account, CASH_TARGET_MICRO_USD);
    }
    const size = lots * lotSharesOf(price, tickSize) * MICRO;
    const purchase = { tokenIds, token, price, size, orderType: "FAK", isPostOnly: false } as const;
    this.#exchange.place(this.#orders.write(purchase), () => {});
  }
}

/** Whole shares whose cost is at least a dollar and, as the venue asks of market orders, whole cents. */
function lotSharesOf(price: PriceUnits, tickSize: PriceUnits): number {
  const grid = tickSize % 100 === 0 ? 1 : tickSize % 10 === 0 ? 10 : 100;
  const forOneDollar = Math.ceil(PRICE_UNITS_PER_USD / price);
  return Math.ceil(Math.max(5, forOneDollar) / grid) * grid;
}
