import {
  at,
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildReport,
  buildRuntime,
  MemoryJournal,
  script,
  ScriptedGateway,
  venueOrderIdOf,
  type CollectedRun,
  type RunOptions,
} from "@polytraders/testkit";
import type {
  ApprovedOrderRecord,
  BotManifest,
  ConsumedInput,
  FillEvent,
  KernelJournal,
  LoadedBot,
  OrderGateway,
  OrderUpdate,
  PlanDraft,
  Ports,
  TradingOptions,
  VenueReport,
} from "../../src/index.ts";
import type { TradingDesk } from "../../src/trading/trading-desk.ts";

/** Buy 100 shares of the first token at 0.50, unless a wish says otherwise. */
export const WISH = {
  tokenId: "market-0-yes",
  side: "BUY",
  price: 5_000,
  size: 100_000_000,
  timeInForce: "GTC",
} as const;

export type Wish = Partial<
  Pick<
    ApprovedOrderRecord,
    "tokenId" | "side" | "price" | "size" | "timeInForce" | "isPostOnly" | "expiresAtMs"
  >
>;

export const MICRO = 1_000_000;
export const DEPOSIT = 10_000 * MICRO;

interface BenchOptions extends Omit<RunOptions, "trading" | "journal"> {
  readonly trading?: Partial<TradingOptions>;
  readonly gateway?: OrderGateway;
  readonly journal?: KernelJournal | null;
  /** False for a run without money. */
  readonly isFunded?: boolean;
  readonly isEnabled?: boolean;
  /** What the strategy does at each change of the book, numbered from 1, beside the wishes. */
  readonly onBook?: (frame: number, ports: Ports) => void;
}

/** A run that trades through a scripted gateway: a test says what is wished for and what the venue says. */
export class DeskBench {
  readonly run: CollectedRun;
  readonly gateway: ScriptedGateway;
  readonly journal: MemoryJournal;
  /** Calls of journal and gateway in their order. */
  readonly log: string[] = [];
  readonly updates: OrderUpdate[] = [];
  readonly fills: FillEvent[] = [];
  /** What the strategy was told, in order. */
  readonly told: string[] = [];
  /** What the strategy does when it is told of an update. */
  onTold: (update: OrderUpdate, ports: Ports) => void = () => undefined;
  #wishes: readonly Wish[] = [];
  #timeMs = 1_000;
  #tradeCount = 0;
  #frameCount = 0;
  readonly #onBook: NonNullable<BenchOptions["onBook"]>;

  constructor(options: BenchOptions = {}) {
    const {
      trading,
      gateway,
      journal,
      isFunded = true,
      isEnabled = true,
      onBook,
      ...rest
    } = options;
    this.#onBook = onBook ?? (() => undefined);
    this.gateway = new ScriptedGateway(this.log);
    this.journal = new MemoryJournal(this.log);
    const kept = journal === undefined ? this.journal : journal;
    this.run = buildRuntime({
      ...rest,
      bots: [this.#strategy(), ...(rest.bots ?? [])],
      trading: { gateway: gateway ?? this.gateway, balanceCheckMs: null, ...trading },
      ...(kept === null ? {} : { journal: kept }),
      observers: [
        {
          onOrderUpdate: (update) => this.updates.push(update),
          onFill: (fill) => this.fills.push(fill),
        },
        ...(rest.observers ?? []),
      ],
    });
    if (isEnabled) this.run.runtime.command(buildCommand("enable_trading"));
    if (isFunded) this.report(buildReport("cash_transferred", { amountMicroUsd: DEPOSIT }));
    this.log.length = 0;
  }

  get desk(): TradingDesk {
    const { desk } = this.run.runtime;
    if (desk === null) throw new Error("expected a run that trades");
    return desk;
  }
  get nowMs(): number {
    return this.run.runtime.kernel.nowMs;
  }
  get stateHash(): string {
    return this.run.stateHash;
  }
  get noticeCodes(): string[] {
    return this.run.notices.map(({ code }) => code);
  }
  /** Statuses told of an order so far, with the filled size in shares. */
  statusesOf(orderId: string): string[] {
    return this.updates
      .filter((update) => update.orderId === orderId)
      .map(({ status, filledSize }) => `${status} ${filledSize / MICRO}`);
  }

  /** Lets the strategy propose these in one event, a second after the last. */
  wish(...wishes: readonly Wish[]): string[] {
    const before = this.desk.orderCount;
    this.#wishes = wishes;
    this.showBook();
    this.#wishes = [];
    return this.#orderIds.slice(before);
  }
  readonly #orderIds: string[] = [];

  /** Shows a book a second later; the strategy acts on its wishes. */
  showBook(
    bid: readonly [number, number] | null = [0.4, 1_000],
    ask: readonly [number, number] | null = [0.6, 1_000],
  ): void {
    this.#timeMs = Math.max(this.#timeMs, this.nowMs) + 1_000;
    const bids = bid === null ? [] : [bid];
    const asks = ask === null ? [] : [ask];
    this.run.runtime.apply(script(at(this.#timeMs), book({ bids, asks })));
    this.run.runtime.kernel.finish();
  }

  advance(byMs: number): void {
    this.run.runtime.advanceTo(this.nowMs + byMs);
  }

  report(...reports: readonly VenueReport[]): void {
    for (const report of reports) this.run.runtime.report(report);
  }

  answer(placementId: string, answer: string, venueReason: string | null = null): void {
    const venueOrderId = venueOrderIdOf(placementId);
    const fields = { placementId, venueOrderId, answer: answer as "resting", venueReason };
    this.report(buildReport("order_answered", fields));
  }

  changed(placementId: string, state: string, matchedShares = 0): void {
    const venueOrderId = venueOrderIdOf(placementId);
    const fields = { venueOrderId, state: state as "resting", matchedSize: matchedShares * MICRO };
    this.report(buildReport("order_changed", fields));
  }

  /** A trade of a placement; its id is answered. */
  trade(placementId: string, shares: number, fields: object = {}): string {
    this.#tradeCount += 1;
    const venueTradeId = `trade-${this.#tradeCount}`;
    const size = shares * MICRO;
    const venueOrderId = venueOrderIdOf(placementId);
    this.report(buildReport("trade_changed", { venueOrderId, venueTradeId, size, ...fields }));
    return venueTradeId;
  }

  #strategy(): LoadedBot {
    const contract = buildContract({
      authority: "trade",
      reasonCodes: ["STRAT_WISH"],
      emits: {},
      manifest: {
        botId: "strat.wisher",
        defaultMode: "enforced",
        consumes: [topic("order_book"), topic("order_update"), topic("fill")],
      },
    });
    return buildBot(contract, (grants) => ({
      perMarket: (market) => ({
        onOrderBook: () => {
          const wishes = market.index === 0 ? this.#wishes : [];
          for (const wish of wishes) {
            const intent = { ...WISH, ...wish };
            const decision = grants.intents.propose({ intent, reasonCode: "STRAT_WISH" });
            if (decision?.orderId) this.#orderIds.push(decision.orderId);
          }
          if (market.index !== 0) return;
          this.#frameCount += 1;
          this.#onBook(this.#frameCount, grants as never);
        },
        onOrderUpdate: ({ ...update }) => {
          this.told.push(`${update.orderId} ${update.status}`);
          this.onTold(update, grants as never);
          return null;
        },
        onFill: (fill) => {
          this.told.push(`${fill.orderId} fill ${fill.settlement}`);
          return null;
        },
      }),
    }));
  }
}

function topic(name: ConsumedInput["topic"]): ConsumedInput {
  return { topic: name, kind: null, isRequired: false, ageMsMax: null };
}

type Answer = { readonly plan: object; readonly reasonCode: string };

/** An execution bot in force that plans what it is told to. */
export function planner(
  name: string,
  plan: (order: ApprovedOrderRecord, draft: PlanDraft, ports: Ports) => Answer,
  manifest: Partial<BotManifest> = {},
): LoadedBot {
  const contract = buildContract({
    authority: "shape",
    reasonCodes: ["EXEC_TEST", "EXEC_TEST_OTHER"],
    emits: {},
    manifest: {
      botId: `exec.${name}`,
      name,
      layer: "execution",
      defaultMode: "enforced",
      consumes: [],
      emits: [{ contract: "ExecutionPlan", kind: null, unit: null }],
      ...manifest,
    },
  });
  return buildBot(contract, (grants) => ({
    plan: (order: ApprovedOrderRecord, draft: PlanDraft) =>
      plan(order, draft, grants as never) as never,
  }));
}
