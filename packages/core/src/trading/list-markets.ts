import type { MarketState } from "../kernel/market-state.ts";
import type { MarketDefinition } from "../market-data/market-definition.ts";
import type { MarketListing } from "../ledger/positions/market-registry.ts";

/**
 * Markets as the ledger lists them. Where nobody says how many outcomes a neg-risk set has, there is
 * one that the run does not list, so that no collateral counts as free which may not be.
 */
export function listingsOf(definitions: readonly MarketDefinition[]): readonly MarketListing[] {
  const outcomeCounts = outcomeCountsOf(definitions);
  return definitions.map(({ marketId, tokenIds: [first, second], negRiskSetId }) => ({
    marketId,
    // A token that was never seen cannot be traded; it needs a name to be listed.
    tokenIds: [first, second === "" ? `${marketId}/unseen` : second],
    negRisk:
      negRiskSetId === undefined
        ? null
        : { negRiskSetId, outcomeCount: outcomeCounts.get(negRiskSetId) ?? 2 },
  }));
}

/** Outcomes of each set: as it is said, and never fewer than there are markets. */
function outcomeCountsOf(definitions: readonly MarketDefinition[]): ReadonlyMap<string, number> {
  const listed = new Map<string, number>();
  const said = new Map<string, number>();
  for (const { negRiskSetId: id, negRiskOutcomeCount = 0 } of definitions) {
    if (id === undefined) continue;
    listed.set(id, (listed.get(id) ?? 0) + 1);
    said.set(id, Math.max(said.get(id) ?? 0, negRiskOutcomeCount));
  }
  return new Map(
    [...listed].map(([id, count]) => {
      const outcomeCount = said.get(id) ?? 0;
      return [id, outcomeCount > 0 ? Math.max(count, outcomeCount) : count + 1];
    }),
  );
}

/** Markets by the ids of their tokens, as far as these are known. */
export function marketsByToken(markets: readonly MarketState[]): ReadonlyMap<string, MarketState> {
  return new Map(
    markets.flatMap((market) =>
      market.definition.tokenIds.filter(Boolean).map((tokenId) => [tokenId, market]),
    ),
  );
}
