import { after, frame, level, status } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { openFor, quoted, runHalts, steady, story } from "./halt-run.ts";

/** One test for each `acceptanceTests.unit` of the spec, named by its id. */
describe("acceptance", () => {
  it("status_halts: a market that stops accepting orders is halted at once", () => {
    const run = runHalts({ frames: [...openFor(60), after(100), status("Halted"), ...steady(30)] });
    expect(story(run)).toEqual([[61_101, "HALTED", true]]);
  });

  it("silence_is_suspect: twelve seconds of silence at 1.5 messages a second are suspect", () => {
    const run = runHalts({ frames: [...openFor(120, 1.5), after(12_000), quoted(0.04)] });
    // Silence is allowed for ten seconds: ln(10,000) / 1.5 is less.
    expect(story(run)).toEqual([[1_000 + 180 * 667 + 10_001, "SUSPECT", true]]);
    expect(run.halts[0]?.payload.silenceThresholdSeconds).toBe(10);
  });

  it("wide_but_deep_is_open: a wide spread on a deep book keeps the gate open", () => {
    const wide = frame(
      level("bid", 0.48, 0),
      level("ask", 0.52, 0),
      level("bid", 0.38, 100),
      level("ask", 0.62, 100),
    );
    const run = runHalts({ frames: [...openFor(60), after(500), wide, ...steady(30)] });
    expect(story(run)).toEqual([]);
  });

  it("reopens_after_checks: two OPEN checks keep the gate closed, the third opens it", () => {
    const run = runHalts({
      frames: [...openFor(30), status("Halted"), after(5_000), status("Open"), ...steady(10)],
    });
    expect(story(run)).toEqual([
      [31_001, "HALTED", true],
      [36_001, "HALTED", true],
      [38_001, "CLEARED", false],
    ]);
    expect(run.halts.map(({ payload }) => payload.openChecks)).toEqual([0, 1, 3]);
  });
});
