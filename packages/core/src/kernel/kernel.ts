import type { ApprovedCancelRecord } from "../contracts/approved-cancel.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { ExecutionPlan } from "../contracts/execution-plan.ts";
import type { FillEvent } from "../contracts/fill-event.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { RiskVote } from "../contracts/risk-vote.ts";
import type { VenueReport } from "../contracts/venue-report.ts";
import { type EpochMs } from "../domain/units.ts";
import { RowFlag, type MarketDataBatch } from "../market-data/market-data-batch.ts";
import type { MarketDefinition } from "../market-data/market-definition.ts";
import { AuditDraft } from "./audit-draft.ts";
import { CommandRegister } from "./command-register.ts";
import { FrameBuilder } from "./frame-builder.ts";
import type { KernelDesk } from "./kernel-desk.ts";
import type { AuditRecord, BotSuspended, KernelEvent, OrdersChanged } from "./kernel-event.ts";
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
  /** What became of each intent. */
  onDecision?(decision: RiskDecision): void;
  onOrderUpdate?(update: OrderUpdate): void;
  onFill?(fill: FillEvent): void;
  onPlan?(plan: ExecutionPlan): void;
  /** One record per event, numbered without gaps. */
  onAudit?(record: AuditRecord): void;
}

/** What the kernel is built from. */
export interface KernelOptions {
  readonly markets: readonly MarketDefinition[];
  readonly observers?: readonly KernelObserver[];
  /** Ids of commands that have acted in an earlier run. */
  readonly commandIds?: readonly string[];
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
  #desk: KernelDesk | null = null;
  readonly #observers: readonly KernelObserver[];
  readonly #bookObservers: readonly KernelObserver[];
  readonly #isAudited: boolean;
  readonly #frame: FrameBuilder;
  readonly #draft = new AuditDraft();
  readonly #commands: CommandRegister;
  readonly #marketsById: ReadonlyMap<string, MarketState>;
  /** True when somebody takes envelopes or audit records. */
  readonly isObserved: boolean;
  #pendingSuspensions: Pick<BotSuspended, "botId" | "reason">[] = [];
  #pendingOrders: Pick<OrdersChanged, "market" | "updates" | "fills">[] = [];
  #nowMs: EpochMs = 0;
  #feedHeardAtMs: EpochMs = 0;
  #sequence = 0;
  #envelopeCount = 0;
  #rowCount = 0;
  /** Moment at which trading is disabled again; none without an enabling command. */
  #tradingUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: KernelOptions) {
    this.markets = options.markets.map((definition, index) => new MarketState(index, definition));
    this.#observers = options.observers ?? [];
    this.#bookObservers = this.#observers.filter((observer) => observer.onBookChange !== undefined);
    this.#isAudited = this.#observers.some((observer) => observer.onAudit !== undefined);
    const hears = (observer: KernelObserver): boolean =>
      observer.onEnvelope !== undefined || observer.onDecision !== undefined;
    this.isObserved = this.#isAudited || this.#observers.some(hears);
    this.#commands = new CommandRegister(options.commandIds ?? []);
    this.#marketsById = new Map(this.markets.map((market) => [market.definition.marketId, market]));
    this.#frame = new FrameBuilder(this.markets, this.hash);
  }

  /** Kernel time: that of the newest event. */
  get nowMs(): EpochMs {
    return this.#nowMs;
  }
  /** Kernel time of the newest frame or heartbeat of any market; 0 before the first. */
  get feedHeardAtMs(): EpochMs {
    return this.#feedHeardAtMs;
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
  /** False until an operator enables trading, and again once that command has expired. */
  get isTradingEnabled(): boolean {
    return this.#nowMs < this.#tradingUntilMs;
  }
  /** Ids of the commands that have acted, oldest first. */
  get commandIds(): readonly string[] {
    return this.#commands.ids;
  }
  marketById(marketId: string): MarketState | undefined {
    return this.#marketsById.get(marketId);
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

  /** Puts an order path around the bots. Called once, before the first event. */
  attachDesk(desk: KernelDesk): void {
    this.#desk = desk;
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

  /**
   * Applies an operator's command at the current kernel time. The same command id acts once, an
   * expired command not at all; either is an event of its own.
   */
  command(command: OperatorCommand): void {
    this.hash.foldValue(command);
    const reason = this.#commands.admit(command, this.#nowMs);
    if (reason !== "admitted") {
      return this.#dispatch(this.#allBots, {
        kind: "command_refused",
        sequence: this.#next(),
        timeMs: this.#nowMs,
        command,
        reason,
      });
    }
    if (command.command === "enable_trading") {
      this.#tradingUntilMs = command.expiresAtMs ?? Number.POSITIVE_INFINITY;
    }
    if (command.command === "disable_trading") this.#tradingUntilMs = Number.NEGATIVE_INFINITY;
    this.#dispatch(this.#allBots, {
      kind: "command",
      sequence: this.#next(),
      timeMs: this.#nowMs,
      command,
    });
  }

  /** Takes in what the venue tells about our account, at the current kernel time. */
  report(report: VenueReport): void {
    this.hash.foldValue(report);
    this.#dispatch([], {
      kind: "venue",
      sequence: this.#next(),
      timeMs: this.#nowMs,
      report,
    });
  }

  /** Tells the bots of a market, after the current event, how orders have changed. Called by the desk. */
  announce(changed: Pick<OrdersChanged, "market" | "updates" | "fills">): void {
    this.#pendingOrders.push(changed);
  }

  /** Records a bot's output. Called by bots while they handle an event. */
  emit(envelope: ReportEnvelope, market: MarketState | null): void {
    this.#envelopeCount += 1;
    for (const observer of this.#observers) observer.onEnvelope?.(envelope, market);
    if (this.#isAudited) this.#draft.envelopes.push(envelope);
  }

  /** Numbers an envelope that nobody would read; it need not be made. */
  countEnvelope(): void {
    this.#envelopeCount += 1;
  }

  /** Adds to the audit record of the current event. Called by the risk module, as those below. */
  recordVote(vote: RiskVote): void {
    if (this.#isAudited) this.#draft.votes.push(vote);
  }
  recordDecision(decision: RiskDecision): void {
    for (const observer of this.#observers) observer.onDecision?.(decision);
    if (this.#isAudited) this.#draft.decisions.push(decision);
  }
  recordOrder(order: ApprovedOrderRecord): void {
    if (this.#isAudited) this.#draft.orders.push(order);
  }
  recordCancel(cancel: ApprovedCancelRecord): void {
    if (this.#isAudited) this.#draft.cancels.push(cancel);
  }

  /** Adds to the audit record of the current event. Called by the desk, as those below. */
  recordPlan(plan: ExecutionPlan): void {
    for (const observer of this.#observers) observer.onPlan?.(plan);
    if (this.#isAudited) this.#draft.plans.push(plan);
  }
  recordUpdate(update: OrderUpdate): void {
    for (const observer of this.#observers) observer.onOrderUpdate?.(update);
    if (this.#isAudited) this.#draft.updates.push(update);
  }
  recordFill(fill: FillEvent): void {
    for (const observer of this.#observers) observer.onFill?.(fill);
    if (this.#isAudited) this.#draft.fills.push(fill);
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
    if (outcome !== "nothing") this.#feedHeardAtMs = this.#nowMs;
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
    this.#desk?.prepare(event);
    for (const bot of bots) bot.handle(event);
    this.#desk?.complete(event);
    if (this.#isAudited) this.#audit(event);
    if (this.#pendingSuspensions.length > 0) this.#recordSuspensions();
    if (this.#pendingOrders.length > 0) this.#tellOrders();
  }

  #tellOrders(): void {
    const pending = this.#pendingOrders;
    this.#pendingOrders = [];
    for (const { market, updates, fills } of pending) {
      this.#dispatch(this.#botsByMarket[market.index] ?? [], {
        kind: "orders",
        sequence: this.#next(),
        timeMs: this.#nowMs,
        market,
        updates,
        fills,
      });
    }
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
    const record: AuditRecord = this.#draft.take(event, this.stateHash);
    for (const observer of this.#observers) observer.onAudit?.(record);
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}
