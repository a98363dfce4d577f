import type { ReportEnvelope } from "@polytraders/core";

/** An envelope as the decay monitor gives it, with the fields that a test is about. */
export function sampleEnvelope(fields: Partial<ReportEnvelope> = {}): ReportEnvelope {
  return {
    schemaVersion: 1,
    sequence: 1,
    eventSequence: 7,
    correlationId: "e7",
    botId: "intel.liquidity_decay_monitor",
    botVersion: "0.1.0",
    configVersion: "c0ffee",
    mode: "advisory",
    marketId: "market-1",
    kind: "signal",
    reasonCode: "INTEL_DECAY_PUBLISHED",
    severity: "INFO",
    timeMs: Date.UTC(2026, 0, 5, 0, 29, 59, 821),
    exchangeTimeMs: Date.UTC(2026, 0, 5, 0, 29, 59, 821),
    signal: "liquidity_decay",
    value: 0.1269,
    confidence: 0.97,
    decision: null,
    payload: {},
    observed: {
      bestBidPrice: 1_100,
      bestBidSize: 435_530_000,
      bestAskPrice: 1_200,
      bestAskSize: 214_800_000,
    },
    warnings: [],
    ...fields,
  };
}
