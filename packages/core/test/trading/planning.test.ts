import { buildCommand, buildReport, venueOrderIdOf } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { abandon, hold, proceed, type PlanSlice } from "../../src/index.ts";
import { DEPOSIT, DeskBench, MICRO, planner } from "./desk-bench.ts";

const SLICE: PlanSlice = {
  price: 5_000,
  size: 20 * MICRO,
  timeInForce: "GTC",
  isPostOnly: false,
  expiresAtMs: null,
  notBeforeMs: 0,
};

/** A run in which one execution bot makes these changes to every order. */
function benchWith(changes: object, options: object = {}): DeskBench {
  const bot = planner("router", () => ({ plan: changes, reasonCode: "EXEC_TEST" }));
  return new DeskBench({ bots: [bot], ...options });
}

describe("a plan", () => {
  it("is asked of the execution bots in order, each seeing what those before have made of it", () => {
    const seen: number[] = [];
    const bots = ["a", "b"].map((name) =>
      planner(name, (_order, draft) => {
        seen.push(draft.slices.length);
        return proceed("EXEC_TEST", { slices: [...draft.slices, SLICE] });
      }),
    );
    const small = planner("z", (_order, draft) =>
      proceed("EXEC_TEST", {
        slices: draft.slices.map((slice) => ({ ...slice, size: 30 * MICRO })),
      }),
    );
    const bench = new DeskBench({
      bots: [...bots, small],
      trading: { executionOrder: ["exec.z", "exec.a", "exec.b"] },
    });
    const [orderId = ""] = bench.wish({});
    expect(seen).toEqual([1, 2]);
    expect(bench.gateway.placements.map(({ placementId, size }) => [placementId, size])).toEqual([
      [`${orderId}/1`, 30 * MICRO],
      [`${orderId}/2`, 20 * MICRO],
      [`${orderId}/3`, 20 * MICRO],
    ]);
    expect(bench.desk.openOrders.find(orderId)?.originalSize).toBe(70 * MICRO);
    expect(bench.run.audit.flatMap(({ plans }) => plans)).toMatchObject([
      { orderId, steps: [{ stepId: "place-1" }, { stepId: "place-2" }, { stepId: "place-3" }] },
    ]);
  });

  it.each(["shadow", "advisory"] as const)(
    "of a bot in mode %s is recorded and not used",
    (mode) => {
      const bot = planner("router", () => abandon("EXEC_TEST"));
      const bench = new DeskBench({ bots: [{ bot, configuration: { mode } }] });
      const [orderId = ""] = bench.wish({});
      expect(bench.gateway.placements.map(({ placementId }) => placementId)).toEqual([orderId]);
      const made = bench.run.envelopes.find(({ reasonCode }) => reasonCode === "EXEC_PLAN_MADE");
      expect(made?.payload["answers"]).toMatchObject([
        { botId: "exec.router", mode, outcome: "abandon", reasonCode: "EXEC_TEST" },
      ]);
    },
  );

  it("with slices for later sends each at its time, and the order is over with the last", () => {
    const slices = [0, 3_000, 9_000].map((delayMs) => ({ ...SLICE, notBeforeMs: 2_000 + delayMs }));
    const bench = benchWith({ slices });
    const [orderId = ""] = bench.wish({});
    expect(bench.desk.listPlacements()).toMatchObject([
      { placementId: `${orderId}/1`, orderId, state: "sent", size: 20 * MICRO, filledSize: 0 },
    ]);
    bench.trade(`${orderId}/1`, 20);
    expect(bench.statusesOf(orderId).at(-1)).toBe("partially_filled 20");
    bench.advance(3_000);
    bench.trade(`${orderId}/2`, 20);
    bench.advance(6_000);
    expect(bench.gateway.placements.map(({ placementId }) => placementId)).toEqual([
      `${orderId}/1`,
      `${orderId}/2`,
      `${orderId}/3`,
    ]);
    bench.trade(`${orderId}/3`, 20);
    expect(bench.statusesOf(orderId).at(-1)).toBe("filled 60");
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(0);
  });

  it("stops with a slice that the venue refuses", () => {
    const slices = [SLICE, { ...SLICE, notBeforeMs: 60_000 }];
    const bench = benchWith({ slices });
    const [orderId = ""] = bench.wish({});
    bench.answer(`${orderId}/1`, "rejected", "invalid");
    bench.advance(120_000);
    expect(bench.gateway.placements).toHaveLength(1);
    expect(bench.statusesOf(orderId)).toEqual(["sent 0", "rejected 0"]);
  });

  it("that holds is asked for again at its time, and sends nothing before", () => {
    let asked = 0;
    const bot = planner("patient", (order) => {
      asked += 1;
      return asked < 3
        ? hold("EXEC_TEST", order.approvedAtMs + asked * 1_000)
        : proceed("EXEC_TEST");
    });
    const bench = new DeskBench({ bots: [bot] });
    const [orderId = ""] = bench.wish({});
    expect(bench.desk.openOrders.find(orderId)?.state).toBe("planned");
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(50 * MICRO);
    bench.advance(1_000);
    expect([asked, bench.gateway.placements.length]).toEqual([2, 0]);
    bench.advance(1_000);
    expect([asked, bench.gateway.placements.length]).toEqual([3, 1]);
  });

  it("that holds beyond the order's expiry lets it expire", () => {
    const bot = planner("patient", () => hold("EXEC_TEST", 1_000_000));
    const bench = new DeskBench({ bots: [bot] });
    const [orderId = ""] = bench.wish({ timeInForce: "GTD", expiresAtMs: 8_000 });
    bench.advance(60_000);
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.statusesOf(orderId)).toEqual(["expired 0"]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("that abandons gives the order up with the bot's own code", () => {
    const bot = planner("picky", () => abandon("EXEC_TEST"));
    const bench = new DeskBench({ bots: [bot] });
    const [orderId = ""] = bench.wish({});
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.statusesOf(orderId)).toEqual(["rejected 0"]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
    const envelope = bench.run.envelopes.at(-1);
    expect(envelope).toMatchObject({
      reasonCode: "EXEC_ORDER_ABANDONED",
      payload: { givenUp: { reasonCode: "EXEC_TEST", found: "exec.picky" } },
    });
  });

  it("of a bot that throws, or answers nonsense, gives the order up", () => {
    for (const plan of [
      () => {
        throw new Error("broken");
      },
      () => ({ plan: null, reasonCode: "EXEC_TEST" }),
      () => ({ plan: {}, reasonCode: "EXEC_UNDECLARED" }),
      () => null,
    ]) {
      const bench = new DeskBench({ bots: [planner("broken", plan as never)] });
      const [orderId = ""] = bench.wish({});
      expect(bench.gateway.placements).toEqual([]);
      expect(bench.statusesOf(orderId)).toEqual(["rejected 0"]);
      expect(bench.noticeCodes).toContain("EXEC_PLANNER_FAILED");
    }
  });
});

describe("an execution bot in plain JavaScript", () => {
  it("cannot change the draft that it is shown, nor answer one thing and mean another", () => {
    const vandal = planner("vandal", (_order, draft) => {
      Object.assign(draft.slices[0] ?? {}, { price: 9_900 });
      return proceed("EXEC_TEST");
    });
    let reads = 0;
    const liar = planner("liar", (_order, draft) => {
      const slice = { ...draft.slices[0] };
      Object.defineProperty(slice, "price", {
        enumerable: true,
        get: () => (reads++ === 0 ? 5_000 : 9_900),
      });
      return { plan: { slices: [slice] }, reasonCode: "EXEC_TEST" };
    });
    const first = new DeskBench({ bots: [vandal] });
    first.wish({});
    expect(first.gateway.placements).toEqual([]);
    expect(first.noticeCodes).toContain("EXEC_PLANNER_FAILED");
    const second = new DeskBench({ bots: [liar] });
    second.wish({});
    expect(second.gateway.placements.map(({ price }) => price)).toEqual([5_000]);
  });
});

describe("an execution bot that looks after orders", () => {
  it("has them taken back and asked about, each no more often than it makes sense", () => {
    const answers: boolean[] = [];
    let known = "";
    const carer = planner(
      "carer",
      (order, _draft, { orderCare }) => {
        if (known !== "") {
          answers.push(orderCare.reconcile(known), orderCare.reconcile(known));
          answers.push(orderCare.cancel(known, "EXEC_TEST"), orderCare.cancel("none", "EXEC_TEST"));
        }
        known = order.orderId;
        answers.push(orderCare.reconcile(known), orderCare.reconcile("none"));
        return proceed("EXEC_TEST");
      },
      { ports: ["orderCare"] },
    );
    const bench = new DeskBench({ bots: [carer] });
    const [first = ""] = bench.wish({});
    bench.answer(first, "resting");
    bench.wish({ price: 4_900 });
    expect(answers).toEqual([false, false, true, true, true, false, false, false]);
    expect(bench.gateway.reconciles).toEqual([venueOrderIdOf(first)]);
    expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [venueOrderIdOf(first)] }]);
    expect(bench.run.audit.flatMap(({ cancels }) => cancels)).toMatchObject([
      { origin: "bot", originId: "exec.carer", reasonCode: "EXEC_TEST" },
    ]);
  });
});

describe("a waiting slice", () => {
  it("is no part of what is left once it was given up, while the rest goes on", () => {
    const slices = [SLICE, { ...SLICE, notBeforeMs: 60_000 }];
    const bench = benchWith({ slices });
    const [orderId = ""] = bench.wish({});
    bench.answer(`${orderId}/1`, "resting");
    expect(bench.desk.openOrders.find(orderId)?.remainingSize).toBe(40 * MICRO);
    bench.run.runtime.command(buildCommand("disable_trading"));
    bench.advance(120_000);
    expect(bench.desk.openOrders.find(orderId)).toMatchObject({
      state: "resting",
      remainingSize: 20 * MICRO,
    });
    expect(bench.run.envelopes.at(-1)).toMatchObject({
      reasonCode: "EXEC_ORDER_ABANDONED",
      payload: { orderId, givenUp: { reasonCode: "EXEC_TRADING_STOPPED" } },
    });
  });

  const LATER = { slices: [{ ...SLICE, notBeforeMs: 60_000 }] };

  it.each([
    [
      "trading is disabled",
      (bench: DeskBench) => bench.run.runtime.command(buildCommand("disable_trading")),
    ],
    [
      "a market that is closed",
      (bench: DeskBench) => {
        for (const market of bench.run.runtime.kernel.markets) market.status = "halted";
      },
    ],
  ])("is given up when its time comes and %s", (_name, stop) => {
    const bench = benchWith(LATER);
    const [orderId = ""] = bench.wish({});
    stop(bench);
    bench.advance(120_000);
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.statusesOf(orderId)).toEqual(["rejected 0"]);
    expect(bench.noticeCodes).toContain("EXEC_TRADING_STOPPED");
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("is given up at once by a halt, and never sent", () => {
    const bench = benchWith(LATER);
    const [orderId = ""] = bench.wish({});
    bench.run.runtime.command(buildCommand("halt"));
    expect(bench.statusesOf(orderId)).toEqual(["cancelled 0"]);
    bench.advance(120_000);
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.gateway.cancels).toEqual([]);
  });

  it("is sent only once the orders before it are gone", () => {
    let first = "";
    const bot = planner("amend", (order) => {
      if (first === "") {
        first = order.orderId;
        return proceed("EXEC_TEST");
      }
      return proceed("EXEC_TEST", { cancelFirst: [first, "unknown"] });
    });
    const bench = new DeskBench({ bots: [bot] });
    bench.wish({});
    bench.answer(first, "resting");
    const [second = ""] = bench.wish({ price: 4_900 });
    expect(bench.gateway.placements).toHaveLength(1);
    const [cancel] = bench.gateway.cancels;
    expect(cancel?.venueOrderIds).toEqual([venueOrderIdOf(first)]);
    expect(bench.desk.openOrders.find(first)?.isCancelling).toBe(true);
    bench.report(
      buildReport("cancel_answered", {
        cancelId: cancel?.cancelId ?? "",
        cancelled: [venueOrderIdOf(first)],
      }),
    );
    expect(bench.gateway.placements.map(({ placementId }) => placementId)).toEqual([first, second]);
    expect(bench.statusesOf(first).at(-1)).toBe("cancelled 0");
  });

  it.each([
    ["all of it", 100],
    ["a part of it", 30],
  ])("is given up when the quote it was to replace is filled instead: %s", (_name, shares) => {
    let first = "";
    const bot = planner("amend", (order) => {
      if (first !== "") return proceed("EXEC_TEST", { cancelFirst: [first] });
      first = order.orderId;
      return proceed("EXEC_TEST");
    });
    const bench = new DeskBench({ bots: [bot] });
    bench.wish({});
    bench.answer(first, "resting");
    const [second = ""] = bench.wish({ price: 4_900 });
    bench.trade(first, shares);
    bench.changed(first, shares === 100 ? "filled" : "cancelled", shares);
    expect(bench.gateway.placements.map(({ placementId }) => placementId)).toEqual([first]);
    expect(bench.desk.openOrders.find(second)).toBeUndefined();
    expect(bench.run.envelopes.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({
        orderId: second,
        givenUp: expect.objectContaining({ reasonCode: "EXEC_REPLACED_ORDER_FILLED" }),
      }),
    );
  });
});
