import type { EpochMs, PriceUnits } from "@polytraders/core";
import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { Exchange, ListedMarket } from "../exchange/exchange.ts";
import type { FaultInjector } from "../faults/fault-injector.ts";
import type { FeedFrame, FeedSubscriber } from "./feed-frame.ts";
import { bookFrameOf, priceChangeFrameOf, TOKENS, tradeFrameOf } from "./frames-of-event.ts";
import { tokenBestOf } from "./token-book.ts";

export interface FeedOptions {
  readonly exchange: Exchange;
  /** What may happen to frames on their way; none without it. */
  readonly faults?: Pick<FaultInjector, "passFrame" | "isFrozen"> &
    Partial<Pick<FaultInjector, "showBooks" | "isArmed">>;
}

/**
 * The venue's market channel before it is written as JSON. Of one operation come, in this order: its
 * trades, one `price_change` with both tokens' entries, whole books when it has traded, and
 * `best_bid_ask` of the tokens whose best prices moved.
 */
export interface Feed {
  /**
   * Frames from now on, those of all markets unless some are named.
   *
   * @returns ends the subscription
   */
  subscribe(
    subscriber: FeedSubscriber,
    scope?: { readonly conditionIds?: readonly string[] },
  ): () => void;
  /** Books of both tokens as they are now, unless faults show others; none for an unknown market. */
  snapshot(conditionId: string): readonly FeedFrame[];
  /** True while the channel is silent about a market. */
  isFrozen(conditionId: string): boolean;
}

export function createFeed(options: FeedOptions): Feed {
  return new MarketFeed(options);
}

interface Subscription {
  readonly subscriber: FeedSubscriber;
  readonly conditionIds: ReadonlySet<string> | null;
}

class MarketFeed implements Feed {
  readonly #exchange: Exchange;
  readonly #faults: FeedOptions["faults"];
  readonly #subscriptions = new Set<Subscription>();
  /** Best bid and ask of the first token as last told, by market index. */
  readonly #toldBids: PriceUnits[] = [];
  readonly #toldAsks: PriceUnits[] = [];
  readonly #deliver = (frame: FeedFrame): void => this.#fanOut(frame);

  constructor({ exchange, faults }: FeedOptions) {
    this.#exchange = exchange;
    this.#faults = faults;
    exchange.subscribe((event) => this.#hear(event));
  }

  subscribe(
    subscriber: FeedSubscriber,
    scope: { readonly conditionIds?: readonly string[] } = {},
  ): () => void {
    const { conditionIds } = scope;
    const subscription: Subscription = {
      subscriber,
      conditionIds: conditionIds === undefined ? null : new Set(conditionIds),
    };
    this.#subscriptions.add(subscription);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  snapshot(conditionId: string): readonly FeedFrame[] {
    const market = this.#exchange.market(conditionId);
    if (market === undefined) return [];
    const { nowMs } = this.#exchange;
    const books = TOKENS.map((token) => bookFrameOf(market, token, nowMs));
    return this.#faults?.showBooks?.(conditionId, books) ?? books;
  }

  isFrozen(conditionId: string): boolean {
    return this.#faults?.isFrozen("market", conditionId) ?? false;
  }

  #hear(event: ExchangeEvent): void {
    switch (event.kind) {
      case "book_changed":
        return this.#tellBookChange(event);
      case "trade_matched":
        return this.#send(tradeFrameOf(event));
      case "tick_size_changed": {
        const { conditionId, timeMs, oldTickSize, newTickSize } = event;
        const kind = "tick_size_change";
        return this.#send({ kind, conditionId, timeMs, oldTickSize, newTickSize });
      }
      case "market_listed": {
        const { conditionId, timeMs } = event;
        return this.#send({ kind: "new_market", conditionId, timeMs });
      }
      case "resolution_changed": {
        const { conditionId, timeMs, phase } = event;
        if (phase === "final") this.#send({ kind: "market_resolved", conditionId, timeMs });
        return;
      }
      default:
        // Orders, balances and modes are no market data.
        return;
    }
  }

  #tellBookChange(event: Extract<ExchangeEvent, { readonly kind: "book_changed" }>): void {
    const market = this.#exchange.market(event.conditionId);
    if (market === undefined) return;
    if (this.#isHeard && event.changes.length > 0) this.#send(priceChangeFrameOf(market, event));
    if (this.#isHeard && event.hasTraded) {
      for (const token of TOKENS) this.#send(bookFrameOf(market, token, event.timeMs));
    }
    this.#tellBest(market, event.timeMs);
  }

  #tellBest(market: ListedMarket, timeMs: EpochMs): void {
    const { index, terms, book } = market;
    const bid = book.bestPrice(0);
    const ask = book.bestPrice(1);
    if (bid === (this.#toldBids[index] ?? 0) && ask === (this.#toldAsks[index] ?? 0)) return;
    this.#toldBids[index] = bid;
    this.#toldAsks[index] = ask;
    if (!this.#isHeard) return;
    const { conditionId } = terms;
    for (const token of TOKENS) {
      this.#send({ kind: "best_bid_ask", conditionId, timeMs, token, ...tokenBestOf(book, token) });
    }
  }

  /** Whether frames need to be made: recordings are traded on without anybody listening. */
  get #isHeard(): boolean {
    if (this.#subscriptions.size > 0) return true;
    return this.#faults !== undefined && this.#faults.isArmed !== false;
  }

  #send(frame: FeedFrame): void {
    if (this.#faults === undefined) this.#fanOut(frame);
    else this.#faults.passFrame(frame, this.#deliver);
  }

  #fanOut(frame: FeedFrame): void {
    if (this.isFrozen(frame.conditionId)) return;
    for (const { subscriber, conditionIds } of this.#subscriptions) {
      if (conditionIds === null || conditionIds.has(frame.conditionId)) subscriber(frame);
    }
  }
}
