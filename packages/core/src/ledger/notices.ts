import type { LedgerErrorCode } from "../errors/ledger-errors.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { LedgerState } from "./ledger-state.ts";

const NONE: readonly LedgerErrorCode[] = [];

/** What an operator should hear about an entry although it was booked. */
export function noticesOf(
  state: LedgerState,
  entry: LedgerEntry,
  oversoldBefore: number,
): readonly LedgerErrorCode[] {
  const isOversold = state.totals.oversoldPositionCount > oversoldBefore;
  const isNegative = state.cash.cash < 0;
  const own = ownNotices(state, entry);
  if (!isOversold && !isNegative) return own;
  const notices = [...own];
  if (isOversold) notices.push("LEDGER_POSITION_OVERSOLD");
  if (isNegative) notices.push("LEDGER_CASH_NEGATIVE");
  return notices;
}

function ownNotices(state: LedgerState, entry: LedgerEntry): readonly LedgerErrorCode[] {
  switch (entry.kind) {
    case "fill_booked":
      return entry.isOrderKnown ? NONE : ["LEDGER_FILL_ORDER_NOT_SENT"];
    case "cash_checked": {
      const notices: LedgerErrorCode[] = [];
      if (entry.level === "WARN") notices.push("LEDGER_CASH_DIVERGED");
      if (entry.level === "AUTO_CORRECT") notices.push("LEDGER_CASH_CORRECTED");
      if (isPeakImplausible(state, entry.timeMs)) notices.push("LEDGER_PEAK_IMPLAUSIBLE");
      return notices;
    }
    case "tokens_checked":
      if (entry.level === "WARN") return ["LEDGER_TOKENS_DIVERGED"];
      return entry.level === "AUTO_CORRECT" ? ["LEDGER_TOKENS_CORRECTED"] : NONE;
    default:
      return NONE;
  }
}

/** A peak of more than twice what there is was probably not cash. */
function isPeakImplausible(state: LedgerState, nowMs: number): boolean {
  const { cash } = state.cash;
  return state.peak.peakAt(nowMs, cash) > 2 * Math.max(cash, state.effectiveEquity);
}
