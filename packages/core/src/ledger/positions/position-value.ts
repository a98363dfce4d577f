import { REDEEMABLE_PRICE_MIN, REDEEMABLE_USD_MIN } from "@polytraders/quant";
import { notionalMicroUsd } from "../../domain/notional.ts";
import {
  MICRO,
  PRICE_UNITS_PER_USD,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "../../domain/units.ts";
import type { PositionCell } from "./position-cell.ts";

/** What one position adds to the ledger's totals. */
export interface PositionValue {
  /** Cost without fees of what is held; never below 0. */
  readonly exposure: MicroUsd;
  readonly isOpen: boolean;
  /** Below zero: sales that nothing covers since a fill failed. */
  readonly isOversold: boolean;
  /** Held without a known price: counted at cost. */
  readonly isUnmarked: boolean;
  readonly redeemable: MicroUsd;
  readonly inFlight: MicroUsd;
  /** Value at the payout, else at the best bid, else at cost. */
  readonly marketValue: MicroUsd;
  /** Cost and fees of what is held. */
  readonly heldCost: MicroUsd;
  readonly realizedPnl: MicroUsd;
  readonly feesPaid: MicroUsd;
  readonly contributed: MicroUsd;
}

/** The newest prices of a token; -1 while unknown. */
export interface TokenPrices {
  readonly bestBid: PriceUnits;
  readonly price: PriceUnits;
  readonly payout: PriceUnits;
}

export const UNHELD: PositionValue = {
  exposure: 0,
  isOpen: false,
  isOversold: false,
  isUnmarked: false,
  redeemable: 0,
  inFlight: 0,
  marketValue: 0,
  heldCost: 0,
  realizedPnl: 0,
  feesPaid: 0,
  contributed: 0,
};

const WON_PRICE_MIN = REDEEMABLE_PRICE_MIN * PRICE_UNITS_PER_USD;
const WON_VALUE_MIN = REDEEMABLE_USD_MIN * MICRO;

/**
 * Values a position so that no gain counts before it is real. Won or resolved positions count at
 * their price from one dollar on; others at the lower of cost and bid. A sale on its way counts at the
 * lower of its proceeds and what the shares would count if it failed. Values are rounded down.
 */
export function valuedAt(cell: PositionCell, prices: TokenPrices): PositionValue {
  const { size, cost, unsettledSaleSize } = cell;
  const { bestBid, payout } = prices;
  const price = payout >= 0 ? payout : prices.price;
  const isWon = payout >= 0 || price >= WON_PRICE_MIN;
  const isUnmarked = size !== 0 && payout < 0 && bestBid < 0;
  const bid = payout >= 0 ? payout : bestBid;
  const bidValue = bid < 0 ? cost : valueOf(size, bid);
  let redeemable = 0;
  let inFlight = 0;
  if (isWon && size > 0) {
    const won = valueOf(size, price);
    if (won >= WON_VALUE_MIN) redeemable = won;
  } else inFlight = Math.min(cost, bidValue);
  if (unsettledSaleSize > 0) {
    const unsold = isWon ? valueOf(unsettledSaleSize, price) : cell.unsettledSaleCost;
    inFlight += Math.min(unsold, cell.unsettledSaleProceeds);
  }
  return {
    exposure: Math.max(0, cost),
    isOpen: size > 0,
    isOversold: size < 0,
    isUnmarked,
    redeemable,
    inFlight,
    marketValue: bidValue,
    heldCost: cost + cell.heldFees,
    realizedPnl: cell.realizedPnl,
    feesPaid: cell.feesPaid,
    contributed: cell.contributed,
  };
}

function valueOf(size: MicroShares, price: PriceUnits): MicroUsd {
  if (size >= 0) return notionalMicroUsd(price, size, "down");
  return 0 - notionalMicroUsd(price, 0 - size, "up");
}
