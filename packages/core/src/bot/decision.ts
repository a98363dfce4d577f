import type { OrderIntent } from "../contracts/order-intent.ts";
import type { EpochMs, MicroUsd, PriceUnits } from "../domain/units.ts";
import type { PlanDraft } from "./plan-draft.ts";
import type { BotTypes } from "./contract.ts";

/** A typed observation about one market; `null` value and confidence mean "suppressed, and here is why". */
export interface SignalDecisionOf<K, R extends string, P> {
  readonly signal: K;
  readonly reasonCode: R;
  readonly value: number | null;
  /** 0 to 1. */
  readonly confidence: number | null;
  readonly payload: P;
}

/** Any signal the contract declares. */
export type SignalDecision<T extends BotTypes> = {
  [K in keyof T["emits"]]: SignalDecisionOf<K, T["reasonCode"], T["emits"][K]>;
}[keyof T["emits"]];

/**
 * Limits a guard puts on an intent instead of refusing it. They only ever make an order smaller,
 * cheaper or more patient; at least one is given.
 */
export interface VoteConstraints {
  /** Limit price times size at most, micro-pUSD. */
  readonly notionalMicroUsdMax?: MicroUsd;
  /** A buy's limit is lowered to it; a sale that asks for more is refused. */
  readonly priceMax?: PriceUnits;
  /** A sale's limit is raised to it; a buy that offers less is refused. */
  readonly priceMin?: PriceUnits;
  /** Only as a resting order. */
  readonly passiveOnly?: boolean;
  /** Only to make a position smaller, and no larger than the position. */
  readonly closeOnly?: boolean;
}

/** What a quarantine closes until an operator lifts it: the market, the strategy, or everything. */
export type QuarantineScope = "market" | "wallet" | "strategy";

/** A guard's answer with one of the reason codes `R`. */
export interface VoteDecisionOf<R extends string> {
  readonly vote: "APPROVE" | "RESHAPE_REQUIRED" | "REJECT" | "WARNING_ONLY" | "QUARANTINE";
  readonly reasonCode: R;
  /** Given with RESHAPE_REQUIRED, and only then. */
  readonly constraints?: VoteConstraints;
  /** Given with QUARANTINE; the market without it. */
  readonly quarantine?: QuarantineScope;
}

/** Any answer that the contract declares. */
export type VoteDecision<T extends Pick<BotTypes, "reasonCode"> = BotTypes> = VoteDecisionOf<
  T["reasonCode"]
>;

/** The order a strategy wants. The runtime adds ids and time. */
export type IntentTerms = Pick<OrderIntent, "tokenId" | "side" | "price" | "size" | "timeInForce"> &
  Partial<
    Pick<
      OrderIntent,
      | "expiresAtMs"
      | "isPostOnly"
      | "isReduceOnly"
      | "portfolioId"
      | "signalRef"
      | "modelEdgeBps"
      | "slippageBpsMax"
    >
  >;

/** A strategy's proposal with one of the reason codes `R`. Risk sees it before anything else does. */
export interface IntentDecisionOf<R extends string> {
  readonly intent: IntentTerms;
  readonly reasonCode: R;
}
/** Any proposal that the contract declares. */
export type IntentDecision<T extends Pick<BotTypes, "reasonCode">> = IntentDecisionOf<
  T["reasonCode"]
>;

/**
 * What an execution bot makes of an approved order: what is left out stays as the draft has it. It
 * may change price, pieces, type and timing, never side, market, token, or a limit that risk has set.
 */
export interface PlanChange extends Partial<PlanDraft> {
  /** `hold` sends nothing and asks again; `abandon` gives the order up. `proceed` by default. */
  readonly outcome?: "proceed" | "hold" | "abandon";
  /** Given with `hold`, and only then: kernel time of the next question. */
  readonly askAgainAtMs?: EpochMs;
}

/** An execution bot's answer with one of the reason codes `R`. */
export interface PlanDecisionOf<R extends string> {
  readonly plan: PlanChange;
  readonly reasonCode: R;
}
/** Any plan that the contract declares. */
export type PlanDecision<T extends Pick<BotTypes, "reasonCode"> = BotTypes> = PlanDecisionOf<
  T["reasonCode"]
>;

type IntentIfGranted<T extends BotTypes> = T["authority"] extends "trade"
  ? IntentDecision<T>
  : never;
type VoteIfGranted<T extends BotTypes> = T["authority"] extends "vote" ? VoteDecision<T> : never;
type PlanIfGranted<T extends BotTypes> = T["authority"] extends "shape" ? PlanDecision<T> : never;

/** What a bot of this contract may return: an output of another layer does not type-check. */
export type Decision<T extends BotTypes> =
  | SignalDecision<T>
  | VoteIfGranted<T>
  | PlanIfGranted<T>
  | IntentIfGranted<T>;

/** Publishes a value. */
export function publish<K extends string, R extends string, P>(
  signal: K,
  reasonCode: R,
  value: number,
  confidence: number,
  payload: P,
): SignalDecisionOf<K, R, P> {
  return { signal, reasonCode, value, confidence, payload };
}

/** Says that there is no value, and why. */
export function suppress<K extends string, R extends string, P>(
  signal: K,
  reasonCode: R,
  payload: P,
): SignalDecisionOf<K, R, P> {
  return { signal, reasonCode, value: null, confidence: null, payload };
}

/** Proposes an order. */
export function propose<R extends string>(reasonCode: R, intent: IntentTerms): IntentDecisionOf<R> {
  return { intent, reasonCode };
}

/** Sends the order, with these changes to its plan. */
export function proceed<R extends string>(
  reasonCode: R,
  changes: Partial<PlanDraft> = {},
): PlanDecisionOf<R> {
  return { plan: { outcome: "proceed", ...changes }, reasonCode };
}

/** Sends nothing of an order for now. */
export function hold<R extends string>(reasonCode: R, askAgainAtMs: EpochMs): PlanDecisionOf<R> {
  return { plan: { outcome: "hold", askAgainAtMs }, reasonCode };
}

/** Gives an order up before it is sent. */
export function abandon<R extends string>(reasonCode: R): PlanDecisionOf<R> {
  return { plan: { outcome: "abandon" }, reasonCode };
}

/** Lets an intent pass. */
export function approve<R extends string>(reasonCode: R): VoteDecisionOf<R> {
  return { vote: "APPROVE", reasonCode };
}

/** Lets an intent pass only within limits. */
export function reshape<R extends string>(
  reasonCode: R,
  constraints: VoteConstraints,
): VoteDecisionOf<R> {
  return { vote: "RESHAPE_REQUIRED", reasonCode, constraints };
}

/** Refuses an intent. */
export function reject<R extends string>(reasonCode: R): VoteDecisionOf<R> {
  return { vote: "REJECT", reasonCode };
}

/** Lets an intent pass and says that something is not as it should be. */
export function warn<R extends string>(reasonCode: R): VoteDecisionOf<R> {
  return { vote: "WARNING_ONLY", reasonCode };
}

/** Refuses an intent, and everything like it until an operator lifts the quarantine. */
export function quarantine<R extends string>(
  reasonCode: R,
  scope: QuarantineScope,
): VoteDecisionOf<R> {
  return { vote: "QUARANTINE", reasonCode, quarantine: scope };
}
