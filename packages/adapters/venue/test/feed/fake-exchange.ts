import type { MicroShares, PriceUnits } from "@polytraders/core";
import type { ExchangeEvent, ExchangeListener } from "../../src/exchange/exchange-event.ts";
import { BookOperation } from "../../src/exchange/book-operation.ts";
import type { Exchange, ListedMarket } from "../../src/exchange/exchange.ts";
import type { VenueOrder } from "../../src/exchange/order-request.ts";
import type { VenueTrade } from "../../src/exchange/venue-trade.ts";
import type {
  TokenIndex,
  VenueMarketState,
  VenueMarketTerms,
} from "../../src/market/venue-market.ts";
import { createUnifiedBook } from "../../src/matching/unified-book.ts";

export const START_MS = 1_795_216_276_000;

export const CONDITION = "0x5f65177b394277fd294cd75650044e32ba009a95022d88a0c1d565897d72f8f1";
export const YES = "71321045679252212594626385532706912750332728571942532289631379312455583992563";
export const NO = "52114319501245915516055106046884209969926127482827954674443846427813813222426";

export function termsOf(changes: Partial<VenueMarketTerms> = {}): VenueMarketTerms {
  return {
    conditionId: CONDITION,
    questionId: "0x8e35c2cd3bf6641bdb0e2050b76932cbb2e6034a0ddacc1d9bea82a6ba57f7cf",
    slug: "will-it-happen",
    question: "Will it happen?",
    description: "Invented.",
    outcomes: ["Yes", "No"],
    tokenIds: [YES, NO],
    protocol: "v1",
    minimumOrderSize: 5_000_000,
    negRiskSetId: null,
    negRiskIndex: 0,
    fees: { rate: 0.04, exponent: 1, rebateShare: 0.25 },
    rewards: null,
    takerDelayMs: 0,
    secondsDelay: 0,
    gameStartAtMs: null,
    clearsBookOnStart: false,
    endAtMs: START_MS + 86_400_000,
    eventSlug: "an-event",
    ...changes,
  };
}

/** An order for the fake: price in its own token. */
export interface FakeOrder {
  readonly token: TokenIndex;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly size: MicroShares;
}

interface FakeMarket extends ListedMarket {
  state: VenueMarketState;
  readonly operation: BookOperation;
}

/** Just enough of an exchange to make events: real books, no money. */
export class FakeExchange {
  nowMs = START_MS;
  eventCount = 0;
  readonly #markets: FakeMarket[] = [];
  readonly #listeners = new Set<ExchangeListener>();
  #orders = 0;
  #trades = 0;

  constructor(terms: readonly VenueMarketTerms[] = [termsOf()], tickSize: PriceUnits = 100) {
    for (const each of terms) this.list(each, tickSize);
  }

  get asExchange(): Exchange {
    return this as unknown as Exchange;
  }

  subscribe(listener: ExchangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: ExchangeEvent): void {
    this.eventCount += 1;
    for (const listener of this.#listeners) listener(event);
  }

  stateHash(): string {
    return `fake-${this.eventCount}`;
  }

  markets(): readonly ListedMarket[] {
    return this.#markets;
  }

  market(conditionId: string): FakeMarket | undefined {
    return this.#markets.find(({ terms }) => terms.conditionId === conditionId);
  }

  marketOfToken(tokenId: string): FakeMarket | undefined {
    return this.#markets.find(({ terms }) => terms.tokenIds.includes(tokenId));
  }

  list(terms: VenueMarketTerms, tickSize: PriceUnits = 100): void {
    const operation = new BookOperation();
    const book = createUnifiedBook({
      tickSize,
      selfTradePrevention: "cancel_resting",
      listener: operation,
    });
    const state: VenueMarketState = {
      phase: "open",
      tickSize,
      resolution: "none",
      payouts: null,
      lastTradePrice: null,
      lastTradeSide: null,
      volumeMicroUsd: 0,
    };
    this.#markets.push({ index: this.#markets.length, terms, state, book, operation });
    this.emit({ kind: "market_listed", timeMs: this.nowMs, conditionId: terms.conditionId });
  }

  /** Places a GTC order; answers its number. Each order has an account of its own. */
  submit(order: FakeOrder, conditionId: string = CONDITION): number {
    const market = this.marketOf(conditionId);
    const orderIndex = this.#orders;
    this.#orders += 1;
    const isBid = (order.side === "BUY") === (order.token === 0);
    market.book.submit({
      orderIndex,
      accountIndex: orderIndex,
      token: order.token,
      bookSide: isBid ? 0 : 1,
      bookPrice: order.token === 0 ? order.price : 10_000 - order.price,
      size: order.size,
      budgetMicroUsd: null,
      timeInForce: "GTC",
      isPostOnly: false,
    });
    this.#report(market, order);
    return orderIndex;
  }

  cancel(orderIndex: number, conditionId: string = CONDITION): void {
    const market = this.marketOf(conditionId);
    if (market.book.cancel(orderIndex) > 0) this.#report(market, null);
  }

  setState(change: Partial<VenueMarketState>, conditionId: string = CONDITION): void {
    const market = this.marketOf(conditionId);
    market.state = { ...market.state, ...change };
  }

  /** A market that is there. */
  marketOf(conditionId: string): FakeMarket {
    const market = this.market(conditionId);
    if (market === undefined) throw new Error(`no market ${conditionId}`);
    return market;
  }

  #report(market: FakeMarket, taker: FakeOrder | null): void {
    const { conditionId } = market.terms;
    const fills = market.operation.takeFills();
    for (const { size, bookPrice } of fills) {
      if (taker === null) throw new Error("a cancel has traded");
      const price = taker.token === 0 ? bookPrice : 10_000 - bookPrice;
      market.state = { ...market.state, lastTradePrice: bookPrice };
      this.#trades += 1;
      const trade = tradeOf({
        tradeId: `trade-${this.#trades}`,
        conditionId,
        ...taker,
        price,
        size,
      });
      this.emit({ kind: "trade_matched", timeMs: this.nowMs, trade });
    }
    const changes = market.operation.takeLevelChanges();
    if (changes.length === 0) return;
    const hasTraded = fills.length > 0;
    this.emit({ kind: "book_changed", timeMs: this.nowMs, conditionId, changes, hasTraded });
  }
}

export function tradeOf(changes: Partial<VenueTrade> = {}): VenueTrade {
  return {
    tradeId: "0b5a3c0e-6a0f-4f0e-9a55-4c2b8a7d1e90",
    conditionId: CONDITION,
    takerOrderId: "0x2e745e7eb6f2de3d65402b012e22c07da443faf7ffae07c315e5bdc31da7699a",
    takerSession: "22222222-2222-4222-8222-222222222222",
    takerAccount: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    token: 0,
    side: "SELL",
    size: 4_000_000,
    price: 5_000,
    notionalMicroUsd: 2_000_000,
    feeMicroUsd: 0,
    builderCode: null,
    builderFeeMicroUsd: 0,
    makers: [
      {
        orderId: "0xc9738cfd92d3529b5b6f66662e7e22f4e7d830e92a6c59c5cc09c9c13ff72e53",
        session: "11111111-1111-4111-8111-111111111111",
        account: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
        token: 0,
        side: "BUY",
        size: 4_000_000,
        price: 5_000,
        notionalMicroUsd: 2_000_000,
        kind: "swap",
        builderCode: null,
        builderFeeMicroUsd: 0,
      },
    ],
    matchedAtMs: START_MS + 5_000,
    settlement: "MATCHED",
    settledAtMs: START_MS + 5_000,
    transactionHash: "",
    bucketIndex: 0,
    ...changes,
  };
}

export function orderOf(
  changes: Partial<VenueOrder> = {},
  request: Partial<VenueOrder["request"]> = {},
): VenueOrder {
  return {
    request: {
      orderId: "0xc9738cfd92d3529b5b6f66662e7e22f4e7d830e92a6c59c5cc09c9c13ff72e53",
      account: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
      session: "11111111-1111-4111-8111-111111111111",
      tokenId: YES,
      side: "BUY",
      makerAmount: 5_000_000,
      takerAmount: 10_000_000,
      orderType: "GTC",
      isPostOnly: false,
      expiresAtMs: null,
      defersExecution: false,
      builderCode: null,
      ...request,
    },
    index: 0,
    conditionId: CONDITION,
    token: 0,
    price: 5_000,
    originalSize: 10_000_000,
    matchedSize: 0,
    matchedMicroUsd: 0,
    state: "live",
    cancelReason: null,
    createdAtMs: START_MS,
    restingSinceMs: START_MS,
    tradeIds: [],
    ...changes,
  };
}
