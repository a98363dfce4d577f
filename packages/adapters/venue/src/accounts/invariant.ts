import { PolytradersError } from "@polytraders/core";

/** The error of a booking that would break the vault, or of an audit that finds it broken. */
export function brokenInvariant(found: string): PolytradersError {
  return new PolytradersError("VENUE_INVARIANT_BROKEN", { found });
}
