import { buildCommand, buildReport, type JournalCall } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { DEPOSIT, DeskBench, MICRO } from "../trading/desk-bench.ts";
import { assertWhole, liftAll, survive } from "./survival.ts";

const YES = "market-0-yes";

/** Something that takes every way to the outside once; an input that fails is passed over. */
function story(bench: DeskBench): { readonly failedInputs: number } {
  let failedInputs = 0;
  const attempt = (input: () => unknown): unknown => {
    try {
      return input();
    } catch {
      failedInputs += 1;
      return undefined;
    }
  };
  attempt(() => bench.wish({}, { price: 4_900 }));
  const [first, second] = bench.gateway.placements.map(({ placementId }) => placementId);
  if (first !== undefined) {
    attempt(() => bench.answer(first, "resting"));
    attempt(() => bench.trade(first, 40, { venueTradeId: "t", settlement: "CONFIRMED" }));
  }
  if (second !== undefined) attempt(() => bench.answer(second, "resting"));
  attempt(() => bench.run.runtime.command(buildCommand("cancel_orders")));
  attempt(() => bench.advance(6_000));
  for (const placementId of [first, second]) {
    if (placementId !== undefined) attempt(() => bench.changed(placementId, "cancelled", 0));
  }
  attempt(() => bench.report(buildReport("market_resolved", { payouts: [10_000, 0] })));
  attempt(() => bench.advance(120_000));
  attempt(() => {
    const sizes: [number, number] = [40 * MICRO, 0];
    bench.report(buildReport("tokens_redeemed", { operationId: "won", sizes }));
  });
  attempt(() => bench.wish({ price: 100 }));
  return { failedInputs };
}

const OPTIONS = { trading: { balanceCheckMs: 60_000 } } as const;

/** Nothing has gone out that the journal does not hold, and nothing twice. */
function assertWrittenFirst(bench: DeskBench): void {
  const sent = bench.gateway.placements.map(({ placementId }) => placementId);
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent.filter((id) => !bench.journal.durableIds.has(id))).toEqual([]);
}

/** Calls of each kind that the story makes when nothing fails. */
function countCalls(): { readonly gateway: number; readonly journal: readonly JournalCall[] } {
  const bench = new DeskBench(OPTIONS);
  let gateway = 0;
  const journal: JournalCall[] = [];
  bench.gateway.beforeCall = () => {
    gateway += 1;
  };
  bench.journal.beforeCall = (call) => journal.push(call);
  expect(story(bench).failedInputs).toBe(0);
  expect(bench.noticeCodes).toEqual([]);
  expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT + 20 * MICRO);
  return { gateway, journal };
}

const { gateway: gatewayCount, journal: journalCalls } = countCalls();

describe("my connection breaks", () => {
  it("the story that follows takes every way out", () => {
    const bench = new DeskBench(OPTIONS);
    story(bench);
    expect(new Set(bench.gateway.calls.map(({ kind }) => kind))).toEqual(
      new Set(["place", "cancel", "reconcile", "redeem", "checkBalances"]),
    );
    expect(gatewayCount).toBeGreaterThan(6);
    expect(new Set(journalCalls)).toEqual(
      new Set([
        "rows",
        "time",
        "report",
        "command",
        "placement",
        "cancellation",
        "reconcile",
        "redeem",
        "sync",
      ]),
    );
  });

  it.each(Array.from({ length: gatewayCount }, (_, index) => index + 1))(
    "at call %i of the gateway: an alarm, nothing twice, nothing lost",
    (failing) => {
      const bench = survive(() => {
        const each = new DeskBench(OPTIONS);
        let count = 0;
        each.gateway.beforeCall = () => {
          count += 1;
          if (count === failing) throw new Error("socket hang up");
        };
        expect(story(each).failedInputs).toBe(0);
        each.gateway.beforeCall = () => undefined;
        return each;
      });
      expect(bench.noticeCodes).toContain("EXEC_GATEWAY_FAULT");
      assertWrittenFirst(bench);
    },
  );

  it("at every call, always: nothing is believed to be sent that may not be", () => {
    const bench = survive(() => {
      const each = new DeskBench(OPTIONS);
      each.gateway.beforeCall = () => {
        throw new Error("socket hang up");
      };
      story(each);
      each.advance(3_600_000);
      expect(each.gateway.placements).toEqual([]);
      expect(each.desk.listOpenOrders().map(({ state }) => state)).toEqual(["unknown"]);
      each.gateway.beforeCall = () => undefined;
      return each;
    });
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT);
  });
});

describe("my disk fails", () => {
  it.each(journalCalls.map((call, index) => [index + 1, call] as const))(
    "at write %i of the journal (%s): nothing goes out unwritten, and what failed has not happened",
    (failing, call) => {
      const isInput = ["rows", "time", "report", "command"].includes(call);
      const bench = survive(
        () => {
          const each = new DeskBench(OPTIONS);
          let count = 0;
          each.journal.beforeCall = () => {
            count += 1;
            if (count === failing) throw new Error("ENOSPC: no space left on device");
          };
          expect(story(each).failedInputs).toBe(isInput ? 1 : 0);
          each.journal.beforeCall = () => undefined;
          return each;
        },
        { canTradeAgain: isInput },
      );
      expect(bench.noticeCodes.includes("EXEC_JOURNAL_FAILED")).toBe(!isInput);
      assertWrittenFirst(bench);
      if (isInput) return;
      liftAll(bench);
      const before = bench.gateway.placements.length;
      bench.wish({ price: 100 });
      expect(bench.gateway.placements).toHaveLength(before);
    },
  );

  it("at an input: the kernel stands exactly where it stood", () => {
    const bench = new DeskBench(OPTIONS);
    const [orderId = ""] = bench.wish({});
    const before = [bench.stateHash, bench.run.runtime.kernel.sequence, bench.nowMs];
    bench.journal.beforeCall = () => {
      throw new Error("EIO");
    };
    expect(() => bench.trade(orderId, 10)).toThrow("EIO");
    expect(() => bench.advance(1_000)).toThrow("EIO");
    expect(() => bench.run.runtime.command(buildCommand("halt"))).toThrow("EIO");
    expect(() => bench.showBook()).toThrow("EIO");
    expect([bench.stateHash, bench.run.runtime.kernel.sequence, bench.nowMs]).toEqual(before);
    expect(bench.desk.ledgerPort.position(YES)).toBeUndefined();
    assertWhole(bench);
  });
});
