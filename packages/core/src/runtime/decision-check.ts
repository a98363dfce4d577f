import type { z } from "zod";
import type { BotContract } from "../bot/contract.ts";
import type {
  PlanDecision,
  QuarantineScope,
  SignalDecisionOf,
  VoteDecision,
} from "../bot/decision.ts";
import { VOTES } from "../bot/vocabulary.ts";
import { compileValidator, type ValidationIssue } from "../contracts/validator.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { KnownField } from "../kernel/rolling-hash.ts";
import { faultOfConstraints } from "../risk/shape-intent.ts";
import type { BotCounters, ReasonTally } from "./bot-counters.ts";
import { closedFieldsOf } from "./closed-fields.ts";

type AnySignal = SignalDecisionOf<string, string, Readonly<Record<string, unknown>>>;
const QUARANTINE_SCOPES: readonly QuarantineScope[] = ["market", "wallet", "strategy"];

type AnyIntent = {
  readonly intent: Partial<OrderIntent>;
  readonly reasonCode: string;
};

/** A decision that the contract allows, with its kind found out. */
export type CheckedDecision =
  | {
      readonly kind: "signal";
      readonly decision: AnySignal;
      readonly tally: ReasonTally;
      /** All fields of the payload, in the order of its schema; `null` when it may have others. */
      readonly fields: readonly KnownField[] | null;
    }
  | { readonly kind: "risk_vote"; readonly decision: VoteDecision; readonly tally: ReasonTally }
  | { readonly kind: "plan"; readonly decision: PlanDecision; readonly tally: ReasonTally }
  | { readonly kind: "order_intent"; readonly decision: AnyIntent; readonly tally: ReasonTally }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly found: string };

/** What is known of a declared signal's payload. */
interface PayloadRule {
  /** Answers what is wrong with a payload, or nothing. */
  readonly problemOf: (payload: unknown) => string | undefined;
  /** All fields it can have, `null` when the schema leaves that open. */
  readonly fields: readonly KnownField[] | null;
}

/**
 * Holds what a bot returns against its contract. Typed bots cannot get anything past the compiler;
 * plain JavaScript can, and is stopped here, before an envelope exists.
 */
export class DecisionCheck {
  readonly #contract: BotContract;
  readonly #counters: BotCounters;
  readonly #payloadRules: ReadonlyMap<string, PayloadRule>;
  readonly #emittedContracts: ReadonlySet<string>;

  constructor(contract: BotContract, counters: BotCounters) {
    this.#contract = contract;
    this.#counters = counters;
    this.#emittedContracts = new Set(contract.manifest.emits.map((output) => output.contract));
    this.#payloadRules = new Map(
      Object.entries<z.ZodType>(contract.emitsSchemas).map(([kind, schema]) => [
        kind,
        payloadRule(schema),
      ]),
    );
  }

  /**
   * Never throws, whatever a bot hands over.
   *
   * @param marketId - the market the bot was asked about
   */
  check(decision: unknown, marketId: string): CheckedDecision {
    try {
      return this.#check(decision, marketId);
    } catch (error) {
      return refused("BOT_OUTPUT_MALFORMED", `what cannot be read: ${thrownText(error)}`);
    }
  }

  #check(decision: unknown, marketId: string): CheckedDecision {
    if (typeof decision !== "object" || decision === null) {
      return refused("BOT_OUTPUT_MALFORMED", `a ${typeof decision}`);
    }
    if (decision instanceof Promise) {
      // Its failure must not end the process as an unhandled rejection.
      decision.catch(() => undefined);
      return refused("BOT_OUTPUT_MALFORMED", "a promise; decisions are made at once");
    }
    const named = "marketId" in decision ? decision.marketId : undefined;
    if (named !== undefined && named !== marketId) {
      return refused(
        "BOT_OUTPUT_FOREIGN_MARKET",
        `market ${typeof named === "string" ? named : typeof named}`,
      );
    }
    const code = "reasonCode" in decision ? decision.reasonCode : undefined;
    const tally = typeof code === "string" ? this.#counters.reasons.get(code) : undefined;
    if (tally === undefined) return refused("BOT_REASON_CODE_UNDECLARED", String(code));
    if ("signal" in decision) return this.#checkSignal(decision, tally);
    if ("vote" in decision) return this.#checkVote(decision, tally);
    if ("intent" in decision) return this.#checkIntent(decision, tally);
    if ("plan" in decision) return this.#checkPlan(decision, tally);
    return refused("BOT_OUTPUT_MALFORMED", "neither a signal, a vote, a plan nor an intent");
  }

  #checkSignal(decision: object, tally: ReasonTally): CheckedDecision {
    // Each field is checked below; the cast only names them.
    const signal = decision as Partial<AnySignal>;
    const rule = this.#payloadRules.get(String(signal.signal));
    if (rule === undefined) {
      return refused("BOT_SIGNAL_UNDECLARED", `signal ${String(signal.signal)}`);
    }
    if (!isFiniteOrNull(signal.value) || !isFiniteOrNull(signal.confidence)) {
      return refused(
        "BOT_OUTPUT_MALFORMED",
        `value ${signal.value}, confidence ${signal.confidence}`,
      );
    }
    if (signal.confidence !== null && !(signal.confidence >= 0 && signal.confidence <= 1)) {
      return refused("BOT_OUTPUT_MALFORMED", `confidence ${signal.confidence}`);
    }
    const problem = rule.problemOf(signal.payload);
    if (problem !== undefined) return refused("BOT_OUTPUT_MALFORMED", problem);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field was checked above
    return { kind: "signal", decision: signal as AnySignal, tally, fields: rule.fields };
  }

  #checkVote(decision: object, tally: ReasonTally): CheckedDecision {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the vote is checked below
    const vote = decision as VoteDecision;
    if (!this.#emittedContracts.has("RiskVote") || this.#contract.manifest.authority !== "vote") {
      return refused("BOT_OUTPUT_BEYOND_AUTHORITY", "a risk vote");
    }
    if (!VOTES.includes(vote.vote)) {
      return refused("BOT_OUTPUT_MALFORMED", `vote ${typeof vote.vote}`);
    }
    if (vote.vote === "RESHAPE_REQUIRED") {
      const fault = faultOfConstraints(vote.constraints);
      if (fault !== null) return refused("BOT_OUTPUT_MALFORMED", fault);
    }
    const { quarantine = "market" } = vote;
    if (vote.vote === "QUARANTINE" && !QUARANTINE_SCOPES.includes(quarantine)) {
      return refused("BOT_OUTPUT_MALFORMED", "a quarantine of neither market, wallet nor strategy");
    }
    return { kind: "risk_vote", decision: vote, tally };
  }

  /** What the plan asks for is held against the approval by the trading desk. */
  #checkPlan(decision: object, tally: ReasonTally): CheckedDecision {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the desk reads every field as unknown
    const plan = decision as PlanDecision;
    const { authority } = this.#contract.manifest;
    if (!this.#emittedContracts.has("ExecutionPlan") || authority !== "shape") {
      return refused("BOT_OUTPUT_BEYOND_AUTHORITY", "an execution plan");
    }
    if (typeof plan.plan !== "object" || plan.plan === null) {
      return refused("BOT_OUTPUT_MALFORMED", `plan ${String(plan.plan)}`);
    }
    return { kind: "plan", decision: plan, tally };
  }

  #checkIntent(decision: object, tally: ReasonTally): CheckedDecision {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the intent is checked below
    const intent = decision as AnyIntent;
    if (
      !this.#emittedContracts.has("OrderIntent") ||
      this.#contract.manifest.authority !== "trade"
    ) {
      return refused("BOT_OUTPUT_BEYOND_AUTHORITY", "an order intent");
    }
    if (typeof intent.intent !== "object" || intent.intent === null) {
      return refused("BOT_OUTPUT_MALFORMED", `intent ${String(intent.intent)}`);
    }
    return { kind: "order_intent", decision: intent, tally };
  }
}

function refused(code: ErrorCode, found: string): CheckedDecision {
  return { kind: "refused", code, found };
}

function isFiniteOrNull(value: unknown): value is number | null {
  return value === null || (typeof value === "number" && Number.isFinite(value));
}

function payloadRule(schema: z.ZodType): PayloadRule {
  const validator = compileValidator(schema);
  return {
    problemOf: (payload) => {
      if (validator.accepts(payload)) return undefined;
      const result = validator.parse(payload);
      return result.ok ? undefined : describeIssue(result.issues[0]);
    },
    fields: closedFieldsOf(schema),
  };
}

function describeIssue(issue: ValidationIssue | undefined): string {
  if (issue === undefined) return "a payload that its schema refuses";
  return `payload.${issue.field}: ${issue.message}`;
}
