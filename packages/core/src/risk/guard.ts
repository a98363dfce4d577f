import type { VoteDecision } from "../bot/decision.ts";
import type { Mode, Severity } from "../bot/vocabulary.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { DecisionCause } from "../kernel/kernel-event.ts";
import type { RiskRefusal } from "./runtime-reasons.ts";

/** Events during which an intent can be voted on. */
export type IntentCause = DecisionCause;

/** A guard's vote, held against its contract. */
export interface GuardVote {
  readonly decision: VoteDecision;
  readonly severity: Severity;
  /** Dense number of the reason code within the guard's contract. */
  readonly reasonIndex: number;
}

/** A vote, or why there is none that counts. */
export type GuardAnswer = GuardVote | RiskRefusal;

/** A bot that votes, as the risk module sees it. None of its methods throws. */
export interface Guard {
  readonly botId: string;
  readonly botVersion: string;
  readonly configVersion: string;
  /** Dense number of the bot in its run. */
  readonly index: number;
  /** Mode where no market has one of its own. */
  readonly generalMode: Mode;
  /** False where the guard is configured to look at other markets. */
  watches(market: MarketState): boolean;
  modeFor(market: MarketState): Mode;
  /** Parameters past their warning bound. */
  warningsFor(market: MarketState): readonly string[];
  /** Why the guard cannot be asked now; `null` when it can. */
  obstacle(market: MarketState, cause: IntentCause): RiskRefusal | null;
  /** @param isFirst - true when no other guard has just been asked about the same intent */
  ask(intent: OrderIntent, market: MarketState, cause: IntentCause, isFirst: boolean): GuardAnswer;
}
