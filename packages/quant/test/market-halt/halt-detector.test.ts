import { describe, expect, it } from "vitest";

import {
  detectHalt,
  silenceThresholdSeconds,
  type HaltConfig,
  type HaltObservation,
} from "../../src/market-halt/halt-detector.ts";
import { createHaltGate } from "../../src/market-halt/halt-gate.ts";

const CONFIG: HaltConfig = {
  silenceProbability: 1e-4,
  silenceSecondsMin: 10,
  spreadMultiple: 4,
  spreadMin: 0.05,
  depthShare: 0.1,
  venueShare: 0.3,
};

const observationOf = (overrides: Partial<HaltObservation> = {}): HaltObservation => ({
  silenceSeconds: 1,
  messagesPerSecond: 2,
  isHeartbeatFresh: true,
  isAcceptingOrders: true,
  spread: 0.01,
  spreadMedian: 0.01,
  depth: 500,
  depthMedian: 600,
  venueBlowoutShare: 0,
  ...overrides,
});

const BLOWN_OUT = { spread: 0.08 };
const THIN = { depth: 59 };

describe("the first rule that applies decides", () => {
  it.each([
    ["OPEN", {}],
    ["HALTED", { isAcceptingOrders: false, isHeartbeatFresh: false, venueBlowoutShare: 1 }],
    ["FEED_DOWN", { isHeartbeatFresh: false, venueBlowoutShare: 1, silenceSeconds: 99 }],
    ["VENUE_BLOWOUT", { venueBlowoutShare: 0.3, silenceSeconds: 99 }],
    ["SUSPECT", { silenceSeconds: 10.001 }],
    ["SUSPECT", { ...BLOWN_OUT, ...THIN }],
    ["OPEN", BLOWN_OUT],
    ["OPEN", THIN],
    ["OPEN", { silenceSeconds: 10 }],
  ] as const)("%s for %o", (status, overrides) => {
    const assessment = detectHalt(CONFIG, observationOf(overrides));
    expect(assessment.status).toBe(status);
    expect(assessment.isGateClosed).toBe(status !== "OPEN");
  });
});

const wide = (spread: number, spreadMedian: number): boolean =>
  detectHalt(CONFIG, observationOf({ spread, spreadMedian })).isBlownOut;

describe("thresholds", () => {
  it("asks a quiet market to be silent for longer than a busy one", () => {
    expect(silenceThresholdSeconds(1e-4, 0.1)).toBeCloseTo(92.103403719, 6);
    const quiet = observationOf({ messagesPerSecond: 0.1, silenceSeconds: 60 });
    expect(detectHalt(CONFIG, quiet).isSilent).toBe(false);
    expect(detectHalt(CONFIG, { ...quiet, silenceSeconds: 93 }).isSilent).toBe(true);
  });

  it("never calls a market silent whose rate is unknown", () => {
    const unknown = observationOf({ messagesPerSecond: 0, silenceSeconds: 1e9 });
    expect(detectHalt(CONFIG, unknown).isSilent).toBe(false);
  });

  it("needs a spread above the multiple and above the floor", () => {
    expect(wide(0.04, 0.001)).toBe(false);
    expect(wide(0.06, 0.02)).toBe(false);
    expect(wide(0.09, 0.02)).toBe(true);
    expect(wide(0.05, 0.001)).toBe(false);
  });
});

describe("the gate", () => {
  it("closes at once and opens after three OPEN checks in a row", () => {
    const gate = createHaltGate(3, false);
    expect(gate.check("OPEN")).toBe(false);
    expect(gate.check("SUSPECT")).toBe(true);
    expect(gate.check("OPEN")).toBe(true);
    expect(gate.check("OPEN")).toBe(true);
    expect(gate.check("FEED_DOWN")).toBe(true);
    expect(gate.check("OPEN")).toBe(true);
    expect(gate.check("OPEN")).toBe(true);
    expect(gate.isClosed).toBe(true);
    expect(gate.check("OPEN")).toBe(false);
    expect(gate.isClosed).toBe(false);
  });

  it("begins closed when told to, and can be closed by hand", () => {
    const gate = createHaltGate(1, true);
    expect(gate.isClosed).toBe(true);
    expect(gate.check("OPEN")).toBe(false);
    gate.close();
    expect(gate.isClosed).toBe(true);
    expect(() => createHaltGate(0, true)).toThrow(RangeError);
  });
});
