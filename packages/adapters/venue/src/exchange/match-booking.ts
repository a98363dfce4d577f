import type { EpochMs, MicroUsd } from "@polytraders/core";
import type { BoardMarket } from "./board-market.ts";
import type { BookFill } from "./book-operation.ts";
import { priceOfToken } from "./book-place.ts";
import type { BuilderFees } from "./exchange.ts";
import type { ExchangeEvent } from "./exchange-event.ts";
import type { Identifiers } from "./identifiers.ts";
import { checkFill } from "./invariants.ts";
import type { OrderClosing } from "./order-closing.ts";
import type { OrderRecord } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import type { Reservations } from "./reservations.ts";
import type { Schedule } from "./schedule.ts";
import type { TradeBook } from "./trade-book.ts";
import { buildTrade, partyOf, recordedParty, type Party } from "./trade-building.ts";
import type { VenueTrade } from "./venue-trade.ts";

/** What takes a matched trade to the chain: gives its outgoing amounts away, and plans the rest. */
export interface TradeEntry {
  enter(trade: VenueTrade): void;
}

/** Who keeps book of a match. */
export interface MatchBookingParts {
  readonly schedule: Schedule;
  readonly store: OrderStore;
  readonly trades: TradeBook;
  readonly reservations: Reservations;
  readonly closing: OrderClosing;
  readonly settlement: TradeEntry;
  readonly identifiers: Identifiers;
  readonly builderOf: (order: OrderRecord) => BuilderFees | undefined;
  readonly emit: (event: ExchangeEvent) => void;
}

/** Turns the fills of one operation into trades, and keeps the orders' accounts of them. */
export class MatchBooking {
  readonly #parts: MatchBookingParts;

  constructor(parts: MatchBookingParts) {
    this.#parts = parts;
  }

  /**
   * Books fills that came in the order of matching.
   *
   * @param taker - the order that was submitted, `null` when a recorded frame caused the fills
   */
  book(market: BoardMarket, taker: OrderRecord | null, fills: readonly BookFill[]): void {
    const makers = new Set<OrderRecord>();
    const recordedTakerId =
      taker === null && fills.length > 0 ? this.#parts.identifiers.hash("recorded-order") : "";
    let bucketIndex = 0;
    let at = 0;
    while (at < fills.length) {
      const end = endOfLevel(fills, at);
      const level = fills.slice(at, end);
      this.#bookLevel(market, this.#takerOf(level, taker, recordedTakerId), level, bucketIndex);
      this.#noteMakers(level, makers);
      bucketIndex += 1;
      at = end;
    }
    const { nowMs } = this.#parts.schedule;
    for (const maker of makers) this.#finishMaker(maker, nowMs);
  }

  #takerOf(level: readonly BookFill[], taker: OrderRecord | null, recordedTakerId: string): Party {
    if (taker !== null) return partyOf(taker, this.#parts.builderOf(taker));
    // Whoever took liquidity from a bid bought the second token, from an ask the first.
    const maker = this.#parts.store.openByIndex(level[0]?.makerIndex ?? -1);
    return recordedParty(maker?.bookSide === 0 ? 1 : 0, recordedTakerId);
  }

  #bookLevel(
    market: BoardMarket,
    taker: Party,
    level: readonly BookFill[],
    bucketIndex: number,
  ): void {
    const { schedule, store, identifiers, settlement, trades } = this.#parts;
    const bookPrice = level[0]?.bookPrice ?? 0;
    const makers = level.map((fill) => ({
      party: this.#makerOf(market, store.openByIndex(fill.makerIndex), taker),
      size: fill.size,
    }));
    const trade = buildTrade({
      market,
      taker,
      bookPrice,
      makers,
      tradeId: identifiers.uuid("trade"),
      bucketIndex,
      matchedAtMs: schedule.nowMs,
    });
    if (taker.order !== null) noteFill(taker.order, trade.size, trade.notionalMicroUsd, trade);
    for (const [index, { party, size }] of makers.entries()) {
      if (party.order === null) continue;
      noteFill(party.order, size, trade.makers[index]?.notionalMicroUsd ?? 0, trade);
      this.#parts.reservations.holdRest(party.order);
    }
    settlement.enter(trade);
    trades.add(trade, tokensOf(market, trade));
    noteLastTrade(market, trade);
    this.#parts.emit({ kind: "trade_matched", timeMs: schedule.nowMs, trade });
  }

  #makerOf(market: BoardMarket, maker: OrderRecord | undefined, taker: Party): Party {
    if (maker !== undefined) return partyOf(maker, this.#parts.builderOf(maker));
    const isAsk = (taker.token === 0) === taker.isBuy;
    const id = `recorded-maker-${market.index}`;
    return recordedParty(isAsk ? 1 : 0, this.#parts.identifiers.hash(id));
  }

  #noteMakers(level: readonly BookFill[], makers: Set<OrderRecord>): void {
    for (const { makerIndex } of level) {
      const maker = this.#parts.store.openByIndex(makerIndex);
      if (maker !== undefined) makers.add(maker);
    }
  }

  #finishMaker(maker: OrderRecord, nowMs: EpochMs): void {
    if (maker.remainingSize === 0) this.#parts.closing.finish(maker, "matched", null);
    this.#parts.emit({ kind: "order_updated", timeMs: nowMs, order: maker.snapshot() });
  }
}

function endOfLevel(fills: readonly BookFill[], start: number): number {
  const first = fills[start];
  let end = start + 1;
  while (
    fills[end]?.bookPrice === first?.bookPrice &&
    fills[end]?.takerIndex === first?.takerIndex
  ) {
    end += 1;
  }
  return end;
}

function noteFill(order: OrderRecord, size: number, notional: MicroUsd, trade: VenueTrade): void {
  order.matchedSize += size;
  order.matchedMicroUsd += notional;
  if (order.tradeIds.at(-1) !== trade.tradeId) order.tradeIds = [...order.tradeIds, trade.tradeId];
  checkFill(order);
}

function noteLastTrade(market: BoardMarket, trade: VenueTrade): void {
  const isOnFirst = trade.token === 0;
  market.change({
    lastTradePrice: priceOfToken(trade.token, trade.price),
    lastTradeSide: isOnFirst === (trade.side === "BUY") ? "BUY" : "SELL",
    volumeMicroUsd: market.state.volumeMicroUsd + trade.notionalMicroUsd,
  });
}

function tokensOf(market: BoardMarket, trade: VenueTrade): readonly string[] {
  const tokens = new Set([market.terms.tokenIds[trade.token]]);
  for (const maker of trade.makers) tokens.add(market.terms.tokenIds[maker.token]);
  return [...tokens];
}
