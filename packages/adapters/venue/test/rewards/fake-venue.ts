import type { BookLevel } from "@polytraders/core";
import { Schedule } from "../../src/exchange/schedule.ts";
import type { ListedMarket } from "../../src/exchange/exchange.ts";
import type { OrderSide, VenueOrder } from "../../src/exchange/order-request.ts";
import type { MakerFill, VenueTrade } from "../../src/exchange/venue-trade.ts";
import type { MarketPhase, RewardTerms, TokenIndex } from "../../src/market/venue-market.ts";
import type { RewardVenue } from "../../src/rewards/reward-ports.ts";

export const MARKET = `0x${"11".repeat(32)}`;
export const DAY_MS = 86_400_000;
/** Midnight UTC. */
export const START_MS = 20_000 * DAY_MS;

export const TERMS: RewardTerms = {
  dailyPoolMicroUsd: 100_000_000,
  spreadMax: 400,
  sizeMin: 50_000_000,
  orderAgeMsMin: 0,
  multiplier: 1,
};

/** A resting order in shares and dollars. */
export interface Quote {
  readonly account: string;
  readonly token?: TokenIndex;
  readonly side: OrderSide;
  readonly price: number;
  readonly size: number;
  readonly restingSinceMs?: number;
  readonly conditionId?: string;
}

/** An exchange of which only what the desk reads exists. Prices in dollars, sizes in shares. */
export interface FakeVenue extends RewardVenue {
  readonly clock: Schedule;
  readonly orders: VenueOrder[];
  quote(quote: Quote): VenueOrder;
  withdrawQuotes(): void;
  /** What the book displays beside the quotes: recorded liquidity. */
  show(bids: readonly [number, number][], asks: readonly [number, number][]): void;
  setPhase(phase: MarketPhase): void;
}

export function createFakeVenue(
  rewards: RewardTerms | null = TERMS,
  fees = { rate: 0.05, exponent: 1, rebateShare: 0.25 },
): FakeVenue {
  const clock = new Schedule(START_MS);
  const orders: VenueOrder[] = [];
  let recorded: readonly [BookLevel[], BookLevel[]] = [[], []];
  let phase: MarketPhase = "open";
  const market = {
    index: 0,
    terms: { conditionId: MARKET, rewards, fees },
    state: {
      get phase() {
        return phase;
      },
    },
    book: { levels: (side: 0 | 1) => displayed(recorded[side], orders, side) },
  } as unknown as ListedMarket;
  return {
    clock,
    orders,
    get nowMs() {
      return clock.nowMs;
    },
    schedule: (atMs, run) => clock.at(atMs, run),
    markets: () => [market],
    market: (conditionId) => (conditionId === MARKET ? market : undefined),
    openOrders: ({ conditionId }) =>
      orders.filter((order) => conditionId === undefined || order.conditionId === conditionId),
    order: (orderId) => orders.find((order) => order.request.orderId === orderId),
    quote: (quote) => {
      const order = orderOf(quote, orders.length, clock.nowMs);
      orders.push(order);
      return order;
    },
    withdrawQuotes: () => {
      orders.length = 0;
    },
    show: (bids, asks) => {
      recorded = [bids.map(levelOf), asks.map(levelOf)];
    },
    setPhase: (next) => {
      phase = next;
    },
  };
}

function levelOf([price, size]: readonly [number, number]): BookLevel {
  return { price: Math.round(price * 10_000), size: Math.round(size * 1_000_000) };
}

function displayed(recorded: BookLevel[], orders: readonly VenueOrder[], side: 0 | 1): BookLevel[] {
  const sizes = new Map(recorded.map(({ price, size }) => [price, size]));
  for (const { token, price, originalSize, request } of orders) {
    const isBid = (token === 0) === (request.side === "BUY");
    if (isBid !== (side === 0)) continue;
    const bookPrice = token === 0 ? price : 10_000 - price;
    sizes.set(bookPrice, (sizes.get(bookPrice) ?? 0) + originalSize);
  }
  const direction = side === 0 ? -1 : 1;
  return [...sizes]
    .map(([price, size]) => ({ price, size }))
    .toSorted((left, right) => direction * (left.price - right.price));
}

export function orderOf(quote: Quote, index: number, nowMs: number): VenueOrder {
  const { account, token = 0, side, conditionId = MARKET } = quote;
  const { price, size } = levelOf([quote.price, quote.size]);
  return {
    request: { orderId: `order-${index}`, account, side },
    index,
    conditionId,
    token,
    price,
    originalSize: size,
    matchedSize: 0,
    state: "live",
    restingSinceMs: quote.restingSinceMs ?? nowMs,
  } as unknown as VenueOrder;
}

/** A confirmed trade of one taker against makers. */
export function tradeOf(
  feeUsd: number,
  makers: readonly { readonly account: string; readonly size: number; readonly price: number }[],
): VenueTrade {
  return {
    conditionId: MARKET,
    feeMicroUsd: Math.round(feeUsd * 1_000_000),
    settlement: "CONFIRMED",
    makers: makers.map(({ account, ...level }) => {
      return { account, ...levelOf([level.price, level.size]) } as unknown as MakerFill;
    }),
  } as unknown as VenueTrade;
}
