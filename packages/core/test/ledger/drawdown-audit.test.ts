import { describe, expect, it } from "vitest";
import { Account, micro } from "./account.ts";

/** The account of the audit: 200.97 in cash. */
function accountWith(usd: number): Account {
  const account = new Account();
  account.deposit(usd);
  return account;
}

describe("the ten scenarios of the drawdown audit", () => {
  it("1. normal case: a drawdown of 10 % is within limits", () => {
    const account = accountWith(100);
    account.lose(10);
    expect(account.judge()).toEqual({ drawdown: 0.1, level: "OK", peakUsd: 100 });
  });

  it("2. boundary case: exactly 30 % halts", () => {
    const account = accountWith(386.97);
    account.lose(116.090999);
    expect(account.judge().level).toBe("WARN");
    account.lose(0.000001);
    expect(account.judge()).toEqual({ drawdown: 0.3, level: "HALT", peakUsd: 386.97 });
  });

  it("3. danger zone: 35 % halts", () => {
    const account = accountWith(100);
    account.lose(35);
    expect(account.judge()).toEqual({ drawdown: 0.35, level: "HALT", peakUsd: 100 });
  });

  it("4. uninitialised peak: a peak of 0 cannot halt", () => {
    const account = new Account();
    expect(account.judge()).toEqual({ drawdown: 0, level: "OK", peakUsd: 0 });
    expect(account.view.drawdown(0).haltAtMicroUsd).toBeNull();
  });

  it("5. negative balance: cash below 0 halts at once, whatever positions are worth", () => {
    const account = accountWith(100);
    account.list("m");
    const fill = account.fill("BUY", "m-yes", 210, 0.5);
    account.mark("m-yes", 0.5);
    expect(account.view.cash.cashMicroUsd).toBe(micro(-5));
    expect(account.view.fill(fill.fillId)?.settlement).toBe("CONFIRMED");
    expect(account.judge()).toEqual({ drawdown: 0, level: "HALT", peakUsd: 100 });
  });

  it("6. profit case: cash above the peak is the new peak", () => {
    const account = accountWith(100);
    account.gain(50);
    expect(account.judge()).toEqual({ drawdown: 0, level: "OK", peakUsd: 150 });
  });

  it("7. the incident: a peak that counts marks would halt falsely", () => {
    const account = accountWith(200.97);
    account.list("m");
    account.fill("BUY", "m-yes", 200, 0.1);
    account.mark("m-yes", 0.95);
    const portfolio = account.view.cash.cashMicroUsd + micro(200 * 0.95);
    expect(portfolio).toBe(micro(370.97));
    account.mark("m-yes", 0);
    const { effectiveMicroUsd } = account.view.drawdown(0);
    expect((portfolio - effectiveMicroUsd) / portfolio).toBeCloseTo(0.512_170_795_482, 12);
    expect(account.judge().level).toBe("OK");
  });

  it("8. correct peak tracking: cash alone", () => {
    const account = accountWith(200.97);
    account.list("m");
    account.fill("BUY", "m-yes", 200, 0.1);
    account.mark("m-yes", 0.95);
    expect(account.judge()).toEqual({ drawdown: 0, level: "OK", peakUsd: 200.97 });
    account.mark("m-yes", 0);
    expect(account.judge().drawdown).toBeCloseTo(0.099_517_340_897, 12);
    expect(account.judge().peakUsd).toBe(200.97);
  });

  it("9. redeemable value: winners from 0.99 on count, dust below one dollar does not", () => {
    const account = accountWith(100);
    for (const market of ["won", "dust", "near"]) account.list(market);
    account.fill("BUY", "won-yes", 30, 0.5);
    account.fill("BUY", "dust-yes", 0.9, 0.5);
    account.fill("BUY", "near-yes", 50, 0.4);
    account.mark("won-yes", 0.98, 0.99);
    account.ledger.resolveMarket("dust", [10_000, 0], account.cause);
    account.mark("near-yes", 0.97, 0.98);
    expect(account.view.equity).toMatchObject({
      redeemableMicroUsd: micro(29.7),
      inFlightMicroUsd: micro(20),
      effectiveEquityMicroUsd: micro(100 - 35.45 + 49.7),
    });
  });

  it("10. division by zero: losing what came after a peak of 0 is measured from its own peak", () => {
    const account = new Account();
    account.judge();
    account.gain(10);
    account.lose(10);
    expect(account.judge()).toEqual({ drawdown: 1, level: "HALT", peakUsd: 10 });
  });
});

describe("the incident told by both stories", () => {
  it("an open winner that comes to nothing is a loss of its cost, 9.95 %", () => {
    const account = accountWith(200.97);
    account.list("m");
    account.fill("BUY", "m-yes", 200, 0.1);
    account.mark("m-yes", 0.95);
    account.judge();
    account.ledger.resolveMarket("m", [0, 10_000], account.cause);
    const { drawdown, level } = account.judge();
    expect(drawdown).toBeCloseTo(0.099_517_340_897, 12);
    expect(level).toBe("OK");
  });

  it("once redeemed, 380.97 is real cash and losing 180 of it is a true 47.25 %", () => {
    const account = accountWith(200.97);
    account.list("m");
    account.fill("BUY", "m-yes", 200, 0.1);
    account.mark("m-yes", 0.99);
    expect(account.judge()).toEqual({ drawdown: 0, level: "OK", peakUsd: 200.97 });
    account.ledger.resolveMarket("m", [10_000, 0], account.cause);
    account.ledger.redeem({ operationId: "r", marketId: "m", sizes: null }, account.cause);
    expect(account.judge()).toEqual({ drawdown: 0, level: "OK", peakUsd: 380.97 });
    account.lose(180);
    expect(account.judge().drawdown).toBeCloseTo(0.472_478_147_886, 12);
    expect(account.judge().level).toBe("HALT");
  });

  it("the peak of the state file, 386.97, makes it 48.07 %", () => {
    const account = accountWith(386.97);
    account.lose(186);
    expect(account.judge().drawdown).toBeCloseTo(186 / 386.97, 12);
    expect(account.view.isHalted).toBe(true);
  });

  it("a peak that is stuck at 200.97 hides a fall from 500 to 200; cash observed each time does not", () => {
    const account = accountWith(200.97);
    account.gain(299.03);
    account.lose(300);
    expect(account.judge()).toEqual({ drawdown: 0.6, level: "HALT", peakUsd: 500 });
  });
});
