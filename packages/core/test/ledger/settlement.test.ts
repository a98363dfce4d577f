import { describe, expect, it } from "vitest";
import { Account, codeOf, micro } from "./account.ts";

function funded(usd = 1_000): Account {
  const account = new Account();
  account.deposit(usd);
  account.list("m");
  return account;
}

describe("a fill on its way", () => {
  it("commits money at the match, and takes it when it is mined", () => {
    const account = funded();
    const fill = account.fill("BUY", "m-yes", 100, 0.4, {
      feeMicroUsd: micro(1),
      settlement: "MATCHED",
    });
    expect(account.view.cash).toMatchObject({
      settledMicroUsd: micro(1_000),
      committedMicroUsd: micro(41),
      cashMicroUsd: micro(959),
    });
    expect(account.view.position("m-yes")).toMatchObject({ settledSize: 0, size: micro(100) });
    expect(account.view.sellableSize("m-yes")).toBe(0);
    account.tell(fill, "MINED");
    expect(account.view.cash).toMatchObject({
      settledMicroUsd: micro(959),
      committedMicroUsd: 0,
      cashMicroUsd: micro(959),
    });
    expect(account.view.sellableSize("m-yes")).toBe(micro(100));
  });

  it("gives nobody the proceeds of a sale before they are mined, nor lets the peak see them", () => {
    const account = funded(100);
    account.fill("BUY", "m-yes", 100, 0.2);
    const sale = account.fill("SELL", "m-yes", 100, 0.9, { settlement: "MATCHED" });
    expect(account.view.cash.cashMicroUsd).toBe(micro(80));
    expect(account.view.cash.unsettledProceedsMicroUsd).toBe(micro(90));
    // Until then the sale counts as the shares did: at cost.
    expect(account.view.effectiveEquityMicroUsd).toBe(micro(100));
    expect(account.judge().peakUsd).toBe(100);
    account.tell(sale, "MINED");
    expect(account.view.cash.cashMicroUsd).toBe(micro(170));
    expect(account.judge().peakUsd).toBe(170);
    account.tell(sale, "FAILED");
    expect(account.judge()).toEqual({ drawdown: 0, level: "OK", peakUsd: 100 });
    expect(account.view.heldSize("m-yes")).toBe(micro(100));
  });

  it("takes each state once, in whatever order and however often it is told", () => {
    const account = funded();
    const fill = account.fill("BUY", "m-yes", 10, 0.5, { settlement: "MINED" });
    const hash = account.view.entriesHash;
    for (const late of ["MATCHED", "RETRYING", "MINED"] as const) {
      expect(account.tell(fill, late).status).toBe("unchanged");
    }
    expect(account.view.entriesHash).toBe(hash);
    expect(account.tell(fill, "CONFIRMED").status).toBe("booked");
    expect(account.tell(fill, "CONFIRMED").status).toBe("unchanged");
    expect(codeOf(account.tell(fill, "FAILED"))).toBe("LEDGER_SETTLEMENT_CONTRADICTED");
    expect(account.view.heldSize("m-yes")).toBe(micro(10));
  });

  it("books nothing when the failure is the first news", () => {
    const account = funded();
    const fill = account.fill("BUY", "m-yes", 10, 0.5, { settlement: "FAILED" });
    expect(account.tell(fill, "MATCHED").status).toBe("unchanged");
    expect(codeOf(account.tell(fill, "CONFIRMED"))).toBe("LEDGER_SETTLEMENT_CONTRADICTED");
    expect(account.view.heldSize("m-yes")).toBe(0);
    expect(account.view.dailyVolumeMicroUsd(0)).toBe(0);
  });
});

describe("a fill that fails", () => {
  it("leaves the average cost, profit and fees of the history without it", () => {
    const account = funded();
    account.fill("BUY", "m-yes", 100, 0.4);
    const failing = account.fill("BUY", "m-yes", 100, 0.8, {
      settlement: "MATCHED",
      feeMicroUsd: micro(2),
    });
    account.fill("SELL", "m-yes", 50, 0.6, { settlement: "MATCHED" });
    expect(account.view.position("m-yes")).toMatchObject({
      averagePrice: 6_000,
      realizedPnlMicroUsd: micro(-0.5),
    });
    account.tell(failing, "FAILED");
    expect(account.view.position("m-yes")).toMatchObject({
      size: micro(50),
      averagePrice: 4_000,
      realizedPnlMicroUsd: micro(10),
      feesMicroUsd: 0,
    });
    account.ledger.audit();
  });

  it("gives back exposure, volume, cooldown, order money and accruals", () => {
    const account = funded();
    account.nowMs = 1_000;
    account.fill("BUY", "m-yes", 10, 0.5);
    account.nowMs = 60_000;
    account.ledger.reserveOrder(
      {
        orderId: "o",
        tokenId: "m-no",
        side: "BUY",
        price: 5_000,
        size: micro(100),
        feeMicroUsdMax: 0,
      },
      account.cause,
    );
    const fill = account.fill("BUY", "m-no", 40, 0.5, { settlement: "MATCHED", orderId: "o" });
    account.ledger.accrueIncome(
      {
        operationId: "a",
        income: "rebate",
        marketId: "m",
        utcDay: 0,
        amountMicroUsd: 77,
        fillId: fill.fillId,
      },
      account.cause,
    );
    const { view } = account;
    expect(view.marketExposureMicroUsd("m")).toBe(micro(25));
    expect(view.reservedBuysMicroUsd).toBe(micro(30));
    expect(view.dailyVolumeMicroUsd(60_000)).toBe(micro(25));
    expect(view.lastFillAtMs("m")).toBe(60_000);
    expect(view.openPositionCount).toBe(2);
    account.tell(fill, "FAILED");
    expect(view.marketExposureMicroUsd("m")).toBe(micro(5));
    expect(view.exposureMicroUsd).toBe(micro(5));
    expect(view.dailyVolumeMicroUsd(60_000)).toBe(micro(5));
    expect(view.lastFillAtMs("m")).toBe(1_000);
    expect(view.openPositionCount).toBe(1);
    expect(view.pnl.rebatesAccruedMicroUsd).toBe(0);
    // What is left of the order is as the venue has it: the failed part does not come back.
    expect(view.reservedBuysMicroUsd).toBe(micro(30));
  });

  it("takes no accrual back that a payout has replaced", () => {
    const account = funded();
    const fill = account.fill("BUY", "m-yes", 10, 0.5, { settlement: "MATCHED" });
    const rebate = { income: "rebate", marketId: "m", utcDay: 0 } as const;
    const accrue = (amountMicroUsd: number, fillId: string | null): void => {
      account.ledger.accrueIncome(
        { operationId: account.id(), ...rebate, amountMicroUsd, fillId },
        account.cause,
      );
    };
    accrue(70, fill.fillId);
    account.ledger.recordPayout({ operationId: "p", ...rebate, amountMicroUsd: 60 }, account.cause);
    accrue(5, null);
    account.tell(fill, "FAILED");
    expect(account.view.pnl).toMatchObject({
      rebatesAccruedMicroUsd: 5,
      rebatesPaidMicroUsd: 60,
    });
    expect(account.view.accruedMicroUsd(rebate)).toBe(5);
  });

  it("leaves a sale of what it brought uncovered, and says so", () => {
    const account = funded();
    const bought = account.fill("BUY", "m-yes", 100, 0.4, { settlement: "MINED" });
    const sold = account.fill("SELL", "m-yes", 100, 0.5, { settlement: "MATCHED" });
    const answer = account.tell(bought, "FAILED");
    expect(answer).toMatchObject({ status: "booked", notices: ["LEDGER_POSITION_OVERSOLD"] });
    expect(account.view.heldSize("m-yes")).toBe(micro(-100));
    expect(account.view.oversoldPositionCount).toBe(1);
    account.tell(sold, "FAILED");
    expect(account.view.heldSize("m-yes")).toBe(0);
    expect(account.view.pnl.realizedMicroUsd).toBe(0);
    expect(account.view.cash.cashMicroUsd).toBe(micro(1_000));
  });

  it("is taken out of a long history as well", () => {
    const account = funded(100_000);
    const without = funded(100_000);
    const trade = (one: Account, count: number): void => {
      for (let index = 0; index < count; index += 1) {
        one.fill("BUY", "m-yes", 3, 0.3 + (index % 40) / 100);
        one.fill("SELL", "m-yes", 2, 0.4 + (index % 30) / 100);
      }
    };
    for (const one of [account, without]) trade(one, 100);
    const failing = account.fill("BUY", "m-yes", 500, 0.9, { settlement: "MINED" });
    for (const one of [account, without]) trade(one, 100);
    account.tell(failing, "FAILED");
    expect(account.view.position("m-yes")).toEqual(without.view.position("m-yes"));
    for (const one of [account, without]) trade(one, 1);
    expect(account.view.position("m-yes")).toEqual(without.view.position("m-yes"));
    account.ledger.audit();
  });

  it("does not take a latched halt back", () => {
    const account = funded(100);
    const fill = account.fill("BUY", "m-yes", 100, 0.5, { settlement: "MATCHED" });
    account.mark("m-yes", 0.01);
    expect(account.judge().level).toBe("HALT");
    account.tell(fill, "FAILED");
    expect(account.judge()).toEqual({ drawdown: 0, level: "HALT", peakUsd: 100 });
  });
});
