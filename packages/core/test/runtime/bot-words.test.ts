import { describe, expect, it } from "vitest";
import type { ReportEnvelope } from "../../src/contracts/report-envelope.ts";
import { ownWordsFor } from "../../src/runtime/bot-words.ts";

function envelopeOf(overrides: Partial<ReportEnvelope>): ReportEnvelope {
  return {
    schemaVersion: 1,
    sequence: 1,
    eventSequence: 1,
    correlationId: "e1",
    botId: "strat.test",
    botVersion: "0.1.0",
    configVersion: "test",
    mode: "enforced",
    marketId: "market-0",
    kind: "signal",
    reasonCode: "STRAT_NO_EDGE",
    severity: "INFO",
    timeMs: 0,
    exchangeTimeMs: 0,
    signal: null,
    value: null,
    confidence: null,
    decision: null,
    payload: {},
    observed: { bestBidPrice: 0, bestBidSize: 0, bestAskPrice: 0, bestAskSize: 0 },
    warnings: [],
    ...overrides,
  };
}

/** What the bot is handed to explain. */
function handed(overrides: Partial<ReportEnvelope>): unknown {
  let seen: unknown;
  ownWordsFor(envelopeOf(overrides), {
    explain: (decision) => {
      seen = decision;
      return "";
    },
  });
  return seen;
}

describe("a bot's own words", () => {
  it("hands a strategy its order back", () => {
    const payload = { side: "BUY", price: 4_700, size: 50_000_000 };
    expect(handed({ kind: "order_intent", payload })).toEqual({
      intent: payload,
      reasonCode: "STRAT_NO_EDGE",
    });
  });

  it("hands a guard the limits that it had set", () => {
    const payload = { notionalMicroUsdMax: 20_000_000 };
    const vote = { kind: "risk_vote", reasonCode: "RISK_MARKET_CUT", payload } as const;
    expect(handed({ ...vote, decision: "RESHAPE_REQUIRED" })).toMatchObject({
      vote: "RESHAPE_REQUIRED",
      constraints: payload,
    });
    expect(handed({ ...vote, decision: "REJECT" })).not.toHaveProperty("constraints");
  });

  it("hands a signal back as it was", () => {
    const signal = { signal: "flow", value: 1, confidence: 0.5, payload: { a: 1 } };
    expect(handed(signal)).toEqual({ ...signal, reasonCode: "STRAT_NO_EDGE" });
  });

  it("has no words where the bot throws", () => {
    const explain = (): string => {
      throw new Error("at a loss");
    };
    expect(ownWordsFor(envelopeOf({}), { explain })).toBeUndefined();
  });
});
