import { formatDecimal, formatPrice, formatShares } from "@polytraders/core";
import type { MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";
import type { Refusal, RefusalCode } from "./order-request.ts";

/** The venue's refusals in its own words. Callers match on these texts: they are part of its API. */
export const REFUSALS = {
  invalidPayload: refusal("invalid_payload", 400, "Invalid order payload"),
  invalidToken: refusal("invalid_token", 400, "Invalid token id"),
  noOrderBook: refusal("market_not_found", 404, "No orderbook exists for the requested token id"),
  marketNotFound: refusal("market_not_found", 404, "market not found"),
  marketNotReady: refusal(
    "market_not_ready",
    400,
    "the market is not yet ready to process new orders",
  ),
  engineRestarting: refusal("engine_restarting", 425, "matching engine is restarting"),
  tradingDisabled: refusal(
    "trading_disabled",
    503,
    "Trading is currently disabled. Check polymarket.com for updates",
  ),
  cancelOnly: refusal(
    "cancel_only",
    503,
    "Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.",
  ),
  postOnlyType: refusal(
    "post_only_type",
    400,
    "invalid post-only order: only GTC and GTD orders can be post-only",
  ),
  crossesBook: refusal("crosses_book", 400, "invalid post-only order: order crosses book"),
  fokUnfilled: refusal(
    "fok_unfilled",
    400,
    "order couldn't be fully filled. FOK orders are fully filled or killed.",
  ),
  fakUnmatched: refusal(
    "fak_unmatched",
    400,
    "no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.",
  ),
  expiration: refusal("expiration", 400, "invalid expiration"),
  marketBuyAccuracy: refusal(
    "amount_accuracy",
    400,
    "invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals, taker amount a max of 4 decimals",
  ),
  executionFailed: refusal("execution_failed", 500, "could not run the execution"),
} as const;

/** Why an order cannot be cancelled, in the venue's words. */
export const CANCEL_REASONS = {
  notFound: "Order not found or already canceled",
  matched: "Order already matched",
} as const;

/** Only post-only orders for now; `retryAfterSeconds` says how long. */
export function postOnlyMode(retryAfterSeconds: number | null): Refusal {
  const text = "post-only mode: only post-only orders and cancels are allowed";
  const base = refusal("post_only_mode", 503, text);
  return retryAfterSeconds === null ? base : { ...base, retryAfterSeconds };
}

export function addressBanned(account: string): Refusal {
  return refusal("address_banned", 400, `'${account}' address banned`);
}

export function closedOnly(account: string): Refusal {
  return refusal("closed_only", 400, `'${account}' address in closed only mode`);
}

export function duplicated(orderId: string): Refusal {
  return refusal("duplicate", 400, `order ${orderId} is invalid. Duplicated.`);
}

/** @param priceText - the price that was meant, as a decimal: it may be off every grid */
export function breaksTickSize(
  orderId: string,
  priceText: string,
  tickSize: PriceUnits,
  code: "tick_size" | "price_range",
): Refusal {
  return refusal(
    code,
    400,
    `order ${orderId} is invalid. Price (${priceText}) breaks minimum tick size rule: ${formatPrice(tickSize)}`,
  );
}

/** A limit order's amounts have too many decimals. */
export function limitAccuracy(side: "BUY" | "SELL", moneyDecimals: number): Refusal {
  const [maker, taker] = side === "BUY" ? [moneyDecimals, 2] : [2, moneyDecimals];
  return refusal(
    "amount_accuracy",
    400,
    `invalid amounts, the ${side.toLowerCase()} orders maker amount supports a max accuracy of ${maker} decimals, taker amount a max of ${taker} decimals`,
  );
}

/** A limit order's money is nearly, but not exactly, its price times its size. */
export function wrongMoney(
  side: "BUY" | "SELL",
  order: { readonly price: PriceUnits; readonly size: MicroShares },
  expected: MicroUsd,
  found: MicroUsd,
): Refusal {
  const name = side === "BUY" ? "maker" : "taker";
  return refusal(
    "amount_accuracy",
    400,
    `invalid amounts, the ${name} amount for a $${formatPrice(order.price)} order of size ${formatShares(order.size)} should be '${formatDecimal(expected, 6)}' but the value submited is '${formatDecimal(found, 6)}'`,
  );
}

export function belowMinimumSize(
  orderId: string,
  size: MicroShares,
  minimum: MicroShares,
): Refusal {
  return refusal(
    "size_minimum",
    400,
    `order ${orderId} is invalid. Size (${formatShares(size)}) lower than the minimum: ${formatShares(minimum)}`,
  );
}

export function belowMarketableMinimum(amount: MicroUsd): Refusal {
  return refusal(
    "marketable_minimum",
    400,
    `invalid amount for a marketable BUY order ($${formatDecimal(amount, 6)}), min size: $1`,
  );
}

/** Amounts in base units of what the order gives. */
export function notEnoughBalance(balance: number, amount: number): Refusal {
  return refusal(
    "balance",
    400,
    `not enough balance / allowance: the balance is not enough -> balance: ${Math.max(0, balance)}, order amount: ${amount}`,
  );
}

function refusal(code: RefusalCode, httpStatus: number, text: string): Refusal {
  return { code, httpStatus, text };
}
