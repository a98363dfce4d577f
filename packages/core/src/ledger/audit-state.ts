import { PolytradersError } from "../errors/polytraders-error.ts";
import type { LedgerState } from "./ledger-state.ts";
import { PositionTotals } from "./positions/position-totals.ts";
import { UNHELD } from "./positions/position-value.ts";
import { TokenAccount } from "./positions/token-account.ts";

/** Counts positions, fills and money again and compares with what is kept current. */
export function auditState(state: LedgerState): void {
  const totals = new PositionTotals();
  const groups = new Set(state.markets.markets.map(({ group }) => group));
  for (const group of groups) {
    if (!group.isConsistent()) throw broken("positions other than their operations give");
  }
  for (const token of state.markets.tokens) {
    const copy = new TokenAccount(token);
    copy.bestBid = token.bestBid;
    copy.price = token.price;
    copy.payout = token.payout;
    copy.value = UNHELD;
    totals.recount(copy);
  }
  if (JSON.stringify(totals) !== JSON.stringify(state.totals)) {
    throw broken(`totals ${JSON.stringify(state.totals)} of positions ${JSON.stringify(totals)}`);
  }
  auditUnsettled(state);
  if (state.imbalance !== 0) throw broken(`${state.imbalance} micro-pUSD out of nothing`);
}

/** Money promised to, and expected from, matched trades is that of the fills on their way. */
function auditUnsettled(state: LedgerState): void {
  let committed = 0;
  let proceeds = 0;
  for (const { operation } of state.fills.openFills()) {
    if (operation === null || operation.isSettled) continue;
    if (operation.isBuy) committed += operation.notional + operation.fee;
    else proceeds += operation.notional - operation.fee;
  }
  const { cash } = state;
  if (committed !== cash.committed || proceeds !== cash.unsettledProceeds) {
    throw broken(
      `${cash.committed} and ${cash.unsettledProceeds} micro-pUSD unsettled, fills say ${committed} and ${proceeds}`,
    );
  }
}

function broken(found: string): PolytradersError {
  return new PolytradersError("LEDGER_INVARIANT_BROKEN", { found });
}
