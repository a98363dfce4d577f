import { describe, expect, it } from "vitest";
import { BusyStopwatch } from "../../src/run/busy-stopwatch.ts";

/** A thread whose clocks a test moves: how long it worked, how long it had to wait. */
class Thread {
  wallMs = 0;
  busyMs = 0;
  readonly stopwatch = new BusyStopwatch(
    () => this.wallMs,
    () => this.busyMs,
  );

  work(ms: number): void {
    this.wallMs += ms;
    this.busyMs += ms;
  }

  wait(ms: number): void {
    this.wallMs += ms;
  }

  /** What a call is measured as. */
  measure(call: () => void): number {
    const startedAtMs = this.stopwatch.nowMs();
    call();
    return this.stopwatch.nowMs() - startedAtMs;
  }
}

describe("BusyStopwatch", () => {
  it("counts work in full, however long", () => {
    const thread = new Thread();
    expect(thread.measure(() => thread.work(3))).toBe(3);
    expect(thread.measure(() => thread.work(1_000))).toBe(1_000);
  });

  it("does not count time in which other processes ran", () => {
    const thread = new Thread();
    const measured = thread.measure(() => {
      thread.work(2);
      thread.wait(900);
    });
    expect(measured).toBe(2);
  });

  it("counts too much by at most the time between two samples", () => {
    const thread = new Thread();
    for (let call = 0; call < 3; call += 1) thread.measure(() => thread.work(3));
    const measured = thread.measure(() => thread.wait(500));
    expect(measured).toBeLessThanOrEqual(10);
  });

  it("never runs backwards", () => {
    const thread = new Thread();
    let last = thread.stopwatch.nowMs();
    for (let step = 0; step < 500; step += 1) {
      if (step % 3 === 0) thread.wait(step % 40);
      else thread.work(step % 17);
      const nowMs = thread.stopwatch.nowMs();
      expect(nowMs).toBeGreaterThanOrEqual(last);
      last = nowMs;
    }
  });
});
