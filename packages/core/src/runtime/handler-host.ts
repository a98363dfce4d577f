import type { BotBehaviour, BotMarket, MarketHandlers } from "../bot/behaviour.ts";
import type { BotContract, BotTypes } from "../bot/contract.ts";
import type { MarketTopic, OrderTopic } from "../bot/vocabulary.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type {
  DecisionCause,
  FrameApplied,
  KernelEvent,
  OrdersChanged,
  TimerFired,
} from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { Guard, GuardAnswer } from "../risk/guard.ts";
import { refusal } from "../risk/read-terms.ts";
import type { RiskRefusal } from "../risk/runtime-reasons.ts";
import type { MirroredState } from "../ports/state-mirror.ts";
import type { PlanDraft } from "../bot/plan-draft.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { PlanCause, Planner, PlannerAnswer } from "../trading/planner.ts";
import { BotHost } from "./bot-host.ts";
import type { BotWords } from "./bot-words.ts";
import type { CheckedDecision } from "./decision-check.ts";
import { handlersOf, type HandlerBehaviour } from "./handlers-of.ts";
import { InputFreshness } from "./input-freshness.ts";
import type { HostServices } from "./host-services.ts";
import { MarketInstance } from "./market-instance.ts";
import { consumedTopics } from "./consumed-topics.ts";
import type { SettingsForMarket } from "./bot-settings.ts";
import type { RoutedSignal, SignalCause } from "./signal-router.ts";

/** Finds the state a bot left in a market before a restart. */
export type FindMirroredState = (botId: string, marketId: string) => MirroredState | undefined;

interface Question {
  intent: OrderIntent | null;
  market: MarketState | null;
  said: unknown;
  hasVote: boolean;
}

/** Hosts bots in the decide form: plain calls, one instance per market, made when it first trades. */
export class HandlerHost extends BotHost implements Guard, Planner {
  #create: (market: BotMarket<BotTypes>) => MarketHandlers<BotTypes>;
  readonly #findMirroredState: FindMirroredState;
  /** Market data topics that the contract consumes; nothing else is delivered. */
  readonly #inputs: Readonly<Record<MarketTopic | OrderTopic, boolean>>;
  readonly #instances: (MarketInstance | undefined)[] = [];
  readonly #freshness: InputFreshness;
  /** What this guard is being asked: made once, since every intent asks every guard. */
  readonly #question: Question = { intent: null, market: null, said: undefined, hasVote: false };
  readonly #answer = (cause: SignalCause): void => {
    const { intent, market } = this.#question;
    this.#question.hasVote = false;
    if (intent === null || market === null) return;
    const { vote } = this.#instanceFor(market, cause.timeMs);
    if (vote === undefined) return;
    this.#question.hasVote = true;
    this.#question.said = vote(intent, this.contextOf(cause));
  };

  constructor(
    contract: BotContract,
    index: number,
    settings: SettingsForMarket,
    services: HostServices,
    behaviour: HandlerBehaviour & BotWords,
    findMirroredState: FindMirroredState,
  ) {
    super(contract, index, settings, services, behaviour);
    this.#findMirroredState = findMirroredState;
    this.#inputs = consumedTopics(contract.manifest);
    this.#create = handlersOf(behaviour);
    this.#freshness = new InputFreshness(contract.manifest);
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
    else if (event.kind === "orders") this.#onOrders(event);
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
      const found = thrownText(error);
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
    this.#publishOf(instance, instance.decide(context), market, event);
  }

  /** Publishes what a handler returned, and tells it what risk made of an intent. */
  #publishOf(
    { handlers }: MarketInstance,
    decision: unknown,
    market: MarketState,
    cause: DecisionCause,
  ): void {
    if (decision === null || decision === undefined) return;
    const exchangeTimeMs = cause.kind === "frame" ? cause.exchangeTimeMs : cause.timeMs;
    const outcome = this.publish(decision, market, cause, exchangeTimeMs);
    if (outcome !== null) handlers.onIntentDecision?.(outcome, this.contextOf(cause));
  }

  /** A strategy hears of its own orders only. */
  #onOrders(event: OrdersChanged): void {
    const { order_update: takesUpdates, fill: takesFills } = this.#inputs;
    if (!takesUpdates && !takesFills) return;
    const { market, updates, fills } = event;
    const instance = this.#instanceFor(market, event.timeMs);
    const { handlers } = instance;
    const context = this.contextOf(event);
    if (takesFills && handlers.onFill !== undefined) {
      for (const fill of fills) {
        if (this.#hears(fill))
          this.#publishOf(instance, handlers.onFill(fill, context), market, event);
      }
    }
    if (!takesUpdates || handlers.onOrderUpdate === undefined) return;
    for (const update of updates) {
      if (!this.#hears(update)) continue;
      this.#publishOf(instance, handlers.onOrderUpdate(update, context), market, event);
    }
  }

  #hears({ originId }: { readonly originId: string }): boolean {
    return this.contract.manifest.authority !== "trade" || originId === this.botId;
  }

  #onTimer(event: TimerFired): void {
    const { marketIndex, name } = event.timer;
    const market = this.services.kernel.markets[marketIndex];
    if (market === undefined || !this.isActiveIn(market)) return;
    const instance = this.#instances[marketIndex];
    const handlers = instance?.handlers;
    if (instance === undefined || handlers?.onTimer === undefined) return;
    this.#publishOf(instance, handlers.onTimer(name, this.contextOf(event)), market, event);
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

  get botVersion(): string {
    return this.contract.manifest.version;
  }

  /** Parameters past their warning bound. */
  warningsFor(market: MarketState): readonly string[] {
    return this.settingsFor(market).warnings;
  }

  watches(market: MarketState): boolean {
    return this.services.watchedMarketIds?.has(market.definition.marketId) !== false;
  }

  /** Why this guard cannot be asked about an intent now; `null` when it can. */
  obstacle(market: MarketState, cause: SignalCause): RiskRefusal | null {
    if (this.suspension !== null) return refusal("RISK_GUARD_SUSPENDED", this.suspension);
    if (this.isPausedIn(market)) return refusal("RISK_GUARD_PAUSED", "paused by an operator");
    const { missingPorts, kernel } = this.services;
    if (missingPorts.length > 0) {
      return refusal("RISK_GUARD_INPUT_MISSING", `no ${missingPorts.join(", ")} in this run`);
    }
    return this.#freshness.obstacle(market, cause.timeMs, kernel.feedHeardAtMs);
  }

  /** Asks this guard about an intent. Whatever goes wrong is an answer too: a refusal. */
  ask(intent: OrderIntent, market: MarketState, cause: SignalCause, isFirst: boolean): GuardAnswer {
    const { callClock, stopwatch, isLateVoteMissing } = this.services;
    const question = this.#question;
    question.intent = intent;
    question.market = market;
    const startedAtMs = isFirst ? stopwatch.nowMs() : callClock.nestedReadMs;
    const durationMs = this.callNested(cause, startedAtMs, this.#answer);
    if (durationMs === null) return refusal("RISK_GUARD_FAILED", "the guard threw");
    if (!question.hasVote) return refusal("RISK_GUARD_MISSING", "the guard has no vote to give");
    const { said } = question;
    question.said = undefined;
    const checked = this.checkAnswer(said, market);
    if (checked.kind !== "risk_vote") {
      return this.#refuseAnswer(checked, market, cause);
    }
    this.counters.note(checked.tally, null, null, cause.timeMs);
    if (isLateVoteMissing && durationMs > this.budget.callTimeoutMs) {
      return refusal("RISK_GUARD_TOO_SLOW", `longer than ${this.budget.callTimeoutMs} ms`);
    }
    const { decision, tally } = checked;
    return { decision, severity: tally.rule.severity, reasonIndex: tally.index };
  }

  /** Asks this execution bot about an order. Whatever goes wrong is an answer too. */
  plan(
    order: ApprovedOrderRecord,
    draft: PlanDraft,
    market: MarketState,
    cause: PlanCause,
  ): PlannerAnswer {
    if (this.suspension !== null) return refusal("RISK_GUARD_SUSPENDED", this.suspension);
    if (this.isPausedIn(market)) return refusal("RISK_GUARD_PAUSED", "paused by an operator");
    let said: unknown;
    const instance = this.#instanceFor(market, cause.timeMs);
    if (instance.handlers.plan === undefined)
      return refusal("RISK_GUARD_MISSING", "the bot makes no plans");
    const event = { kind: "heartbeat", ...cause } as const;
    const durationMs = this.callNested(event, this.services.stopwatch.nowMs(), () => {
      said = instance.handlers.plan?.(order, draft, this.contextOf(cause));
    });
    if (durationMs === null) return refusal("RISK_GUARD_FAILED", "the execution bot threw");
    const checked = this.checkAnswer(said, market);
    if (checked.kind !== "plan") return this.#refuseAnswer(checked, market, cause);
    this.counters.note(checked.tally, null, null, cause.timeMs);
    return { decision: checked.decision, severity: checked.tally.rule.severity };
  }

  /** True for a bot that takes part in the planning of orders. */
  get makesPlans(): boolean {
    const { authority, emits } = this.contract.manifest;
    return authority === "shape" && emits.some(({ contract }) => contract === "ExecutionPlan");
  }

  #refuseAnswer(checked: CheckedDecision, market: MarketState, cause: PlanCause): RiskRefusal {
    const found =
      checked.kind === "refused" ? checked.found : `${checked.kind} instead of an answer`;
    const code = checked.kind === "refused" ? checked.code : "BOT_OUTPUT_MALFORMED";
    this.counters.refusedOutputCount += 1;
    this.notice(code, market, cause, found);
    return refusal("RISK_GUARD_ANSWER_INVALID", found);
  }

  protected rebuild(behaviour: BotBehaviour<BotTypes> | null): void {
    if (behaviour !== null) {
      if ("streams" in behaviour) throw new TypeError("the factory has changed the bot's form");
      this.#create = handlersOf(behaviour);
      this.words = behaviour;
    }
    const { nowMs, markets } = this.services.kernel;
    for (const [index, instance] of this.#instances.entries()) {
      const market = markets[index];
      if (instance === undefined || market === undefined) continue;
      const state = this.#snapshotOf(instance.handlers, market);
      const handlers = this.#handlersIn(market);
      if (state !== undefined) handlers.restore?.(state, { savedAtMs: nowMs });
      this.#instances[index] = new MarketInstance(handlers);
    }
  }

  protected accept(signal: RoutedSignal, market: MarketState, cause: SignalCause): void {
    this.#freshness.noteSignal(signal.kind, market.index, cause.timeMs);
    const instance = this.#instanceFor(market, cause.timeMs);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- subscribed only to kinds that the contract consumes
    instance.handlers.onSignal?.(signal as never, this.contextOf(cause));
  }

  #instanceFor(market: MarketState, nowMs: number): MarketInstance {
    return this.#instances[market.index] ?? this.#createInstance(market, nowMs);
  }

  #createInstance(market: MarketState, nowMs: number): MarketInstance {
    const handlers = this.#handlersIn(market);
    const instance = new MarketInstance(handlers);
    this.#instances[market.index] = instance;
    const mirrored = this.#findMirroredState(this.botId, market.definition.marketId);
    // A state from the future would let the bot know what has not happened yet.
    if (mirrored !== undefined && mirrored.savedAtMs <= nowMs && mirrored.expiresAtMs > nowMs) {
      handlers.restore?.(mirrored.state, { savedAtMs: mirrored.savedAtMs });
    }
    return instance;
  }

  #handlersIn(market: MarketState): MarketHandlers<BotTypes> {
    return this.#create({
      ...market.definition,
      index: market.index,
      parameters: this.settingsFor(market).parameters,
      book: market.firstView,
      complementBook: market.secondView,
    });
  }
}
