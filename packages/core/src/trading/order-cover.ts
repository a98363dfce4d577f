import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import { notionalMicroUsd } from "../domain/notional.ts";
import type { MicroUsd } from "../domain/units.ts";
import { refused, type LedgerRefused } from "../ledger/ledger-answer.ts";
import type { LedgerView } from "../ledger/view/ledger-view.ts";

/**
 * What an order lacks that all our money, or all we hold of its token, could not pay for; `null` when
 * it could, were nothing else open. An account of which nothing is known yet is not judged.
 */
export function missingCover(
  { tokenId, side, price, size }: ApprovedOrderRecord,
  feeMicroUsdMax: MicroUsd,
  view: LedgerView,
): LedgerRefused | null {
  if (!view.hasMoneyMoved) return null;
  if (side === "SELL") {
    const held = view.heldSize(tokenId);
    if (size <= held) return null;
    const found = `a sale of ${size} with ${held} micro-shares held`;
    return refused("LEDGER_TOKENS_INSUFFICIENT", found);
  }
  const cost = notionalMicroUsd(price, size, "up") + feeMicroUsdMax;
  const { cashMicroUsd } = view;
  if (cost <= cashMicroUsd) return null;
  const found = `a purchase for ${cost} with ${cashMicroUsd} micro-pUSD`;
  return refused("LEDGER_CASH_INSUFFICIENT", found);
}
