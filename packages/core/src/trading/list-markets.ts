import type { MarketDefinition } from "../market-data/market-definition.ts";
import type { MarketListing } from "../ledger/positions/market-registry.ts";

/**
 * Markets as the ledger lists them. How many outcomes a neg-risk set has is not known here: there is
 * always one that the run does not list, so that no collateral counts as free which may not be.
 */
export function listingsOf(definitions: readonly MarketDefinition[]): readonly MarketListing[] {
  const listed = new Map<string, number>();
  for (const { negRiskSetId } of definitions) {
    if (negRiskSetId !== undefined) listed.set(negRiskSetId, (listed.get(negRiskSetId) ?? 0) + 1);
  }
  return definitions.map(({ marketId, tokenIds: [first, second], negRiskSetId }) => ({
    marketId,
    // A token that was never seen cannot be traded; it needs a name to be listed.
    tokenIds: [first, second === "" ? `${marketId}/unseen` : second],
    negRisk:
      negRiskSetId === undefined
        ? null
        : { negRiskSetId, outcomeCount: (listed.get(negRiskSetId) ?? 0) + 1 },
  }));
}
