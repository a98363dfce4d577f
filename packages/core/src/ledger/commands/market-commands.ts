import { notionalMicroUsd } from "../../domain/notional.ts";
import { PRICE_UNITS_PER_USD } from "../../domain/units.ts";
import { isAmount, isNamed, isPositiveAmount } from "../amounts/amount-range.ts";
import { type Decision, DUPLICATE, refused } from "../ledger-answer.ts";
import type { LedgerState } from "../ledger-state.ts";
import type { MarketListing } from "../positions/market-registry.ts";
import type { MarketAccount } from "../positions/token-account.ts";

export function decideListing(state: LedgerState, listing: MarketListing): Decision {
  const { marketId, tokenIds, negRisk } = listing;
  const [first, second] = tokenIds;
  const outcomeCount = negRisk?.outcomeCount ?? 1;
  const isValid =
    isNamed(marketId) &&
    isNamed(first) &&
    isNamed(second) &&
    (negRisk === null || isNamed(negRisk.negRiskSetId)) &&
    isPositiveAmount(outcomeCount);
  if (!isValid || first === second) {
    return refused(
      "LEDGER_MARKET_CONFLICT",
      `market ${marketId} with tokens ${tokenIds.join(", ")}`,
    );
  }
  const known = state.markets.market(marketId);
  if (known !== undefined) {
    if (isSameListing(known, listing)) return DUPLICATE;
    return refused("LEDGER_MARKET_CONFLICT", `another listing of market ${marketId}`);
  }
  const taken = tokenIds.find((tokenId) => state.markets.token(tokenId) !== undefined);
  if (taken !== undefined) {
    return refused("LEDGER_MARKET_CONFLICT", `token ${taken} of another market`);
  }
  const set = negRisk === null ? undefined : state.markets.set(negRisk.negRiskSetId);
  if (set !== undefined) {
    if (set.outcomeCount !== outcomeCount || set.markets.length >= outcomeCount) {
      const found = `market ${marketId} as one more of the ${set.outcomeCount} of its set`;
      return refused("LEDGER_MARKET_CONFLICT", found);
    }
  }
  return {
    kind: "market_listed",
    marketId,
    tokenIds: [first, second],
    negRisk: negRisk === null ? null : { negRiskSetId: negRisk.negRiskSetId, outcomeCount },
  };
}

function isSameListing(known: MarketAccount, { tokenIds, negRisk }: MarketListing): boolean {
  return (
    known.tokens[0].tokenId === tokenIds[0] &&
    known.tokens[1].tokenId === tokenIds[1] &&
    known.set?.negRiskSetId === negRisk?.negRiskSetId &&
    known.set?.outcomeCount === negRisk?.outcomeCount
  );
}

/** @param payouts - price units per share of either token; 5,000 each when the market is void */
export function decideResolution(
  state: LedgerState,
  marketId: string,
  payouts: readonly [number, number],
): Decision {
  const market = state.markets.market(marketId);
  if (market === undefined) return refused("LEDGER_MARKET_UNKNOWN", `market ${marketId}`);
  const [first, second] = payouts;
  if (!isAmount(first) || !isAmount(second) || first + second !== PRICE_UNITS_PER_USD) {
    return refused("LEDGER_RESOLUTION_INVALID", `payouts ${first} and ${second}`);
  }
  const known = market.payouts;
  if (known !== null) {
    if (known[0] === first) return DUPLICATE;
    const found = `payouts ${first} and ${second} after ${known[0]} and ${known[1]}`;
    return refused("LEDGER_RESOLUTION_CONTRADICTED", found);
  }
  let paidByYes = first;
  for (const { payouts: other } of market.set?.markets ?? []) paidByYes += other?.[0] ?? 0;
  if (paidByYes > PRICE_UNITS_PER_USD) {
    return refused("LEDGER_RESOLUTION_INVALID", `${paidByYes} price units for the YES of one set`);
  }
  return { kind: "market_resolved", marketId, payouts: [first, second] };
}

/** Tokens of a resolved market for what they pay; without sizes everything that is held. */
export interface Redemption {
  readonly operationId: string;
  readonly marketId: string;
  readonly sizes: readonly [number, number] | null;
}

export function decideRedemption(state: LedgerState, redemption: Redemption): Decision {
  const { operationId, marketId } = redemption;
  const market = state.markets.market(marketId);
  if (market === undefined) return refused("LEDGER_MARKET_UNKNOWN", `market ${marketId}`);
  if (state.operationIds.has(operationId)) return DUPLICATE;
  const { tokens, payouts } = market;
  if (payouts === null) return refused("LEDGER_MARKET_UNRESOLVED", `market ${marketId}`);
  const [first, second] = tokens;
  const held = [Math.max(0, first.cell.size), Math.max(0, second.cell.size)] as const;
  const [firstSize, secondSize] = redemption.sizes ?? held;
  const isValid = isAmount(firstSize) && isAmount(secondSize) && firstSize + secondSize > 0;
  if (!isNamed(operationId) || !isValid) {
    const found = `redemption ${operationId} of ${firstSize} and ${secondSize}`;
    return refused("LEDGER_AMOUNT_INVALID", found);
  }
  if (firstSize > held[0] || secondSize > held[1]) {
    const found = `${firstSize} and ${secondSize} with ${held[0]} and ${held[1]} held`;
    return refused("LEDGER_TOKENS_INSUFFICIENT", found);
  }
  return {
    kind: "tokens_redeemed",
    operationId,
    marketId,
    sizes: [firstSize, secondSize],
    paidMicroUsd: [
      notionalMicroUsd(payouts[0], firstSize, "down"),
      notionalMicroUsd(payouts[1], secondSize, "down"),
    ],
  };
}
