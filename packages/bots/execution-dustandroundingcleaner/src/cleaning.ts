import type {
  ApprovedOrderRecord,
  MicroShares,
  OpenOrders,
  PlanSlice,
  PriceUnits,
  LedgerPort,
} from "@polytraders/core";
import { SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";

/** What a plan is cleaned with. */
export interface Cleaning {
  readonly order: ApprovedOrderRecord;
  /** Tick in force. */
  readonly tickSize: PriceUnits;
  /** Smallest order that may rest; 0 where not recorded. */
  readonly minimumOrderSize: MicroShares;
  readonly parameters: Parameters;
  readonly ledger: LedgerPort;
  readonly openOrders: OpenOrders;
}

/** A size cut to whole lots. */
export function wholeLots(size: MicroShares): MicroShares {
  const whole = Math.max(0, Math.floor(size));
  return whole - (whole % SIZE_LOT_MICRO_SHARES);
}

/** True for a slice that never rests. */
export function isImmediate({ timeInForce }: PlanSlice): boolean {
  return timeInForce === "FAK" || timeInForce === "FOK";
}

/** Micro-shares of all slices. */
export function sumOf(slices: readonly PlanSlice[]): MicroShares {
  return slices.reduce((sum, { size }) => sum + size, 0);
}
