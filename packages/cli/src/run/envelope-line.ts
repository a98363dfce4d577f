import type { ReportEnvelope } from "@polytraders/core";

/** Heads remembered: one per bot, market, reason code, mode and output. */
const HEADS_MAX = 50_000;

/** A head, and what of an envelope it was made of beside bot and market. */
interface KnownHead extends Pick<
  ReportEnvelope,
  "reasonCode" | "mode" | "kind" | "signal" | "decision"
> {
  readonly text: string;
}

/**
 * Turns the envelopes of one run into lines of JSON. What repeats from line to line (bot, versions,
 * market, code) is written once and remembered; the rest costs half of what `JSON.stringify` takes
 * for all of it.
 */
export class EnvelopeLines {
  /** By bot and market; the few of each are told apart by comparing. */
  readonly #heads = new Map<string, Map<string, KnownHead[]>>();
  #headCount = 0;

  lineOf(envelope: ReportEnvelope): string {
    return `${this.#headOf(envelope)}${tailOf(envelope)}`;
  }

  #headOf(envelope: ReportEnvelope): string {
    const known = this.#headsOf(envelope);
    for (const head of known) if (isHeadOf(head, envelope)) return head.text;
    const text = headOf(envelope);
    if (this.#headCount < HEADS_MAX) {
      this.#headCount += 1;
      const { reasonCode, mode, kind, signal, decision } = envelope;
      known.push({ reasonCode, mode, kind, signal, decision, text });
    }
    return text;
  }

  #headsOf({ botId, marketId }: ReportEnvelope): KnownHead[] {
    let ofBot = this.#heads.get(botId);
    if (ofBot === undefined) {
      ofBot = new Map();
      this.#heads.set(botId, ofBot);
    }
    let ofMarket = ofBot.get(marketId);
    if (ofMarket === undefined) {
      ofMarket = [];
      ofBot.set(marketId, ofMarket);
    }
    return ofMarket;
  }
}

function isHeadOf(head: KnownHead, envelope: ReportEnvelope): boolean {
  return (
    head.reasonCode === envelope.reasonCode &&
    head.mode === envelope.mode &&
    head.kind === envelope.kind &&
    head.signal === envelope.signal &&
    head.decision === envelope.decision
  );
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
