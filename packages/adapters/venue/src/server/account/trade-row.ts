import { formatPrice, formatShares, type SettlementState } from "@polytraders/core";
import { transactionHashOf } from "../../chain/transaction-hash.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { MakerFill, VenueTrade } from "../../exchange/venue-trade.ts";
import { checksumAddress } from "./checksum-address.ts";

/**
 * A trade as `/data/trades` lists it to one of its parties. Token, side, size and price at the top
 * are the taker's; a maker finds its own part in `maker_orders`.
 */
export function tradeRow(
  trade: VenueTrade,
  session: string,
  exchange: Exchange,
): Readonly<Record<string, unknown>> {
  const terms = exchange.market(trade.conditionId)?.terms;
  const isTaker = trade.takerSession === session;
  const makers = isTaker ? trade.makers : trade.makers.filter((maker) => maker.session === session);
  const seconds = Math.floor(trade.matchedAtMs / 1_000);
  return {
    id: trade.tradeId,
    taker_order_id: trade.takerOrderId,
    market: trade.conditionId,
    asset_id: terms?.tokenIds[trade.token] ?? "",
    side: trade.side,
    size: formatShares(trade.size),
    fee_rate_bps: "0",
    price: formatPrice(trade.price),
    status: tradeStatus(trade.settlement),
    match_time: String(seconds),
    match_time_nano: `${trade.matchedAtMs}000000`,
    last_update: String(Math.floor(trade.settledAtMs / 1_000)),
    outcome: terms?.outcomes[trade.token] ?? "",
    bucket_index: trade.bucketIndex,
    owner: trade.takerSession,
    maker_address: checksumAddress(trade.takerAccount),
    transaction_hash: sentHash(trade),
    err_msg: null,
    trader_side: isTaker ? "TAKER" : "MAKER",
    maker_orders: makers.map((maker) => makerRow(maker, trade, exchange)),
  };
}

/**
 * The hash is known here as soon as the transaction is sent, while the user channel tells it when it
 * is mined. Official clients ask again and again for up to 30 s until there is one.
 */
function sentHash({ tradeId, settlement, transactionHash }: VenueTrade): string {
  const isSent = settlement === "MATCHED" || settlement === "RETRYING";
  return isSent ? transactionHashOf(tradeId, 1) : transactionHash;
}

/** The settlement state as REST answers spell it. */
export function tradeStatus(settlement: SettlementState): string {
  return `TRADE_STATUS_${settlement}`;
}

function makerRow(
  maker: MakerFill,
  trade: VenueTrade,
  exchange: Exchange,
): Readonly<Record<string, unknown>> {
  const terms = exchange.market(trade.conditionId)?.terms;
  return {
    order_id: maker.orderId,
    owner: maker.session,
    maker_address: checksumAddress(maker.account),
    matched_amount: formatShares(maker.size),
    price: formatPrice(maker.price),
    fee_rate_bps: "0",
    asset_id: terms?.tokenIds[maker.token] ?? "",
    outcome: terms?.outcomes[maker.token] ?? "",
    outcome_index: maker.token,
    side: maker.side,
  };
}
