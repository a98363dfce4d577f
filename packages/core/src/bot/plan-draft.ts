import type { ExecutionPlan } from "../contracts/execution-plan.ts";
import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "../domain/units.ts";

type PlaceStep = Extract<ExecutionPlan["steps"][number], { action: "place" }>;

/** One placement of a plan. */
export interface PlanSlice {
  /** Never worse for us than the approved order's. */
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly timeInForce: PlaceStep["timeInForce"];
  readonly isPostOnly: boolean;
  readonly expiresAtMs: EpochMs | null;
  /** Earliest kernel time to send it. */
  readonly notBeforeMs: EpochMs;
}

/** A plan as the next execution bot finds it. */
export interface PlanDraft {
  /** Sizes sum to no more than the order's. */
  readonly slices: readonly PlanSlice[];
  /** Ids of our orders that must be gone before the first slice is sent. */
  readonly cancelFirst: readonly string[];
  readonly estimatedFeesMicroUsd: MicroUsd;
  /** Against the better of limit and midpoint, basis points of the notional. */
  readonly estimatedSlippageBps: number;
}
