import type { BotBehaviour } from "../bot/behaviour.ts";
import type { BotContract, BotTypes } from "../bot/contract.ts";
import type { Mode } from "../bot/vocabulary.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import type { Kernel, KernelBot } from "../kernel/kernel.ts";
import type {
  BotSuspended,
  CommandApplied,
  FrameApplied,
  KernelEvent,
  TimerFired,
} from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { BotCounters } from "./bot-counters.ts";
import { CallBudget, type Stopwatch } from "./call-budget.ts";
import { DecisionCheck } from "./decision-check.ts";
import { Deduplicator } from "./deduplicator.ts";
import { envelopeOf, type AcceptedDecision } from "./envelope-of.ts";
import { EventContext } from "./event-context.ts";
import { OperatorOverrides } from "./operator-overrides.ts";
import type { NoticeSink } from "./runtime-notice.ts";
import type { SettingsForMarket } from "./bot-settings.ts";
import { RecentStrikes } from "./recent-strikes.ts";
import type { RoutedSignal, SignalCause, SignalRouter } from "./signal-router.ts";

/** What every host needs of the runtime. */
export interface HostServices {
  readonly kernel: Kernel;
  readonly router: SignalRouter;
  readonly stopwatch: Stopwatch;
  readonly onNotice: NoticeSink;
  readonly callClock: CallClock;
  /** Ids of the markets the bot watches; `null` for all. */
  readonly watchedMarketIds: ReadonlySet<string> | null;
}

/** What the hosts of one kernel share: a reading of the stopwatch between two calls, and contexts. */
export interface CallClock {
  /** Time spent so far in bots that took signals while another bot was being measured. */
  nestedMs: number;
  /** Event after whose last call `readMs` was read. */
  eventSequence: number;
  readMs: number;
  /** The newest event's context, shared by the bots for which the event is not too old. */
  freshContext: EventContext | null;
}

/** The parts of a behaviour that speak about decisions instead of making them. */
export type BotWords = Pick<BotBehaviour<BotTypes>, "explain" | "health">;

/**
 * Runs one bot on behalf of the kernel: measures each call, contains its failures, checks and
 * publishes what it returns. The two forms of bot differ only in how an event reaches the author's
 * code.
 */
export abstract class BotHost implements KernelBot {
  readonly contract: BotContract;
  readonly index: number;
  readonly counters: BotCounters;
  readonly budget: CallBudget;
  readonly deduplicator: Deduplicator;
  readonly configVersion: string;
  suspension: BotSuspended["reason"] | null = null;
  protected readonly services: HostServices;
  protected readonly words: BotWords;
  readonly #settings: SettingsForMarket;
  readonly #check: DecisionCheck;
  readonly #bookAgeMsMax: number;
  readonly #failures = new RecentStrikes();
  #callCount = 0;
  #current: KernelEvent | null = null;
  readonly #overrides = new OperatorOverrides();

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
    this.index = index;
    this.services = services;
    this.configVersion = settings.configVersion;
    this.counters = new BotCounters(manifest);
    this.budget = new CallBudget(manifest.callTimeoutMs);
    this.deduplicator = new Deduplicator(manifest.deduplicationWindowMs);
    this.#settings = settings;
    this.#check = new DecisionCheck(contract, this.counters);
    this.#bookAgeMsMax =
      manifest.consumes.find((input) => input.topic === "order_book")?.ageMsMax ??
      Number.POSITIVE_INFINITY;
  }

  get botId(): string {
    return this.contract.manifest.botId;
  }

  /** Settings where no market override holds. */
  get generalSettings(): ReturnType<SettingsForMarket["of"]> {
    return this.#settings.general;
  }

  /** Settings in force for a market. */
  protected settingsFor(market: MarketState): ReturnType<SettingsForMarket["of"]> {
    return this.#settings.of(market.definition.marketId);
  }

  /** Mode in force for a market, operator overrides applied. */
  modeFor(market: MarketState): Mode {
    if (this.#settings.isKilled) return "off";
    return this.#overrides.modeIn(market.definition.marketId) ?? this.settingsFor(market).mode;
  }

  /** True where the bot takes part: in service, not paused there, not off there. */
  protected isActiveIn(market: MarketState): boolean {
    return (
      this.suspension === null &&
      !this.#overrides.isPausedIn(market.definition.marketId) &&
      this.modeFor(market) !== "off"
    );
  }

  handle(event: KernelEvent): void {
    if (event.kind === "command") return this.#applyCommand(event);
    if (event.kind === "bot_suspended" || this.suspension !== null) return;
    if (event.kind === "frame" && !this.isActiveIn(event.market)) return;
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
    const { stopwatch, callClock, watchedMarketIds } = this.services;
    if (watchedMarketIds?.has(market.definition.marketId) === false) return;
    if (!this.isActiveIn(market)) return;
    const startedAtMs = stopwatch.nowMs();
    const nestedBeforeMs = callClock.nestedMs;
    const outer = this.#current;
    this.#callCount += 1;
    this.#current = cause;
    try {
      this.accept(signal, market, cause);
    } catch (error) {
      this.#noteFailure(cause, error);
    }
    this.#current = outer;
    const durationMs = stopwatch.nowMs() - startedAtMs;
    this.#noteDuration(cause, durationMs - (callClock.nestedMs - nestedBeforeMs));
    callClock.nestedMs = nestedBeforeMs + durationMs;
  }

  /** The bot's own words for a decision it made, `undefined` when it has none. */
  explain(envelope: ReportEnvelope): string | undefined {
    const { signal, reasonCode, value, confidence, payload, decision } = envelope;
    const made =
      signal === null
        ? { vote: decision, reasonCode }
        : { signal, reasonCode, value, confidence, payload };
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the envelope was made from a decision of this contract
      return this.words.explain?.(made as never);
    } catch {
      // A bot that cannot explain itself is explained by its reason code.
      return undefined;
    }
  }

  /** What the bot adds to its health report. */
  health(): Readonly<Record<string, number | string | boolean>> {
    return this.words.health?.() ?? {};
  }

  /** Brings one event to the author's code. May throw what that code throws. */
  protected abstract process(event: KernelEvent): void;

  /** Brings a signal to the author's code. May throw what that code throws. */
  protected abstract accept(signal: RoutedSignal, market: MarketState, cause: SignalCause): void;

  /** A context of this bot for an event; says whether the event is too old for it. */
  protected contextOf(
    event: FrameApplied | TimerFired | { sequence: number; timeMs: number },
  ): EventContext {
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
    cause: FrameApplied | TimerFired,
    exchangeTimeMs: number,
  ): void {
    const checked = this.#check.check(decision, market.definition.marketId);
    if (checked.kind === "refused") {
      this.counters.refusedOutputCount += 1;
      this.notice(checked.code, market, cause, checked.found);
      return;
    }
    const envelope = envelopeOf(checked, {
      contract: this.contract,
      configVersion: this.configVersion,
      mode: this.modeFor(market),
      warnings: this.settingsFor(market).warnings,
      sequence: this.services.kernel.nextEnvelopeSequence,
      market,
      cause,
      exchangeTimeMs,
    });
    this.counters.note(checked.tally, envelope.value, envelope.confidence, cause.timeMs);
    this.#fold(checked, envelope);
    this.services.kernel.emit(envelope, market);
    if (checked.kind === "order_intent" && !this.services.kernel.isTradingEnabled) {
      this.notice("TRADING_DISABLED", market, cause, "an order intent");
    }
    const { signal, mode } = envelope;
    if (signal === null || mode === "shadow" || !this.services.router.hasSubscribers(signal))
      return;
    this.services.router.route(
      {
        kind: signal,
        botId: this.botId,
        marketIndex: market.index,
        timeMs: cause.timeMs,
        value: envelope.value,
        confidence: envelope.confidence,
        reasonCode: envelope.reasonCode,
        payload: envelope.payload,
      },
      market,
      cause,
    );
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
  propose(decision: unknown): void {
    const event = this.#current;
    if (event?.kind === "frame") {
      return this.publish(decision, event.market, event, event.exchangeTimeMs);
    }
    const market =
      event?.kind === "timer" ? this.services.kernel.markets[event.timer.marketIndex] : undefined;
    if (event?.kind === "timer" && market !== undefined) {
      return this.publish(decision, market, event, event.timeMs);
    }
    this.counters.refusedOutputCount += 1;
    this.notice("BOT_OUTPUT_OUTSIDE_EVENT", null, this.#clockEvent(), "an intent between events");
  }

  /** Takes the bot out of service for the rest of the run. */
  protected suspend(reason: BotSuspended["reason"], event: KernelEvent): void {
    this.suspension = reason;
    this.notice("BOT_SUSPENDED", null, event, reason.replaceAll("_", " "));
    this.services.kernel.suspend(this.botId, reason);
  }

  #fold(checked: AcceptedDecision, envelope: ReportEnvelope): void {
    const { hash } = this.services.kernel;
    hash.foldNumber((this.index << 8) | checked.tally.index);
    hash.foldNumber(envelope.value ?? Number.NaN);
    hash.foldNumber(envelope.confidence ?? Number.NaN);
    if (checked.kind === "signal" && checked.fields !== null) {
      hash.foldFields(checked.decision.payload, checked.fields);
    } else hash.foldValue(envelope.payload);
  }

  #applyCommand(event: CommandApplied): void {
    const { command } = event;
    const { botId } = command.scope;
    if (botId !== null && botId !== this.botId) return;
    if (command.command === "set_mode" && !this.contract.manifest.modes.includes(command.mode)) {
      return this.notice("BOT_MODE_UNSUPPORTED", null, event, command.mode);
    }
    this.#overrides.apply(command);
  }

  #clockEvent(): { readonly sequence: number; readonly timeMs: number } {
    return { sequence: this.services.kernel.sequence, timeMs: this.services.kernel.nowMs };
  }

  #noteFailure(event: KernelEvent, error: unknown): void {
    this.counters.failureCount += 1;
    const market = event.kind === "frame" ? event.market : null;
    this.notice(
      "BOT_CALL_FAILED",
      market,
      event,
      error instanceof Error ? error.message : String(error),
    );
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
