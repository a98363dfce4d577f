import { buildMarkets, buildReport, venueOrderIdOf } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import type { SettlementState, VenueReport } from "../../src/index.ts";
import { DEPOSIT, DeskBench, MICRO } from "../trading/desk-bench.ts";
import { survive } from "./survival.ts";

const YES = "market-0-yes";

/** An order for 100 shares at 0.50 that rests. */
function rested(): { readonly bench: DeskBench; readonly orderId: string } {
  const bench = new DeskBench({ markets: buildMarkets(2) });
  const [orderId = ""] = bench.wish({});
  bench.answer(orderId, "resting");
  return { bench, orderId };
}

/** Every order of some things. */
function permutations<T>(things: readonly T[]): T[][] {
  if (things.length <= 1) return [[...things]];
  return things.flatMap((first, index) =>
    permutations(things.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

describe("the venue tells me the same thing again:", () => {
  it("every report ten times changes nothing that the first has not", () => {
    const story = (times: number): DeskBench => {
      const { bench, orderId } = rested();
      const venueOrderId = venueOrderIdOf(orderId);
      const trade = { venueOrderId, venueTradeId: "t", size: 40 * MICRO, feeMicroUsd: 1_000 };
      const reports: readonly VenueReport[] = [
        buildReport("order_answered", { placementId: orderId, venueOrderId, answer: "resting" }),
        buildReport("trade_changed", trade),
        buildReport("trade_changed", { ...trade, settlement: "MINED" }),
        buildReport("trade_changed", { ...trade, settlement: "CONFIRMED" }),
        buildReport("order_changed", { venueOrderId, state: "cancelled", matchedSize: 40 * MICRO }),
        buildReport("cash_transferred", { operationId: "more", amountMicroUsd: MICRO }),
        buildReport("pairs_converted", { operationId: "split", size: MICRO, marketId: "market-1" }),
        buildReport("income_paid", { operationId: "pay", amountMicroUsd: 9 }),
        buildReport("market_resolved", { marketId: "market-0" }),
        buildReport("tokens_redeemed", { operationId: "won", sizes: [40 * MICRO, 0] }),
      ];
      for (const report of reports) for (let k = 0; k < times; k += 1) bench.report(report);
      return bench;
    };
    const once = story(1);
    const often = survive(() => story(10));
    expect(often.desk.ledger.view.cash).toEqual(once.desk.ledger.view.cash);
    expect(often.desk.ledger.view.entryCount).toBe(once.desk.ledger.view.entryCount);
    expect(often.updates.map(({ status }) => status)).toEqual(
      once.updates.map(({ status }) => status),
    );
    expect(often.fills).toHaveLength(3);
    expect(often.noticeCodes).toEqual([]);
  });
});

describe("the venue tells me things in the wrong order:", () => {
  const STEPS: readonly SettlementState[] = ["MATCHED", "RETRYING", "MINED", "CONFIRMED"];

  it.each(permutations(STEPS))(
    "a trade that is %s, then %s, %s and %s is booked once",
    (...order) => {
      const bench = survive(() => {
        const { bench: each, orderId } = rested();
        for (const settlement of order) each.trade(orderId, 40, { venueTradeId: "t", settlement });
        return each;
      });
      const { ledgerPort, ledger } = bench.desk;
      expect(ledgerPort.position(YES)).toMatchObject({ size: 40 * MICRO, averagePrice: 5_000 });
      expect(ledgerPort.cashMicroUsd).toBe(DEPOSIT - 20 * MICRO);
      expect(ledger.view.openFillCount).toBe(0);
      expect(bench.noticeCodes).toEqual([]);
    },
  );

  it("a trade that fails after it was confirmed is not taken back, and that is an alarm", () => {
    const bench = survive(() => {
      const { bench: each, orderId } = rested();
      each.trade(orderId, 40, { venueTradeId: "t", settlement: "CONFIRMED" });
      each.trade(orderId, 40, { venueTradeId: "t", settlement: "FAILED" });
      each.trade(orderId, 40, { venueTradeId: "t", settlement: "MINED" });
      return each;
    });
    expect(bench.noticeCodes).toEqual(["LEDGER_SETTLEMENT_CONTRADICTED"]);
    expect(bench.desk.ledgerPort.position(YES)?.size).toBe(40 * MICRO);
  });

  it("a trade that is confirmed after it failed stays failed, and that is an alarm", () => {
    const bench = survive(() => {
      const { bench: each, orderId } = rested();
      each.trade(orderId, 40, { venueTradeId: "t" });
      each.trade(orderId, 40, { venueTradeId: "t", settlement: "FAILED" });
      each.trade(orderId, 40, { venueTradeId: "t", settlement: "CONFIRMED" });
      return each;
    });
    expect(bench.noticeCodes).toEqual(["LEDGER_SETTLEMENT_CONTRADICTED"]);
    expect(bench.desk.ledgerPort.position(YES)).toBeUndefined();
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT);
  });

  it("the fill before the answer, and the answer before nothing, end in the same books", () => {
    const ends = permutations(["answer", "trade", "end"] as const).map((order) => {
      const bench = survive(() => {
        const each = new DeskBench();
        const [orderId = ""] = each.wish({});
        for (const step of order) {
          if (step === "answer") each.answer(orderId, "resting");
          else if (step === "trade") each.trade(orderId, 40, { venueTradeId: "t" });
          else each.changed(orderId, "cancelled", 40);
        }
        return each;
      });
      expect(bench.noticeCodes).toEqual([]);
      const { cash } = bench.desk.ledger.view;
      return [bench.desk.openOrders.count, cash.reservedMicroUsd, cash.cashMicroUsd];
    });
    expect(new Set(ends.map(String))).toEqual(new Set([String([0, 0, DEPOSIT - 20 * MICRO])]));
  });

  it("a cancellation that arrives after the fill leaves the fill", () => {
    const bench = survive(() => {
      const { bench: each, orderId } = rested();
      each.trade(orderId, 100);
      each.changed(orderId, "cancelled", 0);
      return each;
    });
    expect(bench.updates.at(-1)).toMatchObject({ status: "filled", filledSize: 100 * MICRO });
    expect(bench.desk.ledgerPort.position(YES)?.size).toBe(100 * MICRO);
  });
});

describe("the venue tells me of strangers:", () => {
  it("orders that nobody sent change nothing, and each has its code", () => {
    const bench = survive(() => {
      const { bench: each } = rested();
      each.answer("nobody's", "resting");
      each.answer("nobody's", "rejected");
      each.changed("nobody's", "filled", 1e9);
      each.changed("nobody's", "missing");
      each.report(
        buildReport("cancel_answered", {
          cancelId: "nobody's",
          cancelled: ["0xa"],
          notCancelled: [{ venueOrderId: "0xb", reason: "who?" }],
        }),
        buildReport("cancel_answered", { cancelId: "nobody's", outcome: "unknown" }),
      );
      return each;
    });
    expect(bench.noticeCodes).toEqual(Array.from({ length: 6 }, () => "EXEC_ORDER_FOREIGN"));
    expect(bench.desk.listOpenOrders()).toMatchObject([{ state: "resting", isCancelling: false }]);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(50 * MICRO);
  });

  it("a fill of an order that was never sent is ours all the same, and an alarm", () => {
    const bench = survive(() => {
      const { bench: each } = rested();
      each.trade("somebody", 10, { settlement: "CONFIRMED" });
      return each;
    });
    expect(bench.noticeCodes).toEqual(["LEDGER_FILL_ORDER_NOT_SENT", "EXEC_FILL_ORDER_UNKNOWN"]);
    expect(bench.desk.ledgerPort.position(YES)?.size).toBe(10 * MICRO);
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT - 5 * MICRO);
    expect(bench.fills).toMatchObject([{ orderId: "venue/0xsomebody", originId: "" }]);
  });

  it("tokens and markets that do not exist are refused with their codes", () => {
    const ghost = { operationId: "ghost", marketId: "market-9" };
    const bench = survive(() => {
      const { bench: each } = rested();
      each.trade("somebody", 10, { tokenId: "ghost" });
      each.report(
        buildReport("balance_found", { tokenId: "ghost", amount: MICRO }),
        buildReport("market_resolved", { marketId: "market-9" }),
        buildReport("tokens_redeemed", { ...ghost, sizes: [MICRO, 0] }),
        buildReport("pairs_converted", { ...ghost, size: MICRO }),
        buildReport("tokens_transferred", { operationId: "ghost", tokenId: "ghost", size: MICRO }),
      );
      return each;
    });
    const codes = ["LEDGER_TOKEN_UNKNOWN", "LEDGER_MARKET_UNKNOWN"];
    expect(bench.noticeCodes.filter((code) => codes.includes(code))).toHaveLength(6);
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT);
  });

  it("a fill of my order in another token, or on the other side, is refused", () => {
    const bench = survive(() => {
      const { bench: each, orderId } = rested();
      each.trade(orderId, 10, { tokenId: "market-0-no" });
      each.trade(orderId, 10, { tokenId: "market-1-yes" });
      each.trade(orderId, 10, { side: "SELL" });
      return each;
    });
    expect(bench.noticeCodes).toEqual(
      Array.from({ length: 3 }, () => "LEDGER_FILL_ORDER_MISMATCH"),
    );
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT - 50 * MICRO);
    expect(bench.desk.ledgerPort.positions()).toEqual([]);
  });
});

/** Amounts that cannot be. */
const ABSURD: readonly (readonly [fear: string, fields: object])[] = [
  ["size NaN", { size: Number.NaN }],
  ["size 0", { size: 0 }],
  ["a negative size", { size: -MICRO }],
  ["half a micro-share", { size: 0.5 }],
  ["an infinite size", { size: Number.POSITIVE_INFINITY }],
  ["more shares than there are", { size: Number.MAX_SAFE_INTEGER }],
  ["price NaN", { price: Number.NaN }],
  ["price 0", { price: 0 }],
  ["a negative price", { price: -5_000 }],
  ["a price of two dollars", { price: 20_000 }],
  ["a fee NaN", { feeMicroUsd: Number.NaN }],
  ["a fee above the price", { feeMicroUsd: 1e12 }],
  ["a rebate above the price", { feeMicroUsd: -1e12 }],
  ["a notional NaN", { notionalMicroUsd: Number.NaN }],
  ["a notional of nothing", { notionalMicroUsd: 0 }],
  ["a negative notional", { notionalMicroUsd: -1 }],
  ["a time NaN", { exchangeTimeMs: Number.NaN }],
  ["a time before all time", { exchangeTimeMs: -1 }],
  ["an unknown settlement", { settlement: "MAYBE" }],
  ["no side", { side: "HOLD" }],
];

describe("the venue tells me what no report can hold:", () => {
  it.each<readonly [fear: string, fields: object]>([
    ["a time between milliseconds", { exchangeTimeMs: 0.5 }],
    ["a state of its own", { state: "pondering" }],
    ["words that are a number", { venueReason: Number.NaN }],
    ["a field that nobody knows", { isLucky: true }],
    ["no id", { venueOrderId: undefined }],
    ["no kind", { kind: undefined }],
    ["a kind that every object has", { kind: "constructor" }],
  ])("%s: nothing of it is believed, and it has its code", (_, fields) => {
    const bench = survive(() => {
      const { bench: each, orderId } = rested();
      const known = { venueOrderId: venueOrderIdOf(orderId), state: "cancelled" } as const;
      each.report({ ...buildReport("order_changed", known), ...fields });
      return each;
    });
    expect(bench.noticeCodes).toEqual(["EXEC_REPORT_MALFORMED"]);
    expect(bench.desk.listOpenOrders()).toMatchObject([{ state: "resting" }]);
  });
});

describe("the venue tells me of absurd amounts:", () => {
  it.each(ABSURD)("a fill with %s is refused with its code and changes nothing", (_, fields) => {
    for (const isOurs of [true, false]) {
      const bench = survive(() => {
        const { bench: each, orderId } = rested();
        each.trade(isOurs ? orderId : "somebody", 10, fields);
        return each;
      });
      expect(bench.noticeCodes).toHaveLength(1);
      expect(bench.noticeCodes[0]).toMatch(
        /^(EXEC_REPORT_MALFORMED|LEDGER_FILL_(INVALID|EXCEEDS_ORDER))$/,
      );
      expect(bench.fills).toEqual([]);
      expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT);
      expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(50 * MICRO);
    }
  });

  it("an order that is matched beyond its size, or by NaN, never counts more than there is", () => {
    for (const matched of [1e9, 1e300, Number.NaN, Number.POSITIVE_INFINITY, -40]) {
      const bench = survive(() => {
        const { bench: each, orderId } = rested();
        each.changed(orderId, "resting", matched);
        each.changed(orderId, "cancelled", matched);
        each.advance(60_000);
        return each;
      });
      for (const { filledSize } of bench.updates) {
        expect(filledSize).toBeGreaterThanOrEqual(0);
        expect(filledSize).toBeLessThanOrEqual(100 * MICRO);
      }
      expect(bench.noticeCodes).toHaveLength(2);
      for (const code of bench.noticeCodes) {
        expect(code).toMatch(/^(EXEC_REPORT_MALFORMED|LEDGER_FILL_EXCEEDS_ORDER)$/);
      }
      expect(bench.desk.ledgerPort.positions()).toEqual([]);
    }
  });

  it("balances of NaN or less than nothing correct nothing", () => {
    const bench = survive(() => {
      const { bench: each } = rested();
      for (const amount of [Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY]) {
        each.report(buildReport("balance_found", { amount }));
        each.report(buildReport("balance_found", { tokenId: YES, amount }));
      }
      return each;
    });
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT);
    expect(bench.desk.ledgerPort.positions()).toEqual([]);
    expect(bench.run.runtime.risk.barrier.halts).toEqual([]);
  });

  it("deposits beyond all money are refused before they add up to nonsense", () => {
    const bench = survive(() => {
      const { bench: each } = rested();
      for (let number = 0; number < 20; number += 1) {
        const amountMicroUsd = Number.MAX_SAFE_INTEGER - number;
        each.report(buildReport("cash_transferred", { operationId: `${number}`, amountMicroUsd }));
      }
      for (const amountMicroUsd of [Number.NaN, 0, 0.5, Number.POSITIVE_INFINITY]) {
        const operationId = `odd ${amountMicroUsd}`;
        each.report(buildReport("cash_transferred", { operationId, amountMicroUsd }));
        each.report(buildReport("income_paid", { operationId, amountMicroUsd }));
      }
      return each;
    });
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT);
    expect(bench.noticeCodes).toHaveLength(28);
    for (const code of bench.noticeCodes) {
      expect(code).toMatch(/^(EXEC_REPORT_MALFORMED|LEDGER_AMOUNT_INVALID)$/);
    }
  });
});
