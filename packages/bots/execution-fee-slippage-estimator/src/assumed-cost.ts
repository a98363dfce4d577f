import { fromMicro, priceUsd } from "@polytraders/core";
import { dynamicSlippage, takerFee } from "@polytraders/quant";
import { feeTermsOf } from "./fee-terms.ts";
import type { CostEstimate, PlannedCost } from "./planned-cost.ts";

const USD = 1_000_000;
/** The fee is highest at even odds. */
const DEAREST_PRICE_USD = 0.5;

/**
 * What a plan costs when the book cannot be used: all that may take is taken at its limit, at the
 * dearest fee within it, with the slippage that the model assumes.
 */
export function assumedCost({
  order,
  slices,
  terms,
  volatility,
  parameters,
}: PlannedCost): CostEstimate {
  const schedule = feeTermsOf(terms, parameters);
  let takenShares = 0;
  let takenUsd = 0;
  let feesUsd = 0;
  let restingShares = 0;
  let restingUsd = 0;
  for (const { price, size, isPostOnly } of slices) {
    const limit = priceUsd(price);
    const shares = fromMicro(size);
    if (isPostOnly) {
      restingShares += shares;
      restingUsd += shares * limit;
      continue;
    }
    const isBuy = order.side === "BUY";
    const dearest = isBuy ? Math.min(limit, DEAREST_PRICE_USD) : Math.max(limit, DEAREST_PRICE_USD);
    const match = { side: order.side, shares, price: dearest, schedule };
    const fee = takerFee({ ...match, builderBps: parameters.builderFeeBps });
    takenShares += shares;
    takenUsd += shares * limit;
    feesUsd += fee.platformFeeUsd + fee.builderFeeUsd;
  }
  const { slippage } = dynamicSlippage({
    base: parameters.fallbackSlippageMicroUsd / USD,
    sigmaPerSqrtSecond: Math.max(volatility ?? 0, parameters.fallbackVolatility),
    horizonSeconds: parameters.fallbackHorizonSeconds,
    impactFactor: parameters.impactFactor,
    impactExponent: parameters.impactExponent,
    orderUsd: takenUsd,
    depthUsd: parameters.fallbackDepthMicroUsd / USD,
  });
  return {
    method: "conservative_default",
    takenShares,
    takenUsd,
    restingShares,
    restingUsd,
    feesUsd,
    rebateUsd: 0,
    walkedSlippageUsd: 0,
    slippageUsd: slippage * takenShares,
    referenceUsd: takenShares > 0 ? takenUsd / takenShares : priceUsd(order.price),
  };
}
