import type {
  BotBehaviour,
  BotMarket,
  DecideBehaviour,
  MarketHandlers,
  PerMarketBehaviour,
} from "../bot/behaviour.ts";
import type { BotContract, BotTypes } from "../bot/contract.ts";
import type { MarketTopic } from "../bot/vocabulary.ts";
import type { FrameApplied, KernelEvent, TimerFired } from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { MirroredState } from "../ports/state-mirror.ts";
import { BotHost, type HostServices } from "./bot-host.ts";
import { MarketInstance } from "./market-instance.ts";
import { consumedTopics } from "./consumed-topics.ts";
import type { SettingsForMarket } from "./bot-settings.ts";
import type { RoutedSignal, SignalCause } from "./signal-router.ts";

type HandlerBehaviour = BotBehaviour<BotTypes> &
  (DecideBehaviour<BotTypes> | PerMarketBehaviour<BotTypes>);

/** Finds the state a bot left in a market before a restart. */
export type FindMirroredState = (botId: string, marketId: string) => MirroredState | undefined;

/** Hosts bots in the decide form: plain calls, one instance per market, made when it first trades. */
export class HandlerHost extends BotHost {
  readonly #create: (market: BotMarket<BotTypes>) => MarketHandlers<BotTypes>;
  readonly #findMirroredState: FindMirroredState;
  /** Market data topics that the contract consumes; nothing else is delivered. */
  readonly #inputs: Readonly<Record<MarketTopic, boolean>>;
  readonly #instances: (MarketInstance | undefined)[] = [];

  constructor(
    contract: BotContract,
    index: number,
    settings: SettingsForMarket,
    services: HostServices,
    behaviour: HandlerBehaviour,
    findMirroredState: FindMirroredState,
  ) {
    super(contract, index, settings, services, behaviour);
    this.#findMirroredState = findMirroredState;
    this.#inputs = consumedTopics(contract.manifest);
    this.#create =
      "perMarket" in behaviour
        ? (market) => behaviour.perMarket(market)
        : (market) => ({
            decide: (context) => behaviour.decide({ market, book: market.book }, context),
          });
    for (const { kind } of contract.manifest.consumes) {
      if (kind === null) continue;
      services.router.subscribe(kind, (signal, market, cause) =>
        this.receive(signal, market, cause),
      );
    }
  }

  protected process(event: KernelEvent): void {
    if (event.kind === "frame") this.#onFrame(event);
    else if (event.kind === "timer") this.#onTimer(event);
    else if (event.kind === "heartbeat") this.#onHeartbeat(event);
  }

  /** State of every market that has some, for the mirror. */
  snapshots(nowMs: number, markets: readonly MarketState[]): MirroredState[] {
    const ttlMs = this.contract.manifest.stateTtlMs;
    if (ttlMs === 0) return [];
    return this.#instances.flatMap((instance, index) => {
      const market = markets[index];
      if (market === undefined) return [];
      const state = this.#snapshotOf(instance?.handlers, market);
      if (state === undefined) return [];
      return [
        {
          botId: this.botId,
          marketId: market.definition.marketId,
          savedAtMs: nowMs,
          expiresAtMs: nowMs + ttlMs,
          state,
        },
      ];
    });
  }

  /** A bot that cannot say its state starts afresh after a restart; the others keep theirs. */
  #snapshotOf(instance: MarketHandlers<BotTypes> | undefined, market: MarketState): unknown {
    try {
      return instance?.snapshot?.();
    } catch (error) {
      const { sequence, nowMs } = this.services.kernel;
      const found = error instanceof Error ? error.message : String(error);
      this.counters.failureCount += 1;
      this.notice("BOT_CALL_FAILED", market, { sequence, timeMs: nowMs }, `snapshot: ${found}`);
      return undefined;
    }
  }

  #onFrame(event: FrameApplied): void {
    const { market } = event;
    const inputs = this.#inputs;
    const instance = this.#instanceFor(market, event.timeMs);
    const context = this.contextOf(event);
    if (inputs.trade && event.trades.length > 0) {
      for (const trade of event.trades) instance.onTrade?.(trade, context);
    }
    if (inputs.market_status && event.statuses.length > 0) {
      for (const status of event.statuses) instance.onMarketStatus?.(status, context);
    }
    if (!event.hasBookChange || !inputs.order_book) return;
    instance.onOrderBook?.(market.firstView, context);
    if (instance.decide === undefined) return;
    if (!this.deduplicator.admit(market.index, event.exchangeTimeMs)) return;
    const decision = instance.decide(context);
    if (decision !== null && decision !== undefined) {
      this.publish(decision, market, event, event.exchangeTimeMs);
    }
  }

  #onTimer(event: TimerFired): void {
    const { marketIndex, name } = event.timer;
    const market = this.services.kernel.markets[marketIndex];
    const handlers = this.#instances[marketIndex]?.handlers;
    if (market === undefined || handlers?.onTimer === undefined) return;
    if (!this.isActiveIn(market)) return;
    const decision = handlers.onTimer(name, this.contextOf(event));
    if (decision !== null && decision !== undefined) {
      this.publish(decision, market, event, event.timeMs);
    }
  }

  #onHeartbeat(event: Extract<KernelEvent, { kind: "heartbeat" }>): void {
    if (!this.#inputs.heartbeat) return;
    const context = this.contextOf(event);
    for (const [index, instance] of this.#instances.entries()) {
      const market = this.services.kernel.markets[index];
      if (instance?.handlers.onHeartbeat === undefined || market === undefined) continue;
      if (this.isActiveIn(market)) instance.handlers.onHeartbeat(context);
    }
  }

  protected accept(signal: RoutedSignal, market: MarketState, cause: SignalCause): void {
    const instance = this.#instanceFor(market, cause.timeMs);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- subscribed only to kinds that the contract consumes
    instance.handlers.onSignal?.(signal as never, this.contextOf(cause));
  }

  #instanceFor(market: MarketState, nowMs: number): MarketInstance {
    return this.#instances[market.index] ?? this.#createInstance(market, nowMs);
  }

  #createInstance(market: MarketState, nowMs: number): MarketInstance {
    const handlers = this.#create({
      ...market.definition,
      index: market.index,
      parameters: this.settingsFor(market).parameters,
      book: market.firstView,
      complementBook: market.secondView,
    });
    const instance = new MarketInstance(handlers);
    this.#instances[market.index] = instance;
    const mirrored = this.#findMirroredState(this.botId, market.definition.marketId);
    // A state from the future would let the bot know what has not happened yet.
    if (mirrored !== undefined && mirrored.savedAtMs <= nowMs && mirrored.expiresAtMs > nowMs) {
      handlers.restore?.(mirrored.state, { savedAtMs: mirrored.savedAtMs });
    }
    return instance;
  }
}
