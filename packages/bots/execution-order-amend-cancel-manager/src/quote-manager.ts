import {
  abandon,
  hold,
  priceUsd,
  proceed,
  type AnyReceivedSignal,
  type ApprovedOrderRecord,
  type BotMarket,
  type DecisionContext,
  type EpochMs,
  type Grants,
  type MarketHandlers,
  type MarketStatus,
  type OpenOrder,
  type OrderBookView,
  type OrderUpdate,
  type PlanDecision,
  type PlanDraft,
} from "@polytraders/core";
import { jitterDelayMs } from "@polytraders/quant";
import { AmendmentWindow } from "./amendment-window.ts";
import type { Parameters, ReasonCode, Types } from "./contract.gen.ts";
import { isTooAggressive, judgeRefresh, type Quote, type RestingQuote } from "./judge-refresh.ts";
import { findOlderQuotes } from "./older-quotes.ts";
import { parseManagerState, type ManagerState, type OrderRecord } from "./quote-record.ts";

type ManagerPorts = Pick<Grants<Types>, "openOrders" | "orderCare" | "marketFacts" | "random">;
type Plan = PlanDecision<Types>;

/** How long a quote waits for an order whose outcome is not known, before it asks again. */
const STALE_VIEW_PAUSE_MS = 1_000;
const GONE = new Set<OrderUpdate["status"]>(["filled", "cancelled", "expired", "rejected"]);

/** OrderAmendCancelManager in one market. */
export function createQuoteManager(
  market: BotMarket<Types>,
  ports: ManagerPorts,
): MarketHandlers<Types> {
  return new QuoteManager(market, ports);
}

class QuoteManager implements MarketHandlers<Types> {
  readonly #market: BotMarket<Types>;
  readonly #ports: ManagerPorts;
  readonly #parameters: Parameters;
  readonly #records = new Map<string, OrderRecord>();
  readonly #amendments = new AmendmentWindow();
  #isTrading = true;
  #isGateClosed = false;
  /** Best prices that open quotes were last held against. */
  #bestSeen = "";

  constructor(market: BotMarket<Types>, ports: ManagerPorts) {
    this.#market = market;
    this.#ports = ports;
    this.#parameters = market.parameters;
  }

  plan(order: ApprovedOrderRecord, draft: PlanDraft, { nowMs }: DecisionContext): Plan {
    this.#forgetGone();
    const kind = this.#kindOf(order, draft);
    if (kind !== "quote") {
      if (kind !== null) this.#note(order, draft, kind, nowMs);
      return proceed("EXEC_NOT_A_QUOTE");
    }
    if (this.#isHalted) return abandon("EXEC_QUOTE_MARKET_HALTED");
    const inMarket = this.#ports.openOrders.inMarket(order.marketId);
    const older = findOlderQuotes(order, inMarket, (orderId) => this.#isQuote(orderId));
    if (older.hasUnknown) return this.#waitForView(order, nowMs);
    const { quotesPerSideMax } = this.#parameters;
    const surplus = older.live.length + older.leaving.length + 1 - quotesPerSideMax;
    if (surplus <= 0) {
      this.#note(order, draft, kind, nowMs);
      return proceed("EXEC_QUOTE_PLACED");
    }
    const replaced = older.live.slice(0, Math.max(0, surplus - older.leaving.length));
    return (
      this.#objectionTo(order, draft, replaced, nowMs) ??
      this.#replace(order, draft, [...older.leaving, ...replaced], replaced.length > 0, nowMs)
    );
  }

  onOrderUpdate({ orderId, status }: OrderUpdate): null {
    if (GONE.has(status)) this.#records.delete(orderId);
    else if (this.#isHalted) this.#takeBack(orderId, "EXEC_QUOTE_MARKET_HALTED");
    return null;
  }

  onOrderBook(book: OrderBookView): void {
    if (this.#records.size === 0) return;
    const best = `${book.bestBidPrice}/${book.bestAskPrice}`;
    if (best === this.#bestSeen) return;
    this.#bestSeen = best;
    for (const { orderId, kind, price, distance } of this.#records.values()) {
      const order = this.#ports.openOrders.find(orderId);
      if (order === undefined || kind !== "quote") continue;
      const { tokenId, side } = order;
      const drift = this.#distanceOf(tokenId, { side, price }) - distance;
      if (priceUsd(drift) > this.#parameters.driftUsdMax) {
        this.#takeBack(orderId, "EXEC_QUOTE_DRIFTED");
      }
    }
  }

  onMarketStatus({ status }: MarketStatus): void {
    this.#isTrading = status === "open";
    this.#clearIfHalted();
  }

  onSignal({ payload }: AnyReceivedSignal<Types>): void {
    this.#isGateClosed = payload.isGateClosed;
    this.#clearIfHalted();
  }

  snapshot(): ManagerState {
    return {
      records: [...this.#records.values()],
      amendments: [...this.#amendments.all()],
      isTrading: this.#isTrading,
      isGateClosed: this.#isGateClosed,
    };
  }

  restore(state: unknown): void {
    const { records, amendments, isTrading, isGateClosed } = parseManagerState(state);
    for (const record of records) this.#records.set(record.orderId, record);
    this.#amendments.replaceAll(amendments);
    this.#isTrading = isTrading;
    this.#isGateClosed = isGateClosed;
  }

  get #isHalted(): boolean {
    return !this.#isTrading || (this.#isGateClosed && this.#parameters.isHaltGateObeyed);
  }

  /** What an order is to this bot; `null` for one that takes liquidity and is gone at once. */
  #kindOf(order: ApprovedOrderRecord, { slices }: PlanDraft): OrderRecord["kind"] | null {
    if (order.origin === "operator") return "operator";
    const canRest = slices.every(
      ({ timeInForce, isPostOnly, price }) =>
        (timeInForce === "GTC" || timeInForce === "GTD") &&
        (isPostOnly || !this.#crosses(order, price)),
    );
    if (!canRest) return null;
    return order.isReduceOnly && !order.isPostOnly ? "exit" : "quote";
  }

  #crosses({ tokenId, side }: ApprovedOrderRecord, price: number): boolean {
    const { bestBidPrice, bestAskPrice } = this.#bookOf(tokenId);
    if (side === "BUY") return bestAskPrice > 0 && price >= bestAskPrice;
    return bestBidPrice > 0 && price <= bestBidPrice;
  }

  #isQuote(orderId: string): boolean {
    return (this.#records.get(orderId)?.kind ?? "quote") === "quote";
  }

  /** The venue's answer about an older order is still out: nothing is decided on a guess. */
  #waitForView({ approvedAtMs }: ApprovedOrderRecord, nowMs: EpochMs): Plan {
    const isTooLong = nowMs - approvedAtMs >= 1_000 * this.#parameters.staleViewSecondsMax;
    if (isTooLong) return abandon("EXEC_AMEND_STALE_VIEW");
    return hold("EXEC_AMEND_STALE_VIEW", nowMs + STALE_VIEW_PAUSE_MS);
  }

  /** Why a quote does not replace those that are out; `null` when it does. */
  #objectionTo(
    order: ApprovedOrderRecord,
    draft: PlanDraft,
    replaced: readonly OpenOrder[],
    nowMs: EpochMs,
  ): Plan | null {
    const [nearest] = replaced;
    if (nearest === undefined) return null;
    const wanted = quoteOf(order, draft);
    const facts = this.#ports.marketFacts.of(order.marketId);
    const { bookAgeMsMax } = this.#parameters;
    if (facts === undefined || !facts.book.isProven || facts.bookAgeMs > bookAgeMsMax) {
      return abandon("EXEC_AMEND_STALE_VIEW");
    }
    const setting = {
      nowMs,
      mid: this.#bookOf(order.tokenId).midUsd(),
      rewardSpread: this.#market.terms?.rewards?.spreadMax ?? null,
    };
    const resting = this.#restingQuote(nearest);
    const reason = judgeRefresh(resting, wanted, setting, this.#parameters);
    if (reason === null) return abandon("EXEC_QUOTE_KEPT");
    const { amendmentsPerMinuteMax } = this.#parameters;
    if (this.#amendments.admits(order.orderId, nowMs, amendmentsPerMinuteMax)) return null;
    // What cannot be replaced must at least not be picked off.
    for (const other of replaced) {
      const isExposed = isTooAggressive(this.#restingQuote(other), wanted, this.#parameters);
      if (isExposed) this.#takeBack(other.orderId, "EXEC_QUOTE_TOO_AGGRESSIVE");
    }
    return abandon("EXEC_AMEND_RATE_LIMITED");
  }

  /** Sends a quote once the older ones are gone: exposure is never doubled. */
  #replace(
    order: ApprovedOrderRecord,
    draft: PlanDraft,
    older: readonly OpenOrder[],
    isAmendment: boolean,
    nowMs: EpochMs,
  ): Plan {
    this.#note(order, draft, "quote", nowMs);
    if (isAmendment) this.#amendments.note(order.orderId, nowMs);
    const ids = older.map(({ orderId }) => orderId);
    const cancelFirst = [...new Set([...draft.cancelFirst, ...ids])];
    return proceed("EXEC_AMEND_OK", { cancelFirst });
  }

  #note(
    order: ApprovedOrderRecord,
    draft: PlanDraft,
    kind: OrderRecord["kind"],
    nowMs: EpochMs,
  ): void {
    const { orderId, tokenId } = order;
    if (this.#records.has(orderId)) return;
    const quote = quoteOf(order, draft);
    const { refreshSeconds, refreshJitterShare } = this.#parameters;
    const uniform = this.#ports.random.next();
    const ageMs = Math.round(jitterDelayMs(1_000 * refreshSeconds, refreshJitterShare, uniform));
    this.#records.set(orderId, {
      orderId,
      kind,
      price: quote.price,
      mid: this.#bookOf(tokenId).midUsd(),
      distance: Math.max(0, this.#distanceOf(tokenId, quote)),
      refreshAtMs: nowMs + ageMs,
      expiresAtMs: quote.expiresAtMs,
      isTakenBack: false,
    });
  }

  #restingQuote({ orderId, side, price, remainingSize: size, sentAtMs }: OpenOrder): RestingQuote {
    const record = this.#records.get(orderId);
    const ageMs = 1_000 * this.#parameters.refreshSeconds;
    return {
      side,
      price: record?.price ?? price,
      size,
      expiresAtMs: record?.expiresAtMs ?? null,
      mid: record?.mid ?? null,
      refreshAtMs: record?.refreshAtMs ?? sentAtMs + ageMs,
    };
  }

  /** Price units behind the best price of its side; negative in front of it, 0 without one. */
  #distanceOf(tokenId: string, { side, price }: Pick<Quote, "side" | "price">): number {
    const { bestBidPrice, bestAskPrice } = this.#bookOf(tokenId);
    if (side === "BUY") return bestBidPrice === 0 ? 0 : bestBidPrice - price;
    return bestAskPrice === 0 ? 0 : price - bestAskPrice;
  }

  #bookOf(tokenId: string): OrderBookView {
    const { tokenIds, book, complementBook } = this.#market;
    return tokenId === tokenIds[1] ? complementBook : book;
  }

  /** Not every order that was given up is told of. */
  #forgetGone(): void {
    for (const orderId of this.#records.keys()) {
      if (this.#ports.openOrders.find(orderId) === undefined) this.#records.delete(orderId);
    }
  }

  #clearIfHalted(): void {
    if (!this.#isHalted) return;
    for (const { orderId } of this.#records.values()) {
      this.#takeBack(orderId, "EXEC_QUOTE_MARKET_HALTED");
    }
  }

  /** Takes an order back, once. */
  #takeBack(orderId: string, reasonCode: ReasonCode): void {
    const record = this.#records.get(orderId);
    if (record === undefined || record.kind === "operator" || record.isTakenBack) return;
    const order = this.#ports.openOrders.find(orderId);
    if (order === undefined || order.isCancelling) return;
    if (!this.#ports.orderCare.cancel(orderId, reasonCode)) return;
    record.isTakenBack = true;
  }
}

/** What an order is going to rest as: the size of its slices, the boldest of their prices. */
function quoteOf(
  { side, price, size, expiresAtMs }: ApprovedOrderRecord,
  { slices }: PlanDraft,
): Quote {
  const prices = slices.map((slice) => slice.price);
  const boldest = side === "BUY" ? Math.max(...prices) : Math.min(...prices);
  return {
    side,
    price: prices.length === 0 ? price : boldest,
    size: prices.length === 0 ? size : slices.reduce((sum, slice) => sum + slice.size, 0),
    expiresAtMs,
  };
}
