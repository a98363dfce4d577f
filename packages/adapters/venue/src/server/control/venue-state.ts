import { formatDecimal, formatPrice, formatShares } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import type { VenueTrade } from "../../exchange/venue-trade.ts";
import { orderRow } from "../account/order-row.ts";

/**
 * The whole venue at a moment. Amounts are human decimals, addresses lower case.
 *
 * @param tradesMax - most trades to list, newest first
 */
export function venueState(
  exchange: Exchange,
  tradesMax: number,
): Readonly<Record<string, unknown>> {
  const accounts = exchange.accounts();
  return {
    timeMs: exchange.nowMs,
    hash: exchange.stateHash(),
    mode: exchange.mode,
    eventCount: exchange.eventCount,
    balances: Object.fromEntries(
      accounts.map((account) => [account, formatDecimal(exchange.balance(account, null), 6)]),
    ),
    spendable: Object.fromEntries(
      accounts.map((account) => [account, formatDecimal(exchange.spendable(account, null), 6)]),
    ),
    positions: positionsOf(exchange, accounts),
    openOrders: exchange.openOrders({}).map((order) => orderRow(order, exchange)),
    trades: exchange
      .trades({})
      .slice(0, tradesMax)
      .map((trade) => stateTrade(trade, exchange)),
    markets: exchange.markets().map(({ terms, state }) => ({
      conditionId: terms.conditionId,
      tokenIds: terms.tokenIds,
      slug: terms.slug,
      phase: state.phase,
      tickSize: formatPrice(state.tickSize),
      resolution: state.resolution,
      payouts: state.payouts === null ? null : state.payouts.map((units) => units / 10_000),
    })),
  };
}

/** Shares by wallet and token, only what is held. */
function positionsOf(
  exchange: Exchange,
  accounts: readonly string[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const positions = new Map<string, Map<string, string>>();
  const tokenIds = exchange.markets().flatMap(({ terms }) => terms.tokenIds);
  for (const account of accounts) {
    for (const tokenId of tokenIds) {
      const size = exchange.balance(account, tokenId);
      if (size === 0) continue;
      const held = positions.get(account) ?? new Map<string, string>();
      positions.set(account, held.set(tokenId, formatShares(size)));
    }
  }
  return Object.fromEntries([...positions].map(([key, held]) => [key, Object.fromEntries(held)]));
}

function stateTrade(trade: VenueTrade, exchange: Exchange): Readonly<Record<string, unknown>> {
  const tokenIds = exchange.market(trade.conditionId)?.terms.tokenIds;
  return {
    id: trade.tradeId,
    conditionId: trade.conditionId,
    tokenId: tokenIds?.[trade.token] ?? "",
    taker: trade.takerAccount,
    takerOrderId: trade.takerOrderId,
    side: trade.side,
    size: formatShares(trade.size),
    price: formatPrice(trade.price),
    fee: formatDecimal(trade.feeMicroUsd, 6),
    settlement: trade.settlement,
    transactionHash: trade.transactionHash,
    matchedAtMs: trade.matchedAtMs,
    settledAtMs: trade.settledAtMs,
    makers: trade.makers.map((maker) => ({
      orderId: maker.orderId,
      account: maker.account,
      tokenId: tokenIds?.[maker.token] ?? "",
      side: maker.side,
      size: formatShares(maker.size),
      price: formatPrice(maker.price),
      kind: maker.kind,
    })),
  };
}
