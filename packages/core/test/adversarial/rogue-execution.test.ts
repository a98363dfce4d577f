import { buildMarkets } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { hold, proceed } from "../../src/index.ts";
import { DEPOSIT, DeskBench, MICRO, planner } from "../trading/desk-bench.ts";
import { survive } from "./survival.ts";

type Draft = Parameters<Parameters<typeof planner>[1]>[1];

/** Plans that leave what was approved: a buy of 100 shares at 0.50, GTC. */
const BEYOND: readonly (readonly [fear: string, plan: (draft: Draft) => unknown])[] = [
  ["buys dearer", changed({ price: 5_100 })],
  ["buys more", changed({ size: 101 * MICRO })],
  [
    "buys the same in two halves and one more",
    (draft) => ({ slices: [draft.slices[0], draft.slices[0]] }),
  ],
  ["buys NaN", changed({ size: Number.NaN })],
  ["buys less than nothing", changed({ size: -100 * MICRO })],
  ["buys at NaN", changed({ price: Number.NaN })],
  ["buys for nothing", changed({ price: 0 })],
  ["buys off the grid", changed({ price: 4_950 })],
  ["buys crumbs off the step", changed({ size: 1 })],
  ["sells instead", changed({ side: "SELL" })],
  ["buys the other token", changed({ tokenId: "market-0-no" })],
  ["goes to another market", changed({ marketId: "market-1" })],
  ["sends it never", changed({ notBeforeMs: Number.POSITIVE_INFINITY })],
  ["sends it at NaN", changed({ notBeforeMs: Number.NaN })],
  ["has it expire before it is sent", changed({ timeInForce: "GTD", expiresAtMs: 1 })],
  ["makes up a lifetime", changed({ timeInForce: "DAY" })],
  ["has no slices", () => ({ slices: [] })],
  [
    "has ten thousand slices",
    (draft) => ({ slices: Array.from({ length: 10_000 }, () => draft.slices[0]) }),
  ],
  ["has slices of air", () => ({ slices: [null, undefined] })],
  ["has slices that are a text", () => ({ slices: "all of it" })],
  ["takes back itself first", () => ({ cancelFirst: "all" })],
  ["costs NaN", () => ({ estimatedFeesMicroUsd: Number.NaN })],
  ["invents an outcome", () => ({ outcome: "hurry" })],
  ["holds until NaN", () => ({ outcome: "hold", askAgainAtMs: Number.NaN })],
  ["holds until yesterday", () => ({ outcome: "hold", askAgainAtMs: 1 })],
];

function changed(fields: object): (draft: Draft) => unknown {
  return (draft) => ({ slices: draft.slices.map((slice) => ({ ...slice, ...fields })) });
}

describe("an execution bot whose plan", () => {
  it.each(BEYOND)("%s has given the order up, and nothing is sent", (_, plan) => {
    const bench = survive(() => {
      let isMad = true;
      const mad = planner("mad", (_order, draft) =>
        isMad ? { plan: plan(draft) as object, reasonCode: "EXEC_TEST" } : proceed("EXEC_TEST"),
      );
      const each = new DeskBench({ bots: [mad], markets: buildMarkets(2) });
      each.wish({});
      isMad = false;
      return each;
    });
    expect(bench.noticeCodes).toEqual(["EXEC_PLAN_INVALID"]);
    expect(bench.updates).toMatchObject([{ status: "rejected", filledSize: 0 }]);
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.desk.openOrders.count).toBe(0);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });
});

/** Answers that are no plan at all. */
const NO_PLAN: readonly (readonly [fear: string, answer: () => unknown])[] = [
  [
    "throws",
    () => {
      throw new Error("out of order");
    },
  ],
  [
    "throws nothing",
    () => {
      // oxlint-disable-next-line typescript/only-throw-error -- a bot may throw anything
      throw undefined;
    },
  ],
  ["answers nothing", () => undefined],
  ["answers null", () => null],
  ["answers a promise", () => Promise.reject(new Error("later"))],
  ["answers a plan without a reason", () => ({ plan: {} })],
  ["answers a plan that is none", () => ({ plan: 7, reasonCode: "EXEC_TEST" })],
  ["answers with a stranger's reason", () => ({ plan: {}, reasonCode: "EXEC_GREED" })],
  ["answers with a vote", () => ({ vote: "APPROVE", reasonCode: "EXEC_TEST" })],
];

describe("an execution bot that", () => {
  it.each(NO_PLAN)("%s has given the order up, and is asked about the next", (_, answer) => {
    const bench = survive(() => {
      let isMad = true;
      const mad = planner("mad", () => (isMad ? (answer() as never) : proceed("EXEC_TEST")));
      const each = new DeskBench({ bots: [mad] });
      each.wish({});
      isMad = false;
      return each;
    });
    expect(bench.noticeCodes).toContain("EXEC_PLANNER_FAILED");
    expect(bench.updates).toMatchObject([{ status: "rejected" }]);
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("holds for ever holds nothing but its own order, which can be taken back", () => {
    const bench = survive(() => {
      let isMad = true;
      const mad = planner("mad", ({ approvedAtMs }) =>
        isMad ? hold("EXEC_TEST", approvedAtMs + 1_000_000) : proceed("EXEC_TEST"),
      );
      const each = new DeskBench({ bots: [mad] });
      const [held = ""] = each.wish({});
      isMad = false;
      const [sent = ""] = each.wish({ price: 4_900 });
      each.answer(sent, "resting");
      each.run.runtime.risk.barrier.cancelOrder("strat.wisher", held);
      each.advance(2_000_000);
      return each;
    });
    expect(bench.gateway.placements).toHaveLength(1);
    expect(bench.desk.openOrders.count).toBe(1);
  });

  it("takes back orders of strangers, of nobody, and twice, cancels what is open, once", () => {
    const bench = survive(() => {
      let isMad = true;
      const mad = planner("mad", (_order, _draft, { orderCare }) => {
        if (!isMad) return proceed("EXEC_TEST");
        const ids = ["", "nobody's", "0x", ...each.desk.listOpenOrders().map((one) => one.orderId)];
        for (const id of [...ids, ...ids]) {
          orderCare.cancel(id, "EXEC_TEST");
          orderCare.cancel(id, "a reason of its own");
          orderCare.reconcile(id);
        }
        return proceed("EXEC_TEST");
      });
      const each: DeskBench = new DeskBench({ bots: [mad] });
      each.wish({ price: 100 });
      each.wish({ price: 200 });
      isMad = false;
      const [rested = ""] = each.wish({ price: 300 });
      each.answer(rested, "resting");
      isMad = true;
      each.wish({ price: 400 });
      isMad = false;
      return each;
    });
    expect(bench.gateway.placements.map(({ price }) => price)).toEqual([300]);
    expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [expect.any(String)] }]);
    expect(bench.desk.listOpenOrders()).toMatchObject([{ price: 300, isCancelling: true }]);
  });

  it("plans so that each order waits for the other to be gone lets one of them go", () => {
    const bench = survive(() => {
      let isMad = true;
      const mad = planner("mad", ({ orderId }) => {
        const others = each.desk.listOpenOrders().map((order) => order.orderId);
        const cancelFirst = isMad ? others.filter((id) => id !== orderId) : [];
        return proceed("EXEC_TEST", { cancelFirst });
      });
      const each: DeskBench = new DeskBench({ bots: [mad] });
      each.wish({ price: 100 }, { price: 200 }, { price: 300 });
      isMad = false;
      return each;
    });
    const open = bench.desk.listOpenOrders().map(({ price }) => price);
    expect(open).toEqual([100]);
    expect(bench.gateway.placements.map(({ price }) => price)).toEqual([100]);
  });
});
