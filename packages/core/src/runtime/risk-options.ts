import type { ExecutionPort } from "../ports/execution-port.ts";
import type { LedgerPort } from "../ports/ledger-port.ts";
import type { OpenOrders } from "../ports/open-orders.ts";
import type { VenueHealth } from "../ports/venue-health.ts";
import type { RiskState } from "../risk/risk-state.ts";

/** The order path of a run: what guards judge by, and where approvals go. Everything has a default. */
export interface RiskOptions {
  /** Without it nothing can be sent. */
  readonly execution?: ExecutionPort | undefined;
  /** Without it guards that use it refuse, and so does every reducing order. */
  readonly ledger?: LedgerPort | undefined;
  /** Without it guards that use it refuse, and so does every reducing order. */
  readonly openOrders?: OpenOrders | undefined;
  /** Without it guards that use it refuse. */
  readonly venueHealth?: VenueHealth | undefined;
  /** Guard ids in the order of asking; the others follow in calling order. Kill switches go first. */
  readonly guardOrder?: readonly string[] | undefined;
  /** Ids of guards without which nothing passes: they must be part of the run and in force. */
  readonly requiredGuards?: readonly string[] | undefined;
  /** On the size of every purchase, above 0: for capacity studies. 1 by default. */
  readonly sizeMultiplier?: number | undefined;
  /** Put before every order id, to tell this run's orders from another's. */
  readonly orderIdPrefix?: string | undefined;
  /** What an earlier run has saved, as it was read back. */
  readonly state?: unknown;
  /** Called when a halt or quarantine changes, before anything else happens: save it. */
  readonly onStateChanged?: ((state: RiskState) => void) | undefined;
  /**
   * In virtual time a slow guard is waited for, so that results do not depend on the machine; by the
   * wall clock its vote is late and counts as a refusal, which is the default.
   */
  readonly waitsForVotes?: boolean | undefined;
}
