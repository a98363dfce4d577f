import { complementPrice } from "@polytraders/core";
import { brokenInvariant } from "../accounts/invariant.ts";
import type { MakerFill, VenueTrade } from "../exchange/venue-trade.ts";
import { takerNotionalOf } from "./taker-notional.ts";

/** Throws `VENUE_INVARIANT_BROKEN` when the makers' parts do not add up to the taker's. */
export function checkTrade(trade: VenueTrade): void {
  let size = 0;
  for (const maker of trade.makers) {
    if (!isCounterpart(trade, maker)) {
      throw unsettleable(trade, `a ${maker.side} of token ${maker.token} as ${maker.kind}`);
    }
    const price = maker.kind === "swap" ? maker.price : complementPrice(maker.price);
    if (price !== trade.price) throw unsettleable(trade, `a maker at another price: ${price}`);
    size += maker.size;
  }
  if (size !== trade.size) throw unsettleable(trade, `makers of ${size} for ${trade.size}`);
  const left = takerNotionalOf(trade.makers);
  if (left !== trade.notionalMicroUsd) {
    throw unsettleable(trade, `a taker's notional of ${trade.notionalMicroUsd} instead of ${left}`);
  }
}

/** Pairs that a trade makes, negative for those it destroys. */
export function pairSizeOf(trade: VenueTrade): number {
  let pairSize = 0;
  for (const { kind, size } of trade.makers) {
    if (kind === "mint") pairSize += size;
    if (kind === "merge") pairSize -= size;
  }
  return pairSize;
}

/** A swap is the other side of the same token, a mint and a merge the same side of the other one. */
function isCounterpart(trade: VenueTrade, maker: MakerFill): boolean {
  if (maker.kind === "swap") return maker.token === trade.token && maker.side !== trade.side;
  const side = maker.kind === "mint" ? "BUY" : "SELL";
  return maker.token !== trade.token && maker.side === side && trade.side === side;
}

function unsettleable(trade: VenueTrade, what: string): Error {
  return brokenInvariant(`trade ${trade.tradeId} with ${what}`);
}
