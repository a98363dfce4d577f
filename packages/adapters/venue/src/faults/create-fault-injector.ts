import type { EpochMs } from "@polytraders/core";
import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import type { FeedFrame } from "../feed/feed-frame.ts";
import type { GatewayRequest } from "../gateway/gateway.ts";
import { ArmedFault } from "./armed-fault.ts";
import { FaultContext, type InjectedFault } from "./fault-context.ts";
import type { FaultInjector, RequestFault } from "./fault-injector.ts";
import type { FaultEntry, FaultPlan } from "./fault-plan.ts";
import { falseSnapshotOf, feedStageOf, type FeedStage } from "./feed-faults.ts";
import { isRequestFault, matchesRoute, requestFaultOf } from "./request-faults.ts";
import { HEARTBEAT_ROUTES } from "./route-groups.ts";
import { StandingFaults } from "./standing-faults.ts";
import { TimedFaults } from "./timed-faults.ts";
import { tradeNames, userSubjectOf } from "./user-subject.ts";

export interface FaultInjectorOptions {
  /** What goes wrong from the start; nothing without it. */
  readonly plan?: FaultPlan;
  /** Seed of plans that name none. */
  readonly seed: number;
  /** The venue's start: what the times of the plan are relative to. */
  readonly startMs: EpochMs;
  /** Signer of an API key, so that plans may name it on every surface. */
  readonly signerOf?: (session: string) => string | null;
}

/** An injector whose plan can be seen through and changed. */
export interface VenueFaults extends FaultInjector {
  /**
   * Ties it to the exchange, once, after which timed entries happen and markets are known by all
   * their names. To be called before anything is traded.
   */
  drive(exchange: Exchange): void;
  /**
   * Installs another plan, its times relative to now. Replacing ends what has begun: freezes,
   * halts, locks, skews and modes; a restart takes its course.
   */
  install(plan: FaultPlan, mode: "replace" | "add"): void;
  /** What has happened, oldest first; the latest thousands of a long run. */
  injected(): readonly InjectedFault[];
  readonly injectedCount: number;
  /** Market names of the plan that no listed market has: most likely misspelt. */
  unknownMarkets(): readonly string[];
}

export function createFaultInjector(options: FaultInjectorOptions): VenueFaults {
  return new PlannedFaults(options);
}

class PlannedFaults implements VenueFaults {
  readonly #context: FaultContext;
  readonly #standing = new StandingFaults();
  readonly #seed: number;
  readonly #names = new Map<string, number>();
  #armed: ArmedFault[] = [];
  #stages: FeedStage[] = [];
  #timed: TimedFaults | null = null;
  /** Where frames go: the one who is shown a false book hears the truth there. */
  #deliver: (frame: FeedFrame) => void = () => {};

  constructor({ plan, seed, startMs, signerOf = () => null }: FaultInjectorOptions) {
    this.#context = new FaultContext(startMs, signerOf);
    this.#seed = seed;
    if (plan !== undefined) this.install(plan, "replace");
  }

  drive(exchange: Exchange): void {
    this.#context.exchange = exchange;
    const timed = new TimedFaults(exchange, this.#standing);
    this.#timed = timed;
    for (const fault of this.#armed) timed.plan(fault);
  }

  install(plan: FaultPlan, mode: "replace" | "add"): void {
    if (mode === "replace") {
      this.#timed?.clear();
      this.#armed = [];
      this.#names.clear();
    }
    const added = plan.faults.map((entry) => this.#arm(entry, plan.seed ?? this.#seed));
    this.#armed = [...this.#armed, ...added];
    this.#stages = this.#armed
      .map((fault) => feedStageOf(fault, this.#context))
      .filter((stage) => stage !== null);
    for (const fault of added) this.#timed?.plan(fault);
  }

  get isArmed(): boolean {
    return this.#armed.length > 0;
  }

  injected(): readonly InjectedFault[] {
    return this.#context.injected;
  }

  get injectedCount(): number {
    return this.#context.injectedCount;
  }

  unknownMarkets(): readonly string[] {
    return [...new Set(this.#armed.flatMap(({ targets }) => targets.unknownMarkets))];
  }

  requestFault(request: GatewayRequest): RequestFault | null {
    const names = [request.session, request.signer];
    if (HEARTBEAT_ROUTES.has(request.route) && this.#standing.losesHeartbeat(names)) {
      return { kind: "lose_request" };
    }
    let first: RequestFault | null = null;
    for (const fault of this.#armed) {
      if (!isRequestFault(fault) || !matchesRoute(fault.entry, request.route)) continue;
      const { targets } = fault;
      if (!targets.hasMarket(request.conditionId) || !targets.hasSession(names)) continue;
      // Every entry draws, so that one more in the plan does not change the others' chances.
      const isStruck = fault.strikes();
      if (isStruck && first === null) first = requestFaultOf(fault, request, this.#context);
    }
    return first;
  }

  passFrame(frame: FeedFrame, deliver: (frame: FeedFrame) => void): void {
    this.#deliver = deliver;
    if (this.#standing.swallows(frame, deliver)) return;
    if (this.#stages.length === 0) deliver(frame);
    else this.#passStage(0, frame, deliver);
  }

  showBooks(conditionId: string, books: readonly FeedFrame[]): readonly FeedFrame[] {
    const market = this.#context.market(conditionId);
    if (market === undefined || this.#stages.length === 0) return books;
    const correct = (frame: FeedFrame): void => this.#deliver(frame);
    let shown: readonly FeedFrame[] | null = null;
    for (const fault of this.#armed) {
      shown ??= falseSnapshotOf(fault, market, this.#context, correct);
    }
    return shown ?? books;
  }

  isFrozen(channel: "market" | "user", conditionId: string | null): boolean {
    return this.#standing.isFrozen(channel, conditionId);
  }

  losesUserEvent(session: string, event: ExchangeEvent): boolean {
    const subject = userSubjectOf(session, event);
    if (subject === null) return false;
    const { conditionId, eventName } = subject;
    const names = [...subject.names, this.#context.signerOf(session)];
    if (this.#standing.isUserFrozen(names, conditionId)) return true;
    let isLost = false;
    for (const fault of this.#armed) {
      const { entry, targets } = fault;
      if (entry.kind !== "user_event_drop") continue;
      if (entry.events !== undefined && !entry.events.includes(eventName)) continue;
      if (!targets.hasMarket(conditionId) || !targets.hasSession(names)) continue;
      if (!fault.strikes() || isLost) continue;
      isLost = true;
      fault.happened(eventName);
    }
    return isLost;
  }

  settlementOf(trade: VenueTrade): "confirm" | "retry" | "fail" | null {
    let outcome: "retry" | "fail" | null = null;
    for (const fault of this.#armed) {
      const { entry, targets } = fault;
      if (entry.kind !== "settlement_failed" && entry.kind !== "settlement_retrying") continue;
      const names = tradeNames(trade, this.#context.signerOf);
      if (!targets.hasMarket(trade.conditionId) || !targets.hasSession(names)) continue;
      if (!fault.strikes() || outcome !== null) continue;
      outcome = entry.kind === "settlement_failed" ? "fail" : "retry";
      fault.happened(trade.tradeId);
    }
    return outcome;
  }

  clockSkewMs(): number {
    return this.#standing.clockSkewMs;
  }

  modeEndsAtMs(): EpochMs | null {
    return this.#standing.modeEndsAtMs;
  }

  #arm(entry: FaultEntry, seed: number): ArmedFault {
    const wanted = entry.name ?? entry.kind;
    const count = (this.#names.get(wanted) ?? 0) + 1;
    this.#names.set(wanted, count);
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    return new ArmedFault(entry, name, seed, this.#context);
  }

  #passStage(at: number, frame: FeedFrame, deliver: (frame: FeedFrame) => void): void {
    const stage = this.#stages[at];
    if (stage === undefined) deliver(frame);
    else stage(frame, (passed) => this.#passStage(at + 1, passed, deliver));
  }
}
