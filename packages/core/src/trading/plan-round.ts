import { takerFee } from "@polytraders/quant";
import type { Mode } from "../bot/vocabulary.ts";
import type { PlanDraft } from "../bot/plan-draft.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import { fromMicro, priceUsd } from "../domain/decimal.ts";
import { MICRO, type EpochMs, type MicroUsd } from "../domain/units.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { GivenUp } from "./execution-reasons.ts";
import { applyPlanChange, faultOfPlanChange, freezeDraft, readPlanChange } from "./plan-check.ts";
import type { PlanCause, Planner, PlannerAnswer } from "./planner.ts";

/** What one execution bot said about an order, for the record. */
export interface PlannerWord {
  readonly botId: string;
  readonly index: number;
  readonly mode: Mode;
  readonly outcome: "proceed" | "hold" | "abandon" | "failed";
  readonly reasonCode: string;
  /** What was wrong; `null` when nothing was. */
  readonly found: string | null;
}

/** How an order is to be sent, until when it waits, or why it is given up. */
export type PlanResult = { readonly words: readonly PlannerWord[] } & (
  | {
      readonly outcome: "proceed";
      readonly draft: PlanDraft;
      readonly cancels: readonly Withdrawal[];
    }
  | { readonly outcome: "hold"; readonly untilMs: EpochMs }
  | { readonly outcome: "abandon"; readonly givenUp: GivenUp }
);

/** An order of ours that an execution bot wants gone first. */
export interface Withdrawal {
  readonly orderId: string;
  readonly botId: string;
  readonly reasonCode: string;
}

/** The order as one piece, as it was approved. */
function firstDraft(order: ApprovedOrderRecord, market: MarketState, nowMs: EpochMs): PlanDraft {
  const { price, size, timeInForce, isPostOnly, expiresAtMs } = order;
  return freezeDraft({
    slices: [{ price, size, timeInForce, isPostOnly, expiresAtMs, notBeforeMs: nowMs }],
    cancelFirst: [],
    estimatedFeesMicroUsd: feeMicroUsdMaxOf(order, market),
    estimatedSlippageBps: 0,
  });
}

/** The taker fee of a whole order at its limit, rounded up; 0 for one that can only rest. */
export function feeMicroUsdMaxOf(
  { side, price, size, isPostOnly }: ApprovedOrderRecord,
  { definition }: MarketState,
): MicroUsd {
  const schedule = definition.terms?.fees ?? null;
  if (isPostOnly || schedule === null || schedule.rate === 0) return 0;
  const match = { side, shares: fromMicro(size), price: priceUsd(price), schedule, builderBps: 0 };
  return Math.ceil(takerFee(match).platformFeeUsd * MICRO);
}

/**
 * Asks the execution bots about one order, in order. Only those in force change anything; one that
 * gives no answer which counts, or leaves what was approved, has given the order up.
 */
export function askPlanners(
  planners: readonly Planner[],
  order: ApprovedOrderRecord,
  market: MarketState,
  cause: PlanCause,
): PlanResult {
  const limits = { order, tickSize: market.book.tickSize, nowMs: cause.timeMs };
  const words: PlannerWord[] = [];
  let draft = firstDraft(order, market, cause.timeMs);
  let cancels: readonly Withdrawal[] = [];
  for (const planner of planners) {
    if (!planner.watches(market)) continue;
    const mode = planner.modeFor(market);
    if (mode === "off") continue;
    const answer = ask(planner, order, draft, market, cause);
    const word = wordOf(planner, mode, answer, limits);
    words.push(word);
    if (mode !== "enforced") continue;
    const { botId, reasonCode } = word;
    if (word.outcome === "failed" || !("decision" in answer)) {
      const code = "decision" in answer ? "EXEC_PLAN_INVALID" : "EXEC_PLANNER_FAILED";
      const found = `${botId}: ${reasonCode}, ${word.found ?? ""}`;
      return { outcome: "abandon", givenUp: { reasonCode: code, found }, words };
    }
    const { plan } = answer.decision;
    if (word.outcome === "abandon") {
      return { outcome: "abandon", givenUp: { reasonCode, found: botId }, words };
    }
    if (word.outcome === "hold") return { outcome: "hold", untilMs: plan.askAgainAtMs ?? 0, words };
    draft = applyPlanChange(draft, plan);
    if (plan.cancelFirst !== undefined) {
      cancels = draft.cancelFirst.map((orderId) => ({ orderId, botId, reasonCode }));
    }
  }
  return { outcome: "proceed", draft, cancels, words };
}

function ask(
  planner: Planner,
  order: ApprovedOrderRecord,
  draft: PlanDraft,
  market: MarketState,
  cause: PlanCause,
): PlannerAnswer {
  try {
    const answer = planner.plan(order, draft, market, cause);
    if (!("decision" in answer)) return answer;
    const { plan, reasonCode } = answer.decision;
    return { ...answer, decision: { plan: readPlanChange(plan), reasonCode } };
  } catch (error) {
    const found = thrownText(error);
    return { reasonCode: "RISK_GUARD_FAILED", found };
  }
}

function wordOf(
  { botId, index }: Planner,
  mode: Mode,
  answer: PlannerAnswer,
  limits: Parameters<typeof faultOfPlanChange>[1],
): PlannerWord {
  const word = { botId, index, mode };
  if (!("decision" in answer)) {
    return { ...word, outcome: "failed", reasonCode: answer.reasonCode, found: answer.found };
  }
  const { plan, reasonCode } = answer.decision;
  const found = faultOfPlanChange(plan, limits);
  if (found !== null) return { ...word, outcome: "failed", reasonCode, found };
  return { ...word, outcome: plan.outcome ?? "proceed", reasonCode, found: null };
}
