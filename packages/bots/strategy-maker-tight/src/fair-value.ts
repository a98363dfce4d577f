import type { BookLevel } from "@polytraders/core";

const PRICE_UNITS_PER_USD = 10_000;

/**
 * The chance that the book sees, 0 to 1: its micro-price. The average of bid and ask, each weighted
 * by the size on the other side, since the thinner side gives way first. Taken over the best levels
 * of each side, so that one small order does not move it far.
 *
 * @returns `null` without both sides
 */
export function fairValueUsd(
  bids: readonly BookLevel[],
  asks: readonly BookLevel[],
): number | null {
  const bid = sideOf(bids);
  const ask = sideOf(asks);
  if (bid === null || ask === null) return null;
  const weighted = bid.price * ask.size + ask.price * bid.size;
  return weighted / (bid.size + ask.size) / PRICE_UNITS_PER_USD;
}

/**
 * The fair value as somebody sees it who holds much already: moved against the inventory by up to
 * half the spread, so that the quote which reduces it is reached first.
 *
 * @param inventoryShare - from -1, full of the second token, to 1, full of the first
 * @param skewFactor - 0 to 1
 */
export function skewedFairUsd(
  fairUsd: number,
  spreadUsd: number,
  inventoryShare: number,
  skewFactor: number,
): number {
  const share = Math.min(1, Math.max(-1, inventoryShare));
  return fairUsd - (skewFactor * share * spreadUsd) / 2;
}

/** All levels as one: their average price by size, and their size. */
function sideOf(levels: readonly BookLevel[]): { price: number; size: number } | null {
  let size = 0;
  let worth = 0;
  for (const level of levels) {
    size += level.size;
    worth += level.price * level.size;
  }
  return size === 0 ? null : { price: worth / size, size };
}
