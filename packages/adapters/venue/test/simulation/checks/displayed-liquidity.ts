import { complementPrice } from "@polytraders/core";
import type { ExchangeEvent } from "../../../src/exchange/exchange-event.ts";
import type { VenueOrder } from "../../../src/exchange/order-request.ts";
import type { VenueTrade } from "../../../src/exchange/venue-trade.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** Sizes by price on the view of the first token: bids, then asks. */
type Display = readonly [bids: Map<number, number>, asks: Map<number, number>];

/**
 * Keeps what each book displays from its changes alone, and holds every trade against what was on
 * display when it was made: no more than that, at that price, on the side that was hit, nothing
 * better left behind; and no book is crossed after an operation.
 */
export function checkDisplayedLiquidity({ exchange }: Venue): SimulationCheck {
  const displays = new Map<string, Display>();
  /** Traded in the operation that is under way. */
  const taken = new Map<string, number>();
  let problem = "";

  const displayOf = (conditionId: string): Display => {
    const display = displays.get(conditionId) ?? ([new Map(), new Map()] as const);
    displays.set(conditionId, display);
    return display;
  };
  /** A better price than this one of which something is left, apart from what was just taken. */
  const betterLeft = (conditionId: string, side: 0 | 1, bookPrice: number): number | undefined =>
    [...displayOf(conditionId)[side]].find(([price, shown]) => {
      const isBetter = side === 0 ? price > bookPrice : price < bookPrice;
      return isBetter && shown > (taken.get(`${conditionId} ${side} ${price}`) ?? 0);
    })?.[0];
  /** An order of the taker's own leaves before anything is traded. */
  const hearCancel = ({ conditionId, token, price, request, ...order }: VenueOrder): void => {
    if (order.restingSinceMs === null) return;
    const side = displayOf(conditionId)[(request.side === "BUY") === (token === 0) ? 0 : 1];
    const bookPrice = token === 0 ? price : complementPrice(price);
    const rest = order.originalSize - order.matchedSize;
    side.set(bookPrice, (side.get(bookPrice) ?? 0) - rest);
  };
  const hearTrade = (trade: VenueTrade): void => {
    const bookPrice = trade.token === 0 ? trade.price : complementPrice(trade.price);
    const hitSide = (trade.side === "BUY") === (trade.token === 0) ? 1 : 0;
    const key = `${trade.conditionId} ${hitSide} ${bookPrice}`;
    const sum = (taken.get(key) ?? 0) + trade.size;
    taken.set(key, sum);
    const shown = displayOf(trade.conditionId)[hitSide].get(bookPrice) ?? 0;
    const left = betterLeft(trade.conditionId, hitSide, bookPrice);
    if (left !== undefined) problem ||= `traded at ${bookPrice} with ${left} on display`;
    if (sum > shown)
      problem ||= `${sum} traded at ${bookPrice} of ${trade.conditionId}, ${shown} displayed`;
  };
  const hear = (event: ExchangeEvent): void => {
    if (event.kind === "trade_matched") hearTrade(event.trade);
    if (event.kind === "order_cancelled") hearCancel(event.order);
    if (event.kind !== "book_changed") return;
    const display = displayOf(event.conditionId);
    for (const { bookSide, bookPrice, size } of event.changes) {
      if (size === 0) display[bookSide].delete(bookPrice);
      else display[bookSide].set(bookPrice, size);
    }
    taken.clear();
    const [bids, asks] = display;
    const isCrossed = Math.max(0, ...bids.keys()) >= Math.min(10_000, ...asks.keys());
    if (isCrossed && bids.size > 0 && asks.size > 0) problem ||= `${event.conditionId} is crossed`;
  };
  for (const { terms, book } of exchange.markets()) {
    for (const bookSide of [0, 1] as const) {
      const side = displayOf(terms.conditionId)[bookSide];
      for (const { price, size } of book.levels(bookSide)) side.set(price, size);
    }
  }
  exchange.subscribe(hear);
  return { afterStep: () => demand(problem === "", () => problem) };
}
