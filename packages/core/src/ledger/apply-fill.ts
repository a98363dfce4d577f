import { utcDayOf } from "./exposure/utc-day.ts";
import type { FillRecord } from "./fills/fill-record.ts";
import { isFinalState, isOnChain } from "./fills/settlement-rank.ts";
import type { FillAdvanced, FillBooked, FillReversed } from "./ledger-entry.ts";
import { entryFault } from "./ledger-fault.ts";
import type { LedgerState } from "./ledger-state.ts";
import type { TradeOperation } from "./positions/position-operation.ts";
import type { MarketAccount, TokenAccount } from "./positions/token-account.ts";

/** Money a fill takes (a purchase, fees on top) or brings (a sale, fees out of it). */
function moneyOf({ side, notionalMicroUsd, feeMicroUsd }: FillBooked): number {
  return side === "BUY" ? notionalMicroUsd + feeMicroUsd : notionalMicroUsd - feeMicroUsd;
}

export function applyFillBooked(state: LedgerState, entry: FillBooked): void {
  const { settlement, sequence, timeMs } = entry;
  const base = { booked: entry, state: settlement, exchangeTimeMs: entry.exchangeTimeMs };
  if (settlement === "FAILED") {
    state.fills.add({ ...base, minedSequence: -1, operation: null, accruals: [] });
    return;
  }
  const token = tokenOf(state, entry);
  const market = state.markets.marketOf(token);
  const isBuy = entry.side === "BUY";
  const isSettled = isOnChain(settlement);
  const operation: TradeOperation = {
    kind: "trade",
    cell: token.cellIndex,
    isBuy,
    size: entry.size,
    notional: entry.notionalMicroUsd,
    fee: entry.feeMicroUsd,
    timeMs,
    isSettled,
    isFinal: settlement === "CONFIRMED",
    costOfSale: 0,
  };
  market.group.apply(operation);
  state.totals.recount(token);
  if (isSettled) state.cash.settle(isBuy, moneyOf(entry));
  else state.cash.match(isBuy, moneyOf(entry));
  state.volume.add(utcDayOf(timeMs), entry.notionalMicroUsd);
  const order = state.orders.get(entry.orderId);
  if (order !== undefined) {
    const fill = { size: entry.size, notional: entry.notionalMicroUsd };
    state.orders.fill(order, fill, token, market);
  }
  const minedSequence = isSettled ? sequence : -1;
  state.fills.add({ ...base, minedSequence, operation, accruals: [] });
  state.peak.observe(sequence, timeMs, state.cash.cash);
}

export function applyFillAdvanced(state: LedgerState, entry: FillAdvanced): void {
  const { record, operation, token, market } = bookedFill(state, entry);
  record.state = entry.settlement;
  record.exchangeTimeMs = Math.max(record.exchangeTimeMs, entry.exchangeTimeMs);
  if (isOnChain(entry.settlement) && !operation.isSettled) {
    const money = moneyOf(record.booked);
    market.group.settle(operation);
    state.totals.recount(token);
    state.cash.unmatch(operation.isBuy, money);
    state.cash.settle(operation.isBuy, money);
    record.minedSequence = entry.sequence;
    state.peak.observe(entry.sequence, entry.timeMs, state.cash.cash);
  }
  if (!isFinalState(entry.settlement)) return;
  market.group.finalize(operation);
  state.fills.close(record);
}

/** Takes everything back that the fill had changed, in the order in which it had changed it. */
export function applyFillReversed(state: LedgerState, entry: FillReversed): void {
  const { record, operation, market } = bookedFill(state, entry);
  const { booked, minedSequence } = record;
  const money = moneyOf(booked);
  record.state = "FAILED";
  record.exchangeTimeMs = Math.max(record.exchangeTimeMs, entry.exchangeTimeMs);
  market.group.remove(operation);
  for (const one of market.set?.markets ?? [market]) {
    for (const changed of one.tokens) state.totals.recount(changed);
  }
  if (operation.isSettled) state.cash.unsettle(operation.isBuy, money);
  else state.cash.unmatch(operation.isBuy, money);
  state.volume.add(utcDayOf(booked.timeMs), 0 - booked.notionalMicroUsd);
  const order = state.orders.get(booked.orderId);
  if (order !== undefined) state.orders.unfill(order, booked.size, booked.notionalMicroUsd);
  for (const { key, amount, payoutCount } of record.accruals) {
    state.accruals.takeBack(key, amount, payoutCount);
  }
  const fromSequence = operation.isBuy ? booked.sequence : minedSequence;
  const changed = { fromSequence, amount: operation.isBuy ? money : -money };
  state.peak.reverse({
    ownSequences: [booked.sequence, minedSequence],
    changes: fromSequence < 0 ? [] : [changed],
  });
  state.fills.close(record);
}

function bookedFill(
  state: LedgerState,
  entry: FillAdvanced | FillReversed,
): {
  readonly record: FillRecord;
  readonly operation: TradeOperation;
  readonly token: TokenAccount;
  readonly market: MarketAccount;
} {
  const record = state.fills.get(entry.fillId);
  const operation = record?.operation ?? null;
  if (record === undefined || operation === null) {
    throw entryFault(entry, "a fill that is not booked");
  }
  const token = tokenOf(state, record.booked);
  return { record, operation, token, market: state.markets.marketOf(token) };
}

function tokenOf(state: LedgerState, entry: FillBooked): TokenAccount {
  const token = state.markets.token(entry.tokenId);
  if (token === undefined) throw entryFault(entry, `token ${entry.tokenId}, which is not listed`);
  return token;
}
