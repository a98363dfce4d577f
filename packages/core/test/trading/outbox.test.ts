import { buildCommand, buildReport, silentGateway, venueOrderIdOf } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import type { Ports } from "../../src/index.ts";
import { DEPOSIT, DeskBench, WISH } from "./desk-bench.ts";

const GLOBAL = { botId: null, marketId: null };

describe("what an event sends", () => {
  it("is all in the journal, and the journal on disk once, before the first of it goes out", () => {
    const bench = new DeskBench();
    const [first = "", second = ""] = bench.wish({}, { price: 4_900 });
    expect(bench.log).toEqual([
      "journal.rows",
      `journal.placement ${first}`,
      `journal.placement ${second}`,
      "journal.sync",
      `gateway.place ${first}`,
      `gateway.place ${second}`,
    ]);
    expect(bench.journal.syncCount).toBe(1);
  });

  it("takes orders back before it places new ones", () => {
    const bench = new DeskBench();
    const [first = ""] = bench.wish({});
    bench.answer(first, "resting");
    bench.log.length = 0;
    bench.onTold = (_update, { intents }) => intents.cancel(first);
    bench.run.runtime.command(buildCommand("cancel_orders"));
    const cancelId = bench.gateway.cancels[0]?.cancelId ?? "";
    expect(bench.log).toEqual([
      "journal.command",
      `journal.cancellation ${cancelId}`,
      "journal.sync",
      `gateway.cancel ${cancelId}`,
    ]);
  });

  it("leaves out an order that was taken back within the event", () => {
    const bench = new DeskBench();
    bench.run.runtime.kernel.tap(0, {
      handle: () => bench.run.runtime.risk.barrier.apply(buildCommand("cancel_orders")),
    });
    const [orderId = ""] = bench.wish({});
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.statusesOf(orderId)).toEqual(["cancelled 0"]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });
});

describe("a journal that fails", () => {
  it.each(["placement", "sync"] as const)(
    "at %s: nothing is sent, everything halts, the kernel lives",
    (call) => {
      const bench = new DeskBench();
      const [rested = ""] = bench.wish({});
      bench.answer(rested, "resting");
      bench.log.length = 0;
      bench.journal.beforeCall = (made) => {
        if (made === call) throw new Error("ENOSPC: no space left on device");
      };
      const [first = "", second = ""] = bench.wish({}, { price: 4_900 });
      expect(bench.gateway.placements.map(({ placementId }) => placementId)).toEqual([rested]);
      expect(bench.statusesOf(first)).toEqual(["rejected 0"]);
      expect(bench.statusesOf(second)).toEqual(["rejected 0"]);
      expect(bench.run.runtime.risk.barrier.halts).toMatchObject([
        { scope: GLOBAL, cause: "automatic", reasonCode: "EXEC_JOURNAL_FAILED" },
      ]);
      expect(bench.run.notices).toMatchObject([
        { code: "EXEC_JOURNAL_FAILED", found: "ENOSPC: no space left on device" },
      ]);
      // What rests is taken back all the same: that needs no record to be safe.
      expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [venueOrderIdOf(rested)] }]);
      bench.wish({});
      expect(bench.gateway.placements).toHaveLength(1);
    },
  );

  it("stays failed: nothing more is written into it, or sent", () => {
    const bench = new DeskBench();
    bench.journal.beforeCall = () => {
      throw new Error("EIO");
    };
    bench.run.runtime.kernel.finish();
    expect(() => bench.wish({})).toThrow("EIO");
    bench.journal.beforeCall = (made) => {
      if (made === "sync") throw new Error("EIO");
    };
    bench.wish({});
    bench.journal.beforeCall = () => undefined;
    bench.run.runtime.command(buildCommand("reset_halt"));
    const [orderId = ""] = bench.wish({});
    expect(bench.statusesOf(orderId)).toEqual(["rejected 0"]);
    expect(bench.gateway.placements).toEqual([]);
  });
});

describe("a gateway that throws", () => {
  it("leaves the order unknown, halts its strategy in its market, and the order is asked about", () => {
    const bench = new DeskBench();
    bench.gateway.beforeCall = (kind) => {
      if (kind === "place") throw new Error("socket hang up");
    };
    const [first = "", second = ""] = bench.wish({}, { price: 4_900 });
    expect(bench.statusesOf(first)).toEqual(["sent 0", "unknown 0"]);
    // The gateway was not tried again: the second is known not to have been sent.
    expect(bench.statusesOf(second)).toEqual(["sent 0", "rejected 0"]);
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.run.notices).toMatchObject([
      {
        code: "EXEC_GATEWAY_FAULT",
        found: `placement ${first}, EXEC_GATEWAY_FAULT: socket hang up`,
      },
    ]);
    expect(bench.run.runtime.risk.barrier.halts).toMatchObject([
      { scope: { botId: "strat.wisher", marketId: "market-0" }, reasonCode: "EXEC_GATEWAY_FAULT" },
    ]);
    expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [venueOrderIdOf(first)] }]);
    expect(bench.gateway.reconciles).toEqual([venueOrderIdOf(first)]);
    expect(bench.desk.openOrders.find(first)).toMatchObject({ state: "unknown" });
    bench.changed(first, "missing");
    expect(bench.statusesOf(first).at(-1)).toBe("rejected 0");
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("is in the journal, so that a replay comes to the same state", () => {
    const onBook = (frame: number, { intents }: Ports): void => {
      if (frame === 1) intents.propose({ intent: WISH, reasonCode: "STRAT_WISH" });
    };
    const bench = new DeskBench({ onBook });
    bench.gateway.beforeCall = () => {
      throw new Error("socket hang up");
    };
    bench.showBook();
    const replay = new DeskBench({
      onBook,
      journal: null,
      isEnabled: false,
      isFunded: false,
      gateway: silentGateway(bench.gateway),
    });
    for (const record of bench.journal.records) {
      if (record.kind === "rows") replay.run.runtime.apply(record.batch);
      else if (record.kind === "command") replay.run.runtime.command(record.command);
      else if (record.kind === "report") replay.report(record.report);
    }
    expect(replay.run.runtime.risk.barrier.halts).toEqual(bench.run.runtime.risk.barrier.halts);
    expect(replay.stateHash).toBe(bench.stateHash);
  });

  it("at a cancellation keeps the order open, and the cancellation is insisted on", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.gateway.beforeCall = (kind) => {
      if (kind === "cancel") throw new Error("socket hang up");
    };
    bench.run.runtime.command(buildCommand("cancel_orders"));
    expect(bench.noticeCodes).toEqual(["EXEC_GATEWAY_FAULT"]);
    expect(bench.desk.openOrders.find(orderId)).toMatchObject({
      state: "resting",
      isCancelling: true,
    });
    bench.gateway.beforeCall = () => undefined;
    bench.advance(5_000);
    bench.changed(orderId, "resting");
    bench.advance(10);
    expect(bench.gateway.cancels).toMatchObject([
      { cancelId: `${orderId}/cancel/2`, venueOrderIds: [venueOrderIdOf(orderId)] },
    ]);
  });

  it("that cannot name an order sends nothing of it", () => {
    const bench = new DeskBench();
    bench.gateway.venueOrderIdOf = () => {
      throw new Error("no key");
    };
    const [orderId = ""] = bench.wish({});
    expect(bench.statusesOf(orderId)).toEqual(["rejected 0"]);
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.noticeCodes).toEqual(["EXEC_GATEWAY_FAULT"]);
  });

  it("that gives two orders one id sends only the first", () => {
    const bench = new DeskBench();
    bench.gateway.venueOrderIdOf = () => "0xsame";
    bench.wish({}, { price: 4_900 });
    expect(bench.gateway.placements).toHaveLength(1);
    expect(bench.noticeCodes).toEqual(["EXEC_ORDER_DUPLICATE"]);
  });
});

describe("a defect inside", () => {
  it("halts everything, says so, and leaves the kernel alive", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.desk.ledger.recordFill = () => {
      throw new Error("out of thin air");
    };
    bench.trade(orderId, 10);
    expect(bench.run.notices).toMatchObject([
      { code: "EXEC_REPORT_FAILED", found: "out of thin air" },
    ]);
    expect(bench.run.runtime.risk.barrier.halts).toMatchObject([
      { scope: GLOBAL, reasonCode: "EXEC_REPORT_FAILED" },
    ]);
    const before = bench.run.runtime.kernel.sequence;
    bench.wish({});
    expect(bench.run.runtime.kernel.sequence).toBeGreaterThan(before);
    expect(bench.gateway.placements).toHaveLength(1);
  });
});

describe("a cancellation", () => {
  it("that the venue did not carry out is looked into, and insisted on while the order rests", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.run.runtime.command(buildCommand("cancel_orders"));
    const venueOrderId = venueOrderIdOf(orderId);
    const { cancelId = "" } = bench.gateway.cancels[0] ?? {};
    bench.report(
      buildReport("cancel_answered", {
        cancelId,
        notCancelled: [{ venueOrderId, reason: "not found" }],
      }),
    );
    expect(bench.gateway.reconciles).toEqual([venueOrderId]);
    bench.changed(orderId, "resting");
    bench.advance(1);
    expect(bench.gateway.cancels.map(({ cancelId: id }) => id)).toEqual([
      cancelId,
      `${orderId}/cancel/2`,
    ]);
    bench.trade(orderId, 100);
    expect(bench.statusesOf(orderId).at(-1)).toBe("filled 100");
    bench.advance(600_000);
    expect(bench.gateway.cancels).toHaveLength(2);
  });

  it("without an answer is followed by a question, never by silence", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.run.runtime.command(buildCommand("cancel_orders"));
    bench.advance(5_000);
    expect(bench.gateway.reconciles).toEqual([venueOrderIdOf(orderId)]);
    bench.changed(orderId, "cancelled");
    expect(bench.statusesOf(orderId).at(-1)).toBe("cancelled 0");
  });

  it("whose outcome is unknown is looked into at once", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.run.runtime.command(buildCommand("cancel_orders"));
    const { cancelId = "" } = bench.gateway.cancels[0] ?? {};
    bench.report(buildReport("cancel_answered", { cancelId, outcome: "unknown" }));
    expect(bench.gateway.reconciles).toEqual([venueOrderIdOf(orderId)]);
  });

  it("of an order that is being taken back is not sent twice", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.run.runtime.command(buildCommand("cancel_orders"));
    bench.run.runtime.command(buildCommand("halt"));
    expect(bench.gateway.cancels).toHaveLength(1);
  });

  it("reaches only its scope", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    for (const scope of [{ botId: "strat.other" }, { marketId: "market-9" }]) {
      bench.run.runtime.command(buildCommand("cancel_orders", { scope }));
    }
    expect(bench.gateway.cancels).toEqual([]);
    bench.run.runtime.command(buildCommand("cancel_orders", { scope: { botId: "strat.wisher" } }));
    expect(bench.gateway.cancels).toHaveLength(1);
  });
});

describe("news of orders", () => {
  it("given up within a strategy's own event comes a millisecond later, so that it cannot spin", () => {
    const bench = new DeskBench({ isFunded: false });
    bench.gateway.venueOrderIdOf = () => {
      throw new Error("no key");
    };
    let proposals = 0;
    bench.onTold = (_update, { intents }) => {
      proposals += 1;
      intents.propose({
        intent: {
          tokenId: "market-0-yes",
          side: "BUY",
          price: 5_000,
          size: 100_000_000,
          timeInForce: "GTC",
        },
        reasonCode: "STRAT_WISH",
      });
    };
    bench.wish({});
    expect(bench.told).toHaveLength(0);
    bench.advance(50);
    expect(proposals).toBeGreaterThan(10);
    expect(proposals).toBeLessThanOrEqual(50);
  });
});
