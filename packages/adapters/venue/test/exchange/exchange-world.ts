import { notionalMicroUsd, parseMicroShares, parsePriceUnits } from "@polytraders/core";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { ExchangeEvent } from "../../src/exchange/exchange-event.ts";
import type { ExchangeOptions } from "../../src/exchange/exchange-options.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import type {
  OrderRequest,
  OrderSide,
  OrderType,
  PlacementAnswer,
} from "../../src/exchange/order-request.ts";
import type { VenueMarketTerms } from "../../src/market/venue-market.ts";

export const START_MS = Date.UTC(2026, 10, 2, 12);
export const CONDITION = `0x${"c0".repeat(32)}`;
export const YES = "1001";
export const NO = "1002";
export const ALICE = `0x${"a1".repeat(20)}`;
export const BOB = `0x${"b0".repeat(20)}`;
export const CAROL = `0x${"ca".repeat(20)}`;

/** An order as a test thinks of it; money follows from price and size unless it is given. */
export interface Wish {
  readonly by?: string;
  readonly token?: string;
  readonly side: OrderSide;
  readonly price?: string;
  readonly size?: string;
  /** Money of a market order, pUSD. */
  readonly money?: string;
  readonly type?: OrderType;
  readonly isPostOnly?: boolean;
  readonly expiresAtMs?: number;
  readonly defers?: boolean;
  readonly builderCode?: string;
  readonly id?: string;
  readonly session?: string;
}

export interface TestWorld {
  readonly exchange: Exchange;
  readonly events: ExchangeEvent[];
  /** Places an order; the answer, or `null` while it is held. */
  readonly place: (wish: Wish) => PlacementAnswer | null;
  /** Refusal's text of an order, `""` when it is accepted. */
  readonly refusalOf: (wish: Wish) => string;
  readonly advance: (ms: number) => void;
  /** Everything matched so far is confirmed. */
  readonly settle: () => void;
  readonly kinds: () => string[];
}

/** Terms of a fee-free binary market; anything may be replaced. */
export function marketTerms(changes: Partial<VenueMarketTerms> = {}): VenueMarketTerms {
  return {
    conditionId: CONDITION,
    questionId: CONDITION,
    slug: "test",
    question: "Does it work?",
    description: "",
    outcomes: ["Yes", "No"],
    tokenIds: [YES, NO],
    protocol: "v1",
    minimumOrderSize: 5_000_000,
    negRiskSetId: null,
    negRiskIndex: 0,
    fees: { rate: 0, exponent: 1, rebateShare: 0 },
    rewards: null,
    takerDelayMs: 0,
    secondsDelay: 0,
    gameStartAtMs: null,
    clearsBookOnStart: false,
    endAtMs: START_MS + 86_400_000,
    eventSlug: "test-event",
    ...changes,
  };
}

/** One market at tick 0.01, three accounts with 10,000 pUSD, of which Alice and Bob split 1,000 each. */
export function testWorld(
  terms: Partial<VenueMarketTerms> = {},
  options: Partial<ExchangeOptions> & { readonly tickSize?: number } = {},
): TestWorld {
  const exchange = createExchange({ startMs: START_MS, ...options });
  const market = marketTerms(terms);
  exchange.listMarket(market, options.tickSize ?? 100);
  for (const account of [ALICE, BOB, CAROL]) exchange.deposit(account, 10_000_000_000);
  for (const account of [ALICE, BOB]) exchange.split(account, CONDITION, 1_000_000_000);
  exchange.advanceTo(START_MS + 60_000);
  const events: ExchangeEvent[] = [];
  exchange.subscribe((event) => events.push(event));
  let placed = 0;
  const place = (wish: Wish): PlacementAnswer | null => {
    placed += 1;
    let answer: PlacementAnswer | null = null;
    exchange.place(requestOf(wish, `order-${placed}`), (given) => {
      answer = given;
    });
    return answer;
  };
  return {
    exchange,
    events,
    place,
    refusalOf: (wish) => {
      const answer = place(wish);
      return answer === null || answer.isAccepted ? "" : answer.refusal.text;
    },
    advance: (ms) => exchange.advanceTo(exchange.nowMs + ms),
    settle: () => exchange.advanceTo(exchange.nowMs + 60_000),
    kinds: () => events.map((event) => event.kind),
  };
}

export function requestOf(wish: Wish, id: string): OrderRequest {
  const size = parseMicroShares(wish.size ?? "0");
  const price = parsePriceUnits(wish.price ?? "0");
  const money =
    wish.money === undefined ? notionalMicroUsd(price, size) : parseMicroShares(wish.money);
  const isBuy = wish.side === "BUY";
  const account = wish.by ?? ALICE;
  return {
    orderId: wish.id ?? id,
    account,
    session: wish.session ?? `session-${account.slice(2, 4)}`,
    tokenId: wish.token ?? YES,
    side: wish.side,
    makerAmount: isBuy ? money : size,
    takerAmount: isBuy ? size : money,
    orderType: wish.type ?? "GTC",
    isPostOnly: wish.isPostOnly ?? false,
    expiresAtMs: wish.expiresAtMs ?? null,
    defersExecution: wish.defers ?? false,
    builderCode: wish.builderCode ?? null,
  };
}
