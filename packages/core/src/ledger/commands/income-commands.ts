import { isNamed, isPositiveAmount, isTime } from "../amounts/amount-range.ts";
import { type Decision, DUPLICATE, LATE, refused } from "../ledger-answer.ts";
import type { IncomeAccrued, IncomePaid } from "../ledger-entry.ts";
import type { LedgerState } from "../ledger-state.ts";

/** An estimate of income; with a fill it is taken back when the fill fails. */
export type IncomeAccrual = Pick<
  IncomeAccrued,
  "operationId" | "income" | "marketId" | "utcDay" | "amountMicroUsd" | "fillId"
>;

/** A payout; it takes the place of what was accrued for its day, of one market or of all. */
export type IncomePayout = Pick<
  IncomePaid,
  "operationId" | "income" | "marketId" | "utcDay" | "amountMicroUsd"
>;

export function decideAccrual(state: LedgerState, accrual: IncomeAccrual): Decision {
  const { operationId, income, marketId, utcDay, amountMicroUsd, fillId } = accrual;
  const invalid = decideIncome(state, accrual);
  if (invalid !== null) return invalid;
  if (state.markets.market(marketId) === undefined) {
    return refused("LEDGER_MARKET_UNKNOWN", `market ${marketId}`);
  }
  if (fillId !== null) {
    const fill = state.fills.get(fillId);
    if (fill === undefined) {
      return refused("LEDGER_AMOUNT_INVALID", `an accrual for fill ${fillId}, which is not booked`);
    }
    if (fill.state === "FAILED") return LATE;
  }
  return { kind: "income_accrued", operationId, income, marketId, utcDay, amountMicroUsd, fillId };
}

export function decidePayout(state: LedgerState, payout: IncomePayout): Decision {
  const { operationId, income, marketId, utcDay, amountMicroUsd } = payout;
  const invalid = decideIncome(state, payout);
  if (invalid !== null) return invalid;
  if (marketId !== null && state.markets.market(marketId) === undefined) {
    return refused("LEDGER_MARKET_UNKNOWN", `market ${marketId}`);
  }
  return { kind: "income_paid", operationId, income, marketId, utcDay, amountMicroUsd };
}

function decideIncome(
  state: LedgerState,
  { operationId, income, utcDay, amountMicroUsd }: IncomeAccrual | IncomePayout,
): Decision | null {
  const isKind = income === "rebate" || income === "reward";
  if (!isNamed(operationId) || !isKind || !isTime(utcDay) || !isPositiveAmount(amountMicroUsd)) {
    const found = `${income} ${operationId} of ${amountMicroUsd} for day ${utcDay}`;
    return refused("LEDGER_AMOUNT_INVALID", found);
  }
  return state.operationIds.has(operationId) ? DUPLICATE : null;
}
