import {
  after,
  at,
  book,
  frame,
  level,
  onSecondToken,
  trade,
  type Step,
} from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runFlow, type FlowEnvelope } from "./flow-run.ts";

const RUNS = { numRuns: 1_000 };
const EACH = { sampleEvery: 1, minUpdates: 2, vpinBucketShares: 50, vpinBuckets: 5 };

const cents = fc.integer({ min: 1, max: 99 });
const shares = fc.integer({ min: 0, max: 300 });
const quote = fc.record({ bid: cents, ask: cents, bidSize: shares, askSize: shares });
const tapeTrade = fc.record({
  taker: fc.constantFrom("buys" as const, "sells" as const),
  price: cents,
  size: fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100),
  isSecond: fc.boolean(),
});
const event = fc.record({
  pauseMs: fc.integer({ min: 1, max: 20_000 }),
  quote,
  trades: fc.array(tapeTrade, { maxLength: 4 }),
});
const events = fc.array(event, { minLength: 2, maxLength: 25 });
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** Each event as one frame; mirrored, the same on the view of the other token. */
function framesOf(list: readonly Event[], isMirrored: boolean): Step[] {
  return list.flatMap(({ pauseMs, quote: { bid, ask, bidSize, askSize }, trades }) => {
    const rows = [
      ...trades.map(({ taker, price, size, isSecond }) => {
        const traded = trade(taker, price / 100, size);
        return isSecond !== isMirrored ? onSecondToken(traded) : traded;
      }),
      isMirrored
        ? onSecondToken(...bookRows(bid, ask, bidSize, askSize))
        : frame(...bookRows(bid, ask, bidSize, askSize)),
    ];
    return [after(pauseMs), frame(...rows)];
  });
}

function bookRows(bid: number, ask: number, bidSize: number, askSize: number): Step[] {
  return [book({}), level("bid", bid / 100, bidSize), level("ask", ask / 100, askSize)];
}

function flowOf(list: readonly Event[], isMirrored = false): readonly FlowEnvelope[] {
  return runFlow({ parameters: EACH, frames: [at(1_000), ...framesOf(list, isMirrored)] }).flow;
}

describe("for every market", { timeout: 60_000 }, () => {
  it("vpin_is_a_share: VPIN lies between 0 and 1", () => {
    let known = 0;
    fc.assert(
      fc.property(events, (list) => {
        for (const { payload } of flowOf(list)) {
          if (payload.vpin === null) continue;
          known += 1;
          expect(payload.vpin).toBeGreaterThanOrEqual(0);
          expect(payload.vpin).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
    expect(known).toBeGreaterThan(5_000);
  });

  it("seen from the other token, imbalance and markout keep their size, buys become sells", () => {
    fc.assert(
      fc.property(events, (list) => {
        const mirrored = flowOf(list, true);
        for (const [index, { value, payload, confidence }] of flowOf(list).entries()) {
          const other = mirrored[index];
          expect(other?.value ?? null).toEqual(value === null ? null : expect.closeTo(-value, 9));
          expect(other?.confidence).toBe(confidence);
          expect(other?.payload.takerSellShares).toBe(payload.takerBuyShares);
          expect(other?.payload.takerBuyShares).toBe(payload.takerSellShares);
          expect(other?.payload.vpin).toBe(payload.vpin);
          expect(other?.payload.flowClass === "toxic").toBe(payload.flowClass === "toxic");
        }
      }),
      RUNS,
    );
  });

  it("counts equal the tape of the window, and nothing grows without bound", () => {
    fc.assert(
      fc.property(events, (list) => {
        let timeMs = 1_000;
        const tape: { timeMs: number; isBuy: boolean; micro: number }[] = [];
        const updates: number[] = [];
        const said = flowOf(list);
        for (const [index, { pauseMs, trades }] of list.entries()) {
          timeMs += pauseMs;
          updates.push(timeMs);
          for (const { taker, size, isSecond } of trades) {
            const isBuy = (taker === "buys") !== isSecond;
            tape.push({ timeMs, isBuy, micro: Math.round(size * 1e6) });
          }
          const recent = tape.filter((each) => each.timeMs > timeMs - 60_000);
          const inWindow = updates.filter((each) => each > timeMs - 60_000).length;
          const sum = (isBuy: boolean) =>
            recent.reduce((total, each) => total + (each.isBuy === isBuy ? each.micro : 0), 0) /
            1e6;
          const envelope = said[index];
          expect(envelope?.payload).toMatchObject({
            tradeCount: recent.length,
            takerBuyShares: sum(true),
            takerSellShares: sum(false),
          });
          if (envelope?.value !== null)
            expect(envelope?.confidence).toBe(inWindow / (inWindow + 2));
        }
      }),
      RUNS,
    );
  });
});
