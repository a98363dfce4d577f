import { buildApprovedOrder, buildSlice } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { faultOfPlanChange } from "../../src/trading/plan-check.ts";
import { DeskBench, MICRO, planner } from "./desk-bench.ts";

const NOW_MS = 1_000_000;
const order = buildApprovedOrder({ isPostOnly: true, timeInForce: "GTD", expiresAtMs: 2_000_000 });
const slice = buildSlice(order);
const sale = buildApprovedOrder({ side: "SELL" });
const open = buildApprovedOrder();

function faultOf(change: object, of = order): string | null {
  return faultOfPlanChange(change, { order: of, tickSize: 100, nowMs: NOW_MS });
}

describe("a plan change", () => {
  it.each([
    ["nothing", {}],
    ["fees and slippage", { estimatedFeesMicroUsd: -5, estimatedSlippageBps: 1.5 }],
    ["the order as it is", { slices: [slice] }],
    ["a better price", { slices: [{ ...slice, price: 4_900 }] }],
    ["smaller pieces", { slices: Array.from({ length: 32 }, () => ({ ...slice, size: MICRO })) }],
    ["an earlier expiry", { slices: [{ ...slice, expiresAtMs: 1_500_000 }] }],
    ["a later time", { slices: [{ ...slice, notBeforeMs: 1_500_000 }] }],
    ["orders to take back", { cancelFirst: ["another", "and another"] }],
    ["a hold", { outcome: "hold", askAgainAtMs: NOW_MS + 1 }],
    ["an abandonment", { outcome: "abandon" }],
  ])("of %s is within the approval", (_name, change) => {
    expect(faultOf(change)).toBeNull();
  });

  it.each([
    ["another outcome", { outcome: "sell everything" }],
    ["a hold without a time", { outcome: "hold" }],
    ["a hold until now", { outcome: "hold", askAgainAtMs: NOW_MS }],
    ["a hold until no number", { outcome: "hold", askAgainAtMs: Number.NaN }],
    ["a time without a hold", { askAgainAtMs: NOW_MS + 1 }],
    ["a field that no plan has", { side: "SELL" }],
    ["no slices", { slices: [] }],
    ["slices that are no list", { slices: { length: 1 } }],
    ["33 slices", { slices: Array.from({ length: 33 }, () => ({ ...slice, size: MICRO })) }],
    ["an empty slice", { slices: [null] }],
    ["a slice of another side", { slices: [{ ...slice, side: "SELL" }] }],
    ["a slice of another token", { slices: [{ ...slice, tokenId: "market-0-no" }] }],
    ["a worse price", { slices: [{ ...slice, price: 5_100 }] }],
    ["a price off the grid", { slices: [{ ...slice, price: 4_950 }] }],
    ["a price that is no number", { slices: [{ ...slice, price: Number.NaN }] }],
    ["a price of 0", { slices: [{ ...slice, price: 0 }] }],
    ["a size of 0", { slices: [{ ...slice, size: 0 }] }],
    ["a negative size", { slices: [{ ...slice, size: -MICRO }] }],
    ["a fractional size", { slices: [{ ...slice, size: 0.5 }] }],
    ["a size off the grid", { slices: [{ ...slice, size: 15_000 }] }],
    ["an endless size", { slices: [{ ...slice, size: Number.POSITIVE_INFINITY }] }],
    ["more than was approved", { slices: [slice, { ...slice, size: MICRO }] }],
    ["an order that may take", { slices: [{ ...slice, isPostOnly: false }] }],
    ["a flag that is none", { slices: [{ ...slice, isPostOnly: 1 }] }],
    ["another time in force", { slices: [{ ...slice, timeInForce: "IOC" }] }],
    ["post-only at once", { slices: [{ ...slice, timeInForce: "FOK" }] }],
    ["a later expiry", { slices: [{ ...slice, expiresAtMs: 2_000_001 }] }],
    ["no expiry", { slices: [{ ...slice, timeInForce: "GTC", expiresAtMs: null }] }],
    ["an expiry before it is sent", { slices: [{ ...slice, notBeforeMs: 2_000_000 }] }],
    ["an expiry that is no number", { slices: [{ ...slice, expiresAtMs: "soon" }] }],
    ["a time that is no number", { slices: [{ ...slice, notBeforeMs: Number.NaN }] }],
    ["a negative time", { slices: [{ ...slice, notBeforeMs: -1 }] }],
    ["itself to take back", { cancelFirst: ["order-0"] }],
    ["nameless orders to take back", { cancelFirst: [""] }],
    ["orders to take back that are no list", { cancelFirst: "all" }],
    ["fees that are no number", { estimatedFeesMicroUsd: 0.5 }],
    ["slippage that is no number", { estimatedSlippageBps: Number.NaN }],
  ])("of %s leaves the approval", (_name, change) => {
    expect(faultOf(change)).not.toBeNull();
  });

  it("may not sell lower, nor give an open order an expiry in the past", () => {
    expect(faultOf({ slices: [{ ...buildSlice(sale), price: 4_900 }] }, sale)).not.toBeNull();
    expect(faultOf({ slices: [{ ...buildSlice(sale), price: 5_100 }] }, sale)).toBeNull();
    const gone = { ...buildSlice(open), expiresAtMs: NOW_MS };
    expect(faultOf({ slices: [gone] }, open)).not.toBeNull();
    const undated = { ...buildSlice(open), timeInForce: "GTD" };
    expect(faultOf({ slices: [undated] }, open)).not.toBeNull();
  });

  it("that leaves the approval costs the order, and names bot and breach", () => {
    const greedy = planner("greedy", (_order, draft) => ({
      plan: { slices: [...draft.slices, ...draft.slices] },
      reasonCode: "EXEC_TEST",
    }));
    const bench = new DeskBench({ bots: [greedy] });
    const [orderId = ""] = bench.wish({});
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.statusesOf(orderId)).toEqual(["rejected 0"]);
    expect(bench.run.notices).toMatchObject([{ code: "EXEC_PLAN_INVALID" }]);
    expect(bench.run.notices[0]?.found).toContain("exec.greedy");
    expect(bench.run.notices[0]?.found).toContain("200000000 micro-shares");
  });
});
