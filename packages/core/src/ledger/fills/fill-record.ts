import type { SettlementState } from "../../contracts/fill-event.ts";
import type { EpochMs, MicroUsd } from "../../domain/units.ts";
import type { AccrualKey } from "../income/accruals.ts";
import type { FillBooked } from "../ledger-entry.ts";
import type { TradeOperation } from "../positions/position-operation.ts";

/** An estimate of income that stands or falls with a fill. */
export interface FillAccrual {
  readonly key: AccrualKey;
  readonly amount: MicroUsd;
  readonly payoutCount: number;
}

/** One fill and how far it has come. */
export interface FillRecord {
  readonly booked: FillBooked;
  state: SettlementState;
  /** Newest time of the exchange heard about it. */
  exchangeTimeMs: EpochMs;
  /** Entry at which it reached the chain; -1 before. */
  minedSequence: number;
  /** What it did to its position; `null` once it is final, and when nothing was booked. */
  operation: TradeOperation | null;
  /** Empty once it is final. */
  readonly accruals: FillAccrual[];
}
