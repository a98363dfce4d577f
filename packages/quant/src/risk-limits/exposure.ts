import { MICRO_PER_UNIT } from "./micro-money.ts";

/** A held position at cost. */
export interface PositionAtCost {
  readonly tokenId: string;
  readonly conditionId: string;
  /** Shares times average entry price, in micro-USD. */
  readonly costMicroUsd: number;
}

/** A resting buy order, which may become a position at any moment. */
export interface RestingBuy {
  readonly conditionId: string;
  readonly notionalMicroUsd: number;
}

/** What the limits count, seen from one order's market. Micro-USD at cost. */
export interface Exposure {
  /** Over all markets, resting buys included. */
  readonly totalMicroUsd: number;
  /** In the order's market, both outcomes and resting buys together. */
  readonly marketMicroUsd: number;
  /** Resting buys of all markets alone. */
  readonly reservedMicroUsd: number;
  /** Number of distinct tokens held. */
  readonly openPositions: number;
  readonly holdsToken: boolean;
}

/** Absorbs what floating point adds to a product of decimals, in micro-USD. */
const ROUNDING_MICRO_USD = 1e-3;

/** Cost of a position in micro-USD, rounded up. */
export function positionCostMicroUsd(shares: number, averageEntryPrice: number): number {
  return Math.ceil(shares * averageEntryPrice * MICRO_PER_UNIT - ROUNDING_MICRO_USD);
}

/**
 * Exposure at cost, not at mark: falling prices must not make room for more. Resting buys count with
 * their notional. Source: seed 002, section 1.3; maths.md 6.2.
 */
export function exposureOf(
  positions: readonly PositionAtCost[],
  restingBuys: readonly RestingBuy[],
  { tokenId, conditionId }: { readonly tokenId: string; readonly conditionId: string },
): Exposure {
  const tokens = new Set(positions.map((position) => position.tokenId));
  let totalMicroUsd = 0;
  let marketMicroUsd = 0;
  let reservedMicroUsd = 0;
  for (const position of positions) {
    totalMicroUsd += position.costMicroUsd;
    if (position.conditionId === conditionId) marketMicroUsd += position.costMicroUsd;
  }
  for (const { conditionId: market, notionalMicroUsd } of restingBuys) {
    reservedMicroUsd += notionalMicroUsd;
    if (market === conditionId) marketMicroUsd += notionalMicroUsd;
  }
  return {
    totalMicroUsd: totalMicroUsd + reservedMicroUsd,
    marketMicroUsd,
    reservedMicroUsd,
    openPositions: tokens.size,
    holdsToken: tokens.has(tokenId),
  };
}
