import {
  after,
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildMarkets,
  buildRuntime,
  frame,
  gap,
  heartbeat,
  inMarket,
  late,
  level,
  onSecondToken,
  runFrames,
  script,
  splitBatch,
  status,
  tickSize,
  TEST_REASON,
  TEST_SIGNAL,
  trade,
  type Step,
} from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  publish,
  RollingHash,
  RowFlag,
  type LoadedBot,
  type MarketDataBatch,
} from "../../src/index.ts";

const MARKETS = buildMarkets(3);

const cents = fc.integer({ min: 1, max: 99 }).map((count) => count / 100);
const shares = fc.integer({ min: 1, max: 500 });
const plainStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constantFrom("bid", "ask"), cents, fc.nat(500)).map((parts) => level(...parts)),
  fc.tuple(fc.constantFrom("buys", "sells"), cents, shares).map((parts) => trade(...parts)),
  fc
    .record({ bids: fc.array(fc.tuple(cents, shares)), asks: fc.array(fc.tuple(cents, shares)) })
    .map(book),
  fc.constantFrom(gap(), status("Halted"), status("Open"), tickSize(0.001)),
);
const frameStep: fc.Arbitrary<Step> = fc.oneof(
  plainStep,
  fc.array(plainStep, { minLength: 1, maxLength: 4 }).map((steps) => frame(...steps)),
  plainStep.map((step) => onSecondToken(step)),
  fc.tuple(fc.nat(2), plainStep).map(([market, step]) => inMarket(market, step)),
  fc.tuple(fc.nat(900), plainStep).map(([latenessMs, step]) => late(latenessMs, step)),
  fc.nat(50).map((durationMs) => after(durationMs)),
  fc.constant(heartbeat()),
);
const recording = fc
  .array(frameStep, { minLength: 2, maxLength: 40 })
  .map((steps) => script(...steps));

/** Publishes on each book change and by timer, so that timing shows in the envelopes. */
function buildChattyBot(factor = 1): LoadedBot {
  return buildBot(buildContract(), ({ timers }) => ({
    perMarket: (market) => ({
      decide: ({ nowMs }) => {
        timers.set(market.index, "echo", nowMs + 20);
        return publish(TEST_SIGNAL, TEST_REASON, market.book.insideDepth() * factor, 1, { nowMs });
      },
      onTimer: (_name, { nowMs }) => publish(TEST_SIGNAL, TEST_REASON, nowMs, 0.5, {}),
    }),
  }));
}

function run(frames: readonly MarketDataBatch[], factor = 1) {
  return runFrames({ markets: MARKETS, bots: [buildChattyBot(factor)], frames });
}

describe("the state hash", () => {
  it("is the same for the same input", () => {
    fc.assert(
      fc.property(recording, (batch) => {
        expect(run([batch]).stateHash).toBe(run([batch]).stateHash);
      }),
      { numRuns: 50 },
    );
  });

  it("and the envelopes do not depend on where batches are cut", () => {
    fc.assert(
      fc.property(recording, fc.array(fc.nat(200)), (batch, positions) => {
        const whole = run([batch]);
        const parts = run(splitBatch(batch, positions));
        expect(parts.stateHash).toBe(whole.stateHash);
        expect(parts.envelopes).toEqual(whole.envelopes);
        expect(parts.audit.map(({ stateHash }) => stateHash)).toEqual(
          whole.audit.map(({ stateHash }) => stateHash),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on batches being reused by the source", () => {
    fc.assert(
      fc.property(recording, (batch) => {
        const { runtime } = buildRuntime({ markets: MARKETS, bots: [buildChattyBot()] });
        for (const part of splitBatch(batch, [1, 2, 5, 9])) {
          runtime.apply(part);
          part.price.fill(1);
          part.size.fill(-1);
          part.timeMs.fill(0);
        }
        runtime.kernel.finish();
        expect(runtime.kernel.stateHash).toBe(run([batch]).stateHash);
      }),
      { numRuns: 50 },
    );
  });

  it("changes with any single row", () => {
    const changes: ((batch: MarketDataBatch, row: number) => void)[] = [
      (batch, row) => (batch.price[row] = (batch.price[row] ?? 0) ^ 1),
      (batch, row) => (batch.size[row] = (batch.size[row] ?? 0) + 1),
      (batch, row) => (batch.side[row] = 1 - (batch.side[row] ?? 0)),
      (batch, row) => (batch.kind[row] = ((batch.kind[row] ?? 0) % 8) + 1),
      (batch, row) => (batch.flags[row] = (batch.flags[row] ?? 0) ^ RowFlag.SecondToken),
      (batch, row) => (batch.flags[row] = (batch.flags[row] ?? 0) ^ RowFlag.Inferred),
      (batch, row) => (batch.exchangeTimeMs[row] = (batch.exchangeTimeMs[row] ?? 0) + 1),
    ];
    const steps = fc.array(plainStep, { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), (rows, place, kind) => {
        const batch = script(...rows);
        const before = runFrames({ markets: MARKETS, frames: [batch] }).stateHash;
        changes[kind % changes.length]?.(batch, place % batch.length);
        expect(runFrames({ markets: MARKETS, frames: [batch] }).stateHash).not.toBe(before);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes with the market, the time and the framing of a row", () => {
    const base = [level("bid", 0.4, 1), level("bid", 0.3, 1)];
    const others: Step[][] = [
      [inMarket(1, level("bid", 0.4, 1)), level("bid", 0.3, 1)],
      [after(1), ...base],
      [level("bid", 0.4, 1), after(1), level("bid", 0.3, 1)],
      // Only kernel time differs: the exchange's timestamps stay as they are.
      [after(1), late(1, ...base)],
      [frame(...base)],
      base.toReversed(),
      [...base, heartbeat()],
    ];
    const hashes = [base, ...others].map(
      (frames) => runFrames({ markets: MARKETS, frames }).stateHash,
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("changes with what the bots say", () => {
    const frames = [script(level("bid", 0.4, 1), level("ask", 0.6, 1))];
    expect(run(frames, 1).stateHash).not.toBe(run(frames, 2).stateHash);
    expect(run(frames).stateHash).not.toBe(runFrames({ markets: MARKETS, frames }).stateHash);
    const payloads = [{ a: 1 }, { a: "1" }, { b: 1 }, { a: [1] }, { a: null }, { a: true }, {}];
    const hashes = payloads.map((payload) => {
      const bot = buildBot(buildContract(), () => ({
        decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, payload),
      }));
      return runFrames({ bots: [bot], frames }).stateHash;
    });
    expect(new Set(hashes).size).toBe(payloads.length);
  });

  it("changes with commands", () => {
    const hashes = [
      buildCommand("pause"),
      buildCommand("resume"),
      buildCommand("pause", { scope: { botId: "intel.other" } }),
      buildCommand("pause", { operator: "somebody else" }),
    ].map((command) => {
      const { runtime } = buildRuntime();
      runtime.command(command);
      return runtime.kernel.stateHash;
    });
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("does not depend on who listens", () => {
    const frames = [script(book({ bids: [[0.4, 1]] }), level("bid", 0.4, 2))];
    const silent = runFrames({ frames });
    const tapped = buildRuntime();
    tapped.runtime.orderBooks(0).subscribe(() => undefined);
    for (const batch of frames) tapped.runtime.apply(batch);
    expect(tapped.stateHash).toBe(silent.stateHash);
  });
});

describe("RollingHash", () => {
  it("tells any two sequences of numbers apart", () => {
    const numbers = fc.array(fc.double(), { maxLength: 30 });
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const [one, other] = [new RollingHash(), new RollingHash()];
        for (const value of left) one.foldNumber(value);
        for (const value of right) other.foldNumber(value);
        const areSame =
          left.length === right.length &&
          left.every((value, index) => Object.is(value, right[index]));
        expect(one.digest() === other.digest()).toBe(areSame);
      }),
      { numRuns: 1_000 },
    );
  });

  it("gives the same digest however often it is asked in between", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 2_000 }), fc.nat(2_000), (values, asked) => {
        const [one, other] = [new RollingHash(), new RollingHash()];
        for (const [index, value] of values.entries()) {
          one.foldNumber(value);
          other.foldNumber(value);
          if (index === asked) other.digest();
        }
        expect(one.digest()).toMatch(/^[0-9a-f]{16}$/);
        expect(other.digest()).toBe(one.digest());
        expect(one.digest()).toBe(one.digest());
      }),
      { numRuns: 50 },
    );
  });
});
