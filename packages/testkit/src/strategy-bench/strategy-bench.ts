import {
  createSeededRandom,
  TimerQueue,
  type BotBehaviour,
  type BotDefinition,
  type BotMarket,
  type BotTypes,
  type Decision,
  type DecisionContext,
  type EpochMs,
  type FillEvent,
  type Grants,
  type MarketHandlers,
  type MarketStatus,
  type MicroShares,
  type OrderIntent,
  type OrderUpdate,
  type Ports,
  type PriceUnits,
  type RiskDecision,
  type SettlementState,
  type TradeTick,
} from "@polytraders/core";
import { parametersInForce } from "../guard-bench/parameters-in-force.ts";
import { buildVenueHealth } from "../guard-bench/guard-world.ts";
import { RecordingLog } from "../ports/recording-log.ts";
import type { BenchAccount, BenchOrders } from "./bench-account.ts";
import { decisionOf, fillOf, openOrderOf, updateOf, type BenchAnswer } from "./bench-answer.ts";
import type { BenchLevels, BenchMarket, BenchMarketSetting } from "./bench-market.ts";
import { BenchWorld } from "./bench-world.ts";

/** What a test says before a strategy starts; everything has a default. */
export interface StrategySetting {
  readonly nowMs?: EpochMs;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Parameters of single markets, by market id. */
  readonly perMarket?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly markets?: readonly BenchMarketSetting[];
  readonly cashMicroUsd?: number;
  readonly seed?: number;
  /** What risk makes of each intent; everything is approved unless told otherwise. */
  readonly answer?: (intent: OrderIntent) => BenchAnswer;
  /** False leaves orders sent, and cancellations open, until the test says more. */
  readonly venueAnswers?: boolean;
}

/** An intent as it was proposed or returned, and what became of it. */
export interface BenchProposal {
  readonly timeMs: EpochMs;
  readonly intent: OrderIntent;
  readonly decision: RiskDecision;
}

/** A decision other than an intent, with the market it is about. */
export interface BenchSaid<T extends BotTypes> {
  readonly timeMs: EpochMs;
  readonly marketId: string;
  readonly decision: Decision<T>;
}

type TradeBot = BotTypes & { readonly authority: "trade" };

/**
 * Drives a strategy without a runtime: books, trades, time and news of its orders go in; proposals,
 * cancellations and signals come out. Risk and venue are answered as the test says; the account
 * follows the fills. Two benches of one seed and the same calls give the same.
 *
 * @throws PolytradersError BOT_PARAMETER_BEYOND_HARD, or a zod error, when a parameter is not allowed
 */
export class StrategyBench<T extends TradeBot> {
  readonly proposals: BenchProposal[] = [];
  /** Ids of orders that the strategy took back, in order. */
  readonly cancels: string[] = [];
  readonly said: BenchSaid<T>[] = [];
  readonly log = new RecordingLog();
  nowMs: EpochMs;
  readonly #definition: BotDefinition<T>;
  readonly #setting: StrategySetting;
  readonly #world: BenchWorld;
  readonly #timers = new TimerQueue();
  readonly #fills = new Map<string, { readonly fill: FillEvent; readonly matchedAtMs: EpochMs }>();
  readonly #news: { readonly update?: OrderUpdate; readonly fill?: FillEvent }[] = [];
  #behaviour: BotBehaviour<T>;
  #handlers: MarketHandlers<T>[];
  #current = 0;
  #sequence = 0;

  constructor(definition: BotDefinition<T>, setting: StrategySetting = {}) {
    this.#definition = definition;
    this.#setting = setting;
    this.nowMs = setting.nowMs ?? 1_000_000;
    const { markets = [{}], cashMicroUsd = 500_000_000 } = setting;
    this.#world = new BenchWorld(markets, cashMicroUsd, () => this.nowMs);
    this.#behaviour = this.#create();
    this.#handlers = this.#open();
  }

  get orders(): BenchOrders {
    return this.#world.orders;
  }
  get account(): BenchAccount {
    return this.#world.account;
  }
  /** The newest proposal. */
  get last(): BenchProposal | undefined {
    return this.proposals.at(-1);
  }

  /** Shows a market's book, as a frame does. */
  book(levels: BenchLevels, marketId = "market-0"): void {
    const market = this.#world.marketOf(marketId);
    market.show(levels, this.#world.shownOrders(market), this.nowMs);
    this.frame(marketId);
  }

  /** One more frame over the book as it stands. */
  frame(marketId = "market-0"): void {
    const market = this.#world.marketOf(marketId);
    this.#call(market, (handlers, context) => {
      handlers.onOrderBook?.(market.book, context);
      return handlers.decide?.(context);
    });
  }

  trade(trade: Pick<TradeTick, "takerSide" | "price" | "size">, marketId = "market-0"): void {
    const market = this.#world.marketOf(marketId);
    const { index: marketIndex } = market;
    const times = { exchangeTimeMs: this.nowMs, timeMs: this.nowMs };
    const tick = { schemaVersion: 1 as const, marketId, marketIndex, isInferred: false };
    this.#call(market, (handlers, context) => {
      handlers.onTrade?.({ ...tick, ...trade, ...times }, context);
      return null;
    });
  }

  status(status: MarketStatus["status"], marketId = "market-0"): void {
    const market = this.#world.marketOf(marketId);
    market.phase = status;
    const { index: marketIndex } = market;
    const times = { exchangeTimeMs: this.nowMs, timeMs: this.nowMs };
    this.#call(market, (handlers, context) => {
      const change = { schemaVersion: 1 as const, marketId, marketIndex, status, ...times };
      handlers.onMarketStatus?.(change, context);
      return null;
    });
  }

  setTickSize(tickSize: PriceUnits, marketId = "market-0"): void {
    this.#world.marketOf(marketId).setTickSize(tickSize);
  }

  /** Moves time on; timers fire on their way, in order. */
  advance(durationMs: number): void {
    this.advanceTo(this.nowMs + durationMs);
  }

  advanceTo(timeMs: EpochMs): void {
    for (;;) {
      const due = this.#timers.takeDue(timeMs);
      if (due === undefined) break;
      this.nowMs = Math.max(this.nowMs, due.atMs);
      const market = this.#world.markets[due.marketIndex];
      if (market === undefined) continue;
      this.#call(market, (handlers, context) => handlers.onTimer?.(due.name, context));
    }
    this.nowMs = Math.max(this.nowMs, timeMs);
  }

  /** Tells of an order what the venue says; an end removes it from the open ones. */
  update(orderId: string, status: OrderUpdate["status"], venueReason: string | null = null): void {
    this.#note(orderId, status, venueReason);
    this.#deliver();
  }

  /** Fills an order, wholly unless a size is given. */
  fill(
    orderId: string,
    { size, price }: { readonly size?: MicroShares; readonly price?: PriceUnits } = {},
  ): FillEvent {
    const order = this.orders.find(orderId);
    if (order === undefined) throw new RangeError(`expected an open order, found ${orderId}`);
    const fillId = `fill-${this.#fills.size}`;
    const filled = Math.min(size ?? order.remainingSize, order.remainingSize);
    const match = { fillId, price: price ?? order.price, size: filled, timeMs: this.nowMs };
    const fill = fillOf(order, match);
    this.#fills.set(fillId, { fill, matchedAtMs: this.nowMs });
    this.account.book(fill);
    const left = order.remainingSize - filled;
    this.orders.change(orderId, { remainingSize: left });
    this.#note(orderId, left === 0 ? "filled" : "partially_filled");
    this.#news.push({ fill });
    this.#deliver();
    return fill;
  }

  /** The next step of a fill's settlement; FAILED takes it back. */
  settle(fillId: string, settlement: SettlementState): void {
    const known = this.#fills.get(fillId);
    if (known === undefined) throw new RangeError(`expected a fill, found ${fillId}`);
    const fill = { ...known.fill, settlement, timeMs: this.nowMs, exchangeTimeMs: this.nowMs };
    if (settlement === "FAILED") this.account.reverse(fill, known.matchedAtMs);
    this.#news.push({ fill });
    this.#deliver();
  }

  snapshot(marketId = "market-0"): unknown {
    return this.#handlersOf(this.#world.marketOf(marketId)).snapshot?.();
  }

  /**
   * The process ends and starts again: account and venue stay, memory and timers do not.
   *
   * @param change - what becomes of a saved state in between
   */
  restart(change: (state: unknown) => unknown = (state) => state): void {
    const saved = this.#handlers.map((handlers) => {
      const state = handlers.snapshot?.();
      // Through JSON, as a store would keep it.
      return state === undefined ? undefined : change(JSON.parse(JSON.stringify(state)));
    });
    for (let due = this.#timers.takeDue(Number.MAX_SAFE_INTEGER); due !== undefined;) {
      due = this.#timers.takeDue(Number.MAX_SAFE_INTEGER);
    }
    this.#behaviour = this.#create();
    this.#handlers = this.#open();
    for (const [index, state] of saved.entries()) {
      if (state === undefined) continue;
      this.#handlers[index]?.restore?.(state, { savedAtMs: this.nowMs });
    }
  }

  explain(decision: Decision<T>): string {
    return this.#behaviour.explain?.(decision) ?? "";
  }

  health(): Readonly<Record<string, number | string | boolean>> {
    return this.#behaviour.health?.() ?? {};
  }

  #create(): BotBehaviour<T> {
    const parameters = parametersInForce(this.#definition, this.#setting.parameters ?? {});
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every port is there, whichever the authority grants
    return this.#definition.create({ parameters, ...this.#ports() } as unknown as Grants<T>);
  }

  #open(): MarketHandlers<T>[] {
    const behaviour = this.#behaviour;
    return this.#world.markets.map((market) => {
      const { definition, index, book, complementBook } = market;
      const parameters = parametersInForce(this.#definition, {
        ...this.#setting.parameters,
        ...this.#setting.perMarket?.[definition.marketId],
      });
      const seen: BotMarket<T> = { ...definition, index, parameters, book, complementBook };
      if ("perMarket" in behaviour) return behaviour.perMarket(seen);
      if ("decide" in behaviour) {
        return { decide: (context) => behaviour.decide({ market: seen, book }, context) };
      }
      throw new TypeError("expected a strategy in the decide form, found another form");
    });
  }

  #ports(): Ports {
    return {
      clock: { nowMs: () => this.nowMs },
      random: createSeededRandom(this.#setting.seed ?? 1, this.#definition.contract.manifest.botId),
      log: this.log.for(this.#definition.contract.manifest.botId),
      timers: {
        // As in the kernel: never within the event that sets it.
        set: (index, name, atMs) =>
          this.#timers.set(0, index, name, Math.max(atMs, this.nowMs + 1)),
        cancel: (index, name) => this.#timers.cancel(0, index, name),
      },
      ownOrders: { restingSize: (...at) => this.#world.restingSize(...at) },
      intents: {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a typed strategy proposes only what its contract has
        propose: (decision) => this.#take(decision as Decision<T>),
        cancel: (orderId) => this.#cancel(orderId),
      },
      ledger: this.account,
      openOrders: this.orders,
      marketFacts: this.#world.facts,
      venueHealth: buildVenueHealth({}, this.nowMs),
      orderCare: { cancel: () => false, reconcile: () => false },
      killSwitch: { haltOf: () => null, halts: () => [], trip: () => false },
    };
  }

  #call(
    market: BenchMarket,
    run: (
      handlers: MarketHandlers<T>,
      context: DecisionContext,
    ) => Decision<T> | null | undefined | void,
  ): void {
    this.#sequence += 1;
    this.#current = market.index;
    const context: DecisionContext = {
      nowMs: this.nowMs,
      exchangeTimeMs: this.nowMs,
      eventSequence: this.#sequence,
      correlationId: `event-${this.#sequence}`,
      isStale: false,
    };
    const handlers = this.#handlersOf(market);
    const decision = run(handlers, context) ?? null;
    if (decision !== null) {
      const outcome = this.#take(decision);
      if (outcome !== null) handlers.onIntentDecision?.(outcome, context);
    }
    this.#deliver();
  }

  #take(decision: Decision<T>): RiskDecision | null {
    const market = this.#world.markets[this.#current];
    if (market === undefined) return null;
    const { marketId } = market.definition;
    if (!("intent" in decision)) {
      this.said.push({ timeMs: this.nowMs, marketId, decision });
      return null;
    }
    const number = this.proposals.length;
    const intent: OrderIntent = {
      schemaVersion: 1,
      intentId: `intent-${number}`,
      botId: this.#definition.contract.manifest.botId,
      marketId,
      isPostOnly: false,
      isReduceOnly: false,
      expiresAtMs: null,
      ...decision.intent,
      reasonCode: decision.reasonCode,
      correlationId: `event-${this.#sequence}`,
      emittedAtMs: this.nowMs,
    };
    const answer = this.#setting.answer?.(intent) ?? "approve";
    const outcome = decisionOf(intent, answer, `order-${number}`);
    this.proposals.push({ timeMs: this.nowMs, intent, decision: outcome });
    if (outcome.outcome === "approved") this.#send(outcome);
    return outcome;
  }

  #send(decision: RiskDecision): void {
    const order = openOrderOf(decision, "sent");
    this.orders.add(order);
    this.#news.push({ update: updateOf(order, "sent", this.nowMs) });
    if (this.#setting.venueAnswers !== false) this.#note(order.orderId, "resting");
  }

  #cancel(orderId: string): boolean {
    const order = this.orders.change(orderId, { isCancelling: true });
    if (order === undefined) return false;
    this.cancels.push(orderId);
    if (this.#setting.venueAnswers !== false) this.#note(orderId, "cancelled");
    return true;
  }

  #note(orderId: string, status: OrderUpdate["status"], venueReason: string | null = null): void {
    const state = status === "unknown" ? "unknown" : status === "sent" ? "sent" : "resting";
    const order = this.orders.change(orderId, { state });
    if (order === undefined) return;
    this.#news.push({ update: updateOf(order, status, this.nowMs, venueReason) });
    if (["filled", "cancelled", "expired", "rejected"].includes(status)) {
      this.orders.remove(orderId);
    }
    const market = this.#world.marketOf(order.marketId);
    market.draw(this.#world.shownOrders(market));
  }

  /** News follow the event that brought them about. */
  #deliver(): void {
    const news = this.#news.shift();
    const marketId = news?.update?.marketId ?? news?.fill?.marketId;
    if (news === undefined || marketId === undefined) return;
    this.#call(this.#world.marketOf(marketId), (handlers, context) =>
      news.update === undefined
        ? news.fill && handlers.onFill?.(news.fill, context)
        : handlers.onOrderUpdate?.(news.update, context),
    );
  }

  #handlersOf(market: BenchMarket): MarketHandlers<T> {
    const handlers = this.#handlers[market.index];
    if (handlers === undefined) throw new RangeError(`expected handlers in ${market.index}`);
    return handlers;
  }
}
