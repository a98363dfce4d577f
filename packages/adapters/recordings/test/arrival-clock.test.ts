import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaptureMessage } from "../src/capture/capture-message.ts";
import { ArrivalClock, CONFIRMING_MESSAGES } from "../src/importing/arrival-clock.ts";
import { START_MS } from "./capture-text.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Runs messages with these offsets through a clock; rejected ones are returned by offset. */
function run(offsetsMs: readonly number[]): {
  accepted: number[];
  rejected: number[];
  times: number[];
} {
  const result = { accepted: [] as number[], rejected: [] as number[], times: [] as number[] };
  const clock = new ArrivalClock({
    accept(message, timeMs) {
      result.accepted.push(message.exchangeTimeMs - START_MS);
      result.times.push(timeMs);
    },
    reject: (message) => result.rejected.push(message.exchangeTimeMs - START_MS),
  });
  for (const offset of offsetsMs) clock.add(messageAt(START_MS + offset));
  clock.finish();
  return result;
}

function messageAt(exchangeTimeMs: number): CaptureMessage {
  const empty = { rows: [], bestPrices: [], isDamaged: false, line: 1, hash: "", tokenId: "" };
  return { type: "price_change", marketId: "m", exchangeTimeMs, ...empty };
}

const steady = Array.from({ length: 200 }, (_, index) => index * 1000);

describe("arrival clock", () => {
  it("accepts everything of a steady capture, in order", () => {
    expect(run(steady).accepted).toEqual(steady);
  });

  it.each([
    ["a day back", -DAY_MS],
    ["a day ahead", DAY_MS],
    ["two hours ahead", 2 * HOUR_MS],
    ["fifty years ahead", 50 * 365 * DAY_MS],
  ])("rejects one message %s and keeps all others", (_, jumpMs) => {
    const wrong = 100_000 + jumpMs;
    const { accepted, rejected } = run([...steady.slice(0, 100), wrong, ...steady.slice(100)]);
    expect(rejected).toEqual([wrong]);
    expect(accepted).toEqual(steady);
  });

  it("keeps everything when the very first message is wrong", () => {
    expect(run([DAY_MS, ...steady])).toMatchObject({ accepted: steady, rejected: [DAY_MS] });
  });

  it("loses nothing at a silence of hours, however few messages follow it", () => {
    for (const following of [1, 2, CONFIRMING_MESSAGES, 100]) {
      const offsets = [
        ...steady,
        ...steady.slice(0, following).map((offset) => offset + 5 * HOUR_MS),
      ];
      expect(run(offsets)).toMatchObject({ accepted: offsets, rejected: [] });
    }
  });

  it("rejects a lone last message more than a day ahead", () => {
    expect(run([...steady, 3 * DAY_MS]).rejected).toEqual([3 * DAY_MS]);
  });

  it("accepts a small step back and holds the kernel time", () => {
    const { accepted, times } = run([0, 100, 95, 120]);
    expect(accepted).toEqual([0, 100, 95, 120]);
    expect(times.map((time) => time - START_MS)).toEqual([0, 100, 100, 120]);
  });

  it("never runs back and accounts for every message, whatever comes", () => {
    const anyOffset = fc.oneof(
      fc.integer({ min: 0, max: HOUR_MS }),
      fc.integer({ min: -DAY_MS, max: 9 * DAY_MS }),
    );
    fc.assert(
      fc.property(fc.array(anyOffset, { maxLength: 300 }), (offsets) => {
        const { accepted, rejected, times } = run(offsets);
        expect([...accepted, ...rejected].toSorted((a, b) => a - b)).toEqual(
          offsets.toSorted((a, b) => a - b),
        );
        for (let index = 1; index < times.length; index += 1) {
          expect(times[index]).toBeGreaterThanOrEqual(times[index - 1] ?? 0);
        }
      }),
    );
  });
});
