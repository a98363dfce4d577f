import type { CancelRequest, OrderPlacement } from "../contracts/order-placement.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { VenueReport } from "../contracts/venue-report.ts";
import type { EpochMs } from "../domain/units.ts";
import type { MarketDataBatch } from "../market-data/market-data-batch.ts";

/**
 * Where a run is written down so that it can be rebuilt: every input before it acts, every order
 * before it is sent. Calls come in the order of the kernel's sequence. What fails throws, and the
 * runtime then halts instead of going on unrecorded.
 */
export interface KernelJournal {
  /** Rows about to be applied; a shell whose source can be read again keeps only where they stand. */
  rows(batch: MarketDataBatch): void;
  /** Kernel time is about to be moved without rows. */
  time(timeMs: EpochMs): void;
  report(report: VenueReport): void;
  command(command: OperatorCommand): void;
  /** An order that is about to be sent, and the event it came from. */
  placement(placement: OrderPlacement): void;
  cancellation(request: CancelRequest): void;
  /** What else is asked of the venue: `reconcile`, `redeem`, by the id it is about. */
  request(kind: "reconcile" | "redeem", subjectId: string): void;
  /** Where the kernel stands. */
  checkpoint(eventSequence: number, stateHash: string): void;
  /** Everything written so far outlives a crash once this returns. */
  sync(): void;
}
