import { expect, test } from "vitest";
import { pace, type PacedSession } from "../../src/paper/pace.ts";

/** A wall clock that only moves when somebody rests, and a session that may be slow. */
function setUp({ lagMs = 0, endMs = Number.POSITIVE_INFINITY } = {}) {
  let wallMs = 1_000;
  const targets: number[] = [];
  const session: PacedSession & { nowMs: number } = {
    nowMs: 500_000,
    get nextDueMs() {
      return this.nowMs >= endMs ? null : this.nowMs + 1;
    },
    runUntil(timeMs) {
      targets.push(timeMs);
      this.nowMs = timeMs;
      wallMs += lagMs;
    },
  };
  const clock = {
    nowMs: () => wallMs,
    rest: async (durationMs: number) => {
      wallMs += durationMs;
      await Promise.resolve();
    },
  };
  return { session, clock, targets };
}

const base = { isStopped: () => false, onStep: () => undefined };

test("session time passes with the wall clock, n times as fast", async () => {
  const { session, clock, targets } = setUp();
  await pace({ ...base, session, clock, speed: 10, untilMs: 502_000 });
  expect(targets).toEqual([500_000, 500_500, 501_000, 501_500, 502_000]);
});

test("a machine that falls behind catches up", async () => {
  const { session, clock, targets } = setUp({ lagMs: 200 });
  await pace({ ...base, session, clock, speed: 1, untilMs: 500_600 });
  expect(targets).toEqual([500_000, 500_250, 500_500, 500_600]);
});

test("without a pace it goes in steps of a minute", async () => {
  const { session, clock, targets } = setUp();
  await pace({ ...base, session, clock, speed: Number.POSITIVE_INFINITY, untilMs: 600_000 });
  expect(targets).toEqual([560_000, 600_000]);
});

test("it ends with the session, or when it is stopped", async () => {
  const over = setUp({ endMs: 500_100 });
  await pace({ ...base, ...over, speed: 1, untilMs: 900_000 });
  expect(over.session.nowMs).toBe(500_100);

  const stopped = setUp();
  let steps = 0;
  const isStopped = (): boolean => steps === 2;
  const onStep = (): void => {
    steps += 1;
  };
  await pace({ ...stopped, isStopped, onStep, speed: 1, untilMs: 900_000 });
  expect(stopped.targets).toEqual([500_000, 500_050]);
});
