import type { OwnOrders } from "@polytraders/core";
import {
  after,
  at,
  book,
  frame,
  gap,
  heartbeat,
  late,
  level,
  onSecondToken,
  status,
  trade,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { createDecayMonitor } from "../src/decay-monitor.ts";
import { depthFrames, fullBook, lastOf, linearDepth, quietChange, runDecay } from "./decay-run.ts";
import { callMonitor } from "./direct-call.ts";
import { standInHaltDetector } from "./stand-in-halt-detector.ts";

/** Small enough to publish after five frames. */
const QUICK = { windowSeconds: 10, minObservations: 5 };
const NOTHING = {
  baselineDepthUsd: null,
  currentDepthUsd: null,
  takerUsdPerSecond: null,
  cancelUsdPerSecond: null,
  addUsdPerSecond: null,
  longWindow: null,
};

const constantFor = (durationSeconds: number, startMs = 1_000) =>
  depthFrames(
    linearDepth({ fromUsd: 100, toUsd: 100, durationSeconds, updatesPerSecond: 1, startMs }),
  );

describe("an envelope", () => {
  it("comes once for each frame that changed the book, and for no other", () => {
    const { decay } = runDecay({
      frames: [at(1_000), fullBook(100), after(10), trade("buys", 0.6, 5), after(10), heartbeat()],
    });
    expect(decay.map(({ timeMs }) => timeMs)).toEqual([1_000]);
  });

  it("comes once when both tokens' halves share a frame, after all of them", () => {
    const { decay } = runDecay({
      parameters: QUICK,
      frames: [
        ...constantFor(4),
        at(6_000),
        frame(
          level("bid", 0.4, 90),
          onSecondToken(level("ask", 0.6, 90), level("bid", 0.4, 80)),
          trade("buys", 0.6, 20),
        ),
      ],
    });
    expect(decay).toHaveLength(6);
    expect(decay.at(-1)).toMatchObject({
      timeMs: 6_000,
      payload: { currentDepthUsd: 0.4 * 90 + 0.6 * 80, takerUsdPerSecond: 12 / 10 },
    });
  });

  it("is not repeated for an exchange time that was answered already", () => {
    const { decay } = runDecay({
      frames: [at(2_000), fullBook(100), late(0, fullBook(90)), after(5), late(5, fullBook(80))],
    });
    expect(decay).toHaveLength(1);
  });

  it("measures each market for itself", () => {
    const { decay } = runDecay({ parameters: QUICK, frames: constantFor(4) });
    expect(decay.map(({ marketId }) => marketId)).toEqual(Array(5).fill("market-0"));
  });
});

describe("depth", () => {
  it("leaves our own orders out, so that our own cancels are no decay", () => {
    let ownBid = 40_000_000;
    const ownOrders: OwnOrders = {
      restingSize: (_market, side, price) => (side === "bid" && price === 4_000 ? ownBid : 0),
    };
    const monitor = callMonitor(createDecayMonitor, { ownOrders, parameters: QUICK });
    for (let second = 0; second < 5; second += 1) monitor.frame(1_000 * second, fullBook(100));
    ownBid = 0;
    const cancelled = monitor.frame(5_000, level("bid", 0.4, 60));
    expect(cancelled).toMatchObject({
      reasonCode: "INTEL_DECAY_PUBLISHED",
      value: 0,
      payload: { baselineDepthUsd: 84, currentDepthUsd: 84, ownShare: 0, isOwnDominant: false },
    });
  });

  it.each([
    [99, false],
    [100, true],
  ])("flags an inside of which %d of 200 shares are ours: %s", (ours, isOwnDominant) => {
    const ownOrders: OwnOrders = {
      restingSize: (_market, side) => (side === "ask" ? ours * 1_000_000 : 0),
    };
    const monitor = callMonitor(createDecayMonitor, { ownOrders, parameters: QUICK });
    expect(monitor.frame(0, fullBook(100))).toMatchObject({
      payload: { ownShare: ours / 200, isOwnDominant },
    });
  });

  it("never goes below zero when our orders are not on the feed's book yet", () => {
    const ownOrders: OwnOrders = { restingSize: () => 500_000_000 };
    const monitor = callMonitor(createDecayMonitor, { ownOrders, parameters: QUICK });
    let decision = monitor.frame(0, fullBook(100));
    for (let second = 1; second < 5; second += 1)
      decision = monitor.frame(1_000 * second, quietChange(second));
    expect(decision).toMatchObject({ value: 0, payload: { currentDepthUsd: 0, ownShare: 1 } });
  });

  it("is zero for an empty book", () => {
    const run = runDecay({ parameters: QUICK, frames: [...constantFor(4), at(6_000), book({})] });
    expect(lastOf(run)).toMatchObject({ value: 10, payload: { currentDepthUsd: 0, ownShare: 0 } });
  });
});

describe("taker flow", () => {
  it("splits the loss into what takers took, what was cancelled and what was added", () => {
    const { value, payload } = lastOf(
      runDecay({
        parameters: QUICK,
        frames: [
          ...constantFor(4),
          at(5_500),
          trade("sells", 0.4, 50),
          at(6_000),
          fullBook(70),
          at(7_000),
          fullBook(75),
        ],
      }),
    );
    expect(value).toBe(2.5);
    expect(payload).toMatchObject({
      takerUsdPerSecond: 2,
      cancelUsdPerSecond: 1,
      addUsdPerSecond: 0.5,
    });
  });

  it("counts a trade on the second token at the first token's price", () => {
    const run = runDecay({
      parameters: QUICK,
      frames: [
        ...constantFor(4),
        at(5_500),
        onSecondToken(trade("buys", 0.6, 10)),
        at(6_000),
        fullBook(96),
      ],
    });
    expect(lastOf(run).payload.takerUsdPerSecond).toBeCloseTo(0.4, 9);
  });
});

describe("the long window", () => {
  it("shows slow decay that has left the short window", () => {
    const run = runDecay({
      parameters: QUICK,
      frames: [
        ...constantFor(5),
        ...depthFrames([[7_000, 40]]),
        ...depthFrames(
          linearDepth({
            fromUsd: 40,
            toUsd: 40,
            durationSeconds: 20,
            updatesPerSecond: 1,
            startMs: 8_000,
          }),
        ),
      ],
    });
    const { value, confidence, payload } = lastOf(run);
    expect(value).toBe(0);
    expect(payload.longWindow?.value).toBeCloseTo(60 / 600, 9);
    expect(payload.longWindow?.confidence).toBeCloseTo(((28 / 33) * 27) / 600, 9);
    expect(confidence).toBeCloseTo(28 / 33, 9);
  });
});

describe("the halt gate", () => {
  it("closes by the detector's signal in the same frame, and starts over when it opens", () => {
    const run = runDecay({
      parameters: QUICK,
      haltDetector: standInHaltDetector([7_000, 10_000]),
      frames: [
        ...constantFor(5),
        ...depthFrames([
          [7_000, 20],
          [8_000, 20],
          [9_000, 20],
        ]),
        ...constantFor(5, 10_000),
      ],
    });
    expect(run.decay.map(({ reasonCode }) => reasonCode.replace("INTEL_DECAY_", ""))).toEqual([
      ...Array(4).fill("SUPPRESSED_LOW_SAMPLES"),
      ...Array(2).fill("PUBLISHED"),
      ...Array(3).fill("SUPPRESSED_HALTED"),
      ...Array(4).fill("SUPPRESSED_LOW_SAMPLES"),
      ...Array(2).fill("PUBLISHED"),
    ]);
    expect(run.decay.at(-2)?.payload.samples).toBe(5);
  });

  it.each(["Halted", "Closed", "ResolvedFirst", "ResolvedVoid"] as const)(
    "closes by the status %s in the same frame",
    (name) => {
      const run = runDecay({
        parameters: QUICK,
        frames: [...constantFor(5), at(7_000), frame(status(name), level("bid", 0.4, 10))],
      });
      expect(lastOf(run)).toMatchObject({
        reasonCode: "INTEL_DECAY_SUPPRESSED_HALTED",
        value: null,
        confidence: null,
        payload: { ...NOTHING, samples: 0, detail: null },
      });
    },
  );

  it("stays closed until both the signal and the status allow trading", () => {
    const run = runDecay({
      parameters: QUICK,
      haltDetector: standInHaltDetector([3_000, 6_000]),
      frames: [
        ...constantFor(1),
        at(3_000),
        frame(status("Halted"), fullBook(100)),
        at(4_000),
        frame(status("Open"), fullBook(100)),
        at(5_000),
        frame(status("Halted"), fullBook(100)),
        at(6_000),
        fullBook(100),
        at(7_000),
        frame(status("Open"), fullBook(100)),
      ],
    });
    expect(run.decay.slice(2).map(({ reasonCode }) => reasonCode)).toEqual([
      ...Array(4).fill("INTEL_DECAY_SUPPRESSED_HALTED"),
      "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES",
    ]);
  });

  it("never takes a trade or a depth from inside the halt", () => {
    const run = runDecay({
      parameters: QUICK,
      frames: [
        ...constantFor(5),
        at(7_000),
        status("Halted"),
        at(7_500),
        trade("buys", 0.6, 50),
        at(8_000),
        fullBook(900),
        at(8_500),
        status("Open"),
        ...constantFor(5, 9_000),
      ],
    });
    expect(lastOf(run)).toMatchObject({
      value: 0,
      payload: { baselineDepthUsd: 100, takerUsdPerSecond: 0, cancelUsdPerSecond: 0 },
    });
  });
});

describe("stale input", () => {
  it.each([
    [2_000, "INTEL_DECAY_PUBLISHED", null],
    [2_001, "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES", "STALE_INPUT"],
  ])("%d ms late gives %s with detail %s", (latenessMs, reasonCode, detail) => {
    const run = runDecay({
      parameters: QUICK,
      frames: [...constantFor(5), at(9_000), late(latenessMs, fullBook(50))],
    });
    expect(lastOf(run)).toMatchObject({ reasonCode, payload: { detail } });
  });

  it("is not observed: the next fresh frame is judged without it", () => {
    const run = runDecay({
      parameters: QUICK,
      frames: [...constantFor(5), at(7_000), late(2_500, fullBook(1)), at(8_000), fullBook(90)],
    });
    expect(lastOf(run)).toMatchObject({ value: 1, payload: { samples: 7 } });
    expect(run.decay.at(-2)?.payload).toMatchObject({ ...NOTHING, samples: 0 });
  });

  it("is measured by maxOrderbookAgeMs", () => {
    const frames = [...constantFor(5), at(9_100), late(3_000, fullBook(50))];
    const wide = runDecay({ parameters: { ...QUICK, maxOrderbookAgeMs: 3_000 }, frames });
    const narrow = runDecay({ parameters: { ...QUICK, maxOrderbookAgeMs: 2_999 }, frames });
    expect(lastOf(wide).reasonCode).toBe("INTEL_DECAY_PUBLISHED");
    expect(lastOf(narrow).payload.detail).toBe("STALE_INPUT");
  });

  it("includes a book that is unproven after a gap, until the next full one", () => {
    const run = runDecay({
      parameters: QUICK,
      frames: [
        ...constantFor(5),
        at(7_000),
        gap(),
        after(500),
        level("bid", 0.4, 1),
        after(500),
        fullBook(90),
      ],
    });
    expect(run.decay.slice(-2).map(({ value, payload }) => [value, payload.detail])).toEqual([
      [null, "STALE_INPUT"],
      [1, null],
    ]);
  });
});

describe("a quiet book", () => {
  const quietMinute = [at(61_000), quietChange(1)];

  it("is sampled once a second while heartbeats arrive", () => {
    const beats = [1, 2, 3, 4, 5].flatMap((count) => [at(1_000 + 10_000 * count), heartbeat()]);
    const run = runDecay({
      frames: [at(1_000), fullBook(100), at(1_000), heartbeat(), ...beats, ...quietMinute],
    });
    expect(lastOf(run)).toMatchObject({
      value: 0,
      confidence: 61 / 91,
      payload: { samples: 61 },
    });
  });

  it("is not sampled without heartbeats", () => {
    const run = runDecay({ frames: [at(1_000), fullBook(100), ...quietMinute] });
    expect(lastOf(run)).toMatchObject({
      reasonCode: "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES",
      payload: { samples: 2 },
    });
  });

  it("is not sampled between a heartbeat running out and the next one", () => {
    const run = runDecay({
      frames: [
        at(1_000),
        fullBook(100),
        heartbeat(),
        at(41_000),
        heartbeat(),
        at(51_000),
        heartbeat(),
        ...quietMinute,
      ],
    });
    // Samples at 1 to 16 s and at 41 to 61 s; the 25 s between them cost 23 s of freshness.
    expect(lastOf(run)).toMatchObject({ payload: { samples: 16 + 21 } });
    expect(lastOf(run).confidence).toBeCloseTo((37 / 67) * (37 / 60), 9);
  });

  it("is not repeated once a late change has made it a book of the past", () => {
    const run = runDecay({
      frames: [
        at(11_000),
        fullBook(100),
        heartbeat(),
        at(12_000),
        late(3_000, fullBook(10)),
        at(21_000),
        heartbeat(),
        at(22_000),
        quietChange(1),
      ],
    });
    expect(lastOf(run).payload.samples).toBe(2);
  });

  it("longer than the window starts over", () => {
    const run = runDecay({
      parameters: QUICK,
      frames: [...constantFor(5), at(16_001), fullBook(100)],
    });
    expect(lastOf(run)).toMatchObject({ value: null, payload: { samples: 1, detail: null } });
  });
});
