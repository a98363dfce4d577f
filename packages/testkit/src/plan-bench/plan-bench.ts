import type {
  AnyReceivedSignal,
  ApprovedOrderRecord,
  BotBehaviour,
  BotDefinition,
  BotTypes,
  Decision,
  DecisionContext,
  EpochMs,
  FillEvent,
  MarketHandlers,
  MarketStatus,
  OrderUpdate,
  PlanDecision,
  PlanDraft,
  TradeTick,
} from "@polytraders/core";
import { parametersInForce } from "../guard-bench/parameters-in-force.ts";
import { buildApprovedOrder, buildDraft, buildFill, buildOrderUpdate } from "./build-order.ts";
import { PlanWorldPorts, type PlanWorld } from "./plan-world.ts";

type Parameters = Readonly<Record<string, unknown>>;
type Shaping = BotTypes & { readonly authority: "shape" };

/** A signal as a test states it: of `market-0` and just published, unless told otherwise. */
export interface SignalSetting {
  readonly kind: string;
  readonly marketId?: string;
  readonly botId?: string;
  readonly timeMs?: EpochMs;
  readonly value?: number | null;
  readonly confidence?: number | null;
  readonly reasonCode?: string;
  readonly payload?: unknown;
}

/**
 * Asks an execution bot for plans, and tells it what happens, without a runtime: a test says exactly
 * what the bot sees. State per market lasts from call to call; the world may change between them.
 *
 * Nothing is delivered of its own accord. A changed book is seen at once through the bot's ports;
 * `onOrderBook` and `decide` are called by {@link showBook}, and timers come due in
 * {@link advanceTo}.
 *
 * @throws PolytradersError BOT_PARAMETER_BEYOND_HARD, or a zod error, when a parameter is not allowed
 */
export class PlanBench<T extends Shaping> {
  readonly #world: PlanWorldPorts;
  readonly #behaviour: BotBehaviour<T>;
  readonly #openMarket: (marketId: string) => MarketHandlers<T>;
  readonly #handlers = new Map<string, MarketHandlers<T>>();

  /** @param perMarket - parameters of single markets, by market id */
  constructor(
    definition: BotDefinition<T>,
    parameters: Parameters = {},
    world: PlanWorld = {},
    perMarket: Readonly<Record<string, Parameters>> = {},
  ) {
    const inForce = parametersInForce(definition, parameters);
    this.#world = new PlanWorldPorts(definition.contract.manifest.botId, world);
    const behaviour = definition.create(this.#world.grantsOf<T>(inForce));
    this.#behaviour = behaviour;
    this.#openMarket = (marketId) => {
      const parametersHere = parametersInForce(definition, { ...inForce, ...perMarket[marketId] });
      const market = this.#world.marketOf<T>(marketId, parametersHere);
      if ("perMarket" in behaviour) return behaviour.perMarket(market);
      if (!("plan" in behaviour)) throw new TypeError("expected a bot in the decide form");
      return { plan: (order, draft, context) => behaviour.plan(order, draft, context, market) };
    };
  }

  /** Orders that the bot took back through its `orderCare`, oldest first. */
  get cancels(): readonly { readonly orderId: string; readonly reasonCode: string }[] {
    return this.#world.cancels;
  }
  /** Orders about which the bot asked the venue. */
  get reconciles(): readonly string[] {
    return this.#world.reconciles;
  }
  /** Timers that are set, by time and name. */
  get timers(): readonly { readonly marketId: string; readonly name: string; atMs: EpochMs }[] {
    return this.#world.timers.map(({ marketIndex, name, atMs }) => ({
      marketId: this.#world.marketIdAt(marketIndex),
      name,
      atMs,
    }));
  }
  get nowMs(): EpochMs {
    return this.#world.nowMs;
  }

  /** Changes what the bot sees; what is not named stays. */
  see(world: PlanWorld): void {
    this.#world.see(world);
  }

  /** The bot's answer to an approval; the draft is the whole order in one slice unless given. */
  plan(order: Partial<ApprovedOrderRecord> = {}, draft: Partial<PlanDraft> = {}): PlanDecision<T> {
    const record = buildApprovedOrder({ approvedAtMs: this.nowMs, ...order });
    const handlers = this.#handlersOf(record.marketId);
    const decision = handlers.plan?.(record, buildDraft(record, draft), this.#context());
    if (decision === undefined) throw new TypeError("expected a bot that plans, found none");
    return decision;
  }

  /** Tells the bot of a change of one of our orders. */
  update(overrides: Partial<OrderUpdate> = {}): Decision<T> | null {
    const update = buildOrderUpdate({ timeMs: this.nowMs, ...overrides });
    return this.#handlersOf(update.marketId).onOrderUpdate?.(update, this.#context()) ?? null;
  }

  /** Tells the bot of a fill. */
  fill(overrides: Partial<FillEvent> = {}): Decision<T> | null {
    const fill = buildFill({ timeMs: this.nowMs, ...overrides });
    return this.#handlersOf(fill.marketId).onFill?.(fill, this.#context()) ?? null;
  }

  /** Tells the bot of a signal that it consumes. */
  signal({ marketId, ...setting }: SignalSetting): void {
    const signal = {
      botId: "intel.test",
      marketIndex: this.#world.factsOf(marketId).marketIndex,
      timeMs: this.nowMs,
      value: null,
      confidence: null,
      reasonCode: "INTEL_TEST",
      payload: {},
      ...setting,
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test names a kind that the contract consumes
    const received = signal as AnyReceivedSignal<T>;
    this.#handlersOf(marketId).onSignal?.(received, this.#context());
  }

  /** Delivers the book as the world has it now. */
  showBook(marketId?: string): Decision<T> | null {
    const { book } = this.#world.factsOf(marketId);
    const handlers = this.#handlersOf(marketId);
    handlers.onOrderBook?.(book, this.#context());
    return handlers.decide?.(this.#context()) ?? null;
  }

  /** Tells the bot of a trade on the tape; a buy of 100 shares at 0.50 unless told otherwise. */
  trade(overrides: Partial<TradeTick> = {}): void {
    const { marketId, marketIndex } = this.#world.factsOf(overrides.marketId);
    const trade: TradeTick = {
      schemaVersion: 1,
      marketId,
      marketIndex,
      takerSide: "BUY",
      price: 5_000,
      size: 100_000_000,
      isInferred: false,
      exchangeTimeMs: this.nowMs,
      timeMs: this.nowMs,
      ...overrides,
    };
    this.#handlersOf(marketId).onTrade?.(trade, this.#context());
  }

  /** Tells the bot that the market opened or stopped. */
  status(status: MarketStatus["status"], marketId?: string): void {
    const { marketIndex, ...facts } = this.#world.factsOf(marketId);
    const times = { exchangeTimeMs: this.nowMs, timeMs: this.nowMs };
    this.#handlersOf(facts.marketId).onMarketStatus?.(
      { schemaVersion: 1, marketId: facts.marketId, marketIndex, status, ...times },
      this.#context(),
    );
  }

  /** Moves time on and fires the timers that come due on the way, in order. */
  advanceTo(nowMs: EpochMs): Decision<T>[] {
    const said: Decision<T>[] = [];
    for (;;) {
      const due = this.#world.takeTimerDue(nowMs);
      if (due === undefined) break;
      this.see({ nowMs: Math.max(this.nowMs, due.atMs) });
      const handlers = this.#handlersOf(this.#world.marketIdAt(due.marketIndex));
      const decision = handlers.onTimer?.(due.name, this.#context());
      if (decision !== undefined && decision !== null) said.push(decision);
    }
    this.see({ nowMs });
    return said;
  }

  /** Starts every market anew with the state that the bot left, through JSON as a store keeps it. */
  restart(): void {
    for (const [marketId, handlers] of this.#handlers) {
      const state: unknown = JSON.parse(JSON.stringify(handlers.snapshot?.() ?? null));
      const next = this.#openMarket(marketId);
      if (state !== null) next.restore?.(state, { savedAtMs: this.nowMs });
      this.#handlers.set(marketId, next);
    }
  }

  /** What the bot says of a decision in plain words. */
  explain(decision: Decision<T> | PlanDecision<T>): string {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a plan is a decision of every execution bot
    return this.#behaviour.explain?.(decision as Decision<T>) ?? "";
  }

  #handlersOf(marketId?: string): MarketHandlers<T> {
    const id = this.#world.factsOf(marketId).marketId;
    const known = this.#handlers.get(id);
    if (known !== undefined) return known;
    const made = this.#openMarket(id);
    this.#handlers.set(id, made);
    return made;
  }

  #context(): DecisionContext {
    const nowMs = this.nowMs;
    return { nowMs, exchangeTimeMs: nowMs, eventSequence: 1, correlationId: "c", isStale: false };
  }
}
