import { Subject, type Observable, type Subscription } from "rxjs";
import type {
  BotBehaviour,
  BotStreams,
  ReceivedSignal,
  StreamBehaviour,
} from "../bot/behaviour.ts";
import type { BotContract, BotTypes } from "../bot/contract.ts";
import type { MarketTopic } from "../bot/vocabulary.ts";
import type { MarketStatus } from "../contracts/market-status.ts";
import type { OrderBookSnapshot } from "../contracts/order-book-snapshot.ts";
import type { TradeTick } from "../contracts/trade-tick.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { FrameApplied, KernelEvent } from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { BotHost } from "./bot-host.ts";
import type { BotWords } from "./bot-words.ts";
import type { HostServices } from "./host-services.ts";
import { consumedTopics } from "./consumed-topics.ts";
import type { SettingsForMarket } from "./bot-settings.ts";
import { snapshotOf } from "./order-book-snapshot-of.ts";
import type { RoutedSignal, SignalCause } from "./signal-router.ts";

/** The subjects behind one scope of streams: all markets, or one. */
class StreamScope {
  readonly orderBooks = new Subject<OrderBookSnapshot>();
  readonly trades = new Subject<TradeTick>();
  readonly marketStatuses = new Subject<MarketStatus>();
}

/**
 * Hosts bots in the stream form. Inputs are subjects, one set for all markets and one for each
 * market that the bot asks for by name; what the bot's stream emits during an event is published
 * before the event ends.
 */
export class StreamHost extends BotHost {
  readonly #all = new StreamScope();
  readonly #byMarket = new Map<number, StreamScope>();
  readonly #signals: Readonly<Record<string, Subject<ReceivedSignal<string, unknown>>>>;
  readonly #marketsById: ReadonlyMap<string, MarketState>;
  /** Market data topics that the contract consumes; nothing else is delivered. */
  readonly #topics: Readonly<Record<MarketTopic, boolean>>;
  #cause: SignalCause | null = null;
  #output: Subscription | undefined;
  /** The frame that deduplication was last asked about, and its answer. */
  #askedSequence = 0;
  #isAdmitted = true;

  constructor(
    contract: BotContract,
    index: number,
    settings: SettingsForMarket,
    services: HostServices,
    behaviour: StreamBehaviour<BotTypes> & BotWords,
  ) {
    super(contract, index, settings, services, behaviour);
    this.#topics = consumedTopics(contract.manifest);
    const { markets } = services.kernel;
    this.#marketsById = new Map(markets.map((market) => [market.definition.marketId, market]));
    const kinds = contract.manifest.consumes.flatMap(({ kind }) => (kind === null ? [] : [kind]));
    this.#signals = Object.fromEntries(kinds.map((kind) => [kind, new Subject()]));
    for (const kind of kinds) {
      services.router.subscribe(kind, (signal, market, cause) =>
        this.receive(signal, market, cause),
      );
    }
    this.#listen(behaviour.streams(this.#inputs()));
  }

  protected process(event: KernelEvent): void {
    if (event.kind !== "frame") return;
    this.#cause = event;
    try {
      this.#feed(this.#all, event);
      const scope = this.#byMarket.get(event.market.index);
      if (scope !== undefined) this.#feed(scope, event);
    } finally {
      this.#cause = null;
    }
  }

  #inputs(): BotStreams<BotTypes> {
    return {
      orderBooks: this.#all.orderBooks,
      trades: this.#all.trades,
      marketStatuses: this.#all.marketStatuses,
      // One subject per declared kind: the record has exactly the keys that the contract consumes.
      signals: this.#signals,
      market: (marketId) => {
        const market = this.#marketsById.get(marketId);
        if (market === undefined) return new StreamScope();
        const present = this.#byMarket.get(market.index);
        if (present !== undefined) return present;
        const scope = new StreamScope();
        this.#byMarket.set(market.index, scope);
        return scope;
      },
    };
  }

  #feed(scope: StreamScope, event: FrameApplied): void {
    const topics = this.#topics;
    if (topics.trade) for (const trade of event.trades) scope.trades.next(trade);
    if (topics.market_status) {
      for (const status of event.statuses) scope.marketStatuses.next(status);
    }
    if (event.hasBookChange && topics.order_book && scope.orderBooks.observed) {
      scope.orderBooks.next(snapshotOf(event.market, event));
    }
  }

  #listen(output: Observable<unknown>): void {
    this.#output = output.subscribe({
      next: (decision) => this.#onOutput(decision),
      error: (error: unknown) => this.#onEnd(thrownText(error)),
      complete: () => this.#onEnd("the stream completed"),
    });
  }

  #onOutput(decision: unknown): void {
    const cause = this.#cause;
    const marketId = namedMarketOf(decision);
    const market = this.#marketsById.get(marketId);
    if (cause === null) {
      this.counters.refusedOutputCount += 1;
      const event = { sequence: this.services.kernel.sequence, timeMs: this.services.kernel.nowMs };
      this.notice("BOT_OUTPUT_OUTSIDE_EVENT", market ?? null, event, "output between events");
      return;
    }
    const asked = this.#marketOf(cause);
    if (market === undefined || market !== asked) {
      this.counters.refusedOutputCount += 1;
      this.notice("BOT_OUTPUT_FOREIGN_MARKET", market ?? null, cause, `market ${marketId}`);
      return;
    }
    const exchangeTimeMs = cause.kind === "frame" ? cause.exchangeTimeMs : cause.timeMs;
    if (cause.kind === "frame" && !this.#admits(cause)) return;
    this.publish(decision, market, cause, exchangeTimeMs);
  }

  /** As in the decide form: asked once per frame, and only about frames that changed the book. */
  #admits(cause: FrameApplied): boolean {
    if (!cause.hasBookChange) return true;
    if (cause.sequence !== this.#askedSequence) {
      this.#askedSequence = cause.sequence;
      this.#isAdmitted = this.deduplicator.admit(cause.market.index, cause.exchangeTimeMs);
    }
    return this.#isAdmitted;
  }

  #marketOf(cause: SignalCause): MarketState | undefined {
    return cause.kind === "timer"
      ? this.services.kernel.markets[cause.timer.marketIndex]
      : cause.market;
  }

  protected accept(signal: RoutedSignal, _market: MarketState, cause: SignalCause): void {
    const outer = this.#cause;
    this.#cause = cause;
    try {
      this.#signals[signal.kind]?.next(signal);
    } finally {
      this.#cause = outer;
    }
  }

  protected rebuild(behaviour: BotBehaviour<BotTypes> | null): void {
    // Streams take their parameters from the factory alone; one market's own do not reach them.
    if (behaviour === null) return;
    if (!("streams" in behaviour)) throw new TypeError("the factory has changed the bot's form");
    this.#output?.unsubscribe();
    this.words = behaviour;
    this.#listen(behaviour.streams(this.#inputs()));
  }

  #onEnd(found: string): void {
    if (this.suspension !== null) return;
    const { sequence, nowMs } = this.services.kernel;
    this.counters.failureCount += 1;
    this.notice("BOT_CALL_FAILED", null, { sequence, timeMs: nowMs }, found);
    this.suspend("stream_ended", { kind: "heartbeat", sequence, timeMs: nowMs });
  }
}

function namedMarketOf(decision: unknown): string {
  if (typeof decision !== "object" || decision === null || !("marketId" in decision)) return "";
  return String(decision.marketId);
}
