import { isoSeconds } from "../markets/market-object.ts";
import { rounded, type TradePart, type WalletPosition } from "./position-ledger.ts";

type Row = Readonly<Record<string, unknown>>;

/** A position as Data v2 writes it. */
export function positionRow(position: WalletPosition, eventId: string): Row {
  const { market, token, sizeShares, costUsd, valueUsd, feesUsd, realizedPnlUsd } = position;
  const { terms, state } = market;
  const unrealized = rounded(valueUsd - costUsd);
  const isResolved = state.payouts !== null;
  const isLost = state.payouts !== null && state.payouts[token] === 0;
  const other = token === 0 ? 1 : 0;
  const status =
    sizeShares === 0 ? "CLOSED" : isResolved ? (isLost ? "REDEEMABLE_LOST" : "REDEEMABLE") : "OPEN";
  return {
    proxy_wallet: position.account,
    token_id: terms.tokenIds[token],
    condition_id: terms.conditionId,
    current_size: sizeShares,
    avg_price: position.averagePriceUsd,
    entry_cost_usdc: costUsd,
    entry_fees_usdc: feesUsd,
    total_cost_usdc: rounded(costUsd + feesUsd),
    current_price: position.priceUsd,
    current_value: valueUsd,
    total_size: position.boughtShares,
    realized_pnl: realizedPnlUsd,
    unrealized_pnl: unrealized,
    total_pnl: rounded(unrealized + realizedPnlUsd),
    percent_pnl: percentOf(unrealized, costUsd),
    percent_realized_pnl: percentOf(realizedPnlUsd, costUsd),
    status,
    redeemable: isResolved && sizeShares > 0,
    mergeable: position.isMergeable && !isResolved,
    negative_risk: terms.negRiskSetId !== null,
    archived: false,
    title: terms.question,
    slug: terms.slug,
    icon: "",
    event_id: eventId,
    event_slug: terms.eventSlug,
    outcome: terms.outcomes[token],
    outcome_index: token,
    opposite_outcome: terms.outcomes[other],
    opposite_token_id: terms.tokenIds[other],
    end_date: isoSeconds(terms.endAtMs).slice(0, 10),
    last_event_at: Math.floor(position.lastAtMs / 1_000),
    first_entry_at: Math.floor(position.firstAtMs / 1_000),
    name: "",
    profile_image: "",
    verified: false,
  };
}

/** The same as Data v1 writes it. */
export function positionRowV1(position: WalletPosition): Row {
  const row = positionRow(position, "");
  return {
    proxyWallet: row["proxy_wallet"],
    asset: row["token_id"],
    conditionId: row["condition_id"],
    size: row["current_size"],
    avgPrice: row["avg_price"],
    initialValue: row["entry_cost_usdc"],
    grossInitialValue: row["total_cost_usdc"],
    entryFeesUsdc: row["entry_fees_usdc"],
    currentValue: row["current_value"],
    cashPnl: row["unrealized_pnl"],
    percentPnl: row["percent_pnl"],
    totalBought: row["total_size"],
    realizedPnl: row["realized_pnl"],
    percentRealizedPnl: row["percent_realized_pnl"],
    curPrice: row["current_price"],
    redeemable: row["redeemable"],
    mergeable: row["mergeable"],
    title: row["title"],
    slug: row["slug"],
    icon: row["icon"],
    eventSlug: row["event_slug"],
    outcome: row["outcome"],
    outcomeIndex: row["outcome_index"],
    oppositeOutcome: row["opposite_outcome"],
    oppositeAsset: row["opposite_token_id"],
    endDate: row["end_date"],
    negativeRisk: row["negative_risk"],
  };
}

/** One wallet's part of a trade as Data v2 writes it. */
export function tradePartRow(part: TradePart): Row {
  const { market, token, trade } = part;
  return {
    proxy_wallet: part.account,
    side: part.side,
    token_id: market.terms.tokenIds[token],
    condition_id: market.terms.conditionId,
    size: part.sizeShares,
    price: part.priceUsd,
    timestamp: Math.floor(trade.matchedAtMs / 1_000),
    title: market.terms.question,
    slug: market.terms.slug,
    icon: "",
    event_slug: market.terms.eventSlug,
    outcome: market.terms.outcomes[token],
    outcome_index: token,
    name: "",
    pseudonym: "",
    bio: "",
    profile_image: "",
    profile_image_optimized: "",
    transaction_hash: trade.transactionHash,
  };
}

/** The same as Data v1 writes it. */
export function tradePartRowV1(part: TradePart): Row {
  const row = tradePartRow(part);
  return {
    proxyWallet: row["proxy_wallet"],
    side: row["side"],
    asset: row["token_id"],
    conditionId: row["condition_id"],
    size: row["size"],
    price: row["price"],
    timestamp: row["timestamp"],
    title: row["title"],
    slug: row["slug"],
    icon: "",
    eventSlug: row["event_slug"],
    outcome: row["outcome"],
    outcomeIndex: row["outcome_index"],
    name: "",
    pseudonym: "",
    bio: "",
    profileImage: "",
    profileImageOptimized: "",
    transactionHash: row["transaction_hash"],
  };
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : rounded((part / whole) * 100);
}
