import { PRICE_UNITS_PER_USD, type PriceUnits } from "@polytraders/core";

/**
 * Where takers press, on the view of the market's first token: those who buy (`up`) take its asks,
 * those who sell (`down`) take its bids.
 */
export type Attack = "up" | "down";
export const ATTACKS: readonly Attack[] = ["up", "down"];

/** Which attack a resting order has to fear. A bid for the second token is an ask for the first. */
export function attackOn(side: "BUY" | "SELL", isSecondToken: boolean): Attack {
  return (side === "BUY") === isSecondToken ? "up" : "down";
}

/** What the taker does to the first token in an attack. */
export function takerSideOf(attack: Attack): "BUY" | "SELL" {
  return attack === "up" ? "BUY" : "SELL";
}

/** A price on the view of the first token. */
export function priceOnFirst(price: PriceUnits, isSecondToken: boolean): PriceUnits {
  return isSecondToken ? PRICE_UNITS_PER_USD - price : price;
}
