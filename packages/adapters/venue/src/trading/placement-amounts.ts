import { notionalMicroUsd, PRICE_UNITS_PER_USD, type OrderPlacement } from "@polytraders/core";

/** Micro-units in a hundredth: sizes, and the money of a market buy, have two decimals. */
const HUNDREDTH = 10_000;
/** Micro-units in the fourth decimal: the shares of a market buy have no more. */
const FOURTH_DECIMAL = 100;

/** The two amounts of a signed order, base units. */
export interface SignedAmounts {
  /** What the maker gives: micro-pUSD for BUY, micro-shares for SELL. */
  readonly makerAmount: number;
  readonly takerAmount: number;
}

/**
 * Amounts that stand for a placement's price and size and that the venue does not refuse for their
 * accuracy. Sizes are cut to hundredths of a share, never raised.
 *
 * The venue limits a FOK or FAK purchase by money: what is sent is price times size in whole cents,
 * rounded down, so it never costs more than the placement allows; at better prices it buys more shares.
 */
export function signedAmountsOf(
  placement: Pick<OrderPlacement, "side" | "price" | "size" | "timeInForce">,
): SignedAmounts {
  const { side, price, timeInForce } = placement;
  const size = placement.size - (placement.size % HUNDREDTH);
  const money = notionalMicroUsd(price, size);
  if (side === "SELL") return { makerAmount: size, takerAmount: money };
  if (timeInForce === "GTC" || timeInForce === "GTD") {
    return { makerAmount: money, takerAmount: size };
  }
  const budget = money - (money % HUNDREDTH);
  // The nearest of four decimals: the ratio then rounds to no other price of the grid.
  const shares = (budget * PRICE_UNITS_PER_USD) / price;
  return {
    makerAmount: budget,
    takerAmount: Math.round(shares / FOURTH_DECIMAL) * FOURTH_DECIMAL,
  };
}
