import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import { type EpochMs } from "../domain/units.ts";
import { RowFlag, type MarketDataBatch } from "../market-data/market-data-batch.ts";
import type { MarketDefinition } from "../market-data/market-definition.ts";
import { FrameBuilder } from "./frame-builder.ts";
import type { AuditRecord, BotSuspended, KernelEvent } from "./kernel-event.ts";
import { MarketState } from "./market-state.ts";
import { RollingHash } from "./rolling-hash.ts";
import { TimerQueue } from "./timer-queue.ts";

/** A bot as the kernel drives it. Implementations never throw. */
export interface KernelBot {
  /** Takes part in this event and hands every output to the kernel before it returns. */
  handle(event: KernelEvent): void;
}

/** Who wants to know what the kernel did. */
export interface KernelObserver {
  /** Each frame that changed a book, after the bots have seen it. */
  onBookChange?(market: MarketState, timeMs: EpochMs): void;
  /** Each envelope, in order. */
  onEnvelope?(envelope: ReportEnvelope, market: MarketState | null): void;
  /** One record per event, numbered without gaps. */
  onAudit?(record: AuditRecord): void;
}

/** What the kernel is built from. */
export interface KernelOptions {
  readonly markets: readonly MarketDefinition[];
  readonly observers?: readonly KernelObserver[];
}

/**
 * The deterministic heart: takes one totally ordered sequence of market data, timers and commands,
 * applies each frame whole and then calls the bots, synchronously and in a fixed order.
 *
 * It reads no clock, no randomness and no file. The same sequence gives the same state hash in
 * every shell. Trading is disabled until an operator enables it.
 */
export class Kernel {
  readonly markets: readonly MarketState[];
  readonly timers = new TimerQueue();
  readonly hash = new RollingHash();
  /** Bots by market index, in calling order; shared between markets with the same bots. */
  #botsByMarket: readonly (readonly KernelBot[])[] = [];
  #allBots: readonly KernelBot[] = [];
  readonly #observers: readonly KernelObserver[];
  readonly #bookObservers: readonly KernelObserver[];
  readonly #isAudited: boolean;
  readonly #frame: FrameBuilder;
  #envelopes: ReportEnvelope[] = [];
  #pendingSuspensions: Pick<BotSuspended, "botId" | "reason">[] = [];
  #nowMs: EpochMs = 0;
  #sequence = 0;
  #envelopeCount = 0;
  #rowCount = 0;
  #isTradingEnabled = false;

  constructor(options: KernelOptions) {
    this.markets = options.markets.map((definition, index) => new MarketState(index, definition));
    this.#observers = options.observers ?? [];
    this.#bookObservers = this.#observers.filter((observer) => observer.onBookChange !== undefined);
    this.#isAudited = this.#observers.some((observer) => observer.onAudit !== undefined);
    this.#frame = new FrameBuilder(this.markets, this.hash);
  }

  /** Kernel time: that of the newest event. */
  get nowMs(): EpochMs {
    return this.#nowMs;
  }
  /** Events so far. */
  get sequence(): number {
    return this.#sequence;
  }
  get envelopeCount(): number {
    return this.#envelopeCount;
  }
  /** Rows taken in so far, refused ones included. */
  get rowCount(): number {
    return this.#rowCount;
  }
  /** Rows refused by reason. */
  get refusedRows(): Readonly<Record<string, number>> {
    return this.#frame.refusedRows;
  }
  get isTradingEnabled(): boolean {
    return this.#isTradingEnabled;
  }
  /** Hash of everything that went in and came out. */
  get stateHash(): string {
    return this.hash.digest();
  }

  /** Sets who is called for which market. Called once, before the first event. */
  attach(botsByMarket: readonly (readonly KernelBot[])[], allBots: readonly KernelBot[]): void {
    this.#botsByMarket = botsByMarket;
    this.#allBots = allBots;
  }

  /** Adds a listener behind the bots of one market; it sees events and cannot influence them. */
  tap(marketIndex: number, listener: KernelBot): void {
    const present = this.#botsByMarket[marketIndex] ?? [];
    this.#botsByMarket = this.#botsByMarket.with(marketIndex, [...present, listener]);
  }

  /** Takes in rows; calls the bots at each frame's end. */
  apply(batch: MarketDataBatch): void {
    const { length, timeMs, flags } = batch;
    const frame = this.#frame;
    for (let row = 0; row < length; row += 1) {
      if (!frame.isOpen) this.advanceTo(timeMs[row] ?? 0);
      frame.add(batch, row, this.#nowMs);
      if (((flags[row] ?? 0) & RowFlag.FrameEnd) !== 0) this.#closeFrame();
    }
    this.#rowCount += length;
  }

  /** Ends a source: a frame without its last row is closed as it is. */
  finish(): void {
    if (this.#frame.isOpen) this.#closeFrame();
  }

  /**
   * Moves kernel time forward and fires the timers due by then, oldest first. Never moves it back;
   * a time that is no number of milliseconds moves nothing.
   */
  advanceTo(timeMs: EpochMs): void {
    if (!(timeMs <= Number.MAX_SAFE_INTEGER)) return;
    if (this.timers.nextAtMs <= timeMs) this.#fireTimers(timeMs);
    if (timeMs > this.#nowMs) this.#nowMs = timeMs;
  }

  /** Applies an operator's command at the current kernel time. */
  command(command: OperatorCommand): void {
    if (command.command === "enable_trading") this.#isTradingEnabled = true;
    if (command.command === "disable_trading") this.#isTradingEnabled = false;
    this.hash.foldValue(command);
    this.#dispatch(this.#allBots, {
      kind: "command",
      sequence: this.#next(),
      timeMs: this.#nowMs,
      command,
    });
  }

  /** Records a bot's output. Called by bots while they handle an event. */
  emit(envelope: ReportEnvelope, market: MarketState | null): void {
    this.#envelopeCount += 1;
    for (const observer of this.#observers) observer.onEnvelope?.(envelope, market);
    if (this.#isAudited) this.#envelopes.push(envelope);
  }

  /** Number of the envelope that is emitted next. */
  get nextEnvelopeSequence(): number {
    return this.#envelopeCount + 1;
  }

  /** Notes that a bot leaves service; becomes an event of its own after the current one. */
  suspend(botId: string, reason: BotSuspended["reason"]): void {
    this.#pendingSuspensions.push({ botId, reason });
  }

  #closeFrame(): void {
    const frame = this.#frame;
    const { outcome } = frame;
    if (outcome === "market") {
      const event = frame.toEvent(this.#next(), this.#nowMs);
      frame.reset();
      this.#dispatch(this.#botsByMarket[event.market.index] ?? [], event);
      if (event.hasBookChange && this.#bookObservers.length > 0) this.#showBook(event.market);
      return;
    }
    frame.reset();
    if (outcome === "nothing") return;
    this.#dispatch(this.#allBots, {
      kind: "heartbeat",
      sequence: this.#next(),
      timeMs: this.#nowMs,
    });
  }

  #showBook(market: MarketState): void {
    for (const observer of this.#bookObservers) observer.onBookChange?.(market, this.#nowMs);
  }

  #fireTimers(untilMs: EpochMs): void {
    for (;;) {
      const timer = this.timers.takeDue(untilMs);
      if (timer === undefined) return;
      if (timer.atMs > this.#nowMs) this.#nowMs = timer.atMs;
      this.hash.foldNumber(timer.hostIndex);
      this.hash.foldNumber(timer.marketIndex);
      const bot = this.#allBots[timer.hostIndex];
      this.#dispatch(bot === undefined ? [] : [bot], {
        kind: "timer",
        sequence: this.#next(),
        timeMs: this.#nowMs,
        timer,
      });
    }
  }

  #dispatch(bots: readonly KernelBot[], event: KernelEvent): void {
    this.hash.foldNumber(event.timeMs);
    for (const bot of bots) bot.handle(event);
    if (this.#isAudited) this.#audit(event);
    if (this.#pendingSuspensions.length > 0) this.#recordSuspensions();
  }

  #recordSuspensions(): void {
    const pending = this.#pendingSuspensions;
    this.#pendingSuspensions = [];
    for (const { botId, reason } of pending) {
      this.hash.foldText(botId);
      const event: BotSuspended = {
        kind: "bot_suspended",
        sequence: this.#next(),
        timeMs: this.#nowMs,
        botId,
        reason,
      };
      this.#dispatch(this.#allBots, event);
    }
  }

  #audit(event: KernelEvent): void {
    const record: AuditRecord = { event, envelopes: this.#envelopes, stateHash: this.stateHash };
    this.#envelopes = [];
    for (const observer of this.#observers) observer.onAudit?.(record);
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}
