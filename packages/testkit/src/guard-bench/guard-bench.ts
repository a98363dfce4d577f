import type {
  BotBehaviour,
  BotDefinition,
  BotMarket,
  BotTypes,
  DecisionContext,
  EpochMs,
  Grants,
  Halt,
  LedgerPort,
  MarketFacts,
  MarketFactsPort,
  OpenOrder,
  OpenOrders,
  OrderIntent,
  Ports,
  RiskScope,
  VenueHealth,
  VoteDecision,
} from "@polytraders/core";
import { RecordingLog } from "../ports/recording-log.ts";
import {
  buildLedgerPort,
  buildMarketFacts,
  buildOpenOrders,
  buildVenueHealth,
  type LedgerSetting,
  type MarketSetting,
  type VenueSetting,
} from "./guard-world.ts";
import { parametersInForce } from "./parameters-in-force.ts";

/** Everything a guard can look at in one vote. */
export interface GuardWorld {
  readonly nowMs?: EpochMs;
  readonly markets?: readonly MarketSetting[];
  readonly ledger?: LedgerSetting;
  readonly orders?: readonly Partial<OpenOrder>[];
  readonly venue?: VenueSetting;
  readonly halts?: readonly Halt[];
}

/** A guard's `trip` of the kill switch. */
export interface Trip {
  readonly scope: RiskScope;
  readonly reasonCode: string;
  readonly found: string;
}

/** An ordinary order: buy 100 shares of the first token of `market-0` at 0.50, good till cancelled. */
export function buildIntent(overrides: Partial<OrderIntent> = {}): OrderIntent {
  return {
    schemaVersion: 1,
    intentId: "intent-0",
    botId: "strat.test",
    marketId: "market-0",
    tokenId: `${overrides.marketId ?? "market-0"}-yes`,
    side: "BUY",
    price: 5_000,
    size: 100_000_000,
    timeInForce: "GTC",
    isPostOnly: false,
    isReduceOnly: false,
    expiresAtMs: null,
    reasonCode: "STRAT_EDGE_DETECTED",
    correlationId: "correlation-0",
    emittedAtMs: 0,
    ...overrides,
  };
}

/**
 * Asks a guard without a runtime, so that a test says exactly what the guard sees. Markets keep
 * their state from vote to vote; the world may change between them.
 *
 * @throws PolytradersError BOT_PARAMETER_BEYOND_HARD, or a zod error, when a parameter is not allowed
 */
export class GuardBench<T extends BotTypes & { readonly authority: "vote" }> {
  readonly trips: Trip[] = [];
  readonly #definition: BotDefinition<T>;
  readonly #behaviour: BotBehaviour<T>;
  readonly #parameters: T["parameters"];
  readonly #voters = new Map<string, (intent: OrderIntent) => VoteDecision<T>>();
  readonly #perMarket: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  #nowMs: EpochMs = 1_000_000;
  #facts: MarketFactsPort;
  #ledger: LedgerPort;
  #orders: OpenOrders;
  #venue: VenueHealth;
  #halts: readonly Halt[] = [];

  /** @param perMarket - parameters of single markets, by market id */
  constructor(
    definition: BotDefinition<T>,
    parameters: Readonly<Record<string, unknown>> = {},
    world: GuardWorld = {},
    perMarket: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
  ) {
    this.#definition = definition;
    this.#perMarket = perMarket;
    this.#parameters = parametersInForce(definition, parameters);
    this.#nowMs = world.nowMs ?? this.#nowMs;
    this.#facts = buildMarketFacts(world.markets ?? [{}], () => this.#nowMs);
    this.#ledger = buildLedgerPort(world.ledger, this.#nowMs);
    this.#orders = buildOpenOrders(world.orders ?? [], () => this.#nowMs);
    this.#venue = buildVenueHealth(world.venue ?? {}, this.#nowMs);
    this.#halts = world.halts ?? [];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every port is there, whichever the authority grants
    const grants = { parameters: this.#parameters, ...this.#ports() } as unknown as Grants<T>;
    this.#behaviour = definition.create(grants);
    for (const facts of this.#facts.all()) this.#openMarket(facts);
  }

  /** Changes what the guard sees; what is not named stays. */
  see(world: GuardWorld): void {
    this.#nowMs = world.nowMs ?? this.#nowMs;
    if (world.markets) this.#facts = buildMarketFacts(world.markets, () => this.#nowMs);
    if (world.ledger) this.#ledger = buildLedgerPort(world.ledger, this.#nowMs);
    if (world.orders) this.#orders = buildOpenOrders(world.orders, () => this.#nowMs);
    if (world.venue) this.#venue = buildVenueHealth(world.venue, this.#nowMs);
    if (world.halts) this.#halts = world.halts;
  }

  vote(overrides: Partial<OrderIntent> = {}): VoteDecision<T> {
    const intent = buildIntent({ emittedAtMs: this.#nowMs, ...overrides });
    const voter = this.#voters.get(intent.marketId) ?? [...this.#voters.values()][0];
    if (voter === undefined) throw new RangeError("expected a market to vote in, found none");
    return voter(intent);
  }

  /** What the guard says of a vote in plain words. */
  explain(decision: VoteDecision<T>): string {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a vote is a decision of every guard
    return this.#behaviour.explain?.(decision as never) ?? "";
  }

  #openMarket(facts: MarketFacts): void {
    const parameters = parametersInForce(this.#definition, {
      ...this.#parameters,
      ...this.#perMarket[facts.marketId],
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- outcomes are the only thing that facts lack
    const market = {
      ...facts,
      index: facts.marketIndex,
      outcomes: ["Yes", "No"],
      parameters,
    } as unknown as BotMarket<T>;
    const behaviour = this.#behaviour;
    if ("perMarket" in behaviour) {
      const handlers = behaviour.perMarket(market);
      this.#voters.set(facts.marketId, (intent) => {
        const vote = handlers.vote?.(intent, this.#context());
        if (vote === undefined) throw new TypeError("expected a guard, found no vote handler");
        return vote;
      });
    } else if ("vote" in behaviour) {
      this.#voters.set(facts.marketId, (intent) => behaviour.vote(intent, this.#context(), market));
    } else throw new TypeError("expected a guard, found a bot that does not vote");
  }

  #context(): DecisionContext {
    const nowMs = this.#nowMs;
    return { nowMs, exchangeTimeMs: nowMs, eventSequence: 1, correlationId: "c", isStale: false };
  }

  /** Ports that always show the world as it is now. */
  #ports(): Ports {
    return {
      clock: { nowMs: () => this.#nowMs },
      random: { next: () => 0.5 },
      log: new RecordingLog().for("guard"),
      timers: { set: () => undefined, cancel: () => undefined },
      ownOrders: { restingSize: () => 0 },
      intents: { propose: () => null, cancel: () => false },
      ledger: live(() => this.#ledger),
      openOrders: live(() => this.#orders),
      marketFacts: live(() => this.#facts),
      venueHealth: live(() => this.#venue),
      orderCare: { cancel: () => false, reconcile: () => false },
      killSwitch: {
        haltOf: (botId, marketId) =>
          this.#halts.find(
            ({ scope }) =>
              (scope.botId ?? botId) === botId && (scope.marketId ?? marketId) === marketId,
          ) ?? null,
        halts: () => this.#halts,
        trip: (scope, reasonCode, found) => {
          this.trips.push({ scope, reasonCode, found });
          return true;
        },
      },
    };
  }
}

/** An object that always reads from the newest one. */
function live<P extends object>(current: () => P): P {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every read goes to an object of this type
  return new Proxy({}, { get: (_, name) => Reflect.get(current(), name) as unknown }) as P;
}
