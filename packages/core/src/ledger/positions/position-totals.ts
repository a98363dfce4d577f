import { PRICE_UNITS_PER_USD } from "../../domain/units.ts";
import type { PositionValue } from "./position-value.ts";
import type { TokenAccount } from "./token-account.ts";

/** Sums over all positions, kept current with each change of one. */
export class PositionTotals {
  exposure = 0;
  openPositionCount = 0;
  oversoldPositionCount = 0;
  unmarkedPositionCount = 0;
  redeemable = 0;
  inFlight = 0;
  marketValue = 0;
  heldCost = 0;
  realizedPnl = 0;
  feesPaid = 0;
  contributed = 0;

  /** A token's position or prices have changed. */
  recount(token: TokenAccount): void {
    this.#add(token.value, -1);
    this.#add(token.revalue(), 1);
  }

  /** The newest prices of a token. Nothing is computed for tokens that are not held. */
  mark(token: TokenAccount, bestBid: number, price: number): void {
    if (token.bestBid === bestBid && token.price === price) return;
    if (!isPrice(bestBid) || !isPrice(price)) return;
    token.bestBid = bestBid;
    token.price = price;
    if (token.cell.size !== 0 || token.cell.unsettledSaleSize !== 0) this.recount(token);
  }

  #add(value: PositionValue, sign: 1 | -1): void {
    this.exposure += sign * value.exposure;
    if (value.isOpen) this.openPositionCount += sign;
    if (value.isOversold) this.oversoldPositionCount += sign;
    if (value.isUnmarked) this.unmarkedPositionCount += sign;
    this.redeemable += sign * value.redeemable;
    this.inFlight += sign * value.inFlight;
    this.marketValue += sign * value.marketValue;
    this.heldCost += sign * value.heldCost;
    this.realizedPnl += sign * value.realizedPnl;
    this.feesPaid += sign * value.feesPaid;
    this.contributed += sign * value.contributed;
  }
}

/** Prices that are unknown (-1) or possible; anything else is not taken for a price. */
function isPrice(price: number): boolean {
  return Number.isInteger(price) && price >= -1 && price <= PRICE_UNITS_PER_USD;
}
