import {
  complementPrice,
  type BookLevel,
  type BotMarket,
  type Grants,
  type OpenOrder,
  type OrderBookView,
  type OrderUpdate,
  type PriceUnits,
} from "@polytraders/core";
import { contract, type Types } from "./contract.gen.ts";

/** Number of the token that is bid for. To sell the first token is to bid for the second. */
export type Side = 0 | 1;

const PRICE_UNITS_PER_USD = 10_000;
/** Levels that may hold nothing but our own quotes. */
const OWN_LEVELS_MAX = 2;

type Ports = Pick<Grants<Types>, "intents" | "openOrders">;

/** The other token. */
export function otherSide(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/**
 * This bot's quotes in one market, read from the port each time: a restart, a lost order or a
 * partial fill then needs no code of its own.
 */
export class OwnQuotes {
  readonly #market: BotMarket<Types>;
  readonly #ports: Ports;
  /** Quotes on their way back because we wanted them back. */
  readonly #takenBack = new Set<string>();

  constructor(market: BotMarket<Types>, ports: Ports) {
    this.#market = market;
    this.#ports = ports;
  }

  get all(): readonly OpenOrder[] {
    return this.#ports.openOrders
      .inMarket(this.#market.marketId)
      .filter(({ botId }) => botId === contract.manifest.botId);
  }

  /** Quotes that bid for a token, those on their way back included. */
  of(side: Side): readonly OpenOrder[] {
    return this.#ordersFor(side, this.all);
  }

  /** The price at which a quote bids for a token. */
  bidPrice(order: OpenOrder, side: Side): PriceUnits {
    const isOwnToken = order.tokenId === this.#market.tokenIds[side];
    return isOwnToken ? order.price : complementPrice(order.price);
  }

  /** Whether a bid for a token would trade with our own quote for the other one. */
  wouldMeet(side: Side, price: PriceUnits): boolean {
    const other = otherSide(side);
    return this.of(other).some(
      (order) => this.bidPrice(order, other) + price >= PRICE_UNITS_PER_USD,
    );
  }

  takeBack(orders: readonly OpenOrder[] = this.all): void {
    for (const { orderId, isCancelling } of orders) {
      if (isCancelling) continue;
      this.#takenBack.add(orderId);
      this.#ports.intents.cancel(orderId);
    }
  }

  /** Answers whether we have taken back the quote that this is about. */
  note(orderId: string, status: OrderUpdate["status"]): boolean {
    const isByUs = this.#takenBack.has(orderId);
    if (["filled", "cancelled", "rejected", "expired"].includes(status)) {
      this.#takenBack.delete(orderId);
    }
    return isByUs;
  }

  /**
   * The best levels without our orders, those on their way included: the book often shows an order
   * before the venue has answered, and nobody should outbid himself.
   */
  levelsOfOthers(view: OrderBookView, bookSide: "bid" | "ask"): readonly BookLevel[] {
    const { tokenIds, parameters } = this.#market;
    const viewed: Side = view.tokenId === tokenIds[0] ? 0 : 1;
    const bidsFor = bookSide === "bid" ? viewed : otherSide(viewed);
    const ours = this.#ordersFor(bidsFor, this.#ports.openOrders.inMarket(this.#market.marketId));
    return view
      .levels(bookSide, parameters.fairValueLevels + OWN_LEVELS_MAX)
      .map(({ price, size }) => {
        const bidPrice = bookSide === "bid" ? price : complementPrice(price);
        const own = ours.filter((order) => this.bidPrice(order, bidsFor) === bidPrice);
        return { price, size: own.reduce((left, { remainingSize }) => left - remainingSize, size) };
      })
      .filter(({ size }) => size > 0)
      .slice(0, parameters.fairValueLevels);
  }

  #ordersFor(side: Side, orders: readonly OpenOrder[]): readonly OpenOrder[] {
    const tokenId = this.#market.tokenIds[side];
    return orders.filter((order) => (order.side === "BUY") === (order.tokenId === tokenId));
  }
}
