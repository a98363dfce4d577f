import type { BotContract } from "../bot/contract.ts";
import type { Mode } from "../bot/vocabulary.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import type { DecisionCause } from "../kernel/kernel-event.ts";
import type { RollingHash } from "../kernel/rolling-hash.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { observedIn } from "../kernel/runtime-statement.ts";
import { plainIntent } from "../risk/intent-intake.ts";
import type { CheckedDecision } from "./decision-check.ts";
import { correlationIdOf } from "../contracts/correlation-id.ts";

/** A decision that may be published. */
export type AcceptedDecision = Exclude<CheckedDecision, { kind: "refused" | "plan" }>;

/** What an envelope says besides the decision. */
export interface EnvelopeSetting {
  readonly contract: BotContract;
  readonly configVersion: string;
  readonly mode: Mode;
  readonly warnings: readonly string[];
  /** Number of the envelope in its run. */
  readonly sequence: number;
  readonly market: MarketState;
  readonly cause: DecisionCause;
  readonly exchangeTimeMs: number;
}

/** The record of one decision: who said what about which market, why, and on which book. */
export function envelopeOf(checked: AcceptedDecision, setting: EnvelopeSetting): ReportEnvelope {
  const { contract, market, cause } = setting;
  const { botId, version } = contract.manifest;
  const isSignal = checked.kind === "signal";
  return {
    schemaVersion: 1,
    sequence: setting.sequence,
    eventSequence: cause.sequence,
    correlationId: correlationIdOf(cause.sequence),
    botId,
    botVersion: version,
    configVersion: setting.configVersion,
    mode: setting.mode,
    marketId: market.definition.marketId,
    kind: checked.kind,
    reasonCode: checked.tally.code,
    severity: checked.tally.rule.severity,
    timeMs: cause.timeMs,
    exchangeTimeMs: setting.exchangeTimeMs,
    signal: isSignal ? checked.decision.signal : null,
    value: isSignal ? checked.decision.value : null,
    confidence: isSignal ? checked.decision.confidence : null,
    decision: checked.kind === "risk_vote" ? checked.decision.vote : null,
    payload: payloadOf(checked),
    observed: observedIn(market),
    warnings: setting.warnings,
  };
}

/** What an envelope carries of a decision: plain JSON. */
export function payloadOf(checked: AcceptedDecision): Readonly<Record<string, unknown>> {
  if (checked.kind === "signal") return checked.decision.payload;
  if (checked.kind === "risk_vote") return { ...checked.decision.constraints };
  return plainIntent(checked.decision.intent);
}

/** Folds a decision into the state hash; the same whether or not its envelope was made. */
export function foldDecision(
  hash: RollingHash,
  botIndex: number,
  checked: AcceptedDecision,
  envelope: Pick<ReportEnvelope, "value" | "confidence" | "payload">,
): void {
  hash.foldNumber((botIndex << 8) | checked.tally.index);
  hash.foldNumber(envelope.value ?? Number.NaN);
  hash.foldNumber(envelope.confidence ?? Number.NaN);
  if (checked.kind === "signal" && checked.fields !== null) {
    hash.foldFields(checked.decision.payload, checked.fields);
  } else hash.foldValue(envelope.payload);
}
