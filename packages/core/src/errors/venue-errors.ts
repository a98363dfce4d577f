import { fault, refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of the simulated venue. */
export const VENUE_ERRORS = {
  VENUE_INVARIANT_BROKEN: fault(
    "conserved collateral, mirrored books and honest fills at every step",
    "This is a defect of the venue: keep the seed, the commands and the faults, and report them.",
  ),
  VENUE_WORLD_INVALID: refusedInput(
    "a world of markets that follows the documented form",
    "Correct the named field; the example in the package's README is a valid world.",
  ),
  VENUE_FAULTS_INVALID: refusedInput(
    "a fault plan that follows the documented grammar",
    "Correct the named field; every kind and its options are listed in the grammar's page.",
  ),
  VENUE_MARKET_UNKNOWN: refusedInput(
    "a market that the venue lists",
    "List the market first, or check its condition id.",
  ),
  VENUE_COMMAND_INVALID: refusedInput(
    "a command that the venue understands",
    "Correct the named field; nothing has changed.",
  ),
  VENUE_LISTEN_FAILED: refusedInput(
    "an address that can be listened on",
    "Name another host or port, or stop the process that holds this one.",
  ),
} as const satisfies Record<string, ErrorRow>;
