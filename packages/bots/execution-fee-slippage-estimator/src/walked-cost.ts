import { fromMicro, priceUsd, type OrderBookView, type PlanSlice } from "@polytraders/core";
import { dynamicSlippage, feePerShareUsd, walkBook, type BookLevel } from "@polytraders/quant";
import { feeTermsOf } from "./fee-terms.ts";
import type { CostEstimate, PlannedCost } from "./planned-cost.ts";

/** What a plan costs by the live book: what a slice takes is gone for the next. */
export function walkedCost(planned: PlannedCost): CostEstimate {
  const { order, slices, book, terms, parameters } = planned;
  const schedule = feeTermsOf(terms, parameters);
  const visible = levelsOf(book, order.side);
  const referenceUsd = referenceUsdOf(planned);
  const sign = order.side === "BUY" ? 1 : -1;
  let levels: readonly BookLevel[] = visible;
  let takenShares = 0;
  let takenUsd = 0;
  let feesUsd = 0;
  let restingShares = 0;
  let restingUsd = 0;
  let rebateUsd = 0;
  for (const slice of slices) {
    const shares = fromMicro(slice.size);
    let taken = 0;
    if (!slice.isPostOnly) {
      const walk = walkBook(levels, {
        side: order.side,
        quantity: { shares },
        limitPrice: priceUsd(slice.price),
        timeInForce: slice.timeInForce === "FOK" ? "FOK" : "FAK",
        schedule,
        builderBps: parameters.builderFeeBps,
      });
      levels = walk.levelsAfter;
      taken = walk.filledShares;
      takenUsd += walk.notionalUsd;
      feesUsd += walk.platformFeeUsd + walk.builderFeeUsd;
    }
    takenShares += taken;
    if (!mayRest(slice)) continue;
    const price = priceUsd(slice.price);
    restingShares += shares - taken;
    restingUsd += (shares - taken) * price;
    rebateUsd += schedule.rebateShare * (shares - taken) * feePerShareUsd(price, schedule);
  }
  const walkedSlippageUsd = Math.max(0, sign * (takenUsd - referenceUsd * takenShares));
  const slippageUsd = walkedSlippageUsd + delayUsd(planned, visible, { takenShares, takenUsd });
  const sizes = { takenShares, takenUsd, restingShares, restingUsd };
  const costs = { feesUsd, rebateUsd, walkedSlippageUsd, slippageUsd, referenceUsd };
  return { method: "walked", ...sizes, ...costs };
}

function mayRest({ timeInForce }: PlanSlice): boolean {
  return timeInForce === "GTC" || timeInForce === "GTD";
}

function levelsOf(book: OrderBookView, side: "BUY" | "SELL"): BookLevel[] {
  return book
    .levels(side === "BUY" ? "ask" : "bid")
    .map(({ price, size }) => ({ price: priceUsd(price), size: fromMicro(size) }));
}

/** The better of limit and midpoint; without a midpoint the best price that can be taken stands for it. */
function referenceUsdOf({ order, book }: PlannedCost): number {
  const isBuy = order.side === "BUY";
  const limit = priceUsd(order.price);
  const best = isBuy ? book.bestAskPrice : book.bestBidPrice;
  const fair = book.midUsd() ?? (best > 0 ? priceUsd(best) : limit);
  return isBuy ? Math.min(limit, fair) : Math.max(limit, fair);
}

/** What the price is expected to move, against us and because of us, until the match. */
function delayUsd(
  { order, volatility, parameters }: PlannedCost,
  levels: readonly BookLevel[],
  taken: { readonly takenShares: number; readonly takenUsd: number },
): number {
  if (taken.takenShares === 0 || volatility === null) return 0;
  const limit = priceUsd(order.price);
  const isInside = (price: number): boolean =>
    order.side === "BUY" ? price <= limit : price >= limit;
  const depthUsd = levels
    .filter(({ price }) => isInside(price))
    .reduce((sum, { price, size }) => sum + price * size, 0);
  const { slippage } = dynamicSlippage({
    base: 0,
    sigmaPerSqrtSecond: volatility,
    horizonSeconds: parameters.delayMs / 1_000,
    impactFactor: parameters.impactFactor,
    impactExponent: parameters.impactExponent,
    orderUsd: taken.takenUsd,
    depthUsd,
  });
  return slippage * taken.takenShares;
}
