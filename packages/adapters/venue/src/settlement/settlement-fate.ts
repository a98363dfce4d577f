import { MICRO, type MicroUsd, type PriceUnits } from "@polytraders/core";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import type { SettlementModel } from "./settlement-model.ts";

/**
 * How likely a trade fails.
 *
 * @param midpoint - middle of the book now on the view of the taker's token, `null` when unknown
 */
export function failureRateOf(
  trade: VenueTrade,
  model: SettlementModel,
  midpoint: PriceUnits | null,
): number {
  const rate = baseRate(trade.notionalMicroUsd, model) + winnerRate(trade, model, midpoint);
  return Math.min(1, Math.max(0, rate));
}

/**
 * A delay stretched or shortened by its jitter.
 *
 * @param draw - uniform in [0, 1)
 * @returns whole milliseconds
 */
export function jittered(delayMs: number, jitter: number, draw: number): number {
  return Math.max(0, Math.round(delayMs * (1 + jitter * (2 * draw - 1))));
}

function baseRate(notionalMicroUsd: MicroUsd, model: SettlementModel): number {
  let rate = model.failureRate;
  let reachedUsd = -1;
  for (const step of model.failureRateByNotional) {
    const isReached = notionalMicroUsd >= step.notionalUsdMin * MICRO;
    if (!isReached || step.notionalUsdMin <= reachedUsd) continue;
    reachedUsd = step.notionalUsdMin;
    rate = step.rate;
  }
  return rate;
}

function winnerRate(
  trade: VenueTrade,
  model: SettlementModel,
  midpoint: PriceUnits | null,
): number {
  if (midpoint === null) return 0;
  const rise = midpoint - trade.price;
  const takerGain = trade.side === "BUY" ? rise : -rise;
  if (Math.abs(takerGain) < model.winningMoveMin || takerGain === 0) return 0;
  return takerGain > 0 ? model.failureRateWhenTakerWins : model.failureRateWhenMakerWins;
}
