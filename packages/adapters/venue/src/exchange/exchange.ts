import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";
import type { BookListener, MarketBook } from "../matching/market-book.ts";
import type { MarketPhase, VenueMarketState, VenueMarketTerms } from "../market/venue-market.ts";
import type { RewardDesk } from "../rewards/reward-desk.ts";
import type { ExchangeListener, VenueMode } from "./exchange-event.ts";
import type {
  CancelAnswer,
  OrderRequest,
  PlacementAnswer,
  Refusal,
  VenueOrder,
} from "./order-request.ts";
import type { VenueTrade } from "./venue-trade.ts";

/** A listed market. */
export interface ListedMarket {
  /** Place in the order of listing. */
  readonly index: number;
  readonly terms: VenueMarketTerms;
  readonly state: VenueMarketState;
  /** Liquidity, for reading. */
  readonly book: MarketBook;
  /** True for a recorded book; false where it is left out. */
  readonly isRecorded?: boolean;
}

/** Which orders or trades to list; every given field must match. */
export interface OrderFilter {
  readonly session?: string;
  readonly orderId?: string;
  readonly conditionId?: string;
  readonly tokenId?: string;
}

export interface TradeFilter {
  /** Trades in which this session took part, as taker or maker. */
  readonly session?: string;
  /** Trades in which this wallet took part. */
  readonly account?: string;
  readonly tradeId?: string;
  readonly conditionId?: string;
  readonly tokenId?: string;
  readonly matchedBeforeMs?: EpochMs;
  readonly matchedAfterMs?: EpochMs;
}

/** Answer to a heartbeat. */
export interface HeartbeatAnswer {
  readonly isAccepted: boolean;
  /** To be sent with the next one; of a refusal, the one that was expected. */
  readonly heartbeatId: string;
}

/** An action on the chain was taken in; its outcome comes as `chain_action_finished`. */
export type ChainActionAnswer =
  | { readonly isAccepted: true; readonly actionId: string }
  | { readonly isAccepted: false; readonly refusal: Refusal };

/** A builder's fees in whole basis points of notional: takers up to 100, makers up to 50. */
export interface BuilderFees {
  readonly takerBps: number;
  readonly makerBps: number;
}

/**
 * The simulated exchange: one deterministic state machine over commands and time. Every method
 * acts at {@link Exchange.nowMs}; what takes time happens in {@link Exchange.advanceTo}. It does no
 * I/O, reads no clock and draws from one seeded generator, so the same commands at the same times
 * give the same {@link Exchange.stateHash}.
 */
export interface Exchange {
  readonly nowMs: EpochMs;
  /** When something will happen by itself, `null` for never. */
  readonly nextDueMs: EpochMs | null;
  readonly mode: VenueMode;
  /** When the mode ends by itself, `null` when it stays. */
  readonly modeEndsAtMs: EpochMs | null;
  advanceTo(timeMs: EpochMs): void;
  /** Plans something within the exchange's time: simulated participants, faults. */
  schedule(atMs: EpochMs, run: (nowMs: EpochMs) => void): () => void;
  subscribe(listener: ExchangeListener): () => void;

  // The world.
  /**
   * Lists a market. Its liquidity is live orders unless a book of another kind is made for it, which
   * reports to the listener it is given, also outside of an order's submission.
   */
  listMarket(
    terms: VenueMarketTerms,
    tickSize: PriceUnits,
    makeBook?: (listener: BookListener) => MarketBook,
  ): ListedMarket;
  /**
   * Runs a change of a market's book that no order of ours caused (a recorded frame): everything it
   * reports belongs to one operation. Fills against `-1` are against recorded traders.
   */
  applyToBook(conditionId: string, change: () => void): void;
  setMarketPhase(conditionId: string, phase: MarketPhase): void;
  setTickSize(conditionId: string, tickSize: PriceUnits): void;
  setMode(mode: VenueMode): void;
  /** HTTP 425 for `durationMs`, then post-only for two minutes. */
  restartEngine(durationMs: number): void;
  banAccount(account: string, kind: "banned" | "closed_only" | "none"): void;
  /** Makes an amount look spent though it is not: a fault. 0 takes it away; `tokenId` null is pUSD. */
  setPhantomLock(account: string, tokenId: string | null, amount: number): void;
  deposit(account: string, amountMicroUsd: MicroUsd): void;
  withdraw(account: string, amountMicroUsd: MicroUsd): boolean;
  /** What a builder charges from now on, in basis points of notional; nothing for unknown builders. */
  registerBuilder(builderCode: string, fees: BuilderFees): void;
  /** What a builder charges, `undefined` for one that is not registered. */
  builderFees(builderCode: string): BuilderFees | undefined;

  // Orders.
  /** Answers at once, or later when a taker delay holds the order. */
  place(request: OrderRequest, respond: (answer: PlacementAnswer) => void): void;
  cancel(session: string, orderIds: readonly string[]): CancelAnswer;
  cancelAll(session: string): CancelAnswer;
  cancelMarket(
    session: string,
    scope: { readonly conditionId?: string; readonly tokenId?: string },
  ): CancelAnswer;
  heartbeat(session: string, heartbeatId: string): HeartbeatAnswer;
  /** A heartbeat of the old kind, without an id: always valid, and begins the ids anew. */
  resetHeartbeat(session: string): void;

  // On the chain: takes time, costs a fixed amount, may fail.
  split(account: string, conditionId: string, size: MicroShares): ChainActionAnswer;
  merge(account: string, conditionId: string, size: MicroShares): ChainActionAnswer;
  /** NO tokens of the named markets of a neg-risk set become dollars and YES tokens of the others. */
  convert(
    account: string,
    negRiskSetId: string,
    conditionIds: readonly string[],
    size: MicroShares,
  ): ChainActionAnswer;
  /** Everything the account holds of a resolved market. */
  redeem(account: string, conditionId: string): ChainActionAnswer;

  // Resolution. Payouts are price units per token and sum to 10,000; a void pays 5,000 each.
  proposeResolution(conditionId: string, payouts: readonly [PriceUnits, PriceUnits]): void;
  /** @param decision - what the decision will be; without it, what was proposed */
  disputeResolution(conditionId: string, decision?: readonly [PriceUnits, PriceUnits]): void;
  /** Final at once. Of a neg-risk set, a YES outcome makes the others NO. */
  resolve(conditionId: string, payouts: readonly [PriceUnits, PriceUnits]): void;

  // Reading.
  markets(): readonly ListedMarket[];
  market(conditionId: string): ListedMarket | undefined;
  marketOfToken(tokenId: string): ListedMarket | undefined;
  order(orderId: string): VenueOrder | undefined;
  /** Live and delayed orders, oldest first. */
  openOrders(filter: OrderFilter): readonly VenueOrder[];
  /** Newest first. */
  trades(filter: TradeFilter): readonly VenueTrade[];
  /** On the chain: micro-pUSD (`tokenId` null) or micro-shares. */
  balance(account: string, tokenId: string | null): number;
  spendable(account: string, tokenId: string | null): number;
  accounts(): readonly string[];
  banOf(account: string): "banned" | "closed_only" | "none";
  /** Liquidity programmes, maker rebates, and what they have earned whom. */
  readonly rewards: RewardDesk;
  /** True while the order earns liquidity rewards. */
  isScoring(orderId: string): boolean;
  /** Changes with every event; equal for equal histories. */
  stateHash(): string;
  /** Events so far. */
  readonly eventCount: number;
  /** Checks every invariant from the beginning; throws `VENUE_INVARIANT_BROKEN`. */
  audit(): void;
}
