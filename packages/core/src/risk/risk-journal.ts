import type { Mode } from "../bot/vocabulary.ts";
import { correlationIdOf } from "../contracts/correlation-id.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { RiskVote } from "../contracts/risk-vote.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { emitStatement, observedIn, type RuntimeStatement } from "../kernel/runtime-statement.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { VoteSummaries, voteNumber, type VoteSummary } from "./ballot.ts";
import type { Guard, GuardVote, IntentCause } from "./guard.ts";
import { RUNTIME_REASONS, type RiskRefusal, type RuntimeReason } from "./runtime-reasons.ts";

/** Who is asked what, as one vote is recorded. */
export interface VoteSetting {
  readonly guard: Guard;
  readonly mode: Mode;
  readonly intent: OrderIntent;
  readonly market: MarketState;
  readonly cause: IntentCause;
}

/** Writes what risk does into the state hash, the audit record and the envelopes. */
export class RiskJournal {
  readonly #kernel: Kernel;
  readonly #configVersion: string;
  readonly #summaries: (VoteSummaries | undefined)[] = [];

  constructor(kernel: Kernel, configVersion: string) {
    this.#kernel = kernel;
    this.#configVersion = configVersion;
  }

  /** Records a guard's vote. */
  vote(setting: VoteSetting, { decision, severity, reasonIndex }: GuardVote): VoteSummary {
    const { guard, mode } = setting;
    const { hash } = this.#kernel;
    hash.foldNumber((guard.index << 12) | (reasonIndex << 4) | voteNumber(decision.vote));
    if (decision.constraints !== undefined) hash.foldValue(decision.constraints);
    if (this.#kernel.isObserved) {
      const { vote, reasonCode, constraints, quarantine } = decision;
      const closed = vote === "QUARANTINE" ? (quarantine ?? "market") : null;
      this.#publish(setting, {
        decision: vote,
        reasonCode,
        severity,
        constraints: vote === "RESHAPE_REQUIRED" ? (constraints ?? null) : null,
        quarantine: closed,
        found: null,
      });
    } else this.#kernel.countEnvelope();
    const summaries = (this.#summaries[guard.index] ??= new VoteSummaries());
    return summaries.of(guard.botId, mode, decision.vote, decision.reasonCode, reasonIndex);
  }

  /** Records that a guard has no vote that counts, which is a refusal. */
  noVote(setting: VoteSetting, { reasonCode, found }: RiskRefusal): VoteSummary {
    const { guard, mode } = setting;
    this.#kernel.hash.foldNumber(guard.index);
    this.#kernel.hash.foldText(reasonCode);
    if (this.#kernel.isObserved) {
      this.#publish(setting, {
        decision: "REJECT",
        reasonCode,
        severity: RUNTIME_REASONS[reasonCode],
        constraints: null,
        quarantine: null,
        found,
      });
    } else this.#kernel.countEnvelope();
    return { botId: guard.botId, mode, decision: "REJECT", reasonCode };
  }

  /** Records what became of an intent. */
  decision(decision: RiskDecision, market: MarketState | null, exchangeTimeMs: number): void {
    const { hash } = this.#kernel;
    const { granted } = decision;
    // The reason of what was granted follows from the mode; a refusal's is news.
    if (granted === null) hash.foldText(decision.reasonCode);
    hash.foldNumber(granted?.price ?? 0);
    hash.foldNumber(granted?.size ?? 0);
    if (!this.#kernel.isObserved) return this.#kernel.countEnvelope();
    this.#kernel.recordDecision(decision);
    const { intentId, botId, outcome, decidedBy, found, orderId, requested, votes } = decision;
    emitStatement(this.#kernel, this.#configVersion, {
      kind: "risk_decision",
      reasonCode: decision.reasonCode,
      severity: decision.severity,
      payload: { intentId, botId, outcome, decidedBy, found, orderId, requested, granted, votes },
      market,
      event: { sequence: decision.eventSequence, timeMs: decision.timeMs },
      exchangeTimeMs,
    });
  }

  /** Records something the risk module does of its own accord or for an operator. */
  state(
    reasonCode: RuntimeReason,
    statement: Pick<RuntimeStatement, "payload" | "market" | "event">,
  ): void {
    const { hash } = this.#kernel;
    hash.foldText(reasonCode);
    hash.foldValue(statement.payload);
    const severity = RUNTIME_REASONS[reasonCode];
    const exchangeTimeMs = statement.event.timeMs;
    const said = { kind: "runtime", reasonCode, severity, exchangeTimeMs } as const;
    emitStatement(this.#kernel, this.#configVersion, { ...statement, ...said });
  }

  #publish(
    setting: VoteSetting,
    said: Pick<RiskVote, "decision" | "reasonCode" | "severity" | "constraints" | "quarantine"> & {
      readonly found: string | null;
    },
  ): void {
    const { guard, mode, intent, market, cause } = setting;
    const { decision, reasonCode, severity, constraints, quarantine } = said;
    const answer = { decision, reasonCode, severity, constraints, quarantine };
    const kernel = this.#kernel;
    const shared = {
      botId: guard.botId,
      botVersion: guard.botVersion,
      configVersion: guard.configVersion,
      marketId: market.definition.marketId,
      mode,
      correlationId: correlationIdOf(cause.sequence),
      eventSequence: cause.sequence,
      timeMs: cause.timeMs,
    };
    kernel.recordVote({ schemaVersion: 1, intentId: intent.intentId, ...shared, ...answer });
    kernel.emit(
      {
        schemaVersion: 1,
        sequence: kernel.nextEnvelopeSequence,
        ...shared,
        kind: "risk_vote",
        reasonCode: answer.reasonCode,
        severity: answer.severity,
        exchangeTimeMs: cause.kind === "frame" ? cause.exchangeTimeMs : cause.timeMs,
        signal: null,
        value: null,
        confidence: null,
        decision: answer.decision,
        payload: payloadOf(intent.intentId, said),
        observed: observedIn(market),
        warnings: guard.warningsFor(market),
      },
      market,
    );
  }
}

function payloadOf(
  intentId: string,
  { constraints, quarantine, found }: { constraints: unknown; quarantine: unknown; found: unknown },
): Readonly<Record<string, unknown>> {
  return {
    intentId,
    ...(constraints === null ? {} : { constraints }),
    ...(quarantine === null ? {} : { quarantine }),
    ...(found === null ? {} : { found }),
  };
}
