import type { VoteConstraints } from "../bot/decision.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { OrderTerms } from "../contracts/risk-decision.ts";
import { PRICE_UNITS_PER_USD, type MicroShares, type PriceUnits } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { LedgerPort } from "../ports/ledger-port.ts";
import type { OpenOrders } from "../ports/open-orders.ts";
import { belowMinimum, refusal, SIZE_STEP } from "./read-terms.ts";
import type { RiskRefusal } from "./runtime-reasons.ts";

/** What tells how much of a position is left to reduce. */
export interface Holdings {
  readonly ledger: LedgerPort | undefined;
  readonly openOrders: OpenOrders | undefined;
}

/**
 * Cuts an intent to a guard's limits. What comes out is never larger, dearer or more impatient than
 * what went in; what cannot be cut that far is refused.
 */
export function shapeIntent(
  intent: OrderIntent,
  constraints: VoteConstraints,
  market: MarketState,
  holdings: Holdings,
): OrderIntent | RiskRefusal {
  const price = boundPrice(intent, constraints, market.book.tickSize);
  if (typeof price !== "number") return price;
  const isPostOnly = intent.isPostOnly || constraints.passiveOnly === true;
  if (isPostOnly && (intent.timeInForce === "FOK" || intent.timeInForce === "FAK")) {
    return refusal("RISK_CONSTRAINT_UNSATISFIABLE", `${intent.timeInForce} cannot only rest`);
  }
  const isReduceOnly = intent.isReduceOnly || constraints.closeOnly === true;
  let { size } = intent;
  if (constraints.closeOnly === true) {
    const reducible = reducibleSize(intent, market, holdings);
    if (typeof reducible !== "number") return reducible;
    size = Math.min(size, reducible);
  }
  const { notionalMicroUsdMax } = constraints;
  if (notionalMicroUsdMax !== undefined) {
    size = Math.min(size, sizeWithin(notionalMicroUsdMax, price));
  }
  const tooSmall = belowMinimum(size, market.definition.minimumOrderSize);
  if (tooSmall !== null) return tooSmall;
  return Object.freeze({ ...intent, price, size, isPostOnly, isReduceOnly });
}

/**
 * How much of a position an order could close, whole steps of 0.01 share: what is held, less what
 * open orders are closing already. A sale closes its own token; a buy closes the other token, with
 * which it merges.
 */
export function reducibleSize(
  { tokenId, side }: Pick<OrderTerms, "tokenId" | "side">,
  { definition }: MarketState,
  { ledger, openOrders }: Holdings,
): MicroShares | RiskRefusal {
  if (ledger === undefined || openOrders === undefined) {
    const absent = ledger === undefined ? "no ledger" : "no open orders";
    return refusal("RISK_LEDGER_UNAVAILABLE", absent);
  }
  const [first, second] = definition.tokenIds;
  const other = tokenId === first ? second : first;
  const held = ledger.position(side === "SELL" ? tokenId : other)?.size ?? 0;
  let closing = 0;
  for (const order of openOrders.inMarket(definition.marketId)) {
    if (order.side === side && order.tokenId === tokenId) closing += order.remainingSize;
  }
  const left = Math.floor((held - closing) / SIZE_STEP) * SIZE_STEP;
  if (left > 0) return left;
  return refusal("RISK_INTENT_NOT_REDUCING", `held ${held}, already closing ${closing}`);
}

/** The largest size, whole steps of 0.01 share, whose notional at the price is within the limit. */
export function sizeWithin(notionalMicroUsdMax: number, price: PriceUnits): MicroShares {
  // A step of 0.01 share at one price unit is one micro-pUSD: no product leaves the safe integers.
  let steps = Math.floor(notionalMicroUsdMax / price);
  if (steps * price > notionalMicroUsdMax) steps -= 1;
  return steps * SIZE_STEP;
}

function boundPrice(
  { side, price }: OrderIntent,
  { priceMin, priceMax }: VoteConstraints,
  tick: PriceUnits,
): PriceUnits | RiskRefusal {
  if (side === "BUY") {
    if (priceMin !== undefined && price < priceMin) {
      return refusal("RISK_CONSTRAINT_UNSATISFIABLE", `a buy at ${price}, at least ${priceMin}`);
    }
    if (priceMax === undefined || price <= priceMax) return price;
    const lowered = Math.floor(priceMax / tick) * tick;
    if (lowered > 0 && lowered >= (priceMin ?? 0)) return lowered;
    return refusal("RISK_CONSTRAINT_UNSATISFIABLE", `no tick for a buy at most ${priceMax}`);
  }
  if (priceMax !== undefined && price > priceMax) {
    return refusal("RISK_CONSTRAINT_UNSATISFIABLE", `a sale at ${price}, at most ${priceMax}`);
  }
  if (priceMin === undefined || price >= priceMin) return price;
  const raised = Math.ceil(priceMin / tick) * tick;
  if (raised < PRICE_UNITS_PER_USD && raised <= (priceMax ?? PRICE_UNITS_PER_USD)) return raised;
  return refusal("RISK_CONSTRAINT_UNSATISFIABLE", `no tick for a sale at least ${priceMin}`);
}

/** What is wrong with the limits a guard gave, `null` when they can be applied. */
export function faultOfConstraints(constraints: unknown): string | null {
  if (typeof constraints !== "object" || constraints === null) return "no limits";
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field is checked below
  const limits = constraints as Readonly<Record<keyof VoteConstraints, unknown>>;
  const { notionalMicroUsdMax, priceMax, priceMin, passiveOnly, closeOnly } = limits;
  if (notionalMicroUsdMax !== undefined && !isWithin(notionalMicroUsdMax, 0)) {
    return "a notionalMicroUsdMax that is no whole number of 0 or more";
  }
  for (const price of [priceMax, priceMin]) {
    if (price !== undefined && !(isWithin(price, 1) && price < PRICE_UNITS_PER_USD)) {
      return "a price bound that is no price";
    }
  }
  for (const flag of [passiveOnly, closeOnly]) {
    if (flag !== undefined && typeof flag !== "boolean") return "a flag that is no boolean";
  }
  const given = [notionalMicroUsdMax, priceMax, priceMin].some((limit) => limit !== undefined);
  return given || passiveOnly === true || closeOnly === true ? null : "no limit among the limits";
}

function isWithin(value: unknown, minimum: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= minimum;
}
