import type { MicroUsd } from "@polytraders/core";

/** The same run with every order scaled by `multiplier`. */
export interface CapacityPoint {
  readonly multiplier: number;
  readonly netPnlMicroUsd: MicroUsd;
  readonly filledMicroUsd: MicroUsd;
  readonly ordersPlaced: number | null;
  readonly fillCount: number | null;
  /** Filled over ordered notional, 0 to 1; `null` where not known. */
  readonly fillShare: number | null;
  /** Profit per dollar filled; `null` without fills. */
  readonly pnlPerFilledUsd: number | null;
}

/** Profit against order size. */
export interface CapacityCurve {
  /** By multiplier, ascending. */
  readonly points: readonly CapacityPoint[];
  /** The multiplier that earned most; `null` when none earned anything. */
  readonly bestMultiplier: number | null;
  /** Smallest multiplier from which on a larger size earned less; `null` where none did. */
  readonly saturatesAt: number | null;
}
