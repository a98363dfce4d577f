import { PRICE_UNITS_PER_USD } from "../../domain/units.ts";
import { AMOUNT_MAX, isNamed, isPositiveAmount } from "../amounts/amount-range.ts";
import { shareDown } from "../amounts/exact-ratio.ts";
import { type Decision, DUPLICATE, refused } from "../ledger-answer.ts";
import type { LedgerState } from "../ledger-state.ts";
import type { MarketAccount, NegRiskSet } from "../positions/token-account.ts";
import { refusedCash } from "./transfer-commands.ts";

/** Dollars into pairs of a market's tokens, or back. */
export interface PairConversion {
  readonly operationId: string;
  readonly marketId: string;
  readonly size: number;
}

export function decideSplit(state: LedgerState, split: PairConversion): Decision {
  const { operationId, marketId, size } = split;
  const invalid = decidePairs(state, split);
  if (invalid !== null) return invalid;
  return refusedCash(state, size) ?? { kind: "pairs_split", operationId, marketId, size };
}

export function decideMerge(state: LedgerState, merge: PairConversion): Decision {
  const { operationId, marketId, size } = merge;
  const invalid = decidePairs(state, merge);
  if (invalid !== null) return invalid;
  for (const { cell, tokenId } of state.markets.market(marketId)?.tokens ?? []) {
    if (cell.size < size) {
      const found = `${size} pairs with ${cell.size} of token ${tokenId} held`;
      return refused("LEDGER_TOKENS_INSUFFICIENT", found);
    }
  }
  return { kind: "pairs_merged", operationId, marketId, size };
}

function decidePairs(
  state: LedgerState,
  { operationId, marketId, size }: PairConversion,
): Decision | null {
  if (!isNamed(operationId) || !isPositiveAmount(size)) {
    return refused("LEDGER_AMOUNT_INVALID", `operation ${operationId} on ${size} pairs`);
  }
  if (state.operationIds.has(operationId)) return DUPLICATE;
  if (state.markets.market(marketId) === undefined) {
    return refused("LEDGER_MARKET_UNKNOWN", `market ${marketId}`);
  }
  return null;
}

/** NO tokens of some markets of a neg-risk set into dollars and YES tokens of the others. */
export interface NegRiskConversionOrder {
  readonly operationId: string;
  readonly negRiskSetId: string;
  /** Markets whose NO tokens are given, each once. */
  readonly marketIds: readonly string[];
  /** Shares given of each, micro-shares. */
  readonly size: number;
  /** Fee on what comes out, in basis points. */
  readonly feeBps: number;
}

export function decideConversion(state: LedgerState, order: NegRiskConversionOrder): Decision {
  const { operationId, negRiskSetId, marketIds, size, feeBps } = order;
  const isFee = Number.isInteger(feeBps) && feeBps >= 0 && feeBps <= PRICE_UNITS_PER_USD;
  if (!isNamed(operationId) || !isPositiveAmount(size) || !isFee) {
    const found = `conversion ${operationId} of ${size} micro-shares at ${feeBps} basis points`;
    return refused("LEDGER_AMOUNT_INVALID", found);
  }
  if (state.operationIds.has(operationId)) return DUPLICATE;
  const set = state.markets.set(negRiskSetId);
  if (set === undefined) return refused("LEDGER_MARKET_UNKNOWN", `neg-risk set ${negRiskSetId}`);
  const given = givenMarkets(set, marketIds);
  if (typeof given === "string") return refused("LEDGER_CONVERSION_INVALID", given);
  const short = given.find(({ tokens }) => tokens[1].cell.size < size);
  if (short !== undefined) {
    const found = `${size} NO with ${short.tokens[1].cell.size} of market ${short.marketId} held`;
    return refused("LEDGER_TOKENS_INSUFFICIENT", found);
  }
  const whole = (given.length - 1) * size;
  if (whole > AMOUNT_MAX)
    return refused("LEDGER_AMOUNT_INVALID", `collateral of ${whole} micro-pUSD`);
  const keptShare = PRICE_UNITS_PER_USD - feeBps;
  return {
    kind: "neg_risk_converted",
    operationId,
    negRiskSetId,
    marketIds: [...marketIds],
    size,
    receivedSize: shareDown(size, keptShare, PRICE_UNITS_PER_USD),
    collateralMicroUsd: shareDown(whole, keptShare, PRICE_UNITS_PER_USD),
  };
}

/** The markets, or what is wrong with them. */
function givenMarkets(
  set: NegRiskSet,
  marketIds: readonly string[],
): readonly MarketAccount[] | string {
  if (marketIds.length === 0) return "no market";
  if (new Set(marketIds).size !== marketIds.length) return "a market given twice";
  if (set.markets.length !== set.outcomeCount) {
    return `${set.markets.length} of ${set.outcomeCount} outcomes listed`;
  }
  const given = set.markets.filter(({ marketId }) => marketIds.includes(marketId));
  return given.length === marketIds.length ? given : "a market of another set";
}
