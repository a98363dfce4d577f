import type { MicroUsd } from "@polytraders/core";
import type { MakerFill } from "../exchange/venue-trade.ts";

/**
 * What the makers of a trade leave for the taker to pay (BUY) or to receive (SELL), before fees. In a
 * swap it is the maker's notional; a mint and a merge share out one dollar per share, so it is the
 * rest of that. Whatever is rounded in the makers' notionals, nothing is lost or made.
 */
export function takerNotionalOf(
  makers: readonly Pick<MakerFill, "kind" | "size" | "notionalMicroUsd">[],
): MicroUsd {
  let notional = 0;
  for (const maker of makers) {
    notional +=
      maker.kind === "swap" ? maker.notionalMicroUsd : maker.size - maker.notionalMicroUsd;
  }
  return notional;
}
