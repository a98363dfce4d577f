import { PolytradersError } from "@polytraders/core";

/** The error of a replayed book that gave what it does not have. */
export function brokenInvariant(expected: string, found: string): PolytradersError {
  return new PolytradersError("VENUE_INVARIANT_BROKEN", { expected, found });
}
