import { after, frame, level, trade, type Step } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { opening, runFlow } from "./flow-run.ts";

/** One-sided takers at 4 Hz, with the book changing at each step; without trades in some seconds. */
function buyers(seconds: number, frozenSeconds: readonly [number, number]): Step[] {
  return Array.from({ length: seconds * 4 }, (_, index) => {
    const second = index / 4;
    const isFrozen = second >= frozenSeconds[0] && second < frozenSeconds[1];
    const change = level("bid", 0.3, index + 1);
    return [after(250), isFrozen ? change : frame(trade("buys", 0.6, 100), change)];
  }).flat();
}

/** One test for each entry of the spec's `failureInjections`, named by its id. */
describe("failure injections", () => {
  it("trades_lost: no flip while trades are missing, the class comes back with minTrades trades", () => {
    const [fromMs, untilMs] = [61_000, 181_000];
    const run = runFlow({ frames: [...opening, ...buyers(240, [60, 180])] });
    const inside = run.flow.filter(({ timeMs }) => timeMs > fromMs && timeMs <= untilMs);
    expect(inside.length).toBeGreaterThan(40);
    expect(inside.map(({ reasonCode }) => reasonCode)).not.toContain("INTEL_FLOW_TOXIC");
    // The window is empty after a minute: the class is unknown, not stuck.
    const late = inside.filter(({ timeMs }) => timeMs > fromMs + 61_000);
    expect(new Set(late.map(({ payload }) => payload.flowClass))).toEqual(new Set([null]));
    expect(late.at(-1)?.payload).toMatchObject({ tradeCount: 0, takerBuyShares: 0 });

    const again = run.flow.find(
      ({ timeMs, reasonCode }) => timeMs > untilMs && reasonCode === "INTEL_FLOW_TOXIC",
    );
    expect(again?.payload.tradeCount).toBe(10);
    expect(again?.timeMs).toBeLessThan(untilMs + 120_000);
  });

  // A trade carries no id of the venue, so a copy cannot be told from a second trade of the same
  // size. Once feeds drop copies this fails, and becomes an ordinary test.
  // expected to fail: not met by the runtime yet
  it.fails("duplicate_trades: every trade arrives twice and is counted once", () => {
    const frames = buyers(60, [60, 60]);
    const twice = frames.flatMap((each): Step[] => (each.does === "frame" ? [each, each] : [each]));
    const boughtShares = (steps: readonly Step[]) =>
      runFlow({ frames: [...opening, ...steps] }).flow.at(-1)?.payload.takerBuyShares;
    expect(boughtShares(twice)).toBe(boughtShares(frames));
  });
});
