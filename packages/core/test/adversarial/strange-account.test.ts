import { buildMarkets, buildReport } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { DEPOSIT, DeskBench, MICRO } from "../trading/desk-bench.ts";
import { survive } from "./survival.ts";

const YES = "market-0-yes";

/** 100 shares bought at 0.50, confirmed. */
function holder(options: ConstructorParameters<typeof DeskBench>[0] = {}): DeskBench {
  const bench = new DeskBench({ markets: buildMarkets(2), ...options });
  const [orderId = ""] = bench.wish({});
  bench.trade(orderId, 100, { settlement: "CONFIRMED" });
  return bench;
}

const cash = (amount: number) => buildReport("balance_found", { amount });
const tokens = (amount: number) => buildReport("balance_found", { tokenId: YES, amount });

describe("my balance moves without a trade:", () => {
  it("a little is told, a lot corrects the books, and a loss halts", () => {
    const bench = survive(() => {
      const each = new DeskBench();
      each.report(cash(DEPOSIT - 1), cash(0.97 * DEPOSIT), cash(0.85 * DEPOSIT));
      each.report(cash(0.5 * DEPOSIT));
      return each;
    });
    expect(bench.noticeCodes).toEqual([
      "EXEC_BALANCE_MOVED",
      "EXEC_BALANCE_MOVED",
      "LEDGER_CASH_DIVERGED",
      "EXEC_BALANCE_MOVED",
      "LEDGER_CASH_CORRECTED",
      "EXEC_BALANCE_MOVED",
      "LEDGER_CASH_CORRECTED",
      "EXEC_DRAWDOWN_HALTED",
    ]);
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(0.5 * DEPOSIT);
  });

  it("all of it is gone: everything stops, nothing is divided by it", () => {
    const bench = survive(() => {
      const each = holder();
      each.report(cash(0), tokens(0), cash(0));
      each.showBook();
      return each;
    });
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(0);
    expect(bench.desk.ledgerPort.position(YES)).toBeUndefined();
    expect(bench.run.runtime.risk.barrier.halts).toHaveLength(1);
  });

  it("money from nowhere is no profit that moves the peak as a trade would", () => {
    const bench = survive(() => {
      const each = new DeskBench();
      each.report(cash(3 * DEPOSIT));
      return each;
    });
    expect(bench.noticeCodes).toContain("LEDGER_CASH_CORRECTED");
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(3 * DEPOSIT);
  });

  it("that goes up and down for ever never loses count", () => {
    const bench = survive(() => {
      const each = holder();
      for (let number = 0; number < 200; number += 1) {
        const sign = number % 2 === 0 ? 1 : -1;
        each.report(cash(DEPOSIT + sign * number * 7 * MICRO), tokens(number * MICRO));
      }
      return each;
    });
    // What is less than 10 % off is told and left.
    const size = bench.desk.ledgerPort.position(YES)?.size ?? 0;
    expect(Math.abs(199 * MICRO - size)).toBeLessThanOrEqual(0.1 * size);
  });
});

/** Payouts that cannot be, in price units of either token. */
const PAYOUTS: readonly (readonly [number, number])[] = [
  [10_000, 10_000],
  [0, 0],
  [9_999, 0],
  [-1, 10_001],
  [20_000, -10_000],
  [Number.NaN, 10_000],
  [5_000.5, 4_999.5],
  [Number.POSITIVE_INFINITY, 0],
];

describe("a market resolves strangely:", () => {
  it.each(PAYOUTS)(
    "payouts of %s and %s are refused, and nothing is worth anything else",
    (...payouts) => {
      const bench = survive(() => {
        const each = holder();
        each.report(buildReport("market_resolved", { payouts }));
        return each;
      });
      expect(bench.noticeCodes).toHaveLength(1);
      expect(bench.noticeCodes[0]).toMatch(/^(LEDGER_|EXEC_REPORT_MALFORMED)/);
      expect(bench.desk.ledgerPort.redeemableMicroUsd).toBe(0);
      expect(bench.gateway.redemptions).toEqual([]);
    },
  );

  it("twice, the other way round: the first stands, and that is an alarm", () => {
    const bench = survive(() => {
      const each = holder();
      each.report(
        buildReport("market_resolved", { payouts: [10_000, 0] }),
        buildReport("market_resolved", { payouts: [0, 10_000] }),
      );
      return each;
    });
    expect(bench.noticeCodes).toHaveLength(1);
    expect(bench.desk.ledgerPort.redeemableMicroUsd).toBe(100 * MICRO);
  });

  it("two winners in a set of which one can win is refused, and nothing pays twice", () => {
    const set = { isNegRisk: true, negRiskSetId: "set", negRiskRequestId: "set" };
    const bench = survive(() => {
      const markets = buildMarkets(2).map((market) => ({ ...market, ...set }));
      const each = holder({ markets });
      each.report(
        buildReport("market_resolved", { marketId: "market-0", payouts: [10_000, 0] }),
        buildReport("market_resolved", { marketId: "market-1", payouts: [10_000, 0] }),
      );
      return each;
    });
    expect(bench.desk.ledgerPort.redeemableMicroUsd).toBe(100 * MICRO);
  });

  it("and pays what I do not hold, or twice, or before its time: refused, kept or booked once", () => {
    const bench = survive(() => {
      const each = holder();
      const sizes: [number, number] = [100 * MICRO, 0];
      each.report(
        buildReport("tokens_redeemed", { operationId: "early", sizes }),
        buildReport("market_resolved", { payouts: [10_000, 0] }),
        buildReport("tokens_redeemed", { operationId: "again", sizes }),
        buildReport("tokens_redeemed", { operationId: "much", sizes: [1e15, 1e15] }),
        buildReport("tokens_redeemed", { operationId: "odd", sizes: [Number.NaN, -1] }),
      );
      return each;
    });
    expect(bench.noticeCodes[0]).toBe("LEDGER_MARKET_UNRESOLVED");
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT + 50 * MICRO);
    expect(bench.desk.ledgerPort.position(YES)).toBeUndefined();
  });
});

describe("tokens move without a trade:", () => {
  it("pairs out of nothing, tokens that leave twice and costs of NaN are refused", () => {
    const bench = survive(() => {
      const each = holder();
      const tokenId = YES;
      each.report(
        buildReport("pairs_converted", { operationId: "a", size: 1e15 }),
        buildReport("pairs_converted", { operationId: "b", size: Number.NaN }),
        buildReport("pairs_converted", { operationId: "c", size: MICRO, direction: "merge" }),
        buildReport("tokens_transferred", { operationId: "d", tokenId, size: -101 * MICRO }),
        buildReport("tokens_transferred", { operationId: "e", tokenId, size: 0 }),
        buildReport("tokens_transferred", { operationId: "f", size: 5, costMicroUsd: Number.NaN }),
      );
      return each;
    });
    expect(bench.noticeCodes).toHaveLength(6);
    const refused = /^(LEDGER_|EXEC_REPORT_MALFORMED)/;
    expect(bench.noticeCodes.every((code) => refused.test(code))).toBe(true);
    expect(bench.desk.ledgerPort.position(YES)?.size).toBe(100 * MICRO);
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT - 50 * MICRO);
  });
});
