import { formatDecimal } from "@polytraders/core";
import { type AssetIndex, CASH } from "../accounts/vault.ts";
import type { Refusal, RefusalCode } from "../exchange/order-request.ts";

/** Why an action on the chain is refused without being sent. */
export const CHAIN_REFUSALS = {
  marketUnknown: refusal("market_not_found", 404, "market not found"),
  setUnknown: refusal("market_not_found", 404, "neg-risk set not found"),
  notOfSet: refusal(
    "invalid_payload",
    400,
    "expected one or more different markets of the neg-risk set",
  ),
  size: refusal("invalid_payload", 400, "expected a size of at least one micro-share"),
  setResolved: refusal(
    "market_not_ready",
    400,
    "a market of the neg-risk set is resolved: its tokens can be redeemed, not converted",
  ),
  notRedeemable: refusal("market_not_ready", 400, "the market cannot be redeemed yet"),
  nothingToRedeem: refusal("balance", 400, "no tokens of the market to redeem"),
} as const;

/** Amounts in micro-units. */
export function notEnough(asset: AssetIndex, spendable: number, amount: number): Refusal {
  const unit = asset === CASH ? "pUSD" : "shares";
  const has = formatDecimal(Math.max(0, spendable), 6);
  return refusal(
    "balance",
    400,
    `not enough balance: ${has} ${unit} to spend, ${formatDecimal(amount, 6)} needed`,
  );
}

function refusal(code: RefusalCode, httpStatus: number, text: string): Refusal {
  return { code, httpStatus, text };
}
