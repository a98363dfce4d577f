import { fromMicro, type EpochMs } from "@polytraders/core";
import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import type { VenueTrade } from "../../exchange/venue-trade.ts";
import type { TokenIndex } from "../../market/venue-market.ts";
import { displayPriceUsd } from "../markets/token-prices.ts";

/** One wallet's part of a trade. */
export interface TradePart {
  readonly account: string;
  readonly role: "TAKER" | "MAKER";
  readonly trade: VenueTrade;
  readonly market: ListedMarket;
  readonly token: TokenIndex;
  readonly side: "BUY" | "SELL";
  readonly sizeShares: number;
  readonly priceUsd: number;
  readonly notionalUsd: number;
  readonly feeUsd: number;
}

/** What a wallet holds of a token and what it paid. Money in dollars, sizes in shares. */
export interface WalletPosition {
  readonly account: string;
  readonly market: ListedMarket;
  readonly token: TokenIndex;
  readonly sizeShares: number;
  readonly averagePriceUsd: number;
  readonly costUsd: number;
  readonly feesUsd: number;
  /** Shares ever bought. */
  readonly boughtShares: number;
  readonly realizedPnlUsd: number;
  readonly priceUsd: number;
  readonly valueUsd: number;
  readonly isMergeable: boolean;
  readonly firstAtMs: EpochMs;
  readonly lastAtMs: EpochMs;
}

/** A trade as each of its wallets sees it, the taker first. */
export function partsOf(trade: VenueTrade, market: ListedMarket): readonly TradePart[] {
  const taker: TradePart = {
    account: trade.takerAccount,
    role: "TAKER",
    trade,
    market,
    token: trade.token,
    side: trade.side,
    sizeShares: fromMicro(trade.size),
    priceUsd: trade.price / 10_000,
    notionalUsd: fromMicro(trade.notionalMicroUsd),
    feeUsd: fromMicro(trade.feeMicroUsd),
  };
  const makers = trade.makers.map((maker): TradePart => ({
    account: maker.account,
    role: "MAKER",
    trade,
    market,
    token: maker.token,
    side: maker.side,
    sizeShares: fromMicro(maker.size),
    priceUsd: maker.price / 10_000,
    notionalUsd: fromMicro(maker.notionalMicroUsd),
    feeUsd: 0,
  }));
  return [taker, ...makers];
}

/** Everything a wallet holds or has held, in the order of listing. */
export function positionsOf(exchange: Exchange, account: string): readonly WalletPosition[] {
  const byMarket = new Map<string, VenueTrade[]>();
  for (const trade of exchange.trades({ account })) {
    const trades = byMarket.get(trade.conditionId);
    if (trades === undefined) byMarket.set(trade.conditionId, [trade]);
    else trades.push(trade);
  }
  return exchange.markets().flatMap((market) => {
    const { tokenIds, conditionId } = market.terms;
    const held = tokenIds.map((tokenId) => exchange.balance(account, tokenId));
    const trades = byMarket.get(conditionId);
    if (trades === undefined && held.every((size) => size === 0)) return [];
    const isMergeable = held.every((size) => size > 0);
    return ([0, 1] as const).flatMap((token) => {
      const parts = (trades ?? [])
        .toReversed()
        .filter((trade) => trade.settlement !== "FAILED")
        .flatMap((trade) => partsOf(trade, market))
        .filter((part) => part.account === account && part.token === token);
      const sizeShares = fromMicro(held[token] ?? 0);
      if (parts.length === 0 && sizeShares === 0) return [];
      return [position({ account, market, token, sizeShares, isMergeable }, parts)];
    });
  });
}

type Held = Pick<WalletPosition, "account" | "market" | "token" | "sizeShares" | "isMergeable">;

/** Average cost: what is sold leaves at the average price of what was held. */
function position(held: Held, parts: readonly TradePart[]): WalletPosition {
  let size = 0;
  let cost = 0;
  let bought = 0;
  let fees = 0;
  let realized = 0;
  for (const part of parts) {
    if (part.side === "BUY") {
      size += part.sizeShares;
      cost += part.notionalUsd;
      bought += part.sizeShares;
      fees += part.feeUsd;
      continue;
    }
    const average = size === 0 ? 0 : cost / size;
    const sold = Math.min(part.sizeShares, size);
    realized += part.notionalUsd - part.feeUsd - sold * average;
    size -= sold;
    cost -= sold * average;
  }
  // What came by a split, at half a dollar a share, never traded.
  const untraded = Math.max(0, held.sizeShares - size);
  const averagePriceUsd = size + untraded === 0 ? 0 : (cost + untraded * 0.5) / (size + untraded);
  const price = displayPriceUsd(held.market, held.token);
  return {
    ...held,
    averagePriceUsd: rounded(averagePriceUsd),
    costUsd: rounded(averagePriceUsd * held.sizeShares),
    feesUsd: rounded(fees),
    boughtShares: rounded(bought),
    realizedPnlUsd: rounded(realized),
    priceUsd: price,
    valueUsd: rounded(price * held.sizeShares),
    firstAtMs: parts[0]?.trade.matchedAtMs ?? 0,
    lastAtMs: parts.at(-1)?.trade.matchedAtMs ?? 0,
  };
}

/** Six decimals, as money has. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
