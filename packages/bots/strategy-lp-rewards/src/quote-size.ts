import {
  MICRO,
  notionalMicroUsd,
  PRICE_UNITS_PER_USD,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import { jitterFactor, rewardOrderSize } from "@polytraders/quant";

/** Smallest step of an order's size: 0.01 share. */
export const SIZE_LOT: MicroShares = 10_000;

/** The least size that is both taken by the venue and rewarded. */
export function rewardedSizeMin(rewardSizeMin: MicroShares, venueMin: MicroShares): MicroShares {
  return Math.ceil(Math.max(rewardSizeMin, venueMin, SIZE_LOT) / SIZE_LOT) * SIZE_LOT;
}

/** The most shares that an amount pays at a price. */
export function affordableSize(price: PriceUnits, amountMicroUsd: MicroUsd): MicroShares {
  if (amountMicroUsd <= 0) return 0;
  const size = Math.floor((amountMicroUsd * PRICE_UNITS_PER_USD) / price / SIZE_LOT) * SIZE_LOT;
  // The quotient of two floats may be a lot too large.
  return notionalMicroUsd(price, size, "up") > amountMicroUsd ? Math.max(0, size - SIZE_LOT) : size;
}

/** What bounds a bid's size. */
export interface SizeSetting {
  readonly price: PriceUnits;
  readonly orderMicroUsd: MicroUsd;
  /** Most that the order may cost. */
  readonly limitMicroUsd: MicroUsd;
  readonly sizeMin: MicroShares;
}

/** Shares that an order's value buys, raised to the rewarded size; `null` when that is too dear. */
export function bidSize(setting: SizeSetting): MicroShares | null {
  const { price, orderMicroUsd, limitMicroUsd, sizeMin } = setting;
  const order = rewardOrderSize({
    orderUsd: Math.min(orderMicroUsd, Math.max(0, limitMicroUsd)) / MICRO,
    price: price / PRICE_UNITS_PER_USD,
    sizeSharesMin: sizeMin / MICRO,
    perMarketUsdMax: Math.max(0, limitMicroUsd) / MICRO,
  });
  if (order === null) return null;
  const size = Math.min(
    Math.floor(Math.round(order.sizeShares * MICRO) / SIZE_LOT) * SIZE_LOT,
    affordableSize(price, limitMicroUsd),
  );
  return size >= sizeMin ? size : null;
}

/**
 * A size that does not betray the bot: times a random factor, then within its bounds again.
 * Source: seed 002, section 1.7, with the correction C12 of maths.md.
 *
 * @param uniform - in [0, 1); 0.5 changes nothing
 */
export function jitteredSize(
  size: MicroShares,
  bounds: { readonly sizeMin: MicroShares; readonly sizeMax: MicroShares },
  share: number,
  uniform: number,
): MicroShares {
  const raw = Math.round(size * jitterFactor(share, uniform));
  const bounded = Math.min(bounds.sizeMax, Math.max(raw, bounds.sizeMin));
  return Math.floor(bounded / SIZE_LOT) * SIZE_LOT;
}
