import type { Severity } from "../bot/vocabulary.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import { correlationIdOf } from "../contracts/correlation-id.ts";
import type { Kernel } from "./kernel.ts";
import type { MarketState } from "./market-state.ts";
import { CORE_VERSION } from "../version.ts";

/** In whose name the runtime speaks when no bot does. */
export const RUNTIME_BOT_ID = "runtime";

/** Something that the runtime has to say. */
export interface RuntimeStatement {
  readonly kind: ReportEnvelope["kind"];
  readonly reasonCode: string;
  readonly severity: Severity;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly market: MarketState | null;
  readonly event: { readonly sequence: number; readonly timeMs: number };
  readonly exchangeTimeMs: number;
}

/** Publishes a statement of the runtime's own: risk and the trading desk speak with one voice. */
export function emitStatement(
  kernel: Kernel,
  configVersion: string,
  { kind, reasonCode, severity, payload, market, event, exchangeTimeMs }: RuntimeStatement,
): void {
  kernel.emit(
    {
      schemaVersion: 1,
      sequence: kernel.nextEnvelopeSequence,
      eventSequence: event.sequence,
      correlationId: correlationIdOf(event.sequence),
      botId: RUNTIME_BOT_ID,
      botVersion: CORE_VERSION,
      configVersion,
      mode: "enforced",
      marketId: market?.definition.marketId ?? "",
      kind,
      reasonCode,
      severity,
      timeMs: event.timeMs,
      exchangeTimeMs,
      signal: null,
      value: null,
      confidence: null,
      decision: null,
      payload,
      observed: market === null ? null : observedIn(market),
      warnings: [],
    },
    market,
  );
}

/** Top of a market's book, as an envelope shows what was seen. */
export function observedIn({ firstView }: MarketState): NonNullable<ReportEnvelope["observed"]> {
  return {
    bestBidPrice: firstView.bestBidPrice,
    bestBidSize: firstView.bestBidSize,
    bestAskPrice: firstView.bestAskPrice,
    bestAskSize: firstView.bestAskSize,
  };
}
