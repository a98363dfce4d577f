import {
  Ledger,
  MarketState,
  type FillEvent,
  type KernelBot,
  type LedgerOptions,
  type MarketDefinition,
  type OrderTerms,
  type OrderUpdate,
  type RiskDecision,
  type SettlementState,
} from "@polytraders/core";
import {
  summariseTrading,
  type SummaryOptions,
} from "../../src/trading-report/summarise-trading.ts";
import type { TradingSummary } from "../../src/trading-report/summary/trading-summary.ts";
import {
  createTradingCollector,
  type TradingCollector,
} from "../../src/trading-report/trading-collector.ts";

export const STRATEGY = "strat.maker_tight";
export const DAY_MS = 86_400_000;
/** A Monday. */
export const START_MS = Date.UTC(2026, 0, 5);

/** Micro-units of a decimal amount. */
export function micro(amount: number): number {
  return Math.round(amount * 1_000_000);
}

export interface HandRunOptions {
  readonly marketIds?: readonly string[];
  readonly strategyIds?: readonly string[];
  readonly depositUsd?: number;
  readonly ledger?: LedgerOptions;
  readonly fillsKeptMax?: number;
  readonly feeRate?: number | null;
  /** Whether the collector hears the tape. */
  readonly hasTape?: boolean;
}

export interface OrderPlan {
  readonly side: "BUY" | "SELL";
  readonly shares: number;
  readonly price: number;
  readonly market?: number;
  readonly isSecond?: boolean;
  readonly strategyId?: string;
  readonly isPostOnly?: boolean;
  /** Shares that were asked for; the same by default. */
  readonly wanted?: number;
}

/** A trading run whose every event is given by hand: real ledger, real books, real collector. */
export class HandRun {
  readonly ledger: Ledger;
  readonly collector: TradingCollector;
  readonly markets: readonly MarketState[];
  nowMs = START_MS;
  #count = 0;
  readonly #listeners = new Map<number, KernelBot>();
  readonly #orders = new Map<string, { plan: OrderPlan; filled: number }>();

  constructor(options: HandRunOptions = {}) {
    const { marketIds = ["rain", "sun"], strategyIds = [STRATEGY] } = options;
    const definitions = marketIds.map((marketId) => definitionOf(marketId, options.feeRate));
    this.markets = definitions.map((definition, index) => new MarketState(index, definition));
    this.collector = createTradingCollector({
      markets: definitions,
      ledger: () => this.ledger.view,
      strategyIds,
      ...(options.fillsKeptMax === undefined ? {} : { fillsKeptMax: options.fillsKeptMax }),
    });
    if (options.hasTape === true) {
      this.collector.listenTo({ tap: (index, listener) => this.#listeners.set(index, listener) });
    }
    this.ledger = new Ledger({ ...options.ledger, onEntry: this.collector.onLedgerEntry });
    for (const { marketId, tokenIds } of definitions) {
      this.ledger.listMarket({ marketId, tokenIds, negRisk: null }, this.cause);
    }
    const deposit = options.depositUsd ?? 1_000;
    if (deposit > 0) this.ledger.transferCash("deposit", micro(deposit), this.cause);
  }

  get cause() {
    this.#count += 1;
    const correlationId = `e${this.#count}`;
    return { timeMs: this.nowMs, correlationId, eventSequence: this.#count };
  }

  after(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  token(market = 0, isSecond = false): string {
    return this.markets[market]?.definition.tokenIds[isSecond ? 1 : 0] ?? "";
  }

  /** Shows a whole book on the view of the first token: dollars and shares, best first. */
  book(
    bids: readonly (readonly [price: number, shares: number])[],
    asks: readonly (readonly [price: number, shares: number])[],
    market = 0,
  ): this {
    const state = this.markets[market];
    if (state === undefined) throw new Error("no such market");
    state.book.clear();
    for (const [side, levels] of [bids, asks].entries()) {
      for (const [price, shares] of levels) {
        state.book.setLevel(side, Math.round(price * 10_000), micro(shares));
      }
    }
    state.book.updatedAtMs = this.nowMs;
    state.bookChangeCount += 1;
    for (const view of [state.firstView, state.secondView]) {
      this.ledger.mark(
        this.ledger.view.tokenIndexOf(view.tokenId),
        view.bestBidPrice === 0 ? -1 : view.bestBidPrice,
        view.bestBidPrice === 0 ? -1 : view.bestBidPrice,
      );
    }
    this.collector.onBookChange(state, this.nowMs);
    return this;
  }

  /** A book of one cent around a mid, 1,000 shares on either side. */
  quote(mid: number, market = 0): this {
    return this.book([[mid - 0.005, 1_000]], [[mid + 0.005, 1_000]], market);
  }

  /** Lets risk approve an order; answers its id. */
  approve(plan: OrderPlan): string {
    const orderId = `o${(this.#count += 1)}`;
    const terms = this.#termsOf(plan, plan.shares);
    this.#orders.set(orderId, { plan, filled: 0 });
    this.ledger.reserveOrder(
      {
        orderId,
        tokenId: terms.tokenId,
        side: plan.side,
        price: terms.price,
        size: terms.size,
        feeMicroUsdMax: 0,
      },
      this.cause,
    );
    this.collector.onDecision(
      this.#decision(plan, {
        outcome: "approved",
        reasonCode: "RISK_APPROVED",
        decidedBy: "runtime",
        orderId,
        granted: terms,
      }),
    );
    return orderId;
  }

  refuse(plan: OrderPlan, reasonCode: string, decidedBy: string): void {
    this.collector.onDecision(
      this.#decision(plan, { outcome: "refused", reasonCode, decidedBy, severity: "HARD_REJECT" }),
    );
  }

  update(orderId: string, status: OrderUpdate["status"], more: Partial<OrderUpdate> = {}): void {
    const order = this.#orders.get(orderId);
    if (order === undefined) throw new Error("no such order");
    const { plan, filled } = order;
    const terms = this.#termsOf(plan, plan.shares);
    const update: OrderUpdate = {
      schemaVersion: 1,
      orderId,
      venueOrderId: status === "sent" ? null : `v-${orderId}`,
      intentId: `i-${orderId}`,
      originId: plan.strategyId ?? STRATEGY,
      marketId: this.markets[plan.market ?? 0]?.definition.marketId ?? "",
      tokenId: terms.tokenId,
      side: plan.side,
      status,
      price: terms.price,
      originalSize: terms.size,
      filledSize: micro(filled),
      remainingSize: terms.size - micro(filled),
      venueReason: null,
      ...this.cause,
      exchangeTimeMs: this.nowMs,
      ...more,
    };
    this.ledger.recordOrderUpdate(update, this.cause);
    this.collector.onOrderUpdate(update);
  }

  /** Somebody else's trade, on the view of the first token. */
  tape(takerSide: "BUY" | "SELL", shares: number, price: number, market = 0): this {
    const state = this.markets[market];
    if (state === undefined) throw new Error("no such market");
    const { marketId } = state.definition;
    const trade = {
      schemaVersion: 1,
      marketId,
      marketIndex: market,
      takerSide,
      price: Math.round(price * 10_000),
      size: micro(shares),
      isInferred: false,
      exchangeTimeMs: this.nowMs,
      timeMs: this.nowMs,
    } as const;
    this.#listeners.get(market)?.handle({
      kind: "frame",
      sequence: (this.#count += 1),
      timeMs: this.nowMs,
      market: state,
      exchangeTimeMs: this.nowMs,
      rowCount: 1,
      hasBookChange: false,
      trades: [trade],
      statuses: [],
    });
    return this;
  }

  /** How an order is sent: whole, at its limit. */
  plan(orderId: string): void {
    const plan = this.#orders.get(orderId)?.plan;
    if (plan === undefined) throw new Error("no such order");
    const terms = this.#termsOf(plan, plan.shares);
    this.collector.onPlan({
      schemaVersion: 1,
      planId: `p-${orderId}`,
      orderId,
      intentId: `i-${orderId}`,
      botId: plan.strategyId ?? STRATEGY,
      marketId: this.markets[plan.market ?? 0]?.definition.marketId ?? "",
      tokenId: terms.tokenId,
      side: plan.side,
      steps: [
        {
          action: "place",
          stepId: "1",
          notBeforeMs: this.nowMs,
          price: terms.price,
          size: terms.size,
          timeInForce: terms.timeInForce,
          isPostOnly: terms.isPostOnly,
          expiresAtMs: null,
        },
      ],
      estimatedFeesMicroUsd: 0,
      estimatedSlippageBps: 0,
      expiresAtMs: null,
      reasonCode: "EXEC_ROUTE_WHOLE",
      ...this.cause,
    });
  }

  /** Approves and sends an order; answers its id. */
  send(plan: OrderPlan): string {
    const orderId = this.approve(plan);
    this.plan(orderId);
    this.update(orderId, "sent");
    return orderId;
  }

  fill(
    orderId: string,
    shares: number,
    more: Partial<FillEvent> & { readonly feeUsd?: number } = {},
  ): FillEvent {
    const order = this.#orders.get(orderId);
    if (order === undefined) throw new Error("no such order");
    const { plan } = order;
    const { feeUsd = 0, ...fields } = more;
    const terms = this.#termsOf(plan, plan.shares);
    const fill: FillEvent = {
      schemaVersion: 1,
      fillId: `f${(this.#count += 1)}`,
      venueTradeId: "t",
      orderId,
      intentId: `i-${orderId}`,
      originId: plan.strategyId ?? STRATEGY,
      marketId: this.markets[plan.market ?? 0]?.definition.marketId ?? "",
      tokenId: terms.tokenId,
      side: plan.side,
      role: plan.isPostOnly === true ? "maker" : "taker",
      price: terms.price,
      size: micro(shares),
      feeMicroUsd: micro(feeUsd),
      settlement: "CONFIRMED",
      transactionHash: null,
      ...this.cause,
      exchangeTimeMs: this.nowMs,
      ...fields,
    };
    order.filled += shares;
    this.tell(fill);
    return fill;
  }

  /** Tells ledger and collector of a fill, or of the next step of one. */
  tell(fill: FillEvent, settlement: SettlementState = fill.settlement): void {
    const event = { ...fill, settlement, ...this.cause };
    const answer = this.ledger.recordFill(event);
    if (answer.status === "refused") throw new Error(`${answer.code}: ${answer.found}`);
    this.collector.onFill(event);
  }

  /** Sends, fills whole and ends an order. */
  trade(plan: OrderPlan, more: Parameters<HandRun["fill"]>[2] = {}): FillEvent {
    const orderId = this.send(plan);
    const fill = this.fill(orderId, plan.shares, more);
    this.update(orderId, "filled");
    return fill;
  }

  summary(options: SummaryOptions = {}): TradingSummary {
    this.collector.finish(this.nowMs);
    return summariseTrading(this.collector, this.ledger.view, options);
  }

  #termsOf(plan: OrderPlan, shares: number): OrderTerms {
    return {
      tokenId: this.token(plan.market ?? 0, plan.isSecond ?? false),
      side: plan.side,
      price: Math.round(plan.price * 10_000),
      size: micro(shares),
      timeInForce: "GTC",
      isPostOnly: plan.isPostOnly ?? false,
      isReduceOnly: false,
      expiresAtMs: null,
    };
  }

  #decision(plan: OrderPlan, more: Partial<RiskDecision>): RiskDecision {
    const { timeMs, correlationId, eventSequence } = this.cause;
    return {
      schemaVersion: 1,
      intentId: `i${eventSequence}`,
      botId: plan.strategyId ?? STRATEGY,
      marketId: this.markets[plan.market ?? 0]?.definition.marketId ?? "",
      outcome: "approved",
      reasonCode: "RISK_APPROVED",
      severity: "INFO",
      decidedBy: "runtime",
      found: null,
      orderId: null,
      requested: this.#termsOf(plan, plan.wanted ?? plan.shares),
      granted: null,
      votes: [],
      correlationId,
      eventSequence,
      timeMs,
      ...more,
    };
  }
}

function definitionOf(marketId: string, feeRate: number | null | undefined): MarketDefinition {
  return {
    marketId,
    slug: `will-there-be-${marketId}`,
    tokenIds: [`${marketId}-yes`, `${marketId}-no`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: micro(5),
    isNegRisk: false,
    ...(feeRate === undefined
      ? {}
      : {
          terms: {
            fees: feeRate === null ? null : { rate: feeRate, exponent: 1, rebateShare: 0 },
            rewards: null,
            endAtMs: null,
            gameStartAtMs: null,
            tags: [],
          },
        }),
  };
}
