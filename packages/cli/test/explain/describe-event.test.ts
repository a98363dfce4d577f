import { describe, expect, it } from "vitest";
import { describeEvent } from "../../src/explain/describe-event.ts";
import type { RunIdentity } from "../../src/explain/run-identity.ts";
import { sampleEnvelope } from "../sample-envelope.ts";

const identity: RunIdentity = {
  runId: "run",
  verb: "backtest",
  origin: { kind: "recording", label: "games" },
  bots: [],
  markets: { "market-1": "rain-tomorrow" },
};
const nobody = new Map<string, never>();

describe("describeEvent", () => {
  it("says when, what was seen, what was decided and by which code", () => {
    const envelope = sampleEnvelope();
    expect(describeEvent(envelope, [envelope], identity, nobody)).toBe(
      "At 2026-01-05 00:29:59.821 UTC the book of rain-tomorrow had a best bid of 0.11 for 435.53 shares " +
        "and a best ask of 0.12 for 214.8 shares. intel.liquidity_decay_monitor (advisory) reported " +
        "liquidity_decay 0.1269 with confidence 0.97. Reason INTEL_DECAY_PUBLISHED.",
    );
  });

  it("calls a synthetic market synthetic", () => {
    const envelope = sampleEnvelope();
    const synthetic = { ...identity, origin: { kind: "synthetic", label: "seed 7" } };
    expect(describeEvent(envelope, [envelope], synthetic, nobody)).toContain(
      "the book of rain-tomorrow of this synthetic market had",
    );
  });

  it("says what is missing from a book, and that none was looked at", () => {
    const empty = { bestBidPrice: 0, bestBidSize: 0, bestAskPrice: 10_000, bestAskSize: 0 };
    const withoutBook = sampleEnvelope({ observed: empty });
    expect(describeEvent(withoutBook, [withoutBook], identity, nobody)).toContain(
      "had no bids and no asks.",
    );
    const unseen = sampleEnvelope({ observed: null });
    expect(describeEvent(unseen, [unseen], identity, nobody)).toContain("was not looked at.");
  });

  it("tells all decisions of the event in order, suppressions, votes and warnings included", () => {
    const suppressed = sampleEnvelope({
      value: null,
      confidence: null,
      reasonCode: "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES",
      warnings: ["windowSeconds 200 is above its warning bound 120"],
    });
    const vote = sampleEnvelope({
      botId: "risk.market_halt_detector",
      kind: "risk_vote",
      signal: null,
      value: null,
      confidence: null,
      decision: "REJECT",
      reasonCode: "RISK_MARKET_HALTED",
    });
    const text = describeEvent(suppressed, [suppressed, vote], identity, nobody);
    expect(text).not.toContain("\n");
    expect(text).toContain(
      "gave no liquidity_decay. Reason INTEL_DECAY_SUPPRESSED_LOW_SAMPLES. " +
        "Warnings: windowSeconds 200 is above its warning bound 120. " +
        "risk.market_halt_detector (advisory) voted REJECT. Reason RISK_MARKET_HALTED.",
    );
  });
});
