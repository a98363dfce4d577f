/** A market's category for the taker rebate programme. */
export type RebateCategory =
  | "sports"
  | "politics"
  | "finance"
  | "mentions"
  | "tech"
  | "economics"
  | "culture"
  | "weather"
  | "other"
  | "crypto"
  | "geopolitics";

/** How much a category's volume counts, as published in autumn 2026. */
export const REBATE_CATEGORY_WEIGHTS: Readonly<Record<RebateCategory, number>> = {
  sports: 1,
  politics: 1.3,
  finance: 1.3,
  mentions: 1.3,
  tech: 1.3,
  economics: 1.7,
  culture: 1.7,
  weather: 1.7,
  other: 1.7,
  crypto: 2.3,
  geopolitics: 0,
};

/** One step of the taker rebate programme. */
export interface RebateTier {
  readonly name: string;
  /** Weighted volume of 30 days from which the tier holds, in USD. */
  readonly weightedVolumeUsdMin: number;
  /** Share of taker fees paid back. */
  readonly rebateShare: number;
}

/** The published tiers of autumn 2026, lowest first. */
export const TAKER_REBATE_TIERS: readonly RebateTier[] = [
  { name: "None", weightedVolumeUsdMin: 0, rebateShare: 0 },
  { name: "Bronze", weightedVolumeUsdMin: 2_000, rebateShare: 0.03 },
  { name: "Silver", weightedVolumeUsdMin: 20_000, rebateShare: 0.08 },
  { name: "Gold", weightedVolumeUsdMin: 200_000, rebateShare: 0.18 },
  { name: "Platinum", weightedVolumeUsdMin: 1_000_000, rebateShare: 0.32 },
  { name: "Diamond", weightedVolumeUsdMin: 4_000_000, rebateShare: 0.44 },
  { name: "Elite", weightedVolumeUsdMin: 10_000_000, rebateShare: 0.5 },
];

/** A volume this close below a threshold reached it but for rounding, in USD. */
const VOLUME_ROUNDING_USD = 1e-6;

/**
 * The taker rebate tier of the trades of the last 30 days: weighted volume is the sum of
 * `usd (1 - price) weight`.
 */
export function takerTier(
  trades: readonly {
    readonly notionalUsd: number;
    readonly price: number;
    readonly category: RebateCategory;
  }[],
): { readonly weightedVolumeUsd: number; readonly tier: RebateTier } {
  const weightedVolumeUsd = trades.reduce(
    (total, { notionalUsd, price, category }) =>
      total + notionalUsd * (1 - price) * REBATE_CATEGORY_WEIGHTS[category],
    0,
  );
  const tier = TAKER_REBATE_TIERS.findLast(
    ({ weightedVolumeUsdMin }) => weightedVolumeUsd + VOLUME_ROUNDING_USD >= weightedVolumeUsdMin,
  );
  // The lowest tier starts at zero, so one is always found.
  return {
    weightedVolumeUsd,
    tier: tier ?? { name: "None", weightedVolumeUsdMin: 0, rebateShare: 0 },
  };
}
