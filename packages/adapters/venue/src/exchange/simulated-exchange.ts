import {
  PolytradersError,
  type EpochMs,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import { CASH, tokenAsset, type AssetIndex } from "../accounts/vault.ts";
import type { BookListener, MarketBook } from "../matching/market-book.ts";
import type { MarketPhase, VenueMarketTerms } from "../market/venue-market.ts";
import type { RewardDesk } from "../rewards/reward-desk.ts";
import type { BanKind } from "./account-bans.ts";
import type { ExchangeParts } from "./exchange-parts.ts";
import { auditExchange } from "./exchange-audit.ts";
import type { ExchangeListener, VenueMode } from "./exchange-event.ts";
import type {
  BuilderFees,
  ChainActionAnswer,
  Exchange,
  HeartbeatAnswer,
  ListedMarket,
  OrderFilter,
  TradeFilter,
} from "./exchange.ts";
import type { CancelAnswer, OrderRequest, PlacementAnswer, VenueOrder } from "./order-request.ts";
import type { VenueTrade } from "./venue-trade.ts";

/** The exchange's commands and questions, each handed to the part that knows. */
export class SimulatedExchange implements Exchange {
  readonly #parts: ExchangeParts;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  get nowMs(): EpochMs {
    return this.#parts.schedule.nowMs;
  }
  get nextDueMs(): EpochMs | null {
    return this.#parts.schedule.nextDueMs;
  }
  get mode(): VenueMode {
    return this.#parts.modes.mode;
  }
  get modeEndsAtMs(): EpochMs | null {
    return this.#parts.modes.endsAtMs;
  }
  get rewards(): RewardDesk {
    return this.#parts.rewards;
  }
  get eventCount(): number {
    return this.#parts.hub.eventCount;
  }

  advanceTo(timeMs: EpochMs): void {
    this.#parts.schedule.advanceTo(timeMs);
  }
  schedule(atMs: EpochMs, run: (nowMs: EpochMs) => void): () => void {
    return this.#parts.schedule.at(atMs, run);
  }
  subscribe(listener: ExchangeListener): () => void {
    return this.#parts.hub.subscribe(listener);
  }

  listMarket(
    terms: VenueMarketTerms,
    tickSize: PriceUnits,
    makeBook?: (listener: BookListener) => MarketBook,
  ): ListedMarket {
    return this.#parts.control.list(terms, tickSize, makeBook);
  }
  applyToBook(conditionId: string, change: () => void): void {
    this.#parts.execution.applyChange(this.#parts.board.get(conditionId), change);
  }
  setMarketPhase(conditionId: string, phase: MarketPhase): void {
    this.#parts.control.setPhase(conditionId, phase);
  }
  setTickSize(conditionId: string, tickSize: PriceUnits): void {
    this.#parts.control.setTickSize(conditionId, tickSize);
  }
  setMode(mode: VenueMode): void {
    this.#parts.modes.enter(mode);
  }
  restartEngine(durationMs: number): void {
    this.#parts.modes.restart(durationMs);
  }
  banAccount(account: string, kind: BanKind): void {
    this.#parts.bans.set(account, kind);
  }
  banOf(account: string): BanKind {
    return this.#parts.bans.of(account);
  }
  registerBuilder(builderCode: string, fees: BuilderFees): void {
    this.#parts.builders.set(builderCode, fees);
  }
  builderFees(builderCode: string): BuilderFees | undefined {
    return this.#parts.builders.feesOf(builderCode, this.nowMs);
  }

  setPhantomLock(account: string, tokenId: string | null, amount: number): void {
    const { vault } = this.#parts;
    vault.setPhantomLock(vault.accountIndexOf(account), this.#assetOrThrow(tokenId), amount);
  }
  deposit(account: string, amountMicroUsd: MicroUsd): void {
    const { vault } = this.#parts;
    vault.deposit(vault.accountIndexOf(account), amountMicroUsd);
  }
  withdraw(account: string, amountMicroUsd: MicroUsd): boolean {
    const accountIndex = this.#parts.accounts.find(account);
    return accountIndex !== undefined && this.#parts.vault.withdraw(accountIndex, amountMicroUsd);
  }
  balance(account: string, tokenId: string | null): number {
    const asset = this.#assetOf(tokenId);
    const accountIndex = this.#parts.accounts.find(account);
    if (asset === undefined || accountIndex === undefined) return 0;
    return this.#parts.vault.balance(accountIndex, asset);
  }
  spendable(account: string, tokenId: string | null): number {
    const asset = this.#assetOf(tokenId);
    const accountIndex = this.#parts.accounts.find(account);
    if (asset === undefined || accountIndex === undefined) return 0;
    return this.#parts.vault.spendable(accountIndex, asset);
  }
  accounts(): readonly string[] {
    return this.#parts.accounts.names();
  }

  place(request: OrderRequest, respond: (answer: PlacementAnswer) => void): void {
    this.#parts.desk.place(request, respond);
  }
  cancel(session: string, orderIds: readonly string[]): CancelAnswer {
    return this.#parts.desk.cancel(session, orderIds);
  }
  cancelAll(session: string): CancelAnswer {
    return this.#parts.desk.cancelWhere(session, {});
  }
  cancelMarket(
    session: string,
    scope: { readonly conditionId?: string; readonly tokenId?: string },
  ): CancelAnswer {
    return this.#parts.desk.cancelWhere(session, scope);
  }
  heartbeat(session: string, heartbeatId: string): HeartbeatAnswer {
    return this.#parts.heartbeats.beat(session, heartbeatId);
  }
  resetHeartbeat(session: string): void {
    this.#parts.heartbeats.reset(session);
  }

  split(account: string, conditionId: string, size: MicroShares): ChainActionAnswer {
    return this.#parts.chain.split(account, conditionId, size);
  }
  merge(account: string, conditionId: string, size: MicroShares): ChainActionAnswer {
    return this.#parts.chain.merge(account, conditionId, size);
  }
  convert(
    account: string,
    negRiskSetId: string,
    conditionIds: readonly string[],
    size: MicroShares,
  ): ChainActionAnswer {
    return this.#parts.chain.convert(account, negRiskSetId, conditionIds, size);
  }
  redeem(account: string, conditionId: string): ChainActionAnswer {
    return this.#parts.chain.redeem(account, conditionId);
  }
  proposeResolution(conditionId: string, payouts: readonly [PriceUnits, PriceUnits]): void {
    this.#parts.resolution.propose(conditionId, payouts);
  }
  disputeResolution(conditionId: string, decision?: readonly [PriceUnits, PriceUnits]): void {
    this.#parts.resolution.dispute(conditionId, decision);
  }
  resolve(conditionId: string, payouts: readonly [PriceUnits, PriceUnits]): void {
    this.#parts.resolution.resolve(conditionId, payouts);
  }

  markets(): readonly ListedMarket[] {
    return this.#parts.board.markets;
  }
  market(conditionId: string): ListedMarket | undefined {
    return this.#parts.board.find(conditionId);
  }
  marketOfToken(tokenId: string): ListedMarket | undefined {
    return this.#parts.board.placeOfToken(tokenId)?.market;
  }
  order(orderId: string): VenueOrder | undefined {
    return this.#parts.store.byId(orderId)?.snapshot();
  }
  openOrders(filter: OrderFilter): readonly VenueOrder[] {
    const { board, store } = this.#parts;
    const market =
      filter.conditionId === undefined
        ? board.placeOfToken(filter.tokenId ?? "")?.market
        : board.find(filter.conditionId);
    const ofMarket = market === undefined ? null : store.openOfMarket(market.index);
    return store.find(filter, ofMarket).map((order) => order.snapshot());
  }
  trades(filter: TradeFilter): readonly VenueTrade[] {
    return this.#parts.trades.find(filter);
  }
  isScoring(orderId: string): boolean {
    return this.#parts.rewards.isScoring(orderId);
  }
  stateHash(): string {
    return this.#parts.hub.stateHash();
  }
  audit(): void {
    const { board, store, vault } = this.#parts;
    auditExchange(board, store, vault);
  }

  #assetOf(tokenId: string | null): AssetIndex | undefined {
    if (tokenId === null) return CASH;
    const place = this.#parts.board.placeOfToken(tokenId);
    return place === undefined ? undefined : tokenAsset(place.market.index, place.token);
  }

  #assetOrThrow(tokenId: string | null): AssetIndex {
    const asset = this.#assetOf(tokenId);
    if (asset === undefined) {
      throw new PolytradersError("VENUE_MARKET_UNKNOWN", { found: `token ${tokenId ?? ""}` });
    }
    return asset;
  }
}
