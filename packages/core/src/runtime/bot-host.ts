import type { BotBehaviour } from "../bot/behaviour.ts";
import type { BotContract, BotTypes } from "../bot/contract.ts";
import type { Mode } from "../bot/vocabulary.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { KernelBot } from "../kernel/kernel.ts";
import type { BotSuspended, DecisionCause, KernelEvent } from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { BotCounters } from "./bot-counters.ts";
import { ownWordsFor, type BotWords } from "./bot-words.ts";
import { CallBudget } from "./call-budget.ts";
import { DecisionCheck, type CheckedDecision } from "./decision-check.ts";
import { Deduplicator } from "./deduplicator.ts";
import { DecisionPublisher } from "./decision-publisher.ts";
import { EventContext } from "./event-context.ts";
import { OperatorSeat } from "./operator-seat.ts";
import type { HostServices } from "./host-services.ts";
import type { EffectiveSettings, SettingsForMarket } from "./bot-settings.ts";
import { RecentStrikes } from "./recent-strikes.ts";
import type { RoutedSignal, SignalCause } from "./signal-router.ts";

/**
 * Runs one bot on behalf of the kernel: measures each call, contains its failures, checks and
 * publishes what it returns. The two forms of bot differ only in how an event reaches the author's
 * code.
 */
export abstract class BotHost implements KernelBot {
  readonly contract: BotContract;
  readonly botId: string;
  readonly index: number;
  readonly counters: BotCounters;
  readonly budget: CallBudget;
  readonly deduplicator: Deduplicator;
  suspension: BotSuspended["reason"] | null = null;
  protected readonly services: HostServices;
  protected words: BotWords;
  readonly #seat: OperatorSeat;
  readonly #check: DecisionCheck;
  readonly #publisher: DecisionPublisher;
  readonly #bookAgeMsMax: number;
  readonly #failures = new RecentStrikes();
  #callCount = 0;
  #current: KernelEvent | null = null;

  constructor(
    contract: BotContract,
    index: number,
    settings: SettingsForMarket,
    services: HostServices,
    words: BotWords,
  ) {
    const { manifest } = contract;
    this.words = words;
    this.contract = contract;
    this.botId = manifest.botId;
    this.index = index;
    this.services = services;
    this.counters = new BotCounters(manifest);
    this.budget = new CallBudget(manifest.callTimeoutMs);
    this.deduplicator = new Deduplicator(manifest.deduplicationWindowMs);
    this.#seat = new OperatorSeat(manifest, settings, {
      clock: () => this.#clockEvent(),
      notice: (code, event, found) => this.notice(code, null, event, found),
      rebuild: (isGeneral) => {
        const { parameters } = settings.general;
        this.rebuild(isGeneral ? services.recreate(parameters) : null);
      },
    });
    this.#check = new DecisionCheck(contract, this.counters);
    this.#publisher = new DecisionPublisher(services, {
      contract,
      index,
      counters: this.counters,
      configVersion: () => this.configVersion,
      modeFor: (market) => this.modeFor(market),
      warningsFor: (market) => this.settingsFor(market).warnings,
    });
    this.#bookAgeMsMax =
      manifest.consumes.find((input) => input.topic === "order_book")?.ageMsMax ??
      Number.POSITIVE_INFINITY;
  }

  get configVersion(): string {
    return this.#seat.configVersion;
  }

  get generalSettings(): EffectiveSettings {
    return this.#seat.general;
  }

  /** Mode where no market has one of its own, operator overrides applied. */
  get generalMode(): Mode {
    return this.#seat.generalMode;
  }

  /** Settings in force for a market. */
  protected settingsFor(market: MarketState): EffectiveSettings {
    return this.#seat.of(market.definition.marketId);
  }

  /** Mode in force for a market, operator overrides applied. */
  modeFor(market: MarketState): Mode {
    return this.#seat.modeIn(market.definition.marketId, this.services.kernel.nowMs);
  }

  protected isPausedIn(market: MarketState): boolean {
    return this.#seat.isPausedIn(market.definition.marketId);
  }

  /** True where the bot takes part: in service, not paused there, not off there. */
  protected isActiveIn(market: MarketState): boolean {
    // The mode first: asking for it ends orders of an operator that have expired.
    if (this.modeFor(market) === "off" || this.suspension !== null) return false;
    return !this.isPausedIn(market);
  }

  handle(event: KernelEvent): void {
    if (event.kind === "command") return this.#seat.apply(event.command, event);
    if (event.kind === "bot_suspended" || event.kind === "command_refused") return;
    if (this.suspension !== null) return;
    if ((event.kind === "frame" || event.kind === "orders") && !this.isActiveIn(event.market)) {
      return;
    }
    const { stopwatch, callClock } = this.services;
    // Between two bots of one event nothing happens: one's end is the other's start.
    const startedMs =
      callClock.eventSequence === event.sequence ? callClock.readMs : stopwatch.nowMs();
    const nestedBeforeMs = callClock.nestedMs;
    this.#callCount += 1;
    this.#current = event;
    try {
      this.process(event);
    } catch (error) {
      this.#noteFailure(event, error);
    }
    this.#current = null;
    const endedMs = stopwatch.nowMs();
    callClock.eventSequence = event.sequence;
    callClock.readMs = endedMs;
    this.#noteDuration(event, endedMs - startedMs - (callClock.nestedMs - nestedBeforeMs));
  }

  /**
   * Takes another bot's signal: a call of its own, measured and contained as {@link handle} does,
   * so that neither a failure nor the time it takes falls back on whoever sent the signal.
   */
  protected receive(signal: RoutedSignal, market: MarketState, cause: SignalCause): void {
    const { watchedMarketIds } = this.services;
    if (watchedMarketIds?.has(market.definition.marketId) === false) return;
    if (!this.isActiveIn(market)) return;
    this.callNested(cause, this.services.stopwatch.nowMs(), () => {
      this.accept(signal, market, cause);
    });
  }

  /**
   * One call into the author's code during another bot's call.
   *
   * @returns how long it took, milliseconds; `null` when it threw
   */
  protected callNested<E extends KernelEvent>(
    cause: E,
    startedAtMs: number,
    call: (cause: E) => void,
  ): number | null {
    const { stopwatch, callClock } = this.services;
    const nestedBeforeMs = callClock.nestedMs;
    const outer = this.#current;
    let hasFailed = false;
    this.#callCount += 1;
    this.#current = cause;
    try {
      call(cause);
    } catch (error) {
      hasFailed = true;
      this.#noteFailure(cause, error);
    }
    this.#current = outer;
    const endedAtMs = stopwatch.nowMs();
    const durationMs = endedAtMs - startedAtMs;
    const ownMs = durationMs - (callClock.nestedMs - nestedBeforeMs);
    this.#noteDuration(cause, ownMs);
    callClock.nestedMs = nestedBeforeMs + durationMs;
    callClock.nestedReadMs = endedAtMs;
    return hasFailed ? null : ownMs;
  }

  /** Holds an answer against the contract, as every other output. */
  protected checkAnswer(decision: unknown, market: MarketState): CheckedDecision {
    return this.#check.check(decision, market.definition.marketId);
  }

  /** The bot's own words for a decision it made, `undefined` when it has none. */
  explain(envelope: ReportEnvelope): string | undefined {
    return ownWordsFor(envelope, this.words);
  }

  health(): Readonly<Record<string, number | string | boolean>> {
    return this.words.health?.() ?? {};
  }

  /** Brings one event to the author's code. May throw what that code throws. */
  protected abstract process(event: KernelEvent): void;

  /** Brings a signal to the author's code. May throw what that code throws. */
  protected abstract accept(signal: RoutedSignal, market: MarketState, cause: SignalCause): void;

  /** A context of this bot for an event; says whether the event is too old for it. */
  protected contextOf(event: DecisionCause | { sequence: number; timeMs: number }): EventContext {
    const exchangeTimeMs = "exchangeTimeMs" in event ? event.exchangeTimeMs : event.timeMs;
    const isStale = event.timeMs - exchangeTimeMs > this.#bookAgeMsMax;
    const { callClock } = this.services;
    this.counters.isInputStale = isStale;
    if (isStale) this.counters.staleInputCount += 1;
    else if (callClock.freshContext?.eventSequence === event.sequence)
      return callClock.freshContext;
    const context = new EventContext(event.timeMs, exchangeTimeMs, event.sequence, isStale);
    if (!isStale) callClock.freshContext = context;
    return context;
  }

  /** Publishes what the bot decided, or refuses and counts it. */
  protected publish(
    decision: unknown,
    market: MarketState,
    cause: DecisionCause,
    exchangeTimeMs: number,
  ): RiskDecision | null {
    const checked = this.#check.check(decision, market.definition.marketId);
    if (checked.kind !== "refused" && checked.kind !== "plan") {
      return this.#publisher.publish(checked, { market, cause, exchangeTimeMs });
    }
    this.counters.refusedOutputCount += 1;
    if (checked.kind === "refused") this.notice(checked.code, market, cause, checked.found);
    else this.notice("BOT_OUTPUT_MALFORMED", market, cause, "a plan that nobody asked for");
    return null;
  }

  protected notice(
    code: ErrorCode,
    market: MarketState | null,
    event: { readonly sequence: number; readonly timeMs: number },
    found: string,
  ): void {
    this.services.onNotice({
      code,
      botId: this.botId,
      marketId: market?.definition.marketId ?? null,
      eventSequence: event.sequence,
      timeMs: event.timeMs,
      found,
    });
  }

  /** Publishes an intent that a strategy proposes through its port, during the current event. */
  propose(decision: unknown): RiskDecision | null {
    const event = this.#current;
    if (event?.kind === "frame") {
      return this.publish(decision, event.market, event, event.exchangeTimeMs);
    }
    const market =
      event?.kind === "timer" ? this.services.kernel.markets[event.timer.marketIndex] : undefined;
    if (event?.kind === "timer" && market !== undefined) {
      return this.publish(decision, market, event, event.timeMs);
    }
    if (event?.kind === "orders") {
      return this.publish(decision, event.market, event, event.timeMs);
    }
    this.counters.refusedOutputCount += 1;
    this.notice("BOT_OUTPUT_OUTSIDE_EVENT", null, this.#clockEvent(), "an intent between events");
    return null;
  }

  /** Takes the bot out of service for the rest of the run. */
  protected suspend(reason: BotSuspended["reason"], event: KernelEvent): void {
    this.suspension = reason;
    this.notice("BOT_SUSPENDED", null, event, reason.replaceAll("_", " "));
    this.services.kernel.suspend(this.botId, reason);
  }

  /**
   * Makes the bot's instances anew, each with the parameters now in force for it.
   *
   * @param behaviour - made with new general parameters; `null` when these have not changed
   */
  protected abstract rebuild(behaviour: BotBehaviour<BotTypes> | null): void;

  #clockEvent(): { readonly sequence: number; readonly timeMs: number } {
    const { sequence, nowMs: timeMs } = this.services.kernel;
    return { sequence, timeMs };
  }

  #noteFailure(event: KernelEvent, error: unknown): void {
    this.counters.failureCount += 1;
    const market = event.kind === "frame" ? event.market : null;
    this.notice("BOT_CALL_FAILED", market, event, thrownText(error));
    const keepsFailing = this.#failures.note(this.#callCount);
    if (keepsFailing && this.suspension === null) this.suspend("failures", event);
  }

  #noteDuration(event: KernelEvent, durationMs: number): void {
    const verdict = this.budget.note(durationMs);
    if (verdict === "within") return;
    const market = event.kind === "frame" ? event.market : null;
    const found = `an answer after ${Math.round(this.budget.longestMs)} ms at the longest, ${this.budget.callTimeoutMs} ms allowed`;
    this.notice("BOT_CALL_OVERRAN", market, event, found);
    if (verdict === "keeps_overrunning" && this.suspension === null) {
      this.suspend("call_budget", event);
    }
  }
}
