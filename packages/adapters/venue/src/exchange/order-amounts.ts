import {
  complementPrice,
  formatDecimal,
  notionalMicroUsd,
  PRICE_UNITS_PER_USD,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";
import type { OrderRequest, Refusal } from "./order-request.ts";
import { breaksTickSize, limitAccuracy, REFUSALS, wrongMoney } from "./refusals.ts";

/** Limit and size that a request's two amounts stand for. */
export interface OrderAmounts {
  readonly price: PriceUnits;
  readonly size: MicroShares;
  /** Money a market buy may spend before fees, `null` for orders limited by shares. */
  readonly budgetMicroUsd: MicroUsd | null;
}

/** Micro-units in a hundredth: sizes, and the money of a market buy, have two decimals. */
const HUNDREDTH = 10_000;
/** Micro-units in the fourth decimal: the shares of a market buy have no more. */
const FOURTH_DECIMAL = 100;

/** Decimals of money by tick, as the venue's clients round it. */
const MONEY_DECIMALS: ReadonlyMap<PriceUnits, number> = new Map([
  [1000, 3],
  [100, 4],
  [50, 5],
  [25, 6],
  [10, 5],
  [1, 6],
]);

/**
 * Reads price and size from an order's amounts. A limit order's money must be its price times its
 * size exactly; a market order's derived amount may be rounded as the official clients round it.
 */
export function readAmounts(request: OrderRequest, tickSize: PriceUnits): OrderAmounts | Refusal {
  const isBuy = request.side === "BUY";
  const money = isBuy ? request.makerAmount : request.takerAmount;
  const size = isBuy ? request.takerAmount : request.makerAmount;
  const isMarket = request.orderType === "FOK" || request.orderType === "FAK";
  const price = nearestPrice(money, size, tickSize);
  const difference = Math.abs(money - notionalMicroUsd(price, size));
  const isExact = difference <= (isMarket ? roundingSlack(request, price, tickSize) : 0);
  if (!isExact && (difference > HUNDREDTH || isPriceExact(money, size))) {
    return breaksTickSize(request.orderId, ratioText(money, size), tickSize, "tick_size");
  }
  if (price < tickSize || price > complementPrice(tickSize)) {
    return breaksTickSize(request.orderId, ratioText(money, size), tickSize, "price_range");
  }
  const accuracy = isMarket
    ? marketAccuracy(request, tickSize)
    : limitAccuracyOf(request, tickSize, price);
  if (accuracy !== null) return accuracy;
  if (!isExact) {
    return breaksTickSize(request.orderId, ratioText(money, size), tickSize, "tick_size");
  }
  return { price, size, budgetMicroUsd: isMarket && isBuy ? money : null };
}

function marketAccuracy(request: OrderRequest, tickSize: PriceUnits): Refusal | null {
  const { makerAmount, takerAmount } = request;
  if (request.side === "BUY") {
    const isAccurate = makerAmount % HUNDREDTH === 0 && takerAmount % FOURTH_DECIMAL === 0;
    return isAccurate ? null : REFUSALS.marketBuyAccuracy;
  }
  const decimals = moneyDecimals(tickSize);
  const isAccurate = makerAmount % HUNDREDTH === 0 && takerAmount % 10 ** (6 - decimals) === 0;
  return isAccurate ? null : limitAccuracy("SELL", decimals);
}

function limitAccuracyOf(
  request: OrderRequest,
  tickSize: PriceUnits,
  price: PriceUnits,
): Refusal | null {
  const isBuy = request.side === "BUY";
  const money = isBuy ? request.makerAmount : request.takerAmount;
  const size = isBuy ? request.takerAmount : request.makerAmount;
  if (size % HUNDREDTH !== 0) return limitAccuracy(request.side, moneyDecimals(tickSize));
  const expected = notionalMicroUsd(price, size);
  return expected === money ? null : wrongMoney(request.side, { price, size }, expected, money);
}

/** The price on the tick grid that is nearest to money over size. */
function nearestPrice(money: MicroUsd, size: MicroShares, tickSize: PriceUnits): PriceUnits {
  return Math.round(((money / size) * PRICE_UNITS_PER_USD) / tickSize) * tickSize;
}

/** True when the amounts stand for a price of four decimals: it was meant, on whatever grid. */
function isPriceExact(money: MicroUsd, size: MicroShares): boolean {
  return notionalMicroUsd(nearestPrice(money, size, 1), size) === money;
}

/** What rounding the derived amount to the clients' last decimal changes, in micro-pUSD. */
function roundingSlack(request: OrderRequest, price: PriceUnits, tickSize: PriceUnits): number {
  const lastDecimal = 10 ** (6 - Math.min(4, moneyDecimals(tickSize)));
  if (request.side === "SELL") return lastDecimal;
  return 1 + (lastDecimal * price) / PRICE_UNITS_PER_USD;
}

function moneyDecimals(tickSize: PriceUnits): number {
  return MONEY_DECIMALS.get(tickSize) ?? 6;
}

/** Money over size as the venue words it: a price of up to six decimals. */
function ratioText(money: MicroUsd, size: MicroShares): string {
  return formatDecimal(Math.round((money / size) * 1e6), 6);
}
