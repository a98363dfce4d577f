import {
  abandon,
  hold,
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
import { AmendmentWindow } from "./amendment-window.ts";
import type { Parameters, Types } from "./contract.gen.ts";
import { isTooAggressive, judgeRefresh } from "./judge-refresh.ts";
import { findOlderQuotes } from "./older-quotes.ts";
import { parseManagerState, type ManagerState, type OrderRecord } from "./quote-record.ts";
import { TokenBooks } from "./token-books.ts";
import { quoteOf, WatchedOrders } from "./watched-orders.ts";

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
  readonly #books: TokenBooks;
  readonly #orders: WatchedOrders;
  readonly #amendments = new AmendmentWindow();
  #isTrading = true;
  #isGateClosed = false;
  /** Best prices that open quotes were last held against. */
  #bidSeen = -1;
  #askSeen = -1;

  constructor(market: BotMarket<Types>, ports: ManagerPorts) {
    this.#market = market;
    this.#ports = ports;
    this.#parameters = market.parameters;
    this.#books = new TokenBooks(market);
    this.#orders = new WatchedOrders(ports, this.#books, market.parameters);
  }

  plan(order: ApprovedOrderRecord, draft: PlanDraft, { nowMs }: DecisionContext): Plan {
    this.#orders.forgetGone();
    const kind = this.#kindOf(order, draft);
    if (kind !== "quote") {
      if (kind !== null) this.#orders.note(order, draft, kind, nowMs);
      return proceed("EXEC_NOT_A_QUOTE");
    }
    if (this.#isHalted) return abandon("EXEC_QUOTE_MARKET_HALTED");
    const inMarket = this.#ports.openOrders.inMarket(order.marketId);
    const older = findOlderQuotes(order, inMarket, (orderId) => this.#orders.isQuote(orderId));
    if (older.hasUnknown) return this.#waitForView(order, nowMs);
    const { quotesPerSideMax } = this.#parameters;
    const surplus = older.live.length + older.leaving.length + 1 - quotesPerSideMax;
    if (surplus <= 0) {
      this.#orders.note(order, draft, kind, nowMs);
      return proceed("EXEC_QUOTE_PLACED");
    }
    const replaced = older.live.slice(0, Math.max(0, surplus - older.leaving.length));
    const objection = this.#objectionTo(order, draft, replaced, nowMs);
    if (objection !== null) return objection;
    this.#orders.note(order, draft, kind, nowMs);
    if (replaced.length > 0) this.#amendments.note(order.orderId, nowMs);
    const ids = [...older.leaving, ...replaced].map(({ orderId }) => orderId);
    return proceed("EXEC_AMEND_OK", { cancelFirst: [...new Set([...draft.cancelFirst, ...ids])] });
  }

  onOrderUpdate({ orderId, status }: OrderUpdate): null {
    if (GONE.has(status)) this.#orders.forget(orderId);
    else if (this.#isHalted) this.#orders.takeBack(orderId, "EXEC_QUOTE_MARKET_HALTED");
    return null;
  }

  onOrderBook({ bestBidPrice, bestAskPrice }: OrderBookView): void {
    if (this.#orders.isEmpty) return;
    if (bestBidPrice === this.#bidSeen && bestAskPrice === this.#askSeen) return;
    this.#bidSeen = bestBidPrice;
    this.#askSeen = bestAskPrice;
    this.#orders.takeBackDrifted();
  }

  onMarketStatus({ status }: MarketStatus): void {
    this.#isTrading = status === "open";
    if (this.#isHalted) this.#orders.takeBackAll("EXEC_QUOTE_MARKET_HALTED");
  }

  onSignal({ payload }: AnyReceivedSignal<Types>): void {
    this.#isGateClosed = payload.isGateClosed;
    if (this.#isHalted) this.#orders.takeBackAll("EXEC_QUOTE_MARKET_HALTED");
  }

  snapshot(): ManagerState {
    return {
      records: this.#orders.all(),
      amendments: [...this.#amendments.all()],
      isTrading: this.#isTrading,
      isGateClosed: this.#isGateClosed,
    };
  }

  restore(state: unknown): void {
    const { records, amendments, isTrading, isGateClosed } = parseManagerState(state);
    this.#orders.replaceAll(records);
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
    const { tokenId, side } = order;
    const canRest = slices.every(
      ({ timeInForce, isPostOnly, price }) =>
        (timeInForce === "GTC" || timeInForce === "GTD") &&
        (isPostOnly || !this.#books.crosses(tokenId, side, price)),
    );
    if (!canRest) return null;
    return order.isReduceOnly && !order.isPostOnly ? "exit" : "quote";
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
    if (!this.#isBookFresh()) return abandon("EXEC_AMEND_STALE_VIEW");
    const wanted = quoteOf(order, draft);
    const setting = {
      nowMs,
      mid: this.#books.midOf(order.tokenId),
      rewardSpread: this.#market.terms?.rewards?.spreadMax ?? null,
    };
    const resting = this.#orders.restingQuote(nearest);
    const reason = judgeRefresh(resting, wanted, setting, this.#parameters);
    if (reason === null) return abandon("EXEC_QUOTE_KEPT");
    const { amendmentsPerMinuteMax } = this.#parameters;
    if (this.#amendments.admits(order.orderId, nowMs, amendmentsPerMinuteMax)) return null;
    // What cannot be replaced must at least not be picked off.
    for (const other of replaced) {
      const isExposed = isTooAggressive(this.#orders.restingQuote(other), wanted, this.#parameters);
      if (isExposed) this.#orders.takeBack(other.orderId, "EXEC_QUOTE_TOO_AGGRESSIVE");
    }
    return abandon("EXEC_AMEND_RATE_LIMITED");
  }

  #isBookFresh(): boolean {
    const facts = this.#ports.marketFacts.of(this.#market.marketId);
    if (facts === undefined) return false;
    return facts.book.isProven && facts.bookAgeMs <= this.#parameters.bookAgeMsMax;
  }
}
