import { formatPrice, MICRO, type EpochMs, type PriceUnits } from "@polytraders/core";
import { bookPlaceOf } from "./book-place.ts";
import type { AccountBans } from "./account-bans.ts";
import type { MarketBoard } from "./market-board.ts";
import { readAmounts, type OrderAmounts } from "./order-amounts.ts";
import type { OrderRecord, OrderTerms } from "./order-record.ts";
import type { OrderRequest, Refusal } from "./order-request.ts";
import type { OrderStore } from "./order-store.ts";
import {
  belowMarketableMinimum,
  belowMinimumSize,
  breaksTickSize,
  duplicated,
  REFUSALS,
} from "./refusals.ts";
import type { VenueModes } from "./venue-modes.ts";

/** A GTD order takes effect as expired this long before the time it states. */
export const EXPIRY_LEAD_MS = 60_000;

/** Smallest money of a purchase that takes liquidity. */
const MARKETABLE_BUY_MICRO_USD_MIN = MICRO;

/** Everything an order must satisfy before its funds are looked at, in the venue's order. */
export class OrderRules {
  readonly #board: MarketBoard;
  readonly #store: OrderStore;
  readonly #modes: VenueModes;
  readonly #bans: AccountBans;

  constructor(parts: {
    readonly board: MarketBoard;
    readonly store: OrderStore;
    readonly modes: VenueModes;
    readonly bans: AccountBans;
  }) {
    this.#board = parts.board;
    this.#store = parts.store;
    this.#modes = parts.modes;
    this.#bans = parts.bans;
  }

  /** What the request stands for, or why it is refused. */
  check(request: OrderRequest, nowMs: EpochMs): OrderTerms | Refusal {
    if (!isAmount(request.makerAmount) || !isAmount(request.takerAmount)) {
      return REFUSALS.invalidPayload;
    }
    const place = this.#board.placeOfToken(request.tokenId);
    if (place === undefined) return REFUSALS.invalidToken;
    const { market, token } = place;
    const general = this.generalRefusal(request, market.state.phase === "open");
    if (general !== null) return general;
    if (this.#store.byId(request.orderId) !== undefined) return duplicated(request.orderId);
    if (request.isPostOnly && !mayRest(request)) return REFUSALS.postOnlyType;
    const amounts = readAmounts(request, market.state.tickSize);
    if ("code" in amounts) return amounts;
    const terms: OrderTerms = { request, market, token, ...amounts };
    return sizeRefusal(terms, amounts) ?? expiryRefusal(request, nowMs) ?? terms;
  }

  /** Refusals that do not depend on the order's terms, and may arise while it is held back. */
  generalRefusal(request: OrderRequest, isMarketOpen: boolean): Refusal | null {
    if (!isMarketOpen) return REFUSALS.marketNotReady;
    return this.#modes.refusalOf(request) ?? this.#bans.refusalOf(request);
  }

  /** Refuses an order that was held back while the tick changed to one that its price is not on. */
  tickRefusal({ request, price }: OrderRecord, tickSize: PriceUnits): Refusal | null {
    if (price % tickSize === 0) return null;
    return breaksTickSize(request.orderId, formatPrice(price), tickSize, "tick_size");
  }
}

function sizeRefusal(
  { request, market, token }: OrderTerms,
  amounts: OrderAmounts,
): Refusal | null {
  const { bookSide, bookPrice } = bookPlaceOf(token, request.side, amounts.price);
  const rests =
    mayRest(request) && (request.isPostOnly || !market.isMarketable(bookSide, bookPrice));
  if (rests) {
    const minimum = market.terms.minimumOrderSize;
    return amounts.size < minimum ? belowMinimumSize(request.orderId, amounts.size, minimum) : null;
  }
  const isTooSmall = request.side === "BUY" && request.makerAmount < MARKETABLE_BUY_MICRO_USD_MIN;
  return isTooSmall ? belowMarketableMinimum(request.makerAmount) : null;
}

function expiryRefusal(request: OrderRequest, nowMs: EpochMs): Refusal | null {
  const { orderType, expiresAtMs } = request;
  if (orderType !== "GTD") return expiresAtMs === null ? null : REFUSALS.expiration;
  const isAhead = expiresAtMs !== null && expiresAtMs - EXPIRY_LEAD_MS > nowMs;
  return isAhead ? null : REFUSALS.expiration;
}

function mayRest({ orderType }: OrderRequest): boolean {
  return orderType === "GTC" || orderType === "GTD";
}

function isAmount(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount > 0;
}
