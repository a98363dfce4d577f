import type { PlanDecision } from "../bot/decision.ts";
import type { Mode, Severity } from "../bot/vocabulary.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { ExecutionPlan } from "../contracts/execution-plan.ts";
import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { RiskRefusal } from "../risk/runtime-reasons.ts";

/** One placement of a plan. */
export interface PlanSlice {
  /** Never worse for us than the approved order's. */
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly timeInForce: ExecutionPlanSlice["timeInForce"];
  readonly isPostOnly: boolean;
  readonly expiresAtMs: EpochMs | null;
  /** Earliest kernel time to send it. */
  readonly notBeforeMs: EpochMs;
}
type ExecutionPlanSlice = Extract<ExecutionPlan["steps"][number], { action: "place" }>;

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

/** What an execution bot was asked about, and when. */
export interface PlanCause {
  readonly sequence: number;
  readonly timeMs: EpochMs;
}

/** An execution bot's answer: a decision of its contract, or why it has none that counts. */
export type PlannerAnswer =
  | { readonly decision: PlanDecision; readonly severity: Severity }
  | RiskRefusal;

/** An execution bot as the trading desk asks it. */
export interface Planner {
  readonly botId: string;
  readonly botVersion: string;
  readonly configVersion: string;
  readonly index: number;
  watches(market: MarketState): boolean;
  modeFor(market: MarketState): Mode;
  /** Whatever goes wrong inside is an answer too. */
  plan(
    order: ApprovedOrderRecord,
    draft: PlanDraft,
    market: MarketState,
    cause: PlanCause,
  ): PlannerAnswer;
}
