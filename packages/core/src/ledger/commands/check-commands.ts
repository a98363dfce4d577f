import { isAmount } from "../amounts/amount-range.ts";
import { type Decision, refused } from "../ledger-answer.ts";
import type { LedgerState } from "../ledger-state.ts";

/** @param actualMicroUsd - the collateral that the chain shows */
export function decideCashCheck(state: LedgerState, actualMicroUsd: number): Decision {
  if (!isAmount(actualMicroUsd)) {
    return refused("LEDGER_AMOUNT_INVALID", `cash of ${actualMicroUsd} micro-pUSD`);
  }
  const expectedMicroUsd = state.cash.settled;
  const level = state.divergence.judge(expectedMicroUsd, actualMicroUsd);
  return { kind: "cash_checked", expectedMicroUsd, actualMicroUsd, level };
}

/** What the chain shows of one token. */
export interface TokensSeen {
  readonly tokenId: string;
  readonly actualSize: number;
  /** Cost for tokens the ledger did not know, micro-pUSD; 0 when nobody knows it. */
  readonly costMicroUsd: number;
}

export function decideTokensCheck(state: LedgerState, seen: TokensSeen): Decision {
  const { tokenId, actualSize, costMicroUsd } = seen;
  if (!isAmount(actualSize) || !isAmount(costMicroUsd)) {
    const found = `${actualSize} micro-shares of token ${tokenId} for ${costMicroUsd}`;
    return refused("LEDGER_AMOUNT_INVALID", found);
  }
  const token = state.markets.token(tokenId);
  if (token === undefined) return refused("LEDGER_TOKEN_UNKNOWN", `token ${tokenId}`);
  const expectedSize = token.cell.settledSize;
  const level = state.divergence.judge(expectedSize, actualSize);
  return { kind: "tokens_checked", tokenId, expectedSize, actualSize, level, costMicroUsd };
}
