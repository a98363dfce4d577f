import { Subject, type Observable } from "rxjs";
import type { BotLog, Ports } from "../bot/grants.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { OrderBookSnapshot } from "../contracts/order-book-snapshot.ts";
import type { VenueReport } from "../contracts/venue-report.ts";
import { Container } from "../di.ts";
import type { EpochMs } from "../domain/units.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";
import { thrownText } from "../errors/thrown-text.ts";
import { Kernel, type KernelBot, type KernelObserver } from "../kernel/kernel.ts";
import type { KernelEvent } from "../kernel/kernel-event.ts";
import type { MarketDataBatch } from "../market-data/market-data-batch.ts";
import type { MarketDefinition } from "../market-data/market-definition.ts";
import { orderBots } from "../plugin/order-bots.ts";
import type { LoadedBot } from "../plugin/load-bot.ts";
import type { KernelJournal } from "../ports/kernel-journal.ts";
import type { MarketFactsPort } from "../ports/market-facts.ts";
import type { StateMirror } from "../ports/state-mirror.ts";
import { absentPort } from "../risk/absent-port.ts";
import { createMarketFacts } from "../risk/market-facts-of.ts";
import type { RiskModule } from "../risk/risk-module.ts";
import { readRiskState } from "../risk/risk-state.ts";
import type { TradingDesk } from "../trading/trading-desk.ts";
import type { TradingOptions } from "../trading/trading-options.ts";
import type { BotHost } from "./bot-host.ts";
import type { CallClock, HostServices } from "./host-services.ts";
import { createBotContainer, grantsFrom } from "./bot-container.ts";
import { SettingsForMarket, type BotConfiguration } from "./bot-settings.ts";
import type { Stopwatch } from "./call-budget.ts";
import { HandlerHost, type FindMirroredState } from "./handler-host.ts";
import { onlyAnswers } from "./handlers-of.ts";
import { createIntents } from "./intents-port.ts";
import { createKillSwitch } from "./kill-switch-port.ts";
import {
  attachDesk,
  createDesk,
  createRiskModule,
  missingPorts,
  OperatorDesk,
  orderCareOf,
  riskOptionsWith,
} from "./order-path.ts";
import type { RiskOptions } from "./risk-options.ts";
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
  /** Guards' order and state; and what they judge by, where no `trading` provides it. */
  readonly risk?: RiskOptions;
  /** The venue to trade at; without it intents are refused. */
  readonly trading?: TradingOptions;
  /** Where inputs are written down before they act, and orders before they are sent. */
  readonly journal?: KernelJournal;
}

/**
 * Bots, wired: loads each into a container of its own, joins them by their signals and drives them
 * from one kernel.
 */
export class Runtime {
  readonly kernel: Kernel;
  /** Bots in calling order. */
  readonly hosts: readonly BotHost[];
  /** The gate between strategies and the venue. */
  readonly risk: RiskModule;
  /** Orders, fills and the ledger; `null` in a run that cannot trade. */
  readonly desk: TradingDesk | null;
  readonly #risk: RiskOptions | undefined;
  readonly #journal: KernelJournal | undefined;
  readonly #router = new SignalRouter();
  readonly #options: RuntimeOptions;
  readonly #callClock: CallClock = {
    nestedMs: 0,
    nestedReadMs: 0,
    eventSequence: 0,
    readMs: 0,
    freshContext: null,
  };
  readonly #marketFacts: MarketFactsPort;
  /** Bots that are asked about intents or orders only; events pass them by. */
  readonly #answering = new Set<BotHost>();
  readonly #bookTaps = new Map<number, Subject<OrderBookSnapshot>>();

  /**
   * @throws PolytradersError whatever makes a bot unfit for this run; nothing has run then
   */
  constructor(options: RuntimeOptions) {
    this.#options = options;
    const { state } = options.risk ?? {};
    const riskState = state === undefined ? undefined : readRiskState(state);
    this.kernel = new Kernel({
      markets: options.markets,
      observers: options.observers ?? [],
      commandIds: riskState?.commandIds ?? [],
    });
    this.#marketFacts = createMarketFacts(this.kernel.markets, () => this.kernel.nowMs);
    const ordered = orderBots(
      options.bots.map((entry) => ({ ...entry, manifest: entry.bot.manifest })),
    );
    const container = new Container();
    const findState = this.#mirroredStates();
    this.#journal = options.journal;
    this.desk = createDesk(this.kernel, ordered.length + 1, options);
    this.#risk = riskOptionsWith(this.desk, options.risk);
    this.hosts = ordered.map((entry, index) =>
      this.#createHost(entry, index, container, findState),
    );
    const risk = createRiskModule(
      this.kernel,
      this.hosts,
      withRisk(options, this.#risk),
      riskState,
    );
    this.risk = risk;
    const { desk, hosts } = this;
    const order = options.trading?.executionOrder ?? [];
    if (desk !== null) attachDesk(desk, hosts, risk, order);
    const operators = new OperatorDesk(risk, this.kernel, hosts);
    const others = desk === null ? [operators] : [operators, desk];
    this.kernel.attach(this.#hostsByMarket(ordered), [...hosts, ...others]);
  }

  /** Takes in rows of market data. @throws PolytradersError what the journal throws; nothing acts then */
  apply(batch: MarketDataBatch): void {
    this.#journal?.rows(batch);
    this.kernel.apply(batch);
    this.#tellFaults();
  }

  /** Lets kernel time pass without market data. Throws as {@link apply} does, as do those below. */
  advanceTo(timeMs: EpochMs): void {
    if (timeMs <= this.kernel.nowMs) return;
    this.#journal?.time(timeMs);
    this.kernel.advanceTo(timeMs);
    this.#tellFaults();
  }

  /**
   * Takes in what the venue tells about our account, at a time that is not before the kernel's. The
   * answer to a question of a resumed run is no input when it tells nothing new.
   */
  report(report: VenueReport, timeMs: EpochMs = this.kernel.nowMs): void {
    if (this.desk?.takesAnswer(report) === true) return;
    this.advanceTo(timeMs);
    this.#journal?.report(report);
    this.kernel.report(report);
    this.#tellFaults();
  }

  command(command: OperatorCommand): void {
    this.#journal?.command(command);
    this.kernel.command(command);
    this.#tellFaults();
  }

  /** What a gateway that threw leaves behind is an input like any other: a replay meets it again. */
  #tellFaults(): void {
    for (const fault of this.desk?.takeFaults() ?? []) this.report(fault);
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
    let host: BotHost | undefined;
    const ports = this.#ports(index, manifest.botId, () => host);
    const scope = createBotContainer(container, manifest.authority, ports);
    const granted = grantsFrom(scope, manifest.authority);
    const create: HostServices["recreate"] = (parameters) => {
      const grants = Object.freeze({ parameters, ...granted });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the author's types come from the table that filled the container
      return definition.create(grants as never);
    };
    const services = this.#services(entry, create);
    const { contract } = definition;
    try {
      const behaviour = create(settings.general.parameters);
      host =
        "streams" in behaviour
          ? new StreamHost(contract, index, settings, services, behaviour)
          : new HandlerHost(contract, index, settings, services, behaviour, findState);
      if (onlyAnswers(behaviour)) this.#answering.add(host);
      return host;
    } catch (cause) {
      const found = thrownText(cause);
      throw new PolytradersError("BOT_CREATE_FAILED", {
        found: `${manifest.botId}: ${found}`,
        place: { file: entry.bot.file },
        cause,
      });
    }
  }

  #services({ bot, markets }: ConfiguredBot, recreate: HostServices["recreate"]): HostServices {
    const { stopwatch, onNotice } = this.#options;
    const risk = this.#risk;
    return {
      missingPorts: missingPorts(bot.manifest.ports, risk),
      isLateVoteMissing: risk?.waitsForVotes !== true,
      risk: () => this.risk,
      recreate,
      kernel: this.kernel,
      router: this.#router,
      stopwatch,
      onNotice,
      callClock: this.#callClock,
      watchedMarketIds: markets === undefined ? null : new Set(markets),
    };
  }

  #ports(index: number, botId: string, host: () => BotHost | undefined): Ports {
    const { kernel } = this;
    const { seed, log } = this.#options;
    const risk = this.#risk ?? {};
    const { openOrders } = risk;
    return {
      clock: { nowMs: () => kernel.nowMs },
      random: createSeededRandom(seed, botId),
      log: log(botId),
      timers: {
        set: (marketIndex, name, atMs) => {
          if (Number.isNaN(atMs))
            throw new RangeError(`expected a time for timer ${name}, found NaN`);
          // Never inside the event that sets it: a bot could keep the kernel at one moment forever.
          kernel.timers.set(index, marketIndex, name, Math.max(atMs, kernel.nowMs + 1));
        },
        cancel: (marketIndex, name) => kernel.timers.cancel(index, marketIndex, name),
      },
      ownOrders: {
        // Nothing of ours rests anywhere in a run without orders.
        restingSize: (market, side, price) => openOrders?.restingSize(market, side, price) ?? 0,
      },
      intents: createIntents(() => this.risk, botId, host),
      ledger: risk.ledger ?? absentPort("ledger"),
      openOrders: openOrders ?? absentPort("openOrders"),
      venueHealth: risk.venueHealth ?? absentPort("venueHealth"),
      marketFacts: this.#marketFacts,
      killSwitch: createKillSwitch(() => this.risk, kernel, host),
      orderCare: orderCareOf(this.desk, kernel, botId, host),
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
      const hosts = this.hosts.filter(
        (host, index) => flags[index] === "1" && !this.#answering.has(host),
      );
      shared.set(flags, hosts);
      return hosts;
    });
  }
}

function withRisk(options: RuntimeOptions, risk: RiskOptions | undefined): RuntimeOptions {
  return risk === undefined ? options : { ...options, risk };
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
