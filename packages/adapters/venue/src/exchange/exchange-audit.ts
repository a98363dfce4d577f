import { PolytradersError } from "@polytraders/core";
import { CASH, tokenAsset, type Vault } from "../accounts/vault.ts";
import type { BoardMarket } from "./board-market.ts";
import { checkNotCrossed, checkOpenSize } from "./invariants.ts";
import type { MarketBoard } from "./market-board.ts";
import type { OrderStore } from "./order-store.ts";

/** Checks from the beginning that books, orders and accounts agree. */
export function auditExchange(board: MarketBoard, store: OrderStore, vault: Vault): void {
  vault.audit();
  for (const order of store.openOrders) {
    if (order.state === "live") checkOpenSize(order);
  }
  auditReservations(store, vault);
  for (const market of board.markets) {
    if (market.isRecorded) continue;
    checkNotCrossed(market);
    auditLevels(market, store);
  }
}

/** What is kept back for open orders is promised in the vault. */
function auditReservations(store: OrderStore, vault: Vault): void {
  const promised = new Map<string, { account: number; asset: number; amount: number }>();
  for (const order of store.openOrders) {
    const asset = order.isBuy ? CASH : tokenAsset(order.market.index, order.token);
    const key = `${order.accountIndex}:${asset}`;
    const entry = promised.get(key) ?? { account: order.accountIndex, asset, amount: 0 };
    entry.amount += order.reservedAmount;
    promised.set(key, entry);
  }
  for (const { account, asset, amount } of promised.values()) {
    const reserved = vault.reserved(account, asset);
    if (reserved < amount) {
      broken(`orders of account ${account} need ${amount} of asset ${asset}, ${reserved} is kept`);
    }
  }
}

/** A live book shows exactly the orders that rest in it. */
function auditLevels(market: BoardMarket, store: OrderStore): void {
  const totals = [new Map<number, number>(), new Map<number, number>()] as const;
  for (const order of store.openOfMarket(market.index)) {
    if (order.state !== "live") continue;
    const side = totals[order.bookSide];
    side.set(order.bookPrice, (side.get(order.bookPrice) ?? 0) + order.remainingSize);
  }
  for (const bookSide of [0, 1] as const) {
    const levels = market.book.levels(bookSide);
    if (levels.length !== totals[bookSide].size) {
      broken(`${levels.length} levels shown where orders stand on ${totals[bookSide].size}`);
    }
    for (const { price, size } of levels) {
      const ordered = totals[bookSide].get(price) ?? 0;
      if (ordered !== size) broken(`level ${price} shows ${size} and orders hold ${ordered}`);
    }
  }
}

function broken(found: string): never {
  throw new PolytradersError("VENUE_INVARIANT_BROKEN", { found });
}
