import { negRiskConvert } from "@polytraders/quant";
import { describe, expect, it } from "vitest";
import { Ledger, type LedgerEntry, type LedgerOptions } from "../../src/index.ts";
import { Account, codeOf, micro } from "./account.ts";

const HOUR_MS = 3_600_000;

function funded(usd = 1_000, options: LedgerOptions = {}): Account {
  const account = new Account(options);
  account.deposit(usd);
  return account;
}

describe("tokens of several outcomes", () => {
  function setOfThree(): Account {
    const account = funded();
    for (const market of ["a", "b", "c"]) account.list(market, "s");
    return account;
  }

  it("a set of NO tokens loses at most what no outcome pays, and releases the rest", () => {
    const account = setOfThree();
    account.fill("BUY", "a-no", 100, 0.6);
    account.fill("BUY", "b-no", 100, 0.7);
    expect(account.view.setOutcomes("s")).toEqual({
      heldCostMicroUsd: micro(130),
      worstPayoutMicroUsd: micro(100),
      bestPayoutMicroUsd: micro(200),
      worstLossMicroUsd: micro(30),
      releasableMicroUsd: micro(100),
    });
  });

  it("a conversion pays out what it releases and carries the rest of the cost over", () => {
    const account = setOfThree();
    account.fill("BUY", "a-no", 100, 0.6);
    account.fill("BUY", "b-no", 100, 0.7);
    const order = {
      operationId: "k",
      negRiskSetId: "s",
      marketIds: ["a", "b"],
      size: micro(100),
      feeBps: 0,
    };
    account.ledger.convertNegRisk(order, account.cause);
    const told = negRiskConvert(3, [0, 1], 100, 0);
    expect(account.view.cash.cashMicroUsd).toBe(micro(870 + told.collateralUsd));
    expect(account.view.position("c-yes")).toMatchObject({
      size: micro(told.yesShares.get(2) ?? 0),
      costMicroUsd: micro(30),
    });
    expect(account.view.pnl.realizedMicroUsd).toBe(0);
    expect(account.view.setOutcomes("s")?.worstLossMicroUsd).toBe(micro(30));
  });

  it("all NO tokens of a set are worth all dollars but one, whoever wins", () => {
    const account = setOfThree();
    for (const market of ["a", "b", "c"]) account.fill("BUY", `${market}-no`, 10, 0.6);
    expect(account.view.setOutcomes("s")).toMatchObject({
      worstPayoutMicroUsd: micro(20),
      bestPayoutMicroUsd: micro(20),
      releasableMicroUsd: micro(20),
    });
    account.ledger.resolveMarket("b", [10_000, 0], account.cause);
    expect(account.view.setOutcomes("s")?.worstPayoutMicroUsd).toBe(micro(20));
  });

  it("a set that is not listed whole cannot be converted, and none of it may win", () => {
    const account = funded();
    account.list("a", "s");
    account.list("b", "s");
    account.fill("BUY", "a-yes", 10, 0.5);
    account.fill("BUY", "b-yes", 10, 0.4);
    expect(account.view.setOutcomes("s")?.worstPayoutMicroUsd).toBe(0);
    account.fill("BUY", "a-no", 10, 0.5);
    const order = { operationId: "k", negRiskSetId: "s", marketIds: ["a"], size: 1, feeBps: 0 };
    expect(codeOf(account.ledger.convertNegRisk(order, account.cause))).toBe(
      "LEDGER_CONVERSION_INVALID",
    );
  });

  it("a split, a merge and a void resolution cost nothing", () => {
    const account = funded();
    account.list("m");
    const { ledger, cause } = account;
    ledger.splitPairs({ operationId: "s", marketId: "m", size: micro(100) }, cause);
    ledger.mergePairs({ operationId: "g", marketId: "m", size: micro(40) }, cause);
    ledger.resolveMarket("m", [5_000, 5_000], cause);
    expect(account.view.equity).toMatchObject({
      redeemableMicroUsd: micro(60),
      effectiveEquityMicroUsd: micro(1_000),
    });
    ledger.redeem({ operationId: "r", marketId: "m", sizes: null }, cause);
    expect(account.view.cash.cashMicroUsd).toBe(micro(1_000));
    expect(account.view.pnl.realizedMicroUsd).toBe(0);
    expect(account.view.positions()).toEqual([]);
  });
});

describe("equity and drawdown", () => {
  it("a deposit and a withdrawal move the peak, so that neither is a profit or a loss", () => {
    const account = funded(100);
    account.lose(10);
    account.deposit(50);
    expect(account.judge()).toEqual({ drawdown: 10 / 150, level: "OK", peakUsd: 150 });
    account.deposit(-100);
    expect(account.judge()).toEqual({ drawdown: 0.2, level: "OK", peakUsd: 50 });
  });

  it("a high leaves the rolling window one millisecond after its last moment", () => {
    const rolling = {
      drawdownMax: 0.3,
      warnShare: 0.8,
      peakMode: "rolling",
      windowDays: 30,
      inFlightValuation: "min_cost_bid",
    } as const;
    const account = funded(100, { drawdownRules: rolling });
    account.nowMs = HOUR_MS;
    account.lose(10);
    account.nowMs = 30 * 24 * HOUR_MS;
    expect(account.judge().peakUsd).toBe(100);
    account.nowMs += 1;
    expect(account.judge().peakUsd).toBe(90);
  });

  it("exposure is cost without fees, and a worthless position still counts", () => {
    const account = funded();
    account.list("m");
    account.fill("BUY", "m-yes", 100, 0.4, { feeMicroUsd: micro(1) });
    account.mark("m-yes", 0);
    expect(account.view.exposureMicroUsd).toBe(micro(40));
    expect(account.view.marketExposureMicroUsd("m")).toBe(micro(40));
    expect(account.view.pnl.unrealizedMicroUsd).toBe(micro(-41));
  });

  it("the literal mode counts deployed money as lost", () => {
    const literal = {
      drawdownMax: 0.3,
      warnShare: 0.8,
      peakMode: "all_time",
      windowDays: 30,
      inFlightValuation: "none",
    } as const;
    for (const [options, level] of [
      [{ drawdownRules: literal }, "HALT"],
      [{}, "OK"],
    ] as const) {
      const account = funded(100, options);
      account.list("m");
      account.fill("BUY", "m-yes", 80, 0.5);
      account.mark("m-yes", 0.5);
      expect(account.judge().level).toBe(level);
    }
  });

  it("a position without a price counts at cost and is told apart", () => {
    const account = funded(100);
    account.list("m");
    account.fill("BUY", "m-yes", 80, 0.5);
    expect(account.view.equity).toMatchObject({
      inFlightMicroUsd: micro(40),
      unmarkedPositionCount: 1,
    });
    account.mark("m-yes", 0.3);
    expect(account.view.equity).toMatchObject({
      inFlightMicroUsd: micro(24),
      unmarkedPositionCount: 0,
    });
    account.mark("m-yes", Number.NaN);
    expect(account.view.equity.inFlightMicroUsd).toBe(micro(24));
  });

  it("a halt is latched until an operator resets it, and comes back while the loss stands", () => {
    const entries: LedgerEntry[] = [];
    const account = funded(100, { onEntry: (entry) => entries.push(entry) });
    account.lose(40);
    expect(account.judge().level).toBe("HALT");
    account.gain(40);
    expect(account.judge()).toEqual({ drawdown: 0, level: "HALT", peakUsd: 100 });
    account.lose(40);
    const order = { operator: "rita", reason: "reviewed" };
    account.nowMs = HOUR_MS;
    account.ledger.resetHalt(order, account.cause);
    expect(account.view.isHalted).toBe(false);
    expect(account.judge().level).toBe("HALT");
    account.ledger.resetPeak(order, account.cause);
    account.ledger.resetHalt(order, account.cause);
    expect(account.judge()).toEqual({ drawdown: 0, level: "OK", peakUsd: 60 });
    expect(entries.filter(({ kind }) => kind === "drawdown_halted")).toHaveLength(2);
    expect(entries.find(({ kind }) => kind === "peak_reset")).toMatchObject({
      ...order,
      timeMs: HOUR_MS,
      peakBeforeMicroUsd: micro(100),
      cashMicroUsd: micro(60),
    });
  });

  it("estimated income is no money until it is paid", () => {
    const account = funded(100);
    account.list("m");
    const income = { income: "reward", marketId: "m", utcDay: 0 } as const;
    account.ledger.accrueIncome(
      { operationId: "a", ...income, amountMicroUsd: micro(3), fillId: null },
      account.cause,
    );
    expect(account.view.effectiveEquityMicroUsd).toBe(micro(100));
    expect(account.view.pnl).toMatchObject({
      rewardsAccruedMicroUsd: micro(3),
      rewardsPaidMicroUsd: 0,
    });
    const payout = { operationId: "b", ...income, amountMicroUsd: micro(2.5) };
    account.ledger.recordPayout(payout, account.cause);
    expect(account.ledger.recordPayout(payout, account.cause).status).toBe("unchanged");
    expect(account.view.cash.cashMicroUsd).toBe(micro(102.5));
    expect(account.view.pnl).toMatchObject({
      rewardsAccruedMicroUsd: 0,
      rewardsPaidMicroUsd: micro(2.5),
    });
  });
});

describe("the ledger against the venue", () => {
  it("money that moved without a trade: nothing, a warning, a correction that says so", () => {
    const account = funded(100);
    const check = (usd: number): unknown => account.ledger.checkCash(micro(usd), account.cause);
    expect(check(102)).toMatchObject({ entry: { level: "OK" }, notices: [] });
    expect(check(102.000001)).toMatchObject({ notices: ["LEDGER_CASH_DIVERGED"] });
    expect(account.view.cash.settledMicroUsd).toBe(micro(100));
    expect(check(89.999999)).toMatchObject({ notices: ["LEDGER_CASH_CORRECTED"] });
    expect(account.view.cash.settledMicroUsd).toBe(89_999_999);
    expect(check(40)).toMatchObject({
      notices: ["LEDGER_CASH_CORRECTED", "LEDGER_PEAK_IMPLAUSIBLE"],
    });
    expect(account.judge().level).toBe("HALT");
  });

  it("tokens that are gone are a loss of their cost, unknown ones come at the cost given", () => {
    const account = funded(100);
    account.list("m");
    account.fill("BUY", "m-yes", 100, 0.5);
    const check = (actualSize: number, costMicroUsd = 0): unknown =>
      account.ledger.checkTokens({ tokenId: "m-yes", actualSize, costMicroUsd }, account.cause);
    expect(check(micro(97))).toMatchObject({ notices: ["LEDGER_TOKENS_DIVERGED"] });
    expect(check(micro(50))).toMatchObject({ notices: ["LEDGER_TOKENS_CORRECTED"] });
    expect(account.view.pnl.realizedMicroUsd).toBe(micro(-25));
    check(micro(150), micro(40));
    expect(account.view.position("m-yes")?.costMicroUsd).toBe(micro(65));
    account.ledger.audit();
  });
});

describe("what others can do to the ledger", () => {
  it("nothing: figures are copies, and the view has no way in", () => {
    const account = funded(100);
    account.list("m");
    account.fill("BUY", "m-yes", 10, 0.5);
    const { view } = account;
    Object.assign(view.cash, { cashMicroUsd: 1 });
    Object.assign(view.position("m-yes") ?? {}, { size: 1 });
    expect(view.cash.cashMicroUsd).toBe(micro(95));
    expect(view.heldSize("m-yes")).toBe(micro(10));
    expect(Object.keys(view)).toEqual([]);
  });

  it("entries are handed out frozen", () => {
    const account = funded(100);
    const [entry] = account.view.newestEntries();
    expect(Object.isFrozen(entry)).toBe(true);
  });

  it("a restart goes on where the entries end, and hands out only new ones", () => {
    const entries: LedgerEntry[] = [];
    const account = funded(100, { onEntry: (entry) => entries.push(entry) });
    account.lose(40);
    account.judge();
    const heard: LedgerEntry[] = [];
    const restored = Ledger.restore(entries, { onEntry: (entry) => heard.push(entry) });
    expect(restored.view.isHalted).toBe(true);
    expect(restored.view.entriesHash).toBe(account.view.entriesHash);
    restored.resetHalt({ operator: "rita", reason: "reviewed" }, account.cause);
    expect(heard.map(({ sequence, kind }) => [sequence, kind])).toEqual([
      [entries.length, "halt_reset"],
    ]);
  });

  it("memory stays as it is, however many entries there are", () => {
    let heard = 0;
    const account = funded(1_000_000, { entriesKeptMax: 10, onEntry: () => (heard += 1) });
    account.list("m");
    for (let count = 0; count < 5_000; count += 1) {
      account.nowMs += 1_000;
      const fill = account.fill("BUY", "m-yes", 1, 0.5, { settlement: "MATCHED" });
      account.tell(fill, "MINED");
      account.tell(fill, "CONFIRMED");
    }
    expect(heard).toBe(account.view.entryCount);
    expect(account.view.newestEntries()).toHaveLength(10);
    expect(account.view.openFillCount).toBe(0);
  });
});
