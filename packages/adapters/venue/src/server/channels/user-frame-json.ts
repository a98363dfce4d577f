import { formatPrice, formatShares } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";
import type { MakerFill } from "../../exchange/venue-trade.ts";
import {
  makersShownIn,
  type UserFrame,
  type UserOrderFrame,
  type UserTradeFrame,
} from "../../feed/user-frame.ts";
import { checksumAddress } from "../account/checksum-address.ts";

/** A frame of the user channel as the message that its session receives; names and order as the venue's. */
export function userFrameJson(market: ListedMarket, frame: UserFrame): string {
  return frame.kind === "order" ? orderJson(market, frame) : tradeJson(market, frame);
}

function orderJson({ terms }: ListedMarket, frame: UserOrderFrame): string {
  const { order, type, isKilled } = frame;
  const { request, tradeIds } = order;
  const hasNoTrades = tradeIds.length === 0 && type === "PLACEMENT";
  const expiration = request.expiresAtMs === null ? "0" : secondsText(request.expiresAtMs);
  return JSON.stringify({
    event_type: "order",
    id: request.orderId,
    owner: request.session,
    market: order.conditionId,
    asset_id: request.tokenId,
    side: request.side,
    order_owner: request.session,
    original_size: formatShares(order.originalSize),
    size_matched: isKilled ? "" : formatShares(order.matchedSize),
    price: formatPrice(order.price),
    associate_trades: hasNoTrades ? null : tradeIds,
    outcome: isKilled ? "" : terms.outcomes[order.token],
    type,
    created_at: isKilled ? "" : secondsText(order.createdAtMs),
    expiration,
    order_type: request.orderType,
    status: frame.status,
    maker_address: checksumAddress(request.account),
    timestamp: String(frame.timeMs),
  });
}

function tradeJson(market: ListedMarket, frame: UserTradeFrame): string {
  const { trade, session, role, timeMs } = frame;
  const { terms } = market;
  return JSON.stringify({
    event_type: "trade",
    type: "TRADE",
    id: trade.tradeId,
    taker_order_id: trade.takerOrderId,
    market: trade.conditionId,
    asset_id: terms.tokenIds[trade.token],
    side: trade.side,
    size: formatShares(trade.size),
    price: formatPrice(trade.price),
    fee_rate_bps: "0",
    status: trade.settlement,
    match_time: secondsText(trade.matchedAtMs),
    last_update: secondsText(timeMs),
    outcome: terms.outcomes[trade.token],
    owner: trade.takerSession,
    trade_owner: session,
    maker_address: checksumAddress(trade.takerAccount),
    transaction_hash: trade.transactionHash,
    bucket_index: trade.bucketIndex,
    maker_orders: makersShownIn(frame).map((maker) => makerOrderOf(market, maker)),
    trader_side: role,
    timestamp: String(timeMs),
  });
}

function makerOrderOf(
  { terms }: ListedMarket,
  maker: MakerFill,
): Readonly<Record<string, string | number>> {
  return {
    order_id: maker.orderId,
    owner: maker.session,
    maker_address: checksumAddress(maker.account),
    matched_amount: formatShares(maker.size),
    price: formatPrice(maker.price),
    fee_rate_bps: "0",
    asset_id: terms.tokenIds[maker.token],
    outcome: terms.outcomes[maker.token],
    outcome_index: maker.token,
    side: maker.side,
  };
}

function secondsText(timeMs: number): string {
  return String(Math.floor(timeMs / 1_000));
}
