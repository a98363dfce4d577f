import { createSeededRandom } from "@polytraders/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Schedule } from "../../src/exchange/schedule.ts";
import { createLatentSubscriber } from "../../src/latency/latent-feed.ts";
import { createLatentLink } from "../../src/latency/latent-link.ts";
import { createLatency, type LatencyModel } from "../../src/latency/latency-model.ts";
import { createThrottle } from "../../src/latency/throttle.ts";
import type { VenueTime } from "../../src/latency/venue-time.ts";

const LOGNORMAL: LatencyModel = { kind: "lognormal", p50Ms: 200, p99Ms: 800 };

function timeOf(schedule: Schedule): VenueTime {
  return {
    get nowMs() {
      return schedule.nowMs;
    },
    schedule: (atMs, run) => schedule.at(atMs, run),
  };
}

function drawMany(model: LatencyModel, count: number, seed = 1): number[] {
  const draw = createLatency(model, createSeededRandom(seed, "latency"));
  return Array.from({ length: count }, draw);
}

describe("a latency", () => {
  it("is constant, or drawn from what was measured", () => {
    expect(drawMany({ kind: "constant", ms: 35 }, 3)).toEqual([35, 35, 35]);
    const drawn = drawMany({ kind: "sampled", measuredMs: [10, 20, 400] }, 3_000);
    for (const ms of [10, 20, 400]) {
      expect(drawn.filter((one) => one === ms).length).toBeGreaterThan(850);
    }
  });

  it("is lognormal with the median and 99th percentile asked for", () => {
    const sorted = drawMany(LOGNORMAL, 20_000).toSorted((a, b) => a - b);
    const quantile = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? 0;
    expect(quantile(0.5)).toBeGreaterThan(194);
    expect(quantile(0.5)).toBeLessThan(206);
    expect(quantile(0.9)).toBeGreaterThan(415);
    expect(quantile(0.9)).toBeLessThan(444);
    expect(quantile(0.99)).toBeGreaterThan(740);
    expect(quantile(0.99)).toBeLessThan(870);
  });

  it("repeats itself for a seed and not for another", () => {
    expect(drawMany(LOGNORMAL, 50, 7)).toEqual(drawMany(LOGNORMAL, 50, 7));
    expect(drawMany(LOGNORMAL, 50, 7)).not.toEqual(drawMany(LOGNORMAL, 50, 8));
  });

  it.each<LatencyModel>([
    { kind: "constant", ms: -1 },
    { kind: "constant", ms: Number.NaN },
    { kind: "lognormal", p50Ms: 0, p99Ms: 10 },
    { kind: "lognormal", p50Ms: 20, p99Ms: 10 },
    { kind: "lognormal", p50Ms: 20, p99Ms: Number.POSITIVE_INFINITY },
    { kind: "sampled", measuredMs: [] },
    { kind: "sampled", measuredMs: [5, -5] },
  ])("that describes no latency is refused: %j", (model) => {
    expect(() => createLatency(model, createSeededRandom(1, "x"))).toThrow(/VENUE_COMMAND_INVALID/);
  });
});

describe("a link with latency", () => {
  it("delivers orders and cancels after their own latencies, and answers after theirs", () => {
    const schedule = new Schedule(1_000);
    const link = createLatentLink({
      time: timeOf(schedule),
      latency: {
        order: { kind: "constant", ms: 180 },
        cancel: { kind: "constant", ms: 90 },
        answer: { kind: "constant", ms: 40 },
      },
      random: createSeededRandom(1, "link"),
    });
    const told: string[] = [];
    const send = (kind: "order" | "cancel"): number =>
      link.send<string>(
        kind,
        (respond) => {
          told.push(`${kind} at ${schedule.nowMs}`);
          respond(kind);
        },
        (answer) => told.push(`${answer} answered at ${schedule.nowMs}`),
      );

    expect(send("order")).toBe(1_180);
    schedule.advanceTo(1_500);
    expect(send("cancel")).toBe(1_590);
    schedule.advanceTo(2_000);

    expect(told).toEqual([
      "order at 1180",
      "order answered at 1220",
      "cancel at 1590",
      "cancel answered at 1630",
    ]);
  });

  it("never lets a later message overtake an earlier one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(300), fc.boolean()), { minLength: 1, maxLength: 40 }),
        fc.nat(1_000),
        (messages, seed) => {
          const schedule = new Schedule(0);
          const link = createLatentLink({
            time: timeOf(schedule),
            latency: { order: LOGNORMAL, cancel: { kind: "constant", ms: 5 }, answer: LOGNORMAL },
            random: createSeededRandom(seed, "link"),
          });
          const arrived: number[] = [];
          const answered: number[] = [];
          for (const [index, [pauseMs, isOrder]] of messages.entries()) {
            schedule.advanceTo(schedule.nowMs + pauseMs);
            link.send<number>(
              isOrder ? "order" : "cancel",
              (respond) => {
                arrived.push(index);
                respond(index);
              },
              (answer) => answered.push(answer),
            );
          }
          schedule.advanceTo(1e9);
          const inOrder = messages.map((_, index) => index);
          expect(arrived).toEqual(inOrder);
          expect(answered).toEqual(inOrder);
        },
      ),
    );
  });

  it("makes messages above its rate wait, in exchange time", () => {
    const schedule = new Schedule(0);
    const link = createLatentLink({
      time: timeOf(schedule),
      latency: { order: { kind: "constant", ms: 10 } },
      messagesPerSecond: 2,
      random: createSeededRandom(1, "link"),
    });
    const arrivals = Array.from({ length: 5 }, () =>
      link.send(
        "order",
        () => undefined,
        () => undefined,
      ),
    );
    expect(arrivals).toEqual([10, 10, 1_010, 1_010, 2_010]);
  });
});

describe("a throttle", () => {
  it("lets no second see more than its rate, and holds nobody longer than needed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(700), { minLength: 1, maxLength: 50 }),
        (rate, pauses) => {
          const throttle = createThrottle(rate);
          let nowMs = 0;
          const left = pauses.map((pauseMs) => throttle((nowMs += pauseMs)));
          for (const [index, atMs] of left.entries()) {
            const before = left[index - rate];
            if (before !== undefined) expect(atMs - before).toBeGreaterThanOrEqual(1_000);
            expect(atMs).toBeGreaterThanOrEqual(left[index - 1] ?? 0);
          }
        },
      ),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])("of %s messages is refused", (rate) => {
    expect(() => createThrottle(rate)).toThrow(/VENUE_COMMAND_INVALID/);
  });
});

describe("a subscriber behind latency", () => {
  it("hears every frame later and in order", () => {
    const schedule = new Schedule(0);
    const heard: [frame: number, atMs: number][] = [];
    const hear = createLatentSubscriber<number>(
      { time: timeOf(schedule), latency: LOGNORMAL, random: createSeededRandom(3, "feed") },
      (frame) => heard.push([frame, schedule.nowMs]),
    );
    const sentMs: number[] = [];
    for (let frame = 0; frame < 200; frame += 1) {
      schedule.advanceTo(frame * 20);
      sentMs.push(schedule.nowMs);
      hear(frame);
    }
    schedule.advanceTo(1e9);
    expect(heard.map(([frame]) => frame)).toEqual(sentMs.map((_, index) => index));
    for (const [frame, atMs] of heard) expect(atMs).toBeGreaterThan(sentMs[frame] ?? 0);
  });
});
