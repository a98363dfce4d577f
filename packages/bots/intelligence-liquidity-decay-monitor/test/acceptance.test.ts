import { at, status } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { depthFrames, lastOf, linearDepth, runDecay } from "./decay-run.ts";

const fall = linearDepth({ fromUsd: 100, toUsd: 50, durationSeconds: 10, updatesPerSecond: 4 });

/** One test for each `acceptanceTests.unit` of the spec, named by its id. */
describe("acceptance", () => {
  it("linear_drop: a fall from 100 to 50 USD in 10 s is 5 USD per second in 10 s", () => {
    const last = lastOf(runDecay({ frames: depthFrames(fall), parameters: { windowSeconds: 10 } }));
    expect(last.value).toBeCloseTo(5, 9);
    expect(last.confidence).toBeCloseTo(41 / 71, 9);
    expect(last.payload).toMatchObject({ samples: 41, baselineDepthUsd: 100, currentDepthUsd: 50 });
  });

  it("linear_drop_default_window: the same fall is 50/60 USD per second in 60 s", () => {
    const last = lastOf(runDecay({ frames: depthFrames(fall) }));
    expect(last.value).toBeCloseTo(50 / 60, 9);
    expect(last.confidence).toBeCloseTo(41 / 71 / 6, 9);
  });

  it("constant_depth: no change gives 0, and confidence grows towards 1", () => {
    const ticks = linearDepth({
      fromUsd: 250,
      toUsd: 250,
      durationSeconds: 600,
      updatesPerSecond: 1,
    });
    const published = runDecay({ frames: depthFrames(ticks) }).decay.filter(
      ({ reasonCode }) => reasonCode === "INTEL_DECAY_PUBLISHED",
    );
    expect(published).toHaveLength(601 - 29);
    expect(new Set(published.map(({ value }) => value))).toEqual(new Set([0]));
    const confidences = published.map(({ confidence }) => confidence ?? -1);
    expect(confidences).toEqual(confidences.toSorted((a, b) => a - b));
    expect(confidences.at(-1)).toBeCloseTo(601 / 631, 9);
  });

  it("too_few_observations: 29 are suppressed, the 30th is published", () => {
    const ticks = linearDepth({
      fromUsd: 100,
      toUsd: 100,
      durationSeconds: 29,
      updatesPerSecond: 1,
    });
    const { decay } = runDecay({ frames: depthFrames(ticks) });
    expect(decay.slice(0, 29).map(({ reasonCode }) => reasonCode)).toEqual(
      Array.from({ length: 29 }, () => "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES"),
    );
    expect(decay.slice(29).map(({ reasonCode }) => reasonCode)).toEqual(["INTEL_DECAY_PUBLISHED"]);
  });

  it("suppressed_in_halt: nothing is published inside a halt", () => {
    const constant = { fromUsd: 100, toUsd: 100, updatesPerSecond: 1 };
    const open = linearDepth({ ...constant, durationSeconds: 45 });
    const halted = linearDepth({ ...constant, durationSeconds: 44, startMs: 47_000 });
    const { decay } = runDecay({
      frames: [...depthFrames(open), at(46_500), status("Halted"), ...depthFrames(halted)],
    });
    const inside = decay.filter(({ timeMs }) => timeMs >= 47_000);
    expect(inside).toHaveLength(45);
    expect(new Set(inside.map(({ reasonCode }) => reasonCode))).toEqual(
      new Set(["INTEL_DECAY_SUPPRESSED_HALTED"]),
    );
  });
});
