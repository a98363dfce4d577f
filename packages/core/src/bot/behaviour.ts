import type { Observable } from "rxjs";
import type { OrderBookView } from "../domain/order-book-view.ts";
import type { EpochMs } from "../domain/units.ts";
import type { MarketDefinition } from "../market-data/market-definition.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { FillEvent } from "../contracts/fill-event.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { OrderBookSnapshot } from "../contracts/order-book-snapshot.ts";
import type { TradeTick } from "../contracts/trade-tick.ts";
import type { MarketStatus } from "../contracts/market-status.ts";
import type { BotContract, BotTypes } from "./contract.ts";
import type { PlanDraft } from "./plan-draft.ts";
import type { Decision, PlanDecision, VoteDecision } from "./decision.ts";
import type { Grants } from "./grants.ts";

/** What is known when a bot is called. A fresh object per frame; safe to keep. */
export interface DecisionContext {
  /** Kernel time. */
  readonly nowMs: EpochMs;
  /** The exchange's time of the event; equals `nowMs` for timers. */
  readonly exchangeTimeMs: EpochMs;
  /** Position of the event in the kernel's sequence. */
  readonly eventSequence: number;
  /** Groups everything that follows from one event. */
  readonly correlationId: string;
  /** True when the event is older than the bot's declared freshness. */
  readonly isStale: boolean;
}

/** A consumed signal as its subscribers see it. */
export interface ReceivedSignal<K, P> {
  readonly kind: K;
  readonly botId: string;
  readonly marketIndex: number;
  readonly timeMs: EpochMs;
  readonly value: number | null;
  readonly confidence: number | null;
  readonly reasonCode: string;
  readonly payload: P;
}

/** The union of the signals a bot consumes. */
export type AnyReceivedSignal<T extends BotTypes> = {
  [K in keyof T["consumes"]]: ReceivedSignal<K, T["consumes"][K]>;
}[keyof T["consumes"]];

/** One market as a bot sees it. */
export interface BotMarket<T extends BotTypes> extends MarketDefinition {
  /** Dense index, stable for the run. */
  readonly index: number;
  /** Parameters in force for this market: per-market overrides applied. */
  readonly parameters: T["parameters"];
  /** The book on the view of the market's first token. */
  readonly book: OrderBookView;
  /** The same book seen from the second token. */
  readonly complementBook: OrderBookView;
}

/** What a bot does in one market. The runtime makes one of these per market and bot. */
export interface MarketHandlers<T extends BotTypes> {
  /** The book changed; called once per frame, before `decide`. */
  onOrderBook?(book: OrderBookView, context: DecisionContext): void;
  onTrade?(trade: TradeTick, context: DecisionContext): void;
  onMarketStatus?(status: MarketStatus, context: DecisionContext): void;
  onHeartbeat?(context: DecisionContext): void;
  onSignal?(signal: AnyReceivedSignal<T>, context: DecisionContext): void;
  /** Called once per frame that changed this market's book. */
  decide?(context: DecisionContext): Decision<T> | null;
  /** A timer that this instance asked for has come due. */
  onTimer?(name: string, context: DecisionContext): Decision<T> | null;
  /** A guard's answer to an order intent. */
  vote?(intent: OrderIntent, context: DecisionContext): VoteDecision<T>;
  /** What risk made of an intent that this instance returned; a proposed one is answered at once. */
  onIntentDecision?(decision: RiskDecision, context: DecisionContext): void;
  /** An execution bot's answer to an approved order, before anything of it is sent. */
  plan?(order: ApprovedOrderRecord, draft: PlanDraft, context: DecisionContext): PlanDecision<T>;
  /** One of our orders has changed; a strategy is told of its own ones only. */
  onOrderUpdate?(update: OrderUpdate, context: DecisionContext): Decision<T> | null;
  /** One of our orders was filled, or a fill has come further or failed. */
  onFill?(fill: FillEvent, context: DecisionContext): Decision<T> | null;
  /** State worth keeping across a restart: plain JSON. */
  snapshot?(): unknown;
  /** Takes back what `snapshot` gave; called before the first event. */
  restore?(state: unknown, context: { readonly savedAtMs: EpochMs }): void;
}

/** Streams a bot in the stream form can combine. They emit synchronously, inside one frame. */
export interface BotStreams<T extends BotTypes> {
  /** Fresh immutable tops of book, all markets. */
  readonly orderBooks: Observable<OrderBookSnapshot>;
  readonly trades: Observable<TradeTick>;
  readonly marketStatuses: Observable<MarketStatus>;
  /** One stream for each consumed signal kind. */
  readonly signals: {
    readonly [K in keyof T["consumes"]]: Observable<ReceivedSignal<K, T["consumes"][K]>>;
  };
  /** The same streams for one market only, found by index. */
  readonly market: (
    marketId: string,
  ) => Pick<BotStreams<T>, "orderBooks" | "trades" | "marketStatuses">;
}

/** An output of the stream form names the market it is about. */
export type StreamOutput<T extends BotTypes> = Decision<T> & { readonly marketId: string };

/** Book-driven bots without state of their own. */
export interface DecideBehaviour<T extends BotTypes> {
  decide(
    input: { readonly market: BotMarket<T>; readonly book: OrderBookView },
    context: DecisionContext,
  ): Decision<T> | null;
}
/** Guards: one answer per order intent. */
export interface VoteBehaviour<T extends BotTypes> {
  vote(intent: OrderIntent, context: DecisionContext, market: BotMarket<T>): VoteDecision<T>;
}
/** Execution bots without state of their own: one answer per approved order. */
export interface PlanBehaviour<T extends BotTypes> {
  plan(
    order: ApprovedOrderRecord,
    draft: PlanDraft,
    context: DecisionContext,
    market: BotMarket<T>,
  ): PlanDecision<T>;
}
/** Bots with state per market. */
export interface PerMarketBehaviour<T extends BotTypes> {
  perMarket(market: BotMarket<T>): MarketHandlers<T>;
}
/** Bots written as RxJS streams. */
export interface StreamBehaviour<T extends BotTypes> {
  streams(inputs: BotStreams<T>): Observable<StreamOutput<T>>;
}

/** What an author's factory returns: one of the forms, and a plain-English explanation if wanted. */
export type BotBehaviour<T extends BotTypes> = (
  | DecideBehaviour<T>
  | VoteBehaviour<T>
  | PlanBehaviour<T>
  | PerMarketBehaviour<T>
  | StreamBehaviour<T>
) & {
  /** One plain-English paragraph for a decision that the bot made; the reason code's message without it. */
  explain?(decision: Decision<T>): string;
  /** Anything the bot wants to add to its health report: plain JSON. */
  health?(): Readonly<Record<string, number | string | boolean>>;
};

/** A bot, complete: the default export of a bot package. */
export interface BotDefinition<T extends BotTypes = BotTypes> {
  readonly contract: BotContract<T>;
  readonly create: (grants: Grants<T>) => BotBehaviour<T>;
}

/**
 * Declares a bot.
 *
 * @param contract - generated from the bot's spec
 * @param create - called once per run with validated parameters and the ports the authority grants
 */
export function defineBot<T extends BotTypes>(
  contract: BotContract<T>,
  create: (grants: Grants<T>) => BotBehaviour<T>,
): BotDefinition<T> {
  return { contract, create };
}
