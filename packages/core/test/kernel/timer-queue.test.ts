import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimerQueue } from "../../src/index.ts";

function takeAll(queue: TimerQueue, untilMs: number): string[] {
  const names: string[] = [];
  for (;;) {
    const timer = queue.takeDue(untilMs);
    if (timer === undefined) return names;
    names.push(timer.name);
  }
}

describe("TimerQueue", () => {
  it("gives timers at or after their time, never before", () => {
    const queue = new TimerQueue();
    queue.set(0, 0, "a", 100);
    expect(queue.nextAtMs).toBe(100);
    expect(queue.takeDue(99)).toBeUndefined();
    expect(queue.takeDue(100)).toMatchObject({
      name: "a",
      atMs: 100,
      hostIndex: 0,
      marketIndex: 0,
    });
    expect(queue.takeDue(1_000)).toBeUndefined();
    expect(queue.nextAtMs).toBe(Number.POSITIVE_INFINITY);
  });

  it("gives ties in the order in which they were set", () => {
    const queue = new TimerQueue();
    for (const name of ["c", "a", "b"]) queue.set(1, 2, name, 50);
    queue.set(0, 0, "first", 49);
    expect(takeAll(queue, 50)).toEqual(["first", "c", "a", "b"]);
  });

  it("moves a timer that is set again", () => {
    const queue = new TimerQueue();
    queue.set(0, 0, "a", 100);
    queue.set(0, 0, "b", 110);
    queue.set(0, 0, "a", 120);
    expect(takeAll(queue, 115)).toEqual(["b"]);
    queue.set(0, 0, "a", 116);
    expect(takeAll(queue, 200)).toEqual(["a"]);
  });

  it("keeps timers of other bots, markets and names apart", () => {
    const queue = new TimerQueue();
    queue.set(0, 0, "a", 10);
    queue.set(1, 0, "a", 20);
    queue.set(0, 1, "a", 30);
    queue.cancel(0, 0, "a");
    queue.cancel(7, 7, "never set");
    expect(queue.nextAtMs).toBe(20);
    expect(takeAll(queue, 30)).toEqual(["a", "a"]);
  });

  it("agrees with a sorted list on any sequence", () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ does: fc.constant("set"), name: fc.nat(12), atMs: fc.nat(40) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          does: fc.constant("cancel"),
          name: fc.nat(12),
          atMs: fc.constant(0),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ does: fc.constant("take"), name: fc.constant(0), atMs: fc.nat(40) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const queue = new TimerQueue();
        const model: { name: string; atMs: number; order: number }[] = [];
        for (const [order, { does, name, atMs }] of steps.entries()) {
          const place = model.findIndex((each) => each.name === String(name));
          if (does !== "take" && place >= 0) model.splice(place, 1);
          if (does === "set") {
            queue.set(0, 0, String(name), atMs);
            model.push({ name: String(name), atMs, order });
          } else if (does === "cancel") queue.cancel(0, 0, String(name));
          else {
            model.sort((left, right) => left.atMs - right.atMs || left.order - right.order);
            const due = model.filter((each) => each.atMs <= atMs);
            expect(takeAll(queue, atMs)).toEqual(due.map((each) => each.name));
            model.splice(0, due.length);
          }
          const next = Math.min(...model.map((each) => each.atMs));
          expect(queue.nextAtMs).toBe(next);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("stays in order through the sweeps that many moves cause", () => {
    const queue = new TimerQueue();
    for (let round = 0; round < 5_000; round += 1) {
      queue.set(0, 0, `t${round % 7}`, 10_000 + ((round * 7_919) % 5_000));
    }
    const expected = Array.from({ length: 7 }, (_, back) => 4_999 - back)
      .map((round) => ({ name: `t${round % 7}`, atMs: (round * 7_919) % 5_000 }))
      .toSorted((left, right) => left.atMs - right.atMs)
      .map(({ name }) => name);
    expect(takeAll(queue, 20_000)).toEqual(expected);
  });

  it("gives ties in the order in which they were set, sweeps or not", () => {
    const queue = new TimerQueue();
    const names = Array.from({ length: 60 }, (_, index) => `tie ${(index * 37) % 60}`);
    for (const name of names) queue.set(0, 0, name, 50);
    // Cancelled in front of the ties, so that the heap is shuffled when it is swept.
    for (let round = 0; round < 500; round += 1) {
      queue.set(0, 0, "moved", 10 + (round % 5));
      if (round % 3 === 0) queue.cancel(0, 0, "moved");
    }
    queue.cancel(0, 0, "moved");
    expect(takeAll(queue, 50)).toEqual(names);
  });
});
