import type { TradeFilter } from "./exchange.ts";
import { KeptTrades, type TradeSlot } from "./kept-trades.ts";
import type { VenueTrade } from "./venue-trade.ts";

/** Trades in their newest state, by id and by who took part. */
export class TradeBook {
  readonly #kept: number;
  readonly #byId = new Map<string, TradeSlot>();
  readonly #all = new KeptTrades();
  readonly #bySession = new Map<string, KeptTrades>();
  readonly #byAccount = new Map<string, KeptTrades>();
  readonly #byMarket = new Map<string, KeptTrades>();

  /** @param kept - trades that stay known, newest first */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** Keeps a new trade. `tokenIds` are the tokens that changed hands, were made or given back. */
  add(trade: VenueTrade, tokenIds: readonly string[]): void {
    const slot: TradeSlot = { trade, tokenIds };
    this.#byId.set(trade.tradeId, slot);
    this.#all.append(slot);
    listOf(this.#byMarket, trade.conditionId).append(slot);
    for (const session of sessionsOf(trade)) listOf(this.#bySession, session).append(slot);
    for (const account of accountsOf(trade)) listOf(this.#byAccount, account).append(slot);
    if (this.#all.count > this.#kept) this.#forgetOldest();
  }

  /** The trade in its new state of settlement. */
  replace(trade: VenueTrade): void {
    const slot = this.#byId.get(trade.tradeId);
    if (slot !== undefined) slot.trade = trade;
  }

  /** Newest first. */
  find(filter: TradeFilter): readonly VenueTrade[] {
    const found: VenueTrade[] = [];
    for (const slot of this.#candidates(filter)) {
      if (matches(slot, filter)) found.push(slot.trade);
    }
    return found;
  }

  #candidates(filter: TradeFilter): Iterable<TradeSlot> {
    const { tradeId, session, account, conditionId } = filter;
    if (tradeId !== undefined) {
      const slot = this.#byId.get(tradeId);
      return slot === undefined ? [] : [slot];
    }
    if (session !== undefined) return this.#bySession.get(session)?.newestFirst() ?? [];
    if (account !== undefined) return this.#byAccount.get(account)?.newestFirst() ?? [];
    if (conditionId !== undefined) return this.#byMarket.get(conditionId)?.newestFirst() ?? [];
    return this.#all.newestFirst();
  }

  /** The oldest trade is the oldest of every list that it is in. */
  #forgetOldest(): void {
    const slot = this.#all.oldest;
    if (slot === undefined) return;
    const { trade } = slot;
    this.#byId.delete(trade.tradeId);
    this.#all.forgetOldest();
    forget(this.#byMarket, trade.conditionId);
    for (const session of sessionsOf(trade)) forget(this.#bySession, session);
    for (const account of accountsOf(trade)) forget(this.#byAccount, account);
  }
}

function listOf(index: Map<string, KeptTrades>, key: string): KeptTrades {
  let list = index.get(key);
  if (list === undefined) {
    list = new KeptTrades();
    index.set(key, list);
  }
  return list;
}

function forget(index: Map<string, KeptTrades>, key: string): void {
  const list = index.get(key);
  list?.forgetOldest();
  if (list?.count === 0) index.delete(key);
}

function sessionsOf(trade: VenueTrade): ReadonlySet<string> {
  return new Set([trade.takerSession, ...trade.makers.map((maker) => maker.session)]);
}

function accountsOf(trade: VenueTrade): ReadonlySet<string> {
  return new Set([trade.takerAccount, ...trade.makers.map((maker) => maker.account)]);
}

function matches({ trade, tokenIds }: TradeSlot, filter: TradeFilter): boolean {
  const { session, account, conditionId, tokenId, matchedBeforeMs, matchedAfterMs } = filter;
  return (
    (session === undefined || sessionsOf(trade).has(session)) &&
    (account === undefined || accountsOf(trade).has(account)) &&
    (conditionId === undefined || trade.conditionId === conditionId) &&
    (tokenId === undefined || tokenIds.includes(tokenId)) &&
    (matchedBeforeMs === undefined || trade.matchedAtMs < matchedBeforeMs) &&
    (matchedAfterMs === undefined || trade.matchedAtMs > matchedAfterMs)
  );
}
