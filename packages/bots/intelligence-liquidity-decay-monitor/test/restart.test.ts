import { acceptBot, createMemoryStateMirror, type StateMirror } from "@polytraders/core";
import {
  at,
  buildRuntime,
  heartbeat,
  script,
  status,
  type CollectedRun,
  type Step,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";
import {
  decayEnvelopes,
  depthFrames,
  fullBook,
  linearDepth,
  type DecayEnvelope,
} from "./decay-run.ts";
import { standInHaltDetector } from "./stand-in-halt-detector.ts";

const DAY_MS = 86_400_000;
const QUICK = { windowSeconds: 10, minObservations: 5 };

function start(stateMirror: StateMirror, closedMs: readonly [number, number][] = []): CollectedRun {
  return buildRuntime({
    stateMirror,
    bots: [
      standInHaltDetector(...closedMs),
      { bot: acceptBot(bot, "decay", "src/bot.ts"), configuration: { parameters: QUICK } },
    ],
  });
}

/** Runs some frames and stops as a process does: its state saved, its memory gone. */
function runUntilStop(mirror: StateMirror, frames: readonly Step[]): DecayEnvelope[] {
  const run = start(mirror);
  run.runtime.apply(script(...frames));
  run.runtime.mirrorState();
  return decayEnvelopes(run.envelopes);
}

const fall = linearDepth({ fromUsd: 200, toUsd: 80, durationSeconds: 30, updatesPerSecond: 4 });
const before = depthFrames(fall.filter(([timeMs]) => timeMs < 20_000));
const afterwards = depthFrames(fall.filter(([timeMs]) => timeMs >= 20_000));

describe("a restart", () => {
  it("hydrates: the estimates are those of a run that never stopped", () => {
    const mirror = createMemoryStateMirror();
    const first = runUntilStop(mirror, before);
    const second = runUntilStop(mirror, afterwards);
    const whole = runUntilStop(createMemoryStateMirror(), [...before, ...afterwards]);
    const said = ({ timeMs, reasonCode, value, confidence, payload }: DecayEnvelope) => ({
      timeMs,
      reasonCode,
      value,
      confidence,
      payload,
    });
    expect([...first, ...second].map(said)).toEqual(whole.map(said));
    expect(second[0]?.reasonCode).toBe("INTEL_DECAY_PUBLISHED");
  });

  it("drops what is older than the window", () => {
    const mirror = createMemoryStateMirror();
    runUntilStop(mirror, before);
    const [first] = runUntilStop(mirror, [at(19_750 + 10_001), fullBook(100)]);
    expect(first).toMatchObject({ value: null, payload: { samples: 1, detail: null } });
  });

  it.each([
    [DAY_MS - 1, 5],
    [DAY_MS, 1],
  ])("%d ms later the mirror's state leaves %d observations", (ageMs, samples) => {
    // A window never reaches back a day, so the snapshot's own times are moved as a late save would.
    const mirror = createMemoryStateMirror();
    const nowMs = 2 * DAY_MS;
    const times = linearDepth({
      fromUsd: 100,
      toUsd: 100,
      durationSeconds: 3,
      updatesPerSecond: 1,
      startMs: nowMs - 4_000,
    });
    runUntilStop(mirror, depthFrames(times));
    const states = mirror.load("intel.liquidity_decay_monitor");
    expect(states.map(({ savedAtMs, expiresAtMs }) => expiresAtMs - savedAtMs)).toEqual([DAY_MS]);
    mirror.save(states.map((state) => ({ ...state, expiresAtMs: nowMs - ageMs + DAY_MS })));
    const [first] = runUntilStop(mirror, [at(nowMs), fullBook(100)]);
    expect(first?.payload.samples).toBe(samples);
  });

  it("does not sample a held book across the time it was down", () => {
    const mirror = createMemoryStateMirror();
    runUntilStop(mirror, [...before, heartbeat()]);
    const [first] = runUntilStop(mirror, [at(25_000), heartbeat(), at(26_000), fullBook(100)]);
    // Four a second up to 19.75 s, then one at 26 s.
    expect(first?.payload.samples).toBe((19.75 - 16) * 4 + 1 + 1);
  });

  it("does not stay halted by a gate that closed before it", () => {
    const mirror = createMemoryStateMirror();
    runUntilStop(mirror, [...before, status("Halted")]);
    const again = runUntilStop(mirror, afterwards);
    expect(again.slice(0, 5).map(({ reasonCode }) => reasonCode)).toEqual([
      ...Array(4).fill("INTEL_DECAY_SUPPRESSED_LOW_SAMPLES"),
      "INTEL_DECAY_PUBLISHED",
    ]);
  });

  it("refuses a state that no estimator can have written, and goes on without it", () => {
    const mirror = createMemoryStateMirror();
    mirror.save([
      {
        botId: "intel.liquidity_decay_monitor",
        marketId: "market-0",
        savedAtMs: 0,
        expiresAtMs: DAY_MS,
        state: { schemaVersion: 99 },
      },
    ]);
    const run = start(mirror);
    run.runtime.apply(script(...before));
    expect(run.notices.map(({ code }) => code)).toEqual(["BOT_CALL_FAILED"]);
    expect(decayEnvelopes(run.envelopes).at(-1)?.reasonCode).toBe("INTEL_DECAY_PUBLISHED");
  });
});
