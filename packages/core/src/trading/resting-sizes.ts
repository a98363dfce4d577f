import { complementPrice, type MicroShares, type PriceUnits } from "../domain/units.ts";
import type { Placement } from "./working-order.ts";

/**
 * What we display, by market and price of the first token's view: an order in the second token is
 * there as the opposite order at one dollar less its price.
 */
export class RestingSizes {
  readonly #markets: Map<number, MicroShares>[] = [];

  at(marketIndex: number, side: "bid" | "ask", price: PriceUnits): MicroShares {
    return this.#markets[marketIndex]?.get(keyOf(side === "bid", price)) ?? 0;
  }

  /** Brings the sum up to date with one placement. */
  follow(placement: Placement): void {
    const size = placement.state === "resting" ? placement.remainingSize : 0;
    const change = size - placement.displayedSize;
    if (change === 0) return;
    placement.displayedSize = size;
    const { order, record } = placement;
    const isSecond = order.isSecondToken;
    const isBid = (record.side === "BUY") !== isSecond;
    const key = keyOf(isBid, isSecond ? complementPrice(record.price) : record.price);
    const sizes = (this.#markets[order.market.index] ??= new Map());
    const sum = (sizes.get(key) ?? 0) + change;
    if (sum === 0) sizes.delete(key);
    else sizes.set(key, sum);
  }
}

function keyOf(isBid: boolean, price: PriceUnits): number {
  return isBid ? price : 0 - price;
}
