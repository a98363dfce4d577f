import { after, at, heartbeat, late, status, type Step } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { depthFrames, fullBook, lastOf, linearDepth, runDecay, type Tick } from "./decay-run.ts";

/** Five minutes of a noisy decline at 2 Hz from 900 to 300 USD: always something to publish. */
function noisyDecline(): Tick[] {
  const line = { fromUsd: 900, toUsd: 300, durationSeconds: 300, updatesPerSecond: 2 };
  return linearDepth(line).map(([timeMs, depthUsd], index) => [
    timeMs,
    depthUsd + ((index * 7) % 11) - 5,
  ]);
}

/** One test for each entry of the spec's `failureInjections`, named by its id. */
describe("failure injections", () => {
  it("drop_one_in_ten: no spurious spike, a little less confidence, and then the same again", () => {
    const ticks = noisyDecline();
    const faultEndMs = 180_000;
    const kept = ticks.filter(
      ([timeMs], index) => timeMs > faultEndMs || index % 10 !== 9 || index === ticks.length - 1,
    );
    const reference = runDecay({ frames: depthFrames(ticks) });
    const disturbed = runDecay({ frames: depthFrames(kept) });

    const valuesOf = (run: typeof reference) =>
      new Map(run.decay.map(({ timeMs, value }) => [timeMs, value]));
    const full = valuesOf(reference);
    const maximum = Math.max(...[...full.values()].map((value) => value ?? 0));
    let compared = 0;
    for (const { timeMs, value, confidence } of disturbed.decay) {
      const undisturbed = full.get(timeMs) ?? null;
      if (value === null || undisturbed === null) continue;
      compared += 1;
      // A lost tick moves the baseline by one tick at the most: at most 15 USD of noise and slope.
      expect(Math.abs(value - undisturbed)).toBeLessThanOrEqual(15 / 60);
      expect(value).toBeLessThanOrEqual(maximum + 1e-9);
      expect(confidence).toBeLessThan(1);
    }
    expect(compared).toBeGreaterThan(400);

    const whole = reference.decay.find(({ timeMs }) => timeMs === faultEndMs);
    const thin = disturbed.decay.find(({ timeMs }) => timeMs === faultEndMs);
    expect(thin?.confidence).toBeLessThan(whole?.confidence ?? 0);

    // Recovery: one window after the last lost update the values are those of the undisturbed run.
    const recovered = disturbed.decay.filter(({ timeMs }) => timeMs >= faultEndMs + 61_000);
    expect(recovered.map(({ value }) => value)).toEqual(
      recovered.map(({ timeMs }) => full.get(timeMs)),
    );
    expect(recovered.length).toBeGreaterThan(100);
    expect(new Set(disturbed.decay.map(({ reasonCode }) => reasonCode))).toEqual(
      new Set(["INTEL_DECAY_SUPPRESSED_LOW_SAMPLES", "INTEL_DECAY_PUBLISHED"]),
    );
  });

  it("halt: nothing inside, empty buffers afterwards, estimates again within 60 s", () => {
    const ticks = noisyDecline();
    const [fromMs, untilMs] = [120_000, 150_000];
    const frames: Step[] = [
      ...depthFrames(ticks.filter(([timeMs]) => timeMs < fromMs)),
      at(fromMs),
      status("Halted"),
      ...depthFrames(ticks.filter(([timeMs]) => timeMs >= fromMs && timeMs < untilMs)),
      at(untilMs),
      status("Open"),
      // The book comes back at half its depth: that is no decay.
      ...depthFrames(
        ticks
          .filter(([timeMs]) => timeMs >= untilMs)
          .map(([timeMs, depthUsd]) => [timeMs, depthUsd / 2]),
      ),
    ];
    const { decay } = runDecay({ frames });
    const inside = decay.filter(({ timeMs }) => timeMs >= fromMs && timeMs < untilMs);
    expect(inside).toHaveLength(60);
    expect(new Set(inside.map(({ reasonCode }) => reasonCode))).toEqual(
      new Set(["INTEL_DECAY_SUPPRESSED_HALTED"]),
    );

    const recovered = decay.filter(({ timeMs }) => timeMs >= untilMs);
    const published = recovered.filter(({ value }) => value !== null);
    expect(recovered.findIndex(({ value }) => value !== null)).toBe(29);
    expect(published[0]?.timeMs).toBeLessThan(untilMs + 60_000);
    // The steepest fall over a window of the halved decline is 2 x 5 USD of noise above its slope.
    const slope = 600 / 300 / 2;
    for (const { value } of published) expect(value).toBeLessThanOrEqual(slope + 10 / 2 / 60);
  });

  it("stale_feed: silence publishes nothing, late input is suppressed, confidence grows back", () => {
    const ticks = noisyDecline();
    const [fromMs, untilMs] = [120_000, 145_000];
    const beats = linearDepth({
      fromUsd: 0,
      toUsd: 0,
      durationSeconds: 110,
      updatesPerSecond: 0.1,
    });
    const before = [...depthFrames(ticks.filter(([timeMs]) => timeMs < fromMs))];
    const resumed = ticks.filter(([timeMs]) => timeMs >= untilMs);
    const frames: Step[] = [
      ...mergeBeats(
        before,
        beats.map(([timeMs]) => timeMs),
      ),
      // What was held up arrives at the end of the freeze, five seconds old.
      at(untilMs - 100),
      late(5_000, fullBook(1)),
      ...depthFrames(resumed),
    ];
    const { decay } = runDecay({ frames });
    const frozen = decay.filter(({ timeMs }) => timeMs >= fromMs && timeMs < untilMs);
    expect(frozen).toMatchObject([
      {
        reasonCode: "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES",
        value: null,
        confidence: null,
        payload: { detail: "STALE_INPUT" },
      },
    ]);

    const undisturbed = runDecay({ frames: depthFrames(ticks) });
    const first = decay.find(({ timeMs, value }) => timeMs >= untilMs && value !== null);
    const same = undisturbed.decay.find(({ timeMs }) => timeMs === first?.timeMs);
    expect(first?.timeMs).toBeLessThan(untilMs + 60_000);
    expect(first?.confidence).toBeLessThan(0.9 * (same?.confidence ?? 0));
    const grownBack = lastOf({ ...undisturbed, decay });
    expect(grownBack.confidence).toBeGreaterThan(0.98 * (lastOf(undisturbed).confidence ?? 1));
  });
});

/** Frames in which each second step is preceded by its time, with heartbeats put in between. */
function mergeBeats(frames: readonly Step[], beatsMs: readonly number[]): Step[] {
  const beats = beatsMs.map((timeMs) => [at(timeMs), heartbeat()]);
  const pairs = frames.flatMap((step, index) =>
    index % 2 === 0 ? [[step, frames[index + 1] ?? after(0)]] : [],
  );
  return [...beats, ...pairs]
    .map((steps) => ({ steps, timeMs: timeOf(steps[0]) }))
    .toSorted((a, b) => a.timeMs - b.timeMs)
    .flatMap(({ steps }) => steps);
}

function timeOf(step: Step | undefined): number {
  return step?.does === "time" ? step.of(0) : 0;
}
