import { PolytradersError } from "../errors/polytraders-error.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/** An entry that cannot be applied: a defect of ours, or entries that are not those of one ledger. */
export function entryFault({ kind, sequence }: LedgerEntry, what: string): PolytradersError {
  return new PolytradersError("LEDGER_INVARIANT_BROKEN", {
    found: `entry ${sequence} (${kind}) with ${what}`,
  });
}
