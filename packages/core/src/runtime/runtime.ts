import { Subject, type Observable } from "rxjs";
import type { BotBehaviour } from "../bot/behaviour.ts";
import type { BotTypes } from "../bot/contract.ts";
import type { BotLog, Ports } from "../bot/grants.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { OrderBookSnapshot } from "../contracts/order-book-snapshot.ts";
import { Container } from "../di.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";
import { Kernel, type KernelBot, type KernelObserver } from "../kernel/kernel.ts";
import type { KernelEvent } from "../kernel/kernel-event.ts";
import type { MarketDataBatch } from "../market-data/market-data-batch.ts";
import type { MarketDefinition } from "../market-data/market-definition.ts";
import { orderBots } from "../plugin/order-bots.ts";
import type { LoadedBot } from "../plugin/load-bot.ts";
import type { StateMirror } from "../ports/state-mirror.ts";
import type { BotHost, CallClock, HostServices } from "./bot-host.ts";
import { createBotContainer, grantsFrom } from "./bot-container.ts";
import { SettingsForMarket, type BotConfiguration } from "./bot-settings.ts";
import type { Stopwatch } from "./call-budget.ts";
import { HandlerHost, type FindMirroredState } from "./handler-host.ts";
import { snapshotOf } from "./order-book-snapshot-of.ts";
import type { NoticeSink } from "./runtime-notice.ts";
import { createSeededRandom } from "./seeded-random.ts";
import { SignalRouter, type RoutedSignal } from "./signal-router.ts";
import { StreamHost } from "./stream-host.ts";

/** A bot and how this run configures it. */
export interface ConfiguredBot {
  readonly bot: LoadedBot;
  readonly configuration: BotConfiguration;
  /** Market ids the bot watches; all when absent. */
  readonly markets?: readonly string[] | undefined;
}

/** What a runtime is assembled from. */
export interface RuntimeOptions {
  readonly markets: readonly MarketDefinition[];
  readonly bots: readonly ConfiguredBot[];
  /** Changes with any setting that affects decisions; rides on every envelope. */
  readonly configVersion: string;
  readonly seed: number;
  readonly stopwatch: Stopwatch;
  readonly log: (botId: string) => BotLog;
  readonly onNotice: NoticeSink;
  readonly observers?: readonly KernelObserver[];
  /** An active kill switch keeps every bot off. */
  readonly isKilled?: boolean;
  /** Where bot state survives a restart; none in a backtest. */
  readonly stateMirror?: StateMirror;
}

/**
 * Bots, wired: loads each into a container of its own, joins them by their signals and drives them
 * from one kernel.
 */
export class Runtime {
  readonly kernel: Kernel;
  /** Bots in calling order. */
  readonly hosts: readonly BotHost[];
  readonly #router = new SignalRouter();
  readonly #options: RuntimeOptions;
  readonly #callClock: CallClock = {
    nestedMs: 0,
    eventSequence: 0,
    readMs: 0,
    freshContext: null,
  };
  readonly #bookTaps = new Map<number, Subject<OrderBookSnapshot>>();

  /**
   * @throws PolytradersError whatever makes a bot unfit for this run; nothing has run then
   */
  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.kernel = new Kernel({ markets: options.markets, observers: options.observers ?? [] });
    const ordered = orderBots(
      options.bots.map((entry) => ({ ...entry, manifest: entry.bot.manifest })),
    );
    const container = new Container();
    const findState = this.#mirroredStates();
    this.hosts = ordered.map((entry, index) =>
      this.#createHost(entry, index, container, findState),
    );
    this.kernel.attach(this.#hostsByMarket(ordered), this.hosts);
  }

  apply(batch: MarketDataBatch): void {
    this.kernel.apply(batch);
  }

  command(command: OperatorCommand): void {
    this.kernel.command(command);
  }

  /** Signals of one kind as they are routed, for composition, tests and dashboards. */
  signals(kind: string): Observable<RoutedSignal> {
    const tap = new Subject<RoutedSignal>();
    this.#router.subscribe(kind, (signal) => tap.next(signal));
    return tap.asObservable();
  }

  /** Tops of book of one market, one after each frame that changed it. */
  orderBooks(marketIndex: number): Observable<OrderBookSnapshot> {
    const present = this.#bookTaps.get(marketIndex);
    if (present !== undefined) return present.asObservable();
    const tap = new Subject<OrderBookSnapshot>();
    this.#bookTaps.set(marketIndex, tap);
    this.kernel.tap(marketIndex, new BookTap(tap));
    return tap.asObservable();
  }

  /** Saves what the bots want to keep; does nothing without a mirror. */
  mirrorState(): void {
    const { stateMirror } = this.#options;
    if (stateMirror === undefined) return;
    const { nowMs, markets } = this.kernel;
    const states = this.hosts.flatMap((host) =>
      host instanceof HandlerHost ? host.snapshots(nowMs, markets) : [],
    );
    stateMirror.save(states);
  }

  #createHost(
    entry: ConfiguredBot,
    index: number,
    container: Container,
    findState: FindMirroredState,
  ): BotHost {
    const { definition, manifest } = entry.bot;
    const { configVersion, isKilled = false } = this.#options;
    const settings = new SettingsForMarket(manifest, entry.configuration, configVersion, isKilled);
    const services = this.#services(entry.markets);
    let host: BotHost | undefined;
    const ports = this.#ports(index, manifest.botId, (decision) => host?.propose(decision));
    const scope = createBotContainer(container, manifest.authority, ports);
    const { parameters } = settings.general;
    const grants = Object.freeze({ parameters, ...grantsFrom(scope, manifest.authority) });
    const { contract } = definition;
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the author's types come from the table that filled the container
      const behaviour: BotBehaviour<BotTypes> = definition.create(grants as never);
      host =
        "streams" in behaviour
          ? new StreamHost(contract, index, settings, services, behaviour)
          : new HandlerHost(contract, index, settings, services, handlersOf(behaviour), findState);
      return host;
    } catch (cause) {
      const found = cause instanceof Error ? cause.message : String(cause);
      throw new PolytradersError("BOT_CREATE_FAILED", {
        found: `${manifest.botId}: ${found}`,
        place: { file: entry.bot.file },
        cause,
      });
    }
  }

  #services(markets: readonly string[] | undefined): HostServices {
    const { stopwatch, onNotice } = this.#options;
    return {
      kernel: this.kernel,
      router: this.#router,
      stopwatch,
      onNotice,
      callClock: this.#callClock,
      watchedMarketIds: markets === undefined ? null : new Set(markets),
    };
  }

  #ports(index: number, botId: string, propose: (decision: object) => void): Ports {
    const { kernel } = this;
    return {
      clock: { nowMs: () => kernel.nowMs },
      random: createSeededRandom(this.#options.seed, botId),
      log: this.#options.log(botId),
      timers: {
        set: (marketIndex, name, atMs) => {
          if (Number.isNaN(atMs))
            throw new RangeError(`expected a time for timer ${name}, found NaN`);
          // Never inside the event that sets it: a bot could keep the kernel at one moment forever.
          kernel.timers.set(index, marketIndex, name, Math.max(atMs, kernel.nowMs + 1));
        },
        cancel: (marketIndex, name) => kernel.timers.cancel(index, marketIndex, name),
      },
      // Nothing of ours rests anywhere until an execution port is attached.
      ownOrders: { restingSize: () => 0 },
      intents: { propose },
    };
  }

  #mirroredStates(): FindMirroredState {
    const { stateMirror } = this.#options;
    if (stateMirror === undefined) return () => undefined;
    const loaded = new Map<string, ReadonlyMap<string, ReturnType<StateMirror["load"]>[number]>>();
    return (botId, marketId) => {
      let states = loaded.get(botId);
      if (states === undefined) {
        states = new Map(stateMirror.load(botId).map((state) => [state.marketId, state]));
        loaded.set(botId, states);
      }
      return states.get(marketId);
    };
  }

  #hostsByMarket(ordered: readonly ConfiguredBot[]): readonly (readonly KernelBot[])[] {
    const shared = new Map<string, readonly KernelBot[]>();
    const watched = ordered.map(({ markets }) =>
      markets === undefined ? undefined : new Set(markets),
    );
    return this.#options.markets.map(({ marketId }) => {
      const flags = watched
        .map((set) => (set === undefined || set.has(marketId) ? "1" : "0"))
        .join("");
      const present = shared.get(flags);
      if (present !== undefined) return present;
      const hosts = this.hosts.filter((_, index) => flags[index] === "1");
      shared.set(flags, hosts);
      return hosts;
    });
  }
}

class BookTap implements KernelBot {
  readonly #tap: Subject<OrderBookSnapshot>;

  constructor(tap: Subject<OrderBookSnapshot>) {
    this.#tap = tap;
  }

  handle(event: KernelEvent): void {
    if (event.kind === "frame" && event.hasBookChange)
      this.#tap.next(snapshotOf(event.market, event));
  }
}

type Handlers = Extract<BotBehaviour<BotTypes>, { perMarket: unknown } | { decide: unknown }>;

function handlersOf(behaviour: BotBehaviour<BotTypes>): Handlers {
  if ("perMarket" in behaviour || "decide" in behaviour) return behaviour;
  if ("vote" in behaviour) {
    // A pure guard is asked about intents only; market events pass it by.
    return { ...behaviour, perMarket: () => ({ vote: behaviour.vote.bind(behaviour) }) };
  }
  throw new TypeError("the factory returned none of decide, vote, perMarket, streams");
}
