import { describe, expect, it } from "vitest";
import { explainDecay } from "../src/explain-decay.ts";
import { depthFrames, lastOf, linearDepth, runDecay, type DecayEnvelope } from "./decay-run.ts";

const fall = linearDepth({ fromUsd: 100, toUsd: 50, durationSeconds: 10, updatesPerSecond: 4 });
const published = lastOf(
  runDecay({ frames: depthFrames(fall), parameters: { windowSeconds: 10 } }),
);

/** A published decision with some of it replaced. */
function explain(overrides: Partial<DecayEnvelope>): string {
  const { reasonCode, value, confidence, payload } = { ...published, ...overrides };
  return explainDecay({
    signal: "liquidity_decay",
    // A test of words: every code below is one of the contract's.
    reasonCode: reasonCode as "INTEL_DECAY_PUBLISHED",
    value,
    confidence,
    payload,
  });
}

const NOTHING = { value: null, confidence: null };

describe("explainDecay", () => {
  it("says what was measured and where the depth went", () => {
    expect(explain({})).toBe(
      "measured a liquidity decay of 5.0000 USD/s with confidence 0.58: within 10 s the inside depth " +
        "went from 100.00 USD to 50.00 USD, of which takers took 0.00 USD and cancels 5.00 USD a second " +
        "while 0.00 USD a second was added. Over 600 s it is 0.0833 USD/s.",
    );
  });

  it("says that the market is halted", () => {
    expect(explain({ reasonCode: "INTEL_DECAY_SUPPRESSED_HALTED", ...NOTHING })).toBe(
      "published nothing, because the market is halted or its halt gate is closed.",
    );
  });

  it("says how many observations were too few", () => {
    const reasonCode = "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES";
    const payload = { ...published.payload, samples: 7 };
    expect(explain({ reasonCode, ...NOTHING, payload })).toBe(
      "published nothing: 7 observations in the window are too few.",
    );
  });

  it("says that the input was old", () => {
    const reasonCode = "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES";
    const payload = { ...published.payload, detail: "STALE_INPUT" as const };
    expect(explain({ reasonCode, ...NOTHING, payload })).toBe(
      "published nothing, because its newest view of the book is too old.",
    );
  });
});
