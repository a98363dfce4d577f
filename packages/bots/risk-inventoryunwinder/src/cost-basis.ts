import { PRICE_UNITS_PER_USD, type HeldPosition, type PriceUnits } from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";

/** What a position counts as having cost, a share. */
export interface CostBasis {
  /** In price units, not rounded to whole ones. */
  readonly price: number;
  /** False where nobody knows what was paid. */
  readonly isKnown: boolean;
}

/**
 * What losses of a position are counted from: what was paid, or, for shares that came from elsewhere,
 * a price that is rather too high than too low, so that the exit comes rather too early.
 *
 * @param firstAsk - what the token cost when the position was first seen; 0 while there was no offer
 * @returns `null` while nothing is known to count from
 */
export function costBasis(
  { size, costMicroUsd }: Pick<HeldPosition, "size" | "costMicroUsd">,
  firstAsk: PriceUnits,
  unknownCostBasis: Parameters["unknownCostBasis"],
): CostBasis | null {
  if (costMicroUsd > 0)
    return { price: (costMicroUsd * PRICE_UNITS_PER_USD) / size, isKnown: true };
  if (unknownCostBasis === "one_dollar") return { price: PRICE_UNITS_PER_USD, isKnown: false };
  return firstAsk > 0 ? { price: firstAsk, isKnown: false } : null;
}
