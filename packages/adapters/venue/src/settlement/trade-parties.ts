import { complementPrice, type MicroShares, type MicroUsd } from "@polytraders/core";
import { brokenInvariant } from "../accounts/invariant.ts";
import type { Vault } from "../accounts/vault.ts";
import type { OrderSide } from "../exchange/order-request.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import { matchKindOf } from "../matching/market-book.ts";
import { takerNotionalOf } from "./taker-notional.ts";

/** What a settlement needs to know beyond the trade. */
export interface TradeAccounts {
  readonly vault: Vault;
  readonly marketIndexOf: (conditionId: string) => number;
}

/** One order's part in a trade. */
export interface TradeParty {
  readonly orderId: string;
  readonly account: string;
  readonly side: OrderSide;
  readonly token: 0 | 1;
  readonly size: MicroShares;
  /** Paid (BUY) or received (SELL), before fees. */
  readonly notionalMicroUsd: MicroUsd;
  readonly feeMicroUsd: MicroUsd;
  /** `bytes32` of the builder, `null` without one. */
  readonly builderCode: string | null;
  readonly builderFeeMicroUsd: MicroUsd;
}

/** The taker, then the makers. */
export function partiesOf(trade: VenueTrade): readonly TradeParty[] {
  const taker: TradeParty = {
    orderId: trade.takerOrderId,
    account: trade.takerAccount,
    side: trade.side,
    token: trade.token,
    size: trade.size,
    notionalMicroUsd: trade.notionalMicroUsd,
    feeMicroUsd: trade.feeMicroUsd,
    builderCode: trade.builderCode,
    builderFeeMicroUsd: trade.builderFeeMicroUsd,
  };
  return [taker, ...trade.makers.map((maker) => ({ ...maker, feeMicroUsd: 0 }))];
}

/**
 * Pairs that a trade makes, negative for those it destroys.
 *
 * @throws PolytradersError `VENUE_INVARIANT_BROKEN` when the makers' parts do not add up to the taker's
 */
export function checkedPairSize(trade: VenueTrade): number {
  let pairSize = 0;
  let size = 0;
  for (const maker of trade.makers) {
    const kind = matchKindOf(
      { token: trade.token, isBuy: trade.side === "BUY" },
      { token: maker.token, isBuy: maker.side === "BUY" },
    );
    const isOpposite = maker.side === trade.side ? kind !== "swap" : kind === "swap";
    if (maker.kind !== kind || !isOpposite) {
      throw unsettleable(trade, `a ${maker.side} of token ${maker.token} as ${maker.kind}`);
    }
    const price = kind === "swap" ? maker.price : complementPrice(maker.price);
    if (price !== trade.price) throw unsettleable(trade, `a maker at another price: ${price}`);
    size += maker.size;
    if (kind === "mint") pairSize += maker.size;
    if (kind === "merge") pairSize -= maker.size;
  }
  if (size !== trade.size) throw unsettleable(trade, `makers of ${size} for ${trade.size}`);
  const left = takerNotionalOf(trade.makers);
  if (left !== trade.notionalMicroUsd) {
    throw unsettleable(trade, `a taker's notional of ${trade.notionalMicroUsd} instead of ${left}`);
  }
  return pairSize;
}

function unsettleable(trade: VenueTrade, what: string): Error {
  return brokenInvariant(`trade ${trade.tradeId} with ${what}`);
}
