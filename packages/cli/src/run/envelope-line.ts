import type { ReportEnvelope } from "@polytraders/core";

/** Heads remembered: one per bot, market, reason code, mode and output. */
const HEADS_MAX = 50_000;

/**
 * Turns the envelopes of one run into lines of JSON. What repeats from line to line (bot, versions,
 * market, code) is written once and remembered; the rest costs half of what `JSON.stringify` takes
 * for all of it.
 */
export class EnvelopeLines {
  readonly #heads = new Map<string, string>();

  lineOf(envelope: ReportEnvelope): string {
    return `${this.#headOf(envelope)}${tailOf(envelope)}`;
  }

  #headOf(envelope: ReportEnvelope): string {
    const { botId, marketId, reasonCode, mode, kind, signal, decision } = envelope;
    const key = `${botId}|${marketId}|${reasonCode}|${mode}|${kind}|${signal}|${decision}`;
    const known = this.#heads.get(key);
    if (known !== undefined) return known;
    const head = headOf(envelope);
    if (this.#heads.size < HEADS_MAX) this.#heads.set(key, head);
    return head;
  }
}

function tailOf(envelope: ReportEnvelope): string {
  const { observed, value, confidence, sequence, eventSequence, timeMs, exchangeTimeMs } = envelope;
  return (
    `,"sequence":${sequence},"eventSequence":${eventSequence}` +
    `,"correlationId":${JSON.stringify(envelope.correlationId)},"timeMs":${timeMs}` +
    `,"exchangeTimeMs":${exchangeTimeMs},"value":${value},"confidence":${confidence}` +
    `,"payload":${JSON.stringify(envelope.payload)},"observed":${observedText(observed)}}`
  );
}

/** What is the same for a bot, market, code and mode throughout a run. */
function headOf(envelope: ReportEnvelope): string {
  const { schemaVersion, botId, botVersion, configVersion, mode, marketId, kind } = envelope;
  const { reasonCode, severity, signal, decision, warnings } = envelope;
  const head = { schemaVersion, botId, botVersion, configVersion, mode, marketId, kind };
  return JSON.stringify({ ...head, reasonCode, severity, signal, decision, warnings }).slice(0, -1);
}

function observedText(observed: ReportEnvelope["observed"]): string {
  if (observed === null) return "null";
  const { bestBidPrice, bestBidSize, bestAskPrice, bestAskSize } = observed;
  return (
    `{"bestBidPrice":${bestBidPrice},"bestBidSize":${bestBidSize}` +
    `,"bestAskPrice":${bestAskPrice},"bestAskSize":${bestAskSize}}`
  );
}
