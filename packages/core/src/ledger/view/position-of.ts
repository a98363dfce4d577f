import { PRICE_UNITS_PER_USD } from "../../domain/units.ts";
import { shareOf } from "../amounts/exact-ratio.ts";
import type { MarketAccount, TokenAccount } from "../positions/token-account.ts";
import type { LedgerPosition } from "./ledger-figures.ts";

/** A copy of one position. */
export function positionOf(token: TokenAccount, market: MarketAccount): LedgerPosition {
  const { cell, value, bestBid, payout } = token;
  const isHeld = cell.size > 0;
  return {
    marketId: market.marketId,
    tokenId: token.tokenId,
    size: cell.size,
    settledSize: cell.settledSize,
    pendingSize: cell.size - cell.settledSize,
    reservedSize: token.reservedSells,
    costMicroUsd: cell.cost,
    heldFeesMicroUsd: cell.heldFees,
    averagePrice: isHeld ? shareOf(cell.cost, PRICE_UNITS_PER_USD, cell.size) : 0,
    realizedPnlMicroUsd: cell.realizedPnl,
    feesMicroUsd: cell.feesPaid,
    redeemableMicroUsd: value.redeemable,
    inFlightMicroUsd: value.inFlight,
    unrealizedPnlMicroUsd: value.marketValue - value.heldCost,
    bestBid: bestBid < 0 ? null : bestBid,
    payout: payout < 0 ? null : payout,
    lastFillAtMs: cell.lastFillAtMs < 0 ? null : cell.lastFillAtMs,
  };
}
