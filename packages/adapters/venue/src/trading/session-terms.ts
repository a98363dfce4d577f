import type { MarketDefinition, MarketTerms } from "@polytraders/core";
import type { VenueMarketTerms } from "../market/venue-market.ts";
import { marketTermsOf } from "../market/market-terms-of.ts";
import { replayedTermsOf } from "../replay/replayed-terms.ts";

/**
 * Terms of a recorded market at the venue: what is known of it, and for the rest what
 * {@link replayedTermsOf} assumes. Fees of `null` are not known, so they are charged as assumed.
 */
export function venueTermsOf(
  definition: MarketDefinition,
  known: Partial<MarketTerms> = {},
): VenueMarketTerms {
  const { fees, rewards, endAtMs, gameStartAtMs } = { ...definition.terms, ...known };
  return replayedTermsOf(definition, {
    ...(fees === undefined || fees === null ? {} : { fees }),
    ...(rewards === undefined || rewards === null
      ? {}
      : { rewards: { ...rewards, orderAgeMsMin: 0 } }),
    ...(endAtMs === undefined || endAtMs === null ? {} : { endAtMs }),
    ...(gameStartAtMs === undefined ? {} : { gameStartAtMs }),
  });
}

/** A recorded market as the kernel is told of it: with the terms that the venue holds it to. */
export function tradedDefinitionOf(
  definition: MarketDefinition,
  terms: VenueMarketTerms,
  known: Partial<MarketTerms> = {},
): MarketDefinition {
  const [first, second] = definition.tokenIds;
  return {
    ...definition,
    tokenIds: [first || terms.tokenIds[0], second || terms.tokenIds[1]],
    minimumOrderSize: terms.minimumOrderSize,
    terms: {
      ...marketTermsOf(terms),
      tags: known.tags ?? definition.terms?.tags ?? [],
    },
  };
}
