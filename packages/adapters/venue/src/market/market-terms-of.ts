import type { MarketTerms } from "@polytraders/core";
import { NEVER_MS, type VenueMarketTerms } from "./venue-market.ts";

/** A market's terms as bots are told of them. */
export function marketTermsOf(terms: VenueMarketTerms): MarketTerms {
  const { fees, rewards, endAtMs, gameStartAtMs } = terms;
  return {
    fees: { rate: fees.rate, exponent: fees.exponent, rebateShare: fees.rebateShare },
    rewards:
      rewards === null
        ? null
        : {
            dailyPoolMicroUsd: rewards.dailyPoolMicroUsd,
            spreadMax: rewards.spreadMax,
            sizeMin: rewards.sizeMin,
            multiplier: rewards.multiplier,
          },
    endAtMs: endAtMs === NEVER_MS ? null : endAtMs,
    gameStartAtMs,
    tags: [],
  };
}
