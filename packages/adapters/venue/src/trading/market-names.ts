import type { MarketDefinition } from "@polytraders/core";
import type { VenueMarketTerms } from "../market/venue-market.ts";

/** One market under the names that the kernel and the venue know it by. */
export interface NamedMarket {
  /** Place among the session's markets. */
  readonly index: number;
  readonly definition: MarketDefinition;
  readonly terms: VenueMarketTerms;
}

/** Finds markets by any of their names. The two sides' names differ where a recording lacks ids. */
export class MarketNames {
  readonly all: readonly NamedMarket[];
  readonly #byMarketId = new Map<string, NamedMarket>();
  readonly #byConditionId = new Map<string, NamedMarket>();
  readonly #byToken = new Map<string, NamedMarket>();

  constructor(markets: readonly Omit<NamedMarket, "index">[]) {
    this.all = markets.map((market, index) => ({ ...market, index }));
    for (const market of this.all) {
      this.#byMarketId.set(market.definition.marketId, market);
      this.#byConditionId.set(market.terms.conditionId, market);
      for (const tokenId of market.definition.tokenIds) this.#byToken.set(tokenId, market);
    }
  }

  ofMarketId(marketId: string): NamedMarket | undefined {
    return this.#byMarketId.get(marketId);
  }

  ofConditionId(conditionId: string): NamedMarket | undefined {
    return this.#byConditionId.get(conditionId);
  }

  /** The venue's id of a token that the kernel names; a token that nobody knows keeps its name. */
  venueTokenOf(tokenId: string): string {
    const market = this.#byToken.get(tokenId);
    if (market === undefined) return tokenId;
    return market.terms.tokenIds[market.definition.tokenIds[0] === tokenId ? 0 : 1];
  }
}
