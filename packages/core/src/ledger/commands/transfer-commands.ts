import { AMOUNT_MAX, isAmount, isNamed } from "../amounts/amount-range.ts";
import { type Decision, DUPLICATE, type LedgerRefused, refused } from "../ledger-answer.ts";
import type { LedgerState } from "../ledger-state.ts";

/** Money that is claimed by nobody. */
export function availableCash({ cash, orders }: LedgerState): number {
  return cash.cash - orders.buys - orders.fees;
}

/** A signed amount other than 0. */
export function isMove(amount: number): boolean {
  return Number.isSafeInteger(amount) && isAmount(Math.abs(amount)) && amount !== 0;
}

/** @param amount - positive for a deposit, negative for a withdrawal */
export function decideCashTransfer(
  state: LedgerState,
  operationId: string,
  amount: number,
): Decision {
  if (!isNamed(operationId) || !isMove(amount)) {
    return refused("LEDGER_AMOUNT_INVALID", `a transfer ${operationId} of ${amount} micro-pUSD`);
  }
  if (state.operationIds.has(operationId)) return DUPLICATE;
  const short = amount < 0 ? refusedCash(state, -amount) : null;
  if (short !== null) return short;
  if (state.cash.settled + amount > AMOUNT_MAX) {
    return refused("LEDGER_AMOUNT_INVALID", `cash of ${state.cash.settled + amount} micro-pUSD`);
  }
  return { kind: "cash_transferred", operationId, amountMicroUsd: amount };
}

/** The refusal to spend more than is available, or `null`. */
export function refusedCash(state: LedgerState, amount: number): LedgerRefused | null {
  const available = availableCash(state);
  if (amount <= available) return null;
  const found = `${amount} micro-pUSD with ${available} available`;
  return refused("LEDGER_CASH_INSUFFICIENT", found);
}

/** Tokens from (positive size) or to outside. */
export interface TokenTransfer {
  readonly operationId: string;
  readonly tokenId: string;
  readonly size: number;
  /** Cost that arriving tokens are given, micro-pUSD. */
  readonly costMicroUsd: number;
}

export function decideTokenTransfer(state: LedgerState, transfer: TokenTransfer): Decision {
  const { operationId, tokenId, size } = transfer;
  const costMicroUsd = size > 0 ? transfer.costMicroUsd : 0;
  if (!isNamed(operationId) || !isMove(size) || !isAmount(costMicroUsd)) {
    const found = `a transfer ${operationId} of ${size} micro-shares for ${transfer.costMicroUsd}`;
    return refused("LEDGER_AMOUNT_INVALID", found);
  }
  if (state.operationIds.has(operationId)) return DUPLICATE;
  const token = state.markets.token(tokenId);
  if (token === undefined) return refused("LEDGER_TOKEN_UNKNOWN", `token ${tokenId}`);
  if (size < 0 && token.cell.size + size < 0) {
    const found = `${-size} micro-shares sent away with ${token.cell.size} held`;
    return refused("LEDGER_TOKENS_INSUFFICIENT", found);
  }
  if (token.cell.size + size > AMOUNT_MAX) {
    return refused("LEDGER_AMOUNT_INVALID", `a position of more than ${AMOUNT_MAX} micro-shares`);
  }
  return { kind: "tokens_transferred", operationId, tokenId, size, costMicroUsd };
}
