import { complementPrice, type BookLevel } from "@polytraders/core";
import type { ListedMarket } from "../../../src/exchange/exchange.ts";
import type { FeedFrame } from "../../../src/feed/feed-frame.ts";
import { tokenLevelsOf } from "../../../src/feed/token-book.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** Sizes by price, of one side of one token. */
type Side = Map<number, number>;

interface ClientBook {
  readonly bids: Side;
  readonly asks: Side;
}

/**
 * A client that builds the books of both tokens from the frames it hears; the changes alone must do.
 *
 * @param isTold - false while faults change or lose frames: then only books asked for at the end count
 */
export function checkFeedBooks(venue: Venue, isTold: boolean): SimulationCheck {
  const books = new Map<string, ClientBook>();
  const touched = new Set<string>();
  let isListening = false;
  let problem = "";
  const bookOf = (conditionId: string, token: 0 | 1): ClientBook => {
    const key = `${conditionId} ${token}`;
    const known = books.get(key) ?? { bids: new Map(), asks: new Map() };
    books.set(key, known);
    return known;
  };
  const hear = (frame: FeedFrame): void => {
    if (frame.kind === "book") {
      const book = bookOf(frame.conditionId, frame.token);
      const isKnown = isSame(book.bids, frame.bids) && isSame(book.asks, frame.asks);
      if (isListening && !isKnown) problem ||= `a whole book of ${frame.conditionId} was needed`;
      replace(book.bids, frame.bids);
      replace(book.asks, frame.asks);
    } else if (frame.kind === "price_change") {
      for (const { token, side, price, size } of frame.changes) {
        const book = bookOf(frame.conditionId, token);
        put(side === "BUY" ? book.bids : book.asks, price, size);
      }
    } else return;
    touched.add(frame.conditionId);
  };
  const compare = (market: ListedMarket): void => {
    const { conditionId, slug } = market.terms;
    const first = bookOf(conditionId, 0);
    const second = bookOf(conditionId, 1);
    const truth = tokenLevelsOf(market.book, 0);
    demand(
      isSame(first.bids, truth.bids) && isSame(first.asks, truth.asks),
      () => `the client's book of ${slug} is not the venue's`,
    );
    demand(
      isMirror(first.bids, second.asks) && isMirror(first.asks, second.bids),
      () => `the two books of ${slug} do not mirror each other`,
    );
  };
  venue.feed.subscribe(hear);
  for (const { terms } of venue.exchange.markets()) {
    venue.feed.snapshot(terms.conditionId).forEach(hear);
  }
  touched.clear();
  isListening = true;
  return {
    afterStep: () => {
      if (!isTold) return;
      demand(problem === "", () => problem);
      for (const conditionId of touched) {
        const market = venue.exchange.market(conditionId);
        if (market !== undefined) compare(market);
      }
      touched.clear();
    },
    atEnd: () => {
      for (const market of venue.exchange.markets()) {
        if (!isTold) venue.feed.snapshot(market.terms.conditionId).forEach(hear);
        compare(market);
      }
    },
  };
}

function put(side: Side, price: number, size: number): void {
  if (size === 0) side.delete(price);
  else side.set(price, size);
}

function replace(side: Side, levels: readonly BookLevel[]): void {
  side.clear();
  for (const { price, size } of levels) side.set(price, size);
}

function isSame(side: Side, levels: readonly BookLevel[]): boolean {
  return side.size === levels.length && levels.every(({ price, size }) => side.get(price) === size);
}

function isMirror(side: Side, other: Side): boolean {
  if (side.size !== other.size) return false;
  for (const [price, size] of side) if (other.get(complementPrice(price)) !== size) return false;
  return true;
}
