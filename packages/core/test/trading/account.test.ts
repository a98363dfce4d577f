import { buildCommand, buildMarkets, buildReport, venueOrderIdOf } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { DEPOSIT, DeskBench, MICRO } from "./desk-bench.ts";

const YES = "market-0-yes";

/** A run that holds 100 shares bought at 0.50, confirmed. */
function holder(options: object = {}): DeskBench {
  const bench = new DeskBench(options);
  const [orderId = ""] = bench.wish({});
  const venueTradeId = bench.trade(orderId, 100);
  bench.trade(orderId, 100, { venueTradeId, settlement: "MINED" });
  bench.trade(orderId, 100, { venueTradeId, settlement: "CONFIRMED" });
  return bench;
}

describe("a fill", () => {
  it("is told in each settlement state once, and books once", () => {
    const bench = holder();
    const { venueTradeId = "", orderId = "" } = bench.fills.at(0) ?? {};
    bench.trade(orderId, 100, { venueTradeId, settlement: "MINED" });
    bench.trade(orderId, 100, { venueTradeId, settlement: "MATCHED" });
    expect(bench.fills.map(({ settlement }) => settlement)).toEqual([
      "MATCHED",
      "MINED",
      "CONFIRMED",
    ]);
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT - 50 * MICRO);
    expect(bench.desk.ledgerPort.position(YES)).toMatchObject({
      size: 100 * MICRO,
      averagePrice: 5_000,
    });
    expect(bench.desk.ledgerPort.sellableSize(YES)).toBe(100 * MICRO);
  });

  it("that fails takes position, cash and volume back, and does not open the order again", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    const venueTradeId = bench.trade(orderId, 40, { feeMicroUsd: 1_000 });
    expect(bench.desk.ledgerPort.dailyVolumeMicroUsd).toBe(20 * MICRO);
    bench.trade(orderId, 40, { venueTradeId, feeMicroUsd: 1_000, settlement: "FAILED" });
    const { ledgerPort } = bench.desk;
    expect(ledgerPort.cashMicroUsd).toBe(DEPOSIT);
    expect(ledgerPort.position(YES)).toBeUndefined();
    expect(ledgerPort.dailyVolumeMicroUsd).toBe(0);
    expect(ledgerPort.lastFillAtMs("market-0")).toBeNull();
    expect(bench.statusesOf(orderId).at(-1)).toBe("partially_filled 40");
    expect(ledgerPort.reservedMicroUsd).toBe(30 * MICRO);
    bench.changed(orderId, "cancelled", 40);
    expect(ledgerPort.reservedMicroUsd).toBe(0);
    expect(ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("whose failure is the first news of it books nothing, and leaves nothing reserved", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.trade(orderId, 40, { settlement: "FAILED" });
    bench.changed(orderId, "cancelled", 40);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
    expect(bench.statusesOf(orderId).at(-1)).toBe("cancelled 40");
  });

  it("of an order that was never sent is booked and raises an alarm", () => {
    const bench = new DeskBench();
    bench.trade("somebody", 10);
    expect(bench.desk.ledgerPort.position(YES)?.size).toBe(10 * MICRO);
    expect(bench.noticeCodes).toEqual(["LEDGER_FILL_ORDER_NOT_SENT", "EXEC_FILL_ORDER_UNKNOWN"]);
    expect(bench.fills).toMatchObject([{ intentId: "", originId: "", marketId: "market-0" }]);
    expect(bench.run.envelopes.map(({ reasonCode }) => reasonCode)).toContain(
      "EXEC_FILL_ORDER_UNKNOWN",
    );
  });

  it("of a token that nobody knows is refused with its code, and the kernel lives", () => {
    const bench = new DeskBench();
    bench.trade("somebody", 10, { tokenId: "a stranger's" });
    expect(bench.noticeCodes).toEqual(["LEDGER_TOKEN_UNKNOWN"]);
    expect(bench.wish({})).toHaveLength(1);
  });

  it("beyond its order is refused with its code", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.trade(orderId, 80);
    bench.trade(orderId, 80);
    expect(bench.noticeCodes).toEqual(["LEDGER_FILL_EXCEEDS_ORDER"]);
    expect(bench.statusesOf(orderId).at(-1)).toBe("partially_filled 80");
  });

  it("of a sale that is told before the purchase waits for it", () => {
    const bench = new DeskBench();
    bench.trade("sale", 10, { side: "SELL", price: 6_000 });
    expect(bench.noticeCodes).toEqual(["LEDGER_TOKENS_INSUFFICIENT"]);
    bench.trade("purchase", 10);
    expect(bench.desk.ledger.view.heldSize(YES)).toBe(0);
    expect(bench.desk.ledger.view.pnl.realizedMicroUsd).toBe(MICRO);
  });

  it("that is owed is asked for", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    bench.answer(orderId, "resting");
    bench.changed(orderId, "cancelled", 30);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(15 * MICRO);
    bench.advance(5_000);
    expect(bench.gateway.reconciles).toEqual([venueOrderIdOf(orderId)]);
    bench.trade(orderId, 30);
    expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(0);
    bench.advance(600_000);
    expect(bench.gateway.reconciles).toHaveLength(1);
  });
});

describe("positions as bots read them", () => {
  it("are made once after each change, and what was handed out stays as it was", () => {
    const bench = holder();
    const { ledgerPort } = bench.desk;
    const before = ledgerPort.positions();
    bench.wish({ price: 4_000 });
    expect(ledgerPort.positions()).toBe(before);
    const [orderId = ""] = bench.wish({});
    bench.trade(orderId, 10);
    expect(before).toMatchObject([{ tokenId: YES, size: 100 * MICRO, costMicroUsd: 50 * MICRO }]);
    expect(ledgerPort.positions()).toMatchObject([{ tokenId: YES, size: 110 * MICRO }]);
    expect(ledgerPort.position(YES)).toEqual(ledgerPort.positions()[0]);
    expect(Object.isFrozen(before) && Object.isFrozen(ledgerPort)).toBe(true);
  });
});

describe("prices", () => {
  it("of what is held follow the book, in both tokens", () => {
    const bench = holder();
    expect(bench.desk.ledgerPort.inFlightMicroUsd).toBe(40 * MICRO);
    bench.showBook([0.45, 10], [0.6, 10]);
    expect(bench.desk.ledgerPort.inFlightMicroUsd).toBe(45 * MICRO);
    bench.showBook(null, [0.6, 10]);
    bench.showBook([0.3, 10], null);
    expect(bench.desk.ledgerPort.inFlightMicroUsd).toBe(30 * MICRO);
    expect(bench.desk.ledgerPort.effectiveEquityMicroUsd).toBe(DEPOSIT - 20 * MICRO);
  });

  it("of an empty book say nothing", () => {
    const bench = holder();
    bench.showBook(null, null);
    expect(bench.desk.ledgerPort.inFlightMicroUsd).toBe(40 * MICRO);
  });
});

describe("a drawdown at the limit", () => {
  function fallen(): DeskBench {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({ price: 6_000, size: 16_000 * MICRO });
    bench.trade(orderId, 16_000, { price: 6_000 });
    return bench;
  }

  it("halts everything, once, and an operator takes the halt away", () => {
    const bench = fallen();
    expect(bench.run.runtime.risk.barrier.halts).toMatchObject([
      {
        scope: { botId: null, marketId: null },
        cause: "automatic",
        reasonCode: "EXEC_DRAWDOWN_HALTED",
      },
    ]);
    bench.showBook([0.1, 10], [0.6, 10]);
    bench.showBook([0.2, 10], [0.6, 10]);
    expect(bench.noticeCodes.filter((code) => code === "EXEC_DRAWDOWN_HALTED")).toHaveLength(1);
    expect(bench.wish({ price: 100 })).toEqual([]);
    bench.run.runtime.command(buildCommand("reset_peak"));
    bench.run.runtime.command(buildCommand("reset_halt"));
    expect(bench.run.envelopes.map(({ reasonCode }) => reasonCode)).toEqual(
      expect.arrayContaining(["EXEC_PEAK_RESET", "EXEC_DRAWDOWN_RESET"]),
    );
    expect(bench.run.runtime.risk.barrier.halts).toEqual([]);
    bench.showBook();
    expect(bench.wish({ price: 100 })).toHaveLength(1);
  });

  it("halts again while it lasts", () => {
    const bench = fallen();
    bench.run.runtime.command(buildCommand("reset_halt"));
    bench.showBook([0.39, 10], [0.6, 10]);
    expect(bench.run.runtime.risk.barrier.halts).toHaveLength(1);
  });

  it("is not touched by a reset of one market", () => {
    const bench = fallen();
    const scope = { marketId: "market-0" };
    bench.run.runtime.command(buildCommand("reset_halt", { scope }));
    expect(bench.desk.ledger.view.isHalted).toBe(true);
    expect(bench.run.runtime.risk.barrier.halts).toHaveLength(1);
  });
});

describe("a balance", () => {
  const cash = (amount: number) => buildReport("balance_found", { amount });
  const tokens = (amount: number) => buildReport("balance_found", { tokenId: YES, amount });

  it("that agrees makes the books reconciled", () => {
    const bench = holder();
    expect(bench.desk.ledgerPort.reconciledAtMs).toBeNull();
    bench.report(cash(DEPOSIT - 50 * MICRO), tokens(100 * MICRO));
    expect(bench.desk.ledgerPort.reconciledAtMs).toBe(bench.nowMs);
    expect(bench.noticeCodes).toEqual([]);
  });

  it("that moves without a trade has a code, is told once, and corrects only when it is far off", () => {
    const bench = new DeskBench();
    bench.report(cash(DEPOSIT - MICRO), cash(DEPOSIT - MICRO));
    expect(bench.noticeCodes).toEqual(["EXEC_BALANCE_MOVED"]);
    bench.report(cash(0.95 * DEPOSIT));
    expect(bench.noticeCodes.slice(1)).toEqual(["EXEC_BALANCE_MOVED", "LEDGER_CASH_DIVERGED"]);
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT);
    bench.report(cash(0.5 * DEPOSIT));
    expect(bench.noticeCodes).toContain("LEDGER_CASH_CORRECTED");
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(0.5 * DEPOSIT);
    // Half of the money is gone: that is a drawdown.
    expect(bench.run.runtime.risk.barrier.halts).toHaveLength(1);
  });

  it("is no surprise while a fill is on its way to the chain", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({ size: 10_000 * MICRO });
    bench.trade(orderId, 10_000);
    bench.report(cash(DEPOSIT), cash(DEPOSIT / 2), tokens(0), tokens(10_000 * MICRO));
    expect(bench.noticeCodes).toEqual([]);
    expect(bench.desk.ledger.view.heldSize(YES)).toBe(10_000 * MICRO);
    bench.report(tokens(10_001 * MICRO));
    expect(bench.noticeCodes).toEqual(["EXEC_BALANCE_MOVED", "LEDGER_TOKENS_CORRECTED"]);
    expect(bench.desk.ledger.view.heldSize(YES)).toBe(10_001 * MICRO);
  });

  it("found before anything else opens the books", () => {
    const bench = new DeskBench({ isFunded: false });
    bench.report(cash(500 * MICRO));
    expect(bench.desk.ledgerPort.startEquityMicroUsd).toBe(500 * MICRO);
    expect(bench.desk.ledgerPort.peakCashMicroUsd("all_time")).toBe(500 * MICRO);
    expect(bench.noticeCodes).toEqual([]);
  });

  it("is asked for at the start and on a heartbeat, with every token held", () => {
    const bench = new DeskBench({ trading: { balanceCheckMs: 60_000 } });
    const [orderId = ""] = bench.wish({});
    bench.trade(orderId, 100);
    bench.advance(120_000);
    const asked = bench.gateway.calls.flatMap((call) =>
      call.kind === "checkBalances" ? [call.tokenIds] : [],
    );
    expect(asked).toEqual([[null], [null, YES], [null, YES]]);
  });
});

describe("a resolved market", () => {
  it("is redeemed at once, until it is done, and the money is booked once", () => {
    const bench = holder();
    bench.report(buildReport("market_resolved", {}), buildReport("market_resolved", {}));
    expect(bench.gateway.redemptions).toEqual(["market-0"]);
    expect(bench.desk.ledgerPort.redeemableMicroUsd).toBe(100 * MICRO);
    bench.advance(60_000);
    expect(bench.gateway.redemptions).toHaveLength(2);
    const redeemed = buildReport("tokens_redeemed", {
      operationId: "0xredeem",
      sizes: [100 * MICRO, 0],
    });
    bench.report(redeemed, redeemed);
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT + 50 * MICRO);
    bench.advance(3_600_000);
    expect(bench.gateway.redemptions).toHaveLength(2);
    expect(bench.noticeCodes).toEqual([]);
  });

  it("is redeemed before its resolution is told, once that comes", () => {
    const bench = holder({ trading: { redeemsWhenResolved: false } });
    bench.report(buildReport("tokens_redeemed", { operationId: "x", sizes: [100 * MICRO, 0] }));
    expect(bench.noticeCodes).toEqual(["LEDGER_MARKET_UNRESOLVED"]);
    bench.report(buildReport("market_resolved", {}));
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT + 50 * MICRO);
    expect(bench.gateway.redemptions).toEqual([]);
  });

  it("waits for a fill to settle", () => {
    const bench = new DeskBench();
    const [orderId = ""] = bench.wish({});
    const venueTradeId = bench.trade(orderId, 100);
    bench.report(buildReport("market_resolved", {}));
    expect(bench.gateway.redemptions).toEqual([]);
    bench.trade(orderId, 100, { venueTradeId, settlement: "MINED" });
    expect(bench.gateway.redemptions).toEqual(["market-0"]);
  });
});

describe("other news of the account", () => {
  it("is booked: transfers, pairs, income", () => {
    const bench = new DeskBench({ markets: buildMarkets(2) });
    const size = 10 * MICRO;
    bench.report(
      buildReport("tokens_transferred", { operationId: "in", size, costMicroUsd: 4 * MICRO }),
      buildReport("pairs_converted", { operationId: "split", size, marketId: "market-1" }),
      buildReport("pairs_converted", {
        operationId: "merge",
        size,
        marketId: "market-1",
        direction: "merge",
      }),
      buildReport("income_accrued", { operationId: "a", amountMicroUsd: 7 }),
      buildReport("income_paid", { operationId: "p", amountMicroUsd: 9 }),
      buildReport("cash_transferred", { operationId: "out", amountMicroUsd: -MICRO }),
    );
    expect(bench.desk.ledgerPort.cashMicroUsd).toBe(DEPOSIT - MICRO + 9);
    expect(bench.desk.ledgerPort.startEquityMicroUsd).toBe(DEPOSIT + 3 * MICRO);
    expect(bench.desk.ledgerPort.positions()).toMatchObject([{ tokenId: YES, size }]);
    expect(bench.noticeCodes).toEqual([]);
  });

  it("that cannot be is refused with its code and changes nothing", () => {
    const bench = new DeskBench();
    const before = bench.desk.ledger.view.entriesHash;
    bench.report(
      buildReport("cash_transferred", { operationId: "out", amountMicroUsd: -2 * DEPOSIT }),
      buildReport("pairs_converted", { operationId: "merge", size: 5, direction: "merge" }),
      buildReport("market_resolved", { marketId: "elsewhere" }),
      buildReport("income_paid", { operationId: "p", amountMicroUsd: 0 }),
    );
    expect(bench.noticeCodes).toEqual([
      "LEDGER_CASH_INSUFFICIENT",
      "LEDGER_TOKENS_INSUFFICIENT",
      "LEDGER_MARKET_UNKNOWN",
      "LEDGER_AMOUNT_INVALID",
    ]);
    expect(bench.desk.ledger.view.entriesHash).toBe(before);
  });

  it("of the venue itself is what guards see of it", () => {
    const bench = new DeskBench();
    expect(bench.desk.venueHealth.status).toBe("unreachable");
    bench.advance(5_000);
    bench.report(buildReport("venue_status_changed", { status: "open", country: "DE" }));
    expect(bench.desk.venueHealth).toMatchObject({
      status: "open",
      isGeoblocked: false,
      country: "DE",
      heardAtMs: bench.nowMs,
    });
  });
});
