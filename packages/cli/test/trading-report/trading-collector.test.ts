import { describe, expect, it } from "vitest";
import { HandRun, micro, START_MS, STRATEGY } from "./hand-run.ts";

describe("fills", () => {
  it("are compared with the mids at decision and arrival and 5, 30 and 300 seconds later", () => {
    const run = new HandRun().quote(0.5);
    const orderId = run.after(1_000).send({ side: "BUY", shares: 100, price: 0.53 });
    run.after(50).quote(0.52);
    run.after(50).fill(orderId, 100);
    run.update(orderId, "filled");
    run.after(4_000).quote(0.54);
    run.after(20_000).quote(0.5);
    run.after(300_000).quote(0.6);
    const [fill] = run.summary().fills.newest;
    expect(fill).toMatchObject({ role: "taker", outcome: "Yes", originId: STRATEGY });
    expect(fill?.decisionSlippageUsd).toBeCloseTo(0.03, 10);
    expect(fill?.arrivalSlippageUsd).toBeCloseTo(0.01, 10);
    expect(fill?.markoutUsd[0]).toBeCloseTo(0.01, 10);
    expect(fill?.markoutUsd[1]).toBeCloseTo(-0.03, 10);
    expect(fill?.markoutUsd[2]).toBeCloseTo(-0.03, 10);
  });

  it("in the second token are compared with its own mid, and sales the other way round", () => {
    const run = new HandRun().quote(0.4);
    run.trade({ side: "BUY", shares: 10, price: 0.62, isSecond: true });
    run.after(1_000).trade({ side: "SELL", shares: 10, price: 0.59, isSecond: true });
    run.after(10_000).quote(0.5);
    const [bought, sold] = run.summary().fills.newest;
    expect(bought?.decisionSlippageUsd).toBeCloseTo(0.02, 10);
    expect(sold?.decisionSlippageUsd).toBeCloseTo(0.01, 10);
    expect(bought?.markoutUsd[0]).toBeCloseTo(-0.02, 10);
    expect(sold?.markoutUsd[0]).toBeCloseTo(-0.01, 10);
    expect(sold?.markoutUsd[2]).toBeNull();
  });

  it("that rested know what was displayed before them when they were sent", () => {
    const run = new HandRun().book([[0.49, 250]], [[0.51, 100]]);
    const orderId = run.send({ side: "BUY", shares: 10, price: 0.49, isPostOnly: true });
    run.after(100).update(orderId, "resting");
    run.book([[0.49, 40]], [[0.51, 100]]);
    run.after(100).fill(orderId, 10);
    run.update(orderId, "filled");
    const summary = run.summary();
    expect(summary.fills.newest[0]?.queueAheadMicroShares).toBe(micro(250));
    expect(summary.fills.maker).toMatchObject({ fillCount: 1, queueAheadMicroShares: micro(250) });
    expect(summary.fills.maker.arrivalSlippageUsd).toBeCloseTo(-0.01, 10);
    expect(summary.fills.taker.fillCount).toBe(0);
  });

  it("are kept up to the stated number, and all of them are in the sums", () => {
    const run = new HandRun({ fillsKeptMax: 10 }).quote(0.5);
    for (let index = 0; index < 35; index += 1) {
      run.after(10).trade({ side: index % 2 === 0 ? "BUY" : "SELL", shares: 2, price: 0.5 });
    }
    const { fills, notes } = run.summary();
    expect(fills.newest).toHaveLength(10);
    expect(fills.leftOut).toBe(25);
    expect(fills.all).toMatchObject({ fillCount: 35, volumeMicroUsd: micro(35) });
    expect(notes.join(" ")).toContain("25 older ones");
  });

  it("say where they stand on their way to the chain, and each step counts once", () => {
    const run = new HandRun().quote(0.5);
    const orderId = run.send({ side: "BUY", shares: 30, price: 0.5 });
    const first = run.fill(orderId, 10, { settlement: "MATCHED" });
    run.fill(orderId, 10, { settlement: "MATCHED" });
    run.tell(first, "MINED");
    run.tell(first, "MINED");
    run.tell(first, "MATCHED");
    const { fills, notes } = run.summary();
    expect(fills.bySettlement).toMatchObject({ MATCHED: 1, MINED: 1, CONFIRMED: 0 });
    expect(fills.all.fillCount).toBe(2);
    expect(fills.unsettledMicroUsd).toBe(micro(10));
    expect(notes[0]).toContain("2 fills of $10.00 not settled");
  });

  it("that fail are in no sum any more", () => {
    const run = new HandRun({ feeRate: 0.04 }).quote(0.5);
    const good = run.trade({ side: "BUY", shares: 10, price: 0.51 }, { feeUsd: 0.1 });
    const bad = run.trade({ side: "BUY", shares: 40, price: 0.52 }, { settlement: "MINED" });
    run.after(6_000).quote(0.55);
    run.tell(bad, "FAILED");
    run.collector.onFill({ ...bad, settlement: "CONFIRMED" });
    const { fills, strategies, notes } = run.summary();
    expect(fills.all).toMatchObject({ fillCount: 1, sizeMicroShares: good.size });
    expect(fills.all.feesMicroUsd).toBe(micro(0.1));
    expect(fills.all.markoutUsd[0]).toBeCloseTo(0.04 - 0.05, 10);
    expect(fills.all.markoutFillCounts[0]).toBe(1);
    expect(fills.bySettlement.FAILED).toBe(1);
    expect(strategies[0]?.volumeMicroUsd).toBe(micro(5.1));
    expect(notes.join(" ")).toContain("1 fill failed");
  });
});

describe("the funnel", () => {
  it("counts from wish to fill, by strategy, and refusals by code and guard", () => {
    const run = new HandRun({ strategyIds: [STRATEGY, "strat.lp_rewards"] }).quote(0.5);
    const plan = { side: "BUY", shares: 10, price: 0.5 } as const;
    run.trade(plan);
    run.refuse(plan, "RISK_STALE_BOOK", "risk.stale_book_guard");
    run.refuse(plan, "RISK_STALE_BOOK", "risk.stale_book_guard");
    run.refuse(plan, "RISK_KILL_SWITCH", "risk.killswitch");
    const partly = run.send({ ...plan, wanted: 25, isPostOnly: true });
    run.update(partly, "resting");
    run.fill(partly, 4);
    run.update(partly, "cancelled");
    const rejected = run.send(plan);
    run.update(rejected, "rejected", { venueReason: "not enough balance" });
    const unsent = run.approve(plan);
    run.update(unsent, "cancelled", { venueOrderId: null });
    run.send(plan);
    const { orders } = run.summary();
    expect(orders.funnel).toEqual([
      expect.objectContaining({
        originId: STRATEGY,
        intents: 8,
        refused: 3,
        approved: 5,
        reshaped: 1,
        sent: 4,
        rested: 1,
        filledOrders: 2,
        fills: 2,
        orderNotionalMicroUsd: micro(20),
      }),
      expect.objectContaining({ originId: "strat.lp_rewards", intents: 0, lastIntentAtMs: null }),
    ]);
    expect(orders.refusals).toEqual([
      { reasonCode: "RISK_STALE_BOOK", botId: "risk.stale_book_guard", count: 2 },
      { reasonCode: "RISK_KILL_SWITCH", botId: "risk.killswitch", count: 1 },
    ]);
    expect(orders.venueRejects).toEqual([
      { reasonCode: "not enough balance", botId: STRATEGY, count: 1 },
    ]);
    expect(orders.outcomes).toEqual({
      filled: 1,
      partlyFilled: 1,
      cancelled: 0,
      expired: 0,
      rejected: 1,
      notSent: 1,
      unknown: 0,
      open: 1,
    });
  });
});

describe("equity", () => {
  it("has every named definition, the highest and lowest of each survive, and time starts with data", () => {
    const run = new HandRun().quote(0.5);
    run.after(1_000).trade({ side: "BUY", shares: 200, price: 0.51 }, { feeUsd: 1 });
    run.send({ side: "BUY", shares: 100, price: 0.4, isPostOnly: true });
    run.after(1_000).quote(0.3);
    run.after(500).quote(0.45);
    const { equity, equitySeries, drawdown, exposure, profit, fromMs, toMs } = run.summary();
    expect([fromMs, toMs]).toEqual([START_MS, START_MS + 2_500]);
    expect(equity).toEqual({
      timeMs: START_MS + 2_500,
      cashMicroUsd: micro(1_000 - 102 - 1),
      availableMicroUsd: micro(857),
      reservedMicroUsd: micro(40),
      redeemableMicroUsd: 0,
      inFlightMicroUsd: micro(200 * 0.445),
      effectiveEquityMicroUsd: micro(897 + 89),
      peakMicroUsd: micro(1_000),
      haltAtMicroUsd: micro(700),
      exposureMicroUsd: micro(102),
    });
    expect(Math.min(...equitySeries.effectiveEquityMicroUsd.map((value) => value ?? 0))).toBe(
      micro(897 + 200 * 0.295),
    );
    expect(drawdown.worst).toMatchObject({
      timeMs: START_MS + 2_000,
      lostMicroUsd: micro(1_000 - 956),
      distanceMicroUsd: micro(256),
    });
    expect(drawdown.distanceToHaltMicroUsd).toBe(micro(286));
    expect(exposure).toMatchObject({ nowMicroUsd: micro(102), openPositionCount: 1 });
    expect(exposure.markets).toEqual([
      expect.objectContaining({ slug: "will-there-be-rain", reservedNowMicroUsd: micro(40) }),
    ]);
    expect(profit).toMatchObject({
      startEquityMicroUsd: micro(1_000),
      netMicroUsd: micro(200 * (0.445 - 0.51) - 1),
      equityChangeMicroUsd: micro(-14),
    });
  });

  it("does not take a deposit for a profit", () => {
    const run = new HandRun().quote(0.5);
    run.after(60_000).ledger.transferCash("more", micro(500), run.cause);
    run.after(60_000).quote(0.5);
    const { profit, account, drawdown } = run.summary();
    expect(profit).toMatchObject({ externalFlowsMicroUsd: micro(500), equityChangeMicroUsd: 0 });
    expect(account.returnShare.value).toBe(0);
    expect(drawdown.worst).toBeNull();
  });

  it("keeps a fall between two samples", () => {
    const run = new HandRun().quote(0.5);
    run.trade({ side: "BUY", shares: 100, price: 0.5 });
    run.after(300).quote(0.2);
    run.after(100).quote(0.5);
    run.after(5_000).quote(0.5);
    expect(run.summary().drawdown.worst?.lostMicroUsd).toBe(micro(50 - 19.5));
  });
});
