import { NO_FEE, platformFeeUsd, type FeeSchedule } from "../fees/taker-fee.ts";

/** One price level: USD per share and shares. */
export interface BookLevel {
  readonly price: number;
  readonly size: number;
}

/** An order that takes liquidity. Give either shares or, for a market buy, pre-fee notional. */
export interface TakingOrder {
  readonly side: "BUY" | "SELL";
  readonly quantity: { readonly shares: number } | { readonly notionalUsd: number };
  /** Worst price accepted; none without it. */
  readonly limitPrice?: number | undefined;
  /** FAK keeps a partial fill and drops the rest; FOK takes all or nothing. */
  readonly timeInForce: "FAK" | "FOK";
  readonly schedule?: FeeSchedule | undefined;
  /** The builder's taker fee in basis points of notional. */
  readonly builderBps?: number | undefined;
}

export interface WalkedFill {
  readonly price: number;
  readonly shares: number;
  /** Charged fee of this match, in USD. */
  readonly feeUsd: number;
}

/** What walking the book gave. Amounts in USD, sizes in shares. */
export interface BookWalk {
  readonly status: "FILLED" | "PARTIAL" | "UNFILLED" | "KILLED";
  readonly fills: readonly WalkedFill[];
  readonly filledShares: number;
  readonly notionalUsd: number;
  /** Notional over shares; `null` without a fill. */
  readonly volumeWeightedPrice: number | null;
  readonly worstPrice: number | null;
  readonly platformFeeUsd: number;
  readonly builderFeeUsd: number;
  /** Paid by a buy, received by a sell, fees included. */
  readonly allInUsd: number;
  readonly allInPerShareUsd: number | null;
  /** What was asked for and not filled, in the unit of the order's quantity. */
  readonly unfilled: number;
  /** The levels after the fills; exhausted ones are gone. */
  readonly levelsAfter: readonly BookLevel[];
}

/** A remainder below this share of what was asked is rounding. */
const ROUNDING = 1e-12;

/**
 * Fills an order against displayed levels, best first, never more than they show.
 *
 * @param levels - asks ascending for a buy, bids descending for a sell
 */
export function walkBook(levels: readonly BookLevel[], order: TakingOrder): BookWalk {
  const { quantity } = order;
  const inShares = "shares" in quantity;
  const asked = inShares ? quantity.shares : quantity.notionalUsd;
  const schedule = order.schedule ?? NO_FEE;
  const fills: WalkedFill[] = [];
  const levelsAfter: BookLevel[] = [];
  let remaining = asked;
  for (const level of levels) {
    if (level.size <= 0) continue;
    const wanted = inShares ? remaining : remaining / level.price;
    if (remaining <= asked * ROUNDING || !isInsideLimit(order, level.price)) {
      levelsAfter.push(level);
      continue;
    }
    const shares = Math.min(level.size, wanted);
    fills.push({
      price: level.price,
      shares,
      feeUsd: platformFeeUsd(shares, level.price, schedule),
    });
    remaining = shares === wanted ? 0 : remaining - (inShares ? shares : shares * level.price);
    if (shares < level.size) levelsAfter.push({ price: level.price, size: level.size - shares });
  }
  const isFilled = remaining <= asked * ROUNDING;
  if (order.timeInForce === "FOK" && !isFilled)
    return summarise(order, "KILLED", [], asked, levels);
  const status = isFilled ? "FILLED" : fills.length > 0 ? "PARTIAL" : "UNFILLED";
  return summarise(order, status, fills, isFilled ? 0 : remaining, levelsAfter);
}

function isInsideLimit({ side, limitPrice }: TakingOrder, price: number): boolean {
  if (limitPrice === undefined) return true;
  return side === "BUY" ? price <= limitPrice : price >= limitPrice;
}

function summarise(
  order: TakingOrder,
  status: BookWalk["status"],
  fills: readonly WalkedFill[],
  unfilled: number,
  levelsAfter: readonly BookLevel[],
): BookWalk {
  let filledShares = 0;
  let notionalUsd = 0;
  let feeUsd = 0;
  for (const fill of fills) {
    filledShares += fill.shares;
    notionalUsd += fill.price * fill.shares;
    feeUsd += fill.feeUsd;
  }
  const builderFeeUsd = ((order.builderBps ?? 0) / 10_000) * notionalUsd;
  const fees = feeUsd + builderFeeUsd;
  const allInUsd = order.side === "BUY" ? notionalUsd + fees : notionalUsd - fees;
  return {
    status,
    fills,
    filledShares,
    notionalUsd,
    volumeWeightedPrice: filledShares > 0 ? notionalUsd / filledShares : null,
    worstPrice: fills.at(-1)?.price ?? null,
    platformFeeUsd: feeUsd,
    builderFeeUsd,
    allInUsd,
    allInPerShareUsd: filledShares > 0 ? allInUsd / filledShares : null,
    unfilled,
    levelsAfter,
  };
}
