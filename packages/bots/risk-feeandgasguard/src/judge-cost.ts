import {
  MICRO,
  notionalMicroUsd,
  PRICE_UNITS_PER_USD,
  type MicroUsd,
  type PriceUnits,
  type VoteConstraints,
} from "@polytraders/core";
import type { Parameters, ReasonCode } from "./contract.gen.ts";
import { orderCost, type CostedIntent, type OrderCost } from "./order-cost.ts";

/** The charged fee is rounded to 0.00001 USD: what a cut order pays can exceed the exact fee by half of it. */
const FEE_ROUNDING_MICRO_USD = 10;

/** What the costs of an order are judged by. */
export interface CostFacts {
  /** Best price on the other side; `null` when the book is not proven, 0 when that side is empty. */
  readonly opposite: PriceUnits | null;
  readonly tickSize: PriceUnits;
  /** Cash that nothing is held back for. */
  readonly freeCashMicroUsd: MicroUsd;
  /** True for a sale of what is held. */
  readonly isExit: boolean;
  /** Gas in the wallet, units of 1e-6 POL; `null` where none is needed. */
  readonly gasMicroPol: number | null;
}

/** What a look at an order's costs found. */
export interface CostFinding {
  readonly reasonCode: ReasonCode;
  readonly constraints: VoteConstraints | null;
  readonly cost: OrderCost | null;
  readonly facts: CostFacts | null;
}

/** @param facts - `null` for a market of which nothing is known */
export function judgeCost(
  intent: CostedIntent,
  facts: CostFacts | null,
  parameters: Parameters,
): CostFinding {
  if (facts === null) {
    return { reasonCode: "RISK_STALE_MARKET_DATA", constraints: null, cost: null, facts };
  }
  const cost = orderCost(intent, facts.opposite, parameters);
  const found = (
    reasonCode: ReasonCode,
    constraints: VoteConstraints | null = null,
  ): CostFinding => ({ reasonCode, constraints, cost, facts });
  if (facts.isExit) return found(warningOf(cost, facts, parameters));
  if (isGasBelow(facts, parameters.gasMicroPolMin)) return found("RISK_FEE_GAS_HEADROOM");
  if (isTooDear(cost, parameters)) {
    const resting = restingLimits(intent, facts);
    if (resting === null) return found(refusalOf(cost));
    if (!("notionalMicroUsdMax" in resting)) return found("RISK_FEE_PASSIVE_ONLY", resting);
    const isAffordable = (resting.notionalMicroUsdMax ?? 0) > 0;
    return isAffordable ? found("RISK_FEE_PASSIVE_ONLY", resting) : found("RISK_FEE_GAS_HEADROOM");
  }
  if (cost.isTaking && cost.notionalUsd < parameters.orderUsdMin) {
    return found("RISK_FEE_ORDER_TOO_SMALL");
  }
  const affordable = affordableMicroUsd(intent, cost, facts);
  if (affordable !== null) {
    if (!(affordable > 0)) return found("RISK_FEE_GAS_HEADROOM");
    return found("RISK_FEE_DOWNSIZED", { notionalMicroUsdMax: affordable });
  }
  return found(warningOf(cost, facts, parameters));
}

function isTooDear(cost: OrderCost, parameters: Parameters): boolean {
  if (cost.feeBps > parameters.feeBpsMax) return true;
  if (cost.costUsd <= 0) return false;
  if (cost.edgeUsd === null) return parameters.isEdgeRequired;
  return !(cost.costUsd <= parameters.feeToEdgeRatioMax * cost.edgeUsd);
}

function refusalOf({ edgeUsd }: OrderCost): ReasonCode {
  return edgeUsd === null ? "RISK_FEE_EDGE_UNKNOWN" : "RISK_FEE_TO_EDGE_EXCEEDED";
}

function warningOf(cost: OrderCost, facts: CostFacts, parameters: Parameters): ReasonCode {
  if (isGasBelow(facts, 2 * parameters.gasMicroPolMin)) return "RISK_FEE_GAS_LOW";
  const { edgeUsd, costUsd, feeBps } = cost;
  const isHigh =
    feeBps > parameters.feeBpsMax ||
    (edgeUsd !== null && costUsd > 0 && costUsd > parameters.feeToEdgeWarnRatio * edgeUsd);
  return isHigh ? "RISK_FEE_TO_EDGE_HIGH" : "RISK_FEES_ACCEPTED";
}

function isGasBelow({ gasMicroPol }: CostFacts, least: number): boolean {
  return gasMicroPol !== null && !(gasMicroPol >= least);
}

/**
 * Limits under which the order rests one tick off the other side and pays nothing; `null` when it
 * cannot: an order that is filled or killed at once, a book that is not proven, or gas of its own.
 */
function restingLimits(intent: CostedIntent, facts: CostFacts): VoteConstraints | null {
  const { opposite, tickSize, freeCashMicroUsd } = facts;
  const isImmediate = intent.timeInForce === "FOK" || intent.timeInForce === "FAK";
  if (isImmediate || intent.isPostOnly || opposite === null || opposite === 0) return null;
  if (intent.side === "SELL") {
    const priceMin = opposite + tickSize;
    return priceMin < PRICE_UNITS_PER_USD ? { passiveOnly: true, priceMin } : null;
  }
  const priceMax = Math.min(intent.price, opposite - tickSize);
  if (priceMax <= 0) return null;
  const isPaid = notionalMicroUsd(priceMax, intent.size, "up") <= freeCashMicroUsd;
  const notionalMicroUsdMax = Math.max(0, Math.floor(freeCashMicroUsd) || 0);
  return isPaid
    ? { passiveOnly: true, priceMax }
    : { passiveOnly: true, priceMax, notionalMicroUsdMax };
}

/** The largest notional of a buy that cash pays for, fee included; `null` when all of it is paid. */
function affordableMicroUsd(
  { side, price, size }: CostedIntent,
  cost: OrderCost,
  { freeCashMicroUsd }: CostFacts,
): MicroUsd | null {
  if (side === "SELL") return null;
  const needed = notionalMicroUsd(price, size, "up") + Math.ceil(cost.feeUsd * MICRO);
  if (needed <= freeCashMicroUsd) return null;
  const priceUsd = price / PRICE_UNITS_PER_USD;
  const rounding = cost.isTaking ? FEE_ROUNDING_MICRO_USD : 0;
  const share = priceUsd / (priceUsd + cost.feePerShareUsd);
  return Math.max(0, Math.floor((freeCashMicroUsd - rounding) * share));
}
