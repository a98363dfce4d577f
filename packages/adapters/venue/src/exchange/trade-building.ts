import {
  complementPrice,
  notionalMicroUsd,
  type EpochMs,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import { OUTSIDE_ACCOUNT } from "../accounts/house-accounts.ts";
import { matchKindOf } from "../matching/market-book.ts";
import type { TokenIndex } from "../market/venue-market.ts";
import type { BoardMarket } from "./board-market.ts";
import { priceOfToken } from "./book-place.ts";
import type { BuilderFees } from "./exchange.ts";
import type { OrderRecord } from "./order-record.ts";
import { builderFeeMicroUsd, takerFeeMicroUsd } from "./taker-costs.ts";
import type { MakerFill, VenueTrade } from "./venue-trade.ts";

/** One side of a match: an order of ours, or somebody in a recording. */
export interface Party {
  /** `null` for a recorded trader. */
  readonly order: OrderRecord | null;
  readonly orderId: string;
  readonly session: string;
  readonly account: string;
  readonly token: TokenIndex;
  readonly isBuy: boolean;
  readonly builderCode: string | null;
  readonly builder: BuilderFees | undefined;
}

export function partyOf(order: OrderRecord, builder: BuilderFees | undefined): Party {
  const { orderId, session, account, builderCode } = order.request;
  const { token, isBuy } = order;
  return { order, orderId, session, account, token, isBuy, builderCode, builder };
}

/**
 * A recorded trader. It buys, whatever was recorded: what stands in the asks is a purchase of the
 * second token, what stands in the bids one of the first.
 */
export function recordedParty(bookSide: 0 | 1, orderId: string): Party {
  return {
    order: null,
    orderId,
    session: "",
    account: OUTSIDE_ACCOUNT,
    token: bookSide,
    isBuy: true,
    builderCode: null,
    builder: undefined,
  };
}

/** A taker against the makers of one price level. */
export interface LevelMatch {
  readonly market: BoardMarket;
  readonly taker: Party;
  readonly bookPrice: PriceUnits;
  readonly makers: readonly { readonly party: Party; readonly size: MicroShares }[];
  readonly tradeId: string;
  readonly bucketIndex: number;
  readonly matchedAtMs: EpochMs;
}

/**
 * The money of a match. What is below one micro-pUSD goes to the makers: a taker pays it rounded up
 * and receives it rounded down, and a pair always costs exactly one dollar.
 */
export function buildTrade(match: LevelMatch): VenueTrade {
  const { market, taker, bookPrice } = match;
  const price = priceOfToken(taker.token, bookPrice);
  let size = 0;
  let notional = 0;
  const makers: MakerFill[] = [];
  for (const { party, size: filled } of match.makers) {
    const takerNotional = notionalMicroUsd(price, filled, taker.isBuy ? "up" : "down");
    size += filled;
    notional += takerNotional;
    makers.push(makerFill(taker, party, filled, price, takerNotional));
  }
  const feeMicroUsd = takerFeeMicroUsd(size, price, market.terms.fees);
  const builderFee = builderFeeMicroUsd(notional, taker.builder?.takerBps ?? 0);
  // Fees of a sale come out of its proceeds; dust may be worth less than the smallest fee.
  const payableMicroUsd = taker.isBuy ? Number.MAX_SAFE_INTEGER : notional;
  const platformFeeMicroUsd = Math.min(feeMicroUsd, payableMicroUsd);
  return {
    tradeId: match.tradeId,
    conditionId: market.terms.conditionId,
    takerOrderId: taker.orderId,
    takerSession: taker.session,
    takerAccount: taker.account,
    token: taker.token,
    side: taker.isBuy ? "BUY" : "SELL",
    size,
    price,
    notionalMicroUsd: notional,
    feeMicroUsd: platformFeeMicroUsd,
    builderCode: taker.builderCode,
    builderFeeMicroUsd: Math.min(builderFee, payableMicroUsd - platformFeeMicroUsd),
    makers,
    matchedAtMs: match.matchedAtMs,
    settlement: "MATCHED",
    settledAtMs: match.matchedAtMs,
    transactionHash: "",
    bucketIndex: match.bucketIndex,
  };
}

function makerFill(
  taker: Party,
  maker: Party,
  size: MicroShares,
  takerPrice: PriceUnits,
  takerNotional: MicroUsd,
): MakerFill {
  const kind = matchKindOf(taker, maker);
  const isSwap = kind === "swap";
  // A pair of one share each costs one dollar a share: micro-pUSD and micro-shares count alike.
  const notional = isSwap ? takerNotional : size - takerNotional;
  return {
    orderId: maker.orderId,
    session: maker.session,
    account: maker.account,
    token: maker.token,
    side: maker.isBuy ? "BUY" : "SELL",
    size,
    price: isSwap ? takerPrice : complementPrice(takerPrice),
    notionalMicroUsd: notional,
    kind,
    builderCode: maker.builderCode,
    builderFeeMicroUsd: builderFeeMicroUsd(notional, maker.builder?.makerBps ?? 0),
  };
}
