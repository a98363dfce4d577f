import { formatPrice, formatShares } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import type { OrderState, VenueOrder } from "../../exchange/order-request.ts";
import { checksumAddress } from "./checksum-address.ts";

const STATUS: Readonly<Record<OrderState, string>> = {
  live: "LIVE",
  delayed: "DELAYED",
  matched: "MATCHED",
  cancelled: "CANCELED",
  cancelled_market_resolved: "CANCELED_MARKET_RESOLVED",
  invalid: "INVALID",
};

/** An order as `/data/orders` lists it. Sizes and prices are human decimals. */
export function orderRow(order: VenueOrder, exchange: Exchange): Readonly<Record<string, unknown>> {
  const { request, token } = order;
  const terms = exchange.market(order.conditionId)?.terms;
  return {
    id: request.orderId,
    status: STATUS[order.state],
    owner: request.session,
    maker_address: checksumAddress(request.account),
    market: order.conditionId,
    asset_id: request.tokenId,
    side: request.side,
    original_size: formatShares(order.originalSize),
    size_matched: formatShares(order.matchedSize),
    price: formatPrice(order.price),
    outcome: terms?.outcomes[token] ?? "",
    expiration: String(Math.floor((request.expiresAtMs ?? 0) / 1_000)),
    order_type: request.orderType,
    associate_trades: order.tradeIds,
    created_at: Math.floor(order.createdAtMs / 1_000),
  };
}
