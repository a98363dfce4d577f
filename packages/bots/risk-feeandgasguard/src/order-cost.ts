import {
  fromMicro,
  PRICE_UNITS_PER_USD,
  type OrderBookView,
  type OrderIntent,
  type PriceUnits,
} from "@polytraders/core";
import { feePerShareUsd, platformFeeUsd } from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";

/** What an intent says of its order, as far as its cost goes. */
export type CostedIntent = Pick<
  OrderIntent,
  "side" | "price" | "size" | "isPostOnly" | "timeInForce"
> & { readonly modelEdgeBps?: number | undefined };

/** What an order would cost, at worst, if it were sent now. */
export interface OrderCost {
  /** True when it would take liquidity, or when nobody can tell. */
  readonly isTaking: boolean;
  readonly notionalUsd: number;
  /** Platform and builder fee of one share, USD; 0 for an order that rests. */
  readonly feePerShareUsd: number;
  readonly feeUsd: number;
  /** Fee and gas. */
  readonly costUsd: number;
  readonly feeBps: number;
  /** What the strategy expects to earn; `null` when it does not say. */
  readonly edgeUsd: number | null;
}

/** Best price an order could meet; `null` when the book is not proven, 0 when that side is empty. */
export function oppositePrice(
  book: Pick<OrderBookView, "isProven" | "bestAskPrice" | "bestBidPrice">,
  side: OrderIntent["side"],
): PriceUnits | null {
  if (!book.isProven) return null;
  return side === "BUY" ? book.bestAskPrice : book.bestBidPrice;
}

/** @param opposite - as {@link oppositePrice} gives it */
export function orderCost(
  intent: CostedIntent,
  opposite: PriceUnits | null,
  parameters: Parameters,
): OrderCost {
  const isTaking = wouldTake(intent, opposite);
  const shares = fromMicro(intent.size);
  const priceUsd = intent.price / PRICE_UNITS_PER_USD;
  const notionalUsd = shares * priceUsd;
  const schedule = { rate: parameters.feeRate, exponent: parameters.feeExponent };
  const builderShare = parameters.builderFeeBps / 10_000;
  const dearest = dearestPriceUsd(intent, opposite);
  const builderPerShare = builderShare * Math.max(priceUsd, dearest);
  const perShare = isTaking ? feePerShareUsd(dearest, schedule) + builderPerShare : 0;
  const feeUsd = isTaking
    ? platformFeeUsd(shares, dearest, schedule) + builderPerShare * shares
    : 0;
  const { modelEdgeBps } = intent;
  return {
    isTaking,
    notionalUsd,
    feePerShareUsd: perShare,
    feeUsd,
    costUsd: feeUsd + parameters.gasUsdPerOrder,
    feeBps: (10_000 * feeUsd) / notionalUsd,
    edgeUsd: modelEdgeBps === undefined ? null : (notionalUsd * modelEdgeBps) / 10_000,
  };
}

function wouldTake(
  { side, price, isPostOnly }: CostedIntent,
  opposite: PriceUnits | null,
): boolean {
  if (isPostOnly || opposite === 0) return false;
  if (opposite === null) return true;
  return side === "BUY" ? price >= opposite : price <= opposite;
}

/** The price between the best and the limit at which the fee curve is highest: the one nearest 0.50. */
function dearestPriceUsd({ side, price }: CostedIntent, opposite: PriceUnits | null): number {
  const best = opposite ?? (side === "BUY" ? 1 : PRICE_UNITS_PER_USD - 1);
  const half = PRICE_UNITS_PER_USD / 2;
  const dearest = Math.max(Math.min(best, price), Math.min(half, Math.max(best, price)));
  return dearest / PRICE_UNITS_PER_USD;
}
