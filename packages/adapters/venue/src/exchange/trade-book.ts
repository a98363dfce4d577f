import type { TradeFilter } from "./exchange.ts";
import type { VenueTrade } from "./venue-trade.ts";

interface TradeSlot {
  trade: VenueTrade;
  readonly tokenIds: readonly string[];
}

/** Every trade in its newest state, by id and by who took part. */
export class TradeBook {
  readonly #byId = new Map<string, TradeSlot>();
  readonly #all: TradeSlot[] = [];
  readonly #bySession = new Map<string, TradeSlot[]>();
  readonly #byAccount = new Map<string, TradeSlot[]>();
  readonly #byMarket = new Map<string, TradeSlot[]>();

  /** Keeps a new trade. `tokenIds` are the tokens that changed hands, were made or given back. */
  add(trade: VenueTrade, tokenIds: readonly string[]): void {
    const slot: TradeSlot = { trade, tokenIds };
    this.#byId.set(trade.tradeId, slot);
    this.#all.push(slot);
    append(this.#byMarket, trade.conditionId, slot);
    append(this.#bySession, trade.takerSession, slot);
    append(this.#byAccount, trade.takerAccount, slot);
    for (const maker of trade.makers) {
      append(this.#bySession, maker.session, slot);
      append(this.#byAccount, maker.account, slot);
    }
  }

  /** The trade in its new state of settlement. */
  replace(trade: VenueTrade): void {
    const slot = this.#byId.get(trade.tradeId);
    if (slot !== undefined) slot.trade = trade;
  }

  /** Newest first. */
  find(filter: TradeFilter): readonly VenueTrade[] {
    const found: VenueTrade[] = [];
    const slots = this.#candidates(filter);
    for (let at = slots.length - 1; at >= 0; at -= 1) {
      const slot = slots[at];
      if (slot !== undefined && matches(slot, filter)) found.push(slot.trade);
    }
    return found;
  }

  #candidates(filter: TradeFilter): readonly TradeSlot[] {
    if (filter.tradeId !== undefined) {
      const slot = this.#byId.get(filter.tradeId);
      return slot === undefined ? [] : [slot];
    }
    if (filter.session !== undefined) return this.#bySession.get(filter.session) ?? [];
    if (filter.account !== undefined) return this.#byAccount.get(filter.account) ?? [];
    if (filter.conditionId !== undefined) return this.#byMarket.get(filter.conditionId) ?? [];
    return this.#all;
  }
}

/** Appends once: a party that is maker twice in one trade is found once. */
function append(index: Map<string, TradeSlot[]>, key: string, slot: TradeSlot): void {
  const slots = index.get(key);
  if (slots === undefined) index.set(key, [slot]);
  else if (slots.at(-1) !== slot) slots.push(slot);
}

function matches({ trade, tokenIds }: TradeSlot, filter: TradeFilter): boolean {
  const { session, account, conditionId, tokenId, matchedBeforeMs, matchedAfterMs } = filter;
  return (
    (session === undefined ||
      trade.takerSession === session ||
      trade.makers.some((maker) => maker.session === session)) &&
    (account === undefined ||
      trade.takerAccount === account ||
      trade.makers.some((maker) => maker.account === account)) &&
    (conditionId === undefined || trade.conditionId === conditionId) &&
    (tokenId === undefined || tokenIds.includes(tokenId)) &&
    (matchedBeforeMs === undefined || trade.matchedAtMs < matchedBeforeMs) &&
    (matchedAfterMs === undefined || trade.matchedAtMs > matchedAfterMs)
  );
}
