import type { PlanDecision } from "../bot/decision.ts";
import type { PlanDraft } from "../bot/plan-draft.ts";
import type { Mode, Severity } from "../bot/vocabulary.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { EpochMs } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { RiskRefusal } from "../risk/runtime-reasons.ts";

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
