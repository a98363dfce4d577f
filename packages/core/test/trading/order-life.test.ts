import { buildApprovedOrder, buildReport, venueOrderIdOf } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { DEPOSIT, DeskBench, MICRO } from "./desk-bench.ts";

describe("an approved order", () => {
  it("is reserved and open at once, and sent at the end of its event", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    expect(bench.gateway.placements).toMatchObject([
      {
        placementId: orderId,
        venueOrderId: venueOrderIdOf(orderId),
        orderId,
        botId: "strat.wisher",
        price: 5_000,
        size: 100 * MICRO,
        timeInForce: "GTC",
      },
    ]);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(50 * MICRO);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT - 50 * MICRO);
    expect(bench.desk.openOrders.find(orderId)).toMatchObject({
      state: "sent",
      isCancelling: false,
    });
    expect(bench.statusesOf(orderId)).toEqual(["sent 0"]);
    expect(bench.told).toEqual([]);
  });

  it("rests, is partly filled, and keeps its fills when the rest is cancelled", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.trade(orderId, 40);
    bench.changed(orderId, "cancelled", 40);
    expect(bench.statusesOf(orderId)).toEqual([
      "sent 0",
      "resting 0",
      "partially_filled 40",
      "cancelled 40",
    ]);
    expect(bench.desk.ledger.view.heldSize("market-0-yes")).toBe(40 * MICRO);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(0);
    expect(bench.desk.openOrders.count).toBe(0);
    expect(bench.told).toEqual([
      `${orderId} resting`,
      `${orderId} fill MATCHED`,
      `${orderId} partially_filled`,
      `${orderId} cancelled`,
    ]);
  });

  it("is filled by a trade that comes before the answer, and the late answer changes nothing", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.trade(orderId, 100);
    bench.answer(orderId, "matched");
    bench.changed(orderId, "filled", 100);
    bench.changed(orderId, "filled", 100);
    expect(bench.statusesOf(orderId)).toEqual(["sent 0", "filled 100"]);
    expect(bench.noticeCodes).toEqual([]);
  });

  it("is rejected and its money is free again", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "rejected", "not enough balance");
    expect(bench.updates.at(-1)).toMatchObject({
      status: "rejected",
      venueReason: "not enough balance",
    });
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("without an answer is unknown, stays open and reserved, is asked about and never sent again", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.advance(5_000);
    expect(bench.statusesOf(orderId)).toEqual(["sent 0", "unknown 0"]);
    expect(bench.gateway.reconciles).toEqual([venueOrderIdOf(orderId)]);
    expect(bench.desk.openOrders.find(orderId)?.state).toBe("unknown");
    bench.advance(600_000);
    expect(bench.gateway.reconciles.length).toBeGreaterThan(5);
    expect(bench.gateway.reconciles.length).toBeLessThan(20);
    expect(bench.gateway.placements).toHaveLength(1);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(50 * MICRO);
    bench.changed(orderId, "missing");
    expect(bench.statusesOf(orderId).at(-1)).toBe("rejected 0");
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(0);
    bench.advance(600_000);
    expect(bench.gateway.placements).toHaveLength(1);
  });

  it("that the venue disowned and then shows is taken back, and says so", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.advance(5_000);
    bench.changed(orderId, "missing");
    bench.changed(orderId, "resting");
    expect(bench.noticeCodes).toEqual(["EXEC_ORDER_UNKNOWN", "EXEC_ORDER_REVIVED"]);
    expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [venueOrderIdOf(orderId)] }]);
    bench.report(
      buildReport("cancel_answered", {
        cancelId: bench.gateway.cancels[0]?.cancelId ?? "",
        cancelled: [venueOrderIdOf(orderId)],
      }),
    );
    expect(bench.desk.openOrders.count).toBe(0);
  });

  it("that does not expire when it should is asked about until it is gone", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({ timeInForce: "GTD", expiresAtMs: 60_000 });
    bench.answer(orderId, "resting");
    bench.advance(55_000);
    expect(bench.gateway.reconciles).toEqual([]);
    bench.advance(10_000);
    expect(bench.gateway.reconciles).toHaveLength(1);
    bench.changed(orderId, "resting");
    bench.advance(60_000);
    expect(bench.gateway.reconciles).toHaveLength(2);
    bench.changed(orderId, "expired");
    bench.advance(600_000);
    expect(bench.gateway.reconciles).toHaveLength(2);
  });

  it("good till cancelled with an expiry is taken back at that time", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({ expiresAtMs: 60_000 });
    bench.answer(orderId, "resting");
    bench.advance(60_000 - bench.nowMs - 1);
    expect(bench.gateway.cancels).toEqual([]);
    bench.advance(1);
    expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [venueOrderIdOf(orderId)] }]);
    expect(bench.run.audit.flatMap(({ cancels }) => cancels)).toMatchObject([
      { originId: "runtime", orderId, reasonCode: "EXEC_ORDER_EXPIRED" },
    ]);
  });

  it("that nobody has approved is refused", () => {
    const bench = new DeskBench();
    const forged = { record: buildApprovedOrder() };
    expect(() => bench.desk.submit(forged as never)).toThrow(TypeError);
    expect(() => bench.desk.cancel(forged as never)).toThrow(TypeError);
    bench.showBook();
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.desk.openOrders.count).toBe(0);
  });

  it("that met nobody is over where it cannot rest, whatever trades are told later", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({ timeInForce: "FAK" });
    bench.answer(orderId, "unmatched");
    expect(bench.statusesOf(orderId)).toEqual(["sent 0", "cancelled 0"]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
    bench.trade(orderId, 30);
    expect(bench.statusesOf(orderId).at(-1)).toBe("cancelled 30");
    expect(bench.gateway.reconciles).toEqual([]);
  });

  it.each(["unknown", "unmatched"])("answered with %s is asked about at once", (answer) => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, answer);
    expect(bench.statusesOf(orderId)).toEqual(["sent 0", "unknown 0"]);
    expect(bench.gateway.reconciles).toHaveLength(1);
    bench.trade(orderId, 30);
    bench.changed(orderId, "cancelled", 30);
    expect(bench.statusesOf(orderId).slice(2)).toEqual(["partially_filled 30", "cancelled 30"]);
  });

  it("that took all it could and says no more is asked about", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({ timeInForce: "FAK" });
    bench.answer(orderId, "matched");
    bench.trade(orderId, 30);
    bench.advance(5_000);
    expect(bench.gateway.reconciles).toHaveLength(1);
    expect(bench.desk.openOrders.find(orderId)?.state).toBe("sent");
  });

  it("that was acknowledged and is no longer known counts as lost only after several answers", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.changed(orderId, "missing");
    expect(bench.statusesOf(orderId).at(-1)).toBe("unknown 0");
    bench.advance(5_000);
    bench.changed(orderId, "missing");
    bench.changed(orderId, "missing");
    bench.changed(orderId, "missing");
    expect(bench.statusesOf(orderId).at(-1)).toBe("cancelled 0");
    expect(bench.noticeCodes).toEqual(["EXEC_ORDER_LOST"]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("expires when the venue says so", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({ timeInForce: "GTD", expiresAtMs: 60_000 });
    expect(bench.gateway.placements[0]?.expiresAtMs).toBe(60_000);
    bench.changed(orderId, "expired");
    expect(bench.statusesOf(orderId).at(-1)).toBe("expired 0");
  });
});
