import {
  createSeededRandom,
  type BotMarket,
  type BotTypes,
  type EpochMs,
  type Grants,
  type LedgerPort,
  type MarketFacts,
  type MarketFactsPort,
  type OpenOrders,
  type Ports,
  type Random,
  type VenueHealth,
} from "@polytraders/core";
import {
  buildLedgerPort,
  buildMarketFacts,
  buildOpenOrders,
  buildVenueHealth,
} from "../guard-bench/guard-world.ts";
import type { GuardWorld } from "../guard-bench/guard-bench.ts";
import { RecordingLog } from "../ports/recording-log.ts";

/** Everything an execution bot can look at. */
export interface PlanWorld extends Omit<GuardWorld, "halts"> {
  /** Seed of the bot's random port; every number is 0.5, which changes nothing, without one. */
  readonly randomSeed?: number;
}

interface PendingTimer {
  readonly marketIndex: number;
  readonly name: string;
  readonly atMs: EpochMs;
}

/** The ports of an execution bot over a world that a test states. */
export class PlanWorldPorts {
  readonly cancels: { readonly orderId: string; readonly reasonCode: string }[] = [];
  readonly reconciles: string[] = [];
  readonly #botId: string;
  #timers: readonly PendingTimer[] = [];
  #nowMs: EpochMs;
  #facts: MarketFactsPort;
  #ledger: LedgerPort;
  #orders: OpenOrders;
  #venue: VenueHealth;
  #random: Random;

  constructor(botId: string, world: PlanWorld) {
    this.#botId = botId;
    this.#nowMs = world.nowMs ?? 1_000_000;
    this.#facts = buildMarketFacts(world.markets ?? [{}], () => this.#nowMs);
    this.#ledger = buildLedgerPort(world.ledger, this.#nowMs);
    this.#orders = buildOpenOrders(world.orders ?? [], () => this.#nowMs);
    this.#venue = buildVenueHealth(world.venue ?? {}, this.#nowMs);
    this.#random = randomOf(world.randomSeed, botId);
  }

  get nowMs(): EpochMs {
    return this.#nowMs;
  }
  get timers(): readonly PendingTimer[] {
    return this.#timers;
  }

  see(world: PlanWorld): void {
    this.#nowMs = world.nowMs ?? this.#nowMs;
    if (world.markets) this.#facts = buildMarketFacts(world.markets, () => this.#nowMs);
    if (world.ledger) this.#ledger = buildLedgerPort(world.ledger, this.#nowMs);
    if (world.orders) this.#orders = buildOpenOrders(world.orders, () => this.#nowMs);
    if (world.venue) this.#venue = buildVenueHealth(world.venue, this.#nowMs);
    if (world.randomSeed !== undefined) this.#random = randomOf(world.randomSeed, this.#botId);
  }

  /** A market of the world; the first one without an id. */
  factsOf(marketId?: string): MarketFacts {
    const facts = marketId === undefined ? this.#facts.all()[0] : this.#facts.of(marketId);
    if (facts === undefined)
      throw new RangeError(`expected a market, found no ${marketId ?? "one"}`);
    return facts;
  }

  marketIdAt(index: number): string {
    return this.#facts.all()[index]?.marketId ?? "";
  }

  /** A market as its bot is handed it: the definition as of now, books that stay live. */
  marketOf<T extends BotTypes>(marketId: string, parameters: T["parameters"]): BotMarket<T> {
    const facts = this.factsOf(marketId);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- outcomes are the only thing that facts lack
    return {
      ...facts,
      index: facts.marketIndex,
      outcomes: ["Yes", "No"],
      parameters,
      book: liveObject(() => this.factsOf(marketId).book),
      complementBook: liveObject(() => this.factsOf(marketId).complementBook),
    } as unknown as BotMarket<T>;
  }

  /** The earliest timer due by a time, which is then no longer set. */
  takeTimerDue(nowMs: EpochMs): PendingTimer | undefined {
    const [first] = this.#timers;
    if (first === undefined || first.atMs > nowMs) return undefined;
    this.#timers = this.#timers.slice(1);
    return first;
  }

  grantsOf<T extends BotTypes>(parameters: T["parameters"]): Grants<T> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every port is there, whichever the authority grants
    return { parameters, ...this.#ports() } as unknown as Grants<T>;
  }

  #ports(): Ports {
    return {
      clock: { nowMs: () => this.#nowMs },
      random: { next: () => this.#random.next() },
      log: new RecordingLog().for(this.#botId),
      timers: {
        set: (marketIndex, name, atMs) => this.#setTimer({ marketIndex, name, atMs }),
        cancel: (marketIndex, name) => this.#dropTimer(marketIndex, name),
      },
      ownOrders: { restingSize: () => 0 },
      intents: { propose: () => null, cancel: () => false },
      ledger: liveObject(() => this.#ledger),
      openOrders: liveObject(() => this.#orders),
      marketFacts: liveObject(() => this.#facts),
      venueHealth: liveObject(() => this.#venue),
      killSwitch: { haltOf: () => null, halts: () => [], trip: () => false },
      orderCare: {
        cancel: (orderId, reasonCode) => {
          this.cancels.push({ orderId, reasonCode });
          return this.#orders.find(orderId) !== undefined;
        },
        reconcile: (orderId) => {
          this.reconciles.push(orderId);
          return this.#orders.find(orderId) !== undefined;
        },
      },
    };
  }

  #setTimer(timer: PendingTimer): void {
    this.#dropTimer(timer.marketIndex, timer.name);
    // As in the kernel: one millisecond after the event that sets it at the earliest.
    const atMs = Math.max(timer.atMs, this.#nowMs + 1);
    this.#timers = [...this.#timers, { ...timer, atMs }].toSorted(
      (left, right) => left.atMs - right.atMs,
    );
  }

  #dropTimer(marketIndex: number, name: string): void {
    this.#timers = this.#timers.filter(
      (timer) => timer.marketIndex !== marketIndex || timer.name !== name,
    );
  }
}

function randomOf(seed: number | undefined, botId: string): Random {
  return seed === undefined ? { next: () => 0.5 } : createSeededRandom(seed, botId);
}

/** An object that always reads from the newest one; its methods work on that one, too. */
function liveObject<P extends object>(current: () => P): P {
  const read = (_: object, name: string | symbol): unknown => {
    const target = current();
    const value: unknown = Reflect.get(target, name);
    return typeof value === "function" ? value.bind(target) : value;
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every read goes to an object of this type
  return new Proxy({}, { get: read }) as P;
}
