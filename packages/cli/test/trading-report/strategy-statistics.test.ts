import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/trading-report/summary/figure.ts";
import { DAY_MS, HandRun, micro, STRATEGY } from "./hand-run.ts";

const OTHER = "strat.lp_rewards";

function valueOf(figure: Figure | undefined): number | null | undefined {
  return figure?.value;
}

describe("strategies", () => {
  it("win and lose by closed positions after fees, not by fills", () => {
    const run = new HandRun().quote(0.5);
    // Two buys and two sales make one closed position; the fees turn its gain into a loss.
    run.trade({ side: "BUY", shares: 50, price: 0.5 }, { feeUsd: 0.5 });
    run.trade({ side: "BUY", shares: 50, price: 0.5 }, { feeUsd: 0.5 });
    run.trade({ side: "SELL", shares: 30, price: 0.51 }, { feeUsd: 0.3 });
    run.trade({ side: "SELL", shares: 70, price: 0.51 }, { feeUsd: 0.3 });
    run.trade({ side: "BUY", shares: 10, price: 0.4, market: 1 });
    run.trade({ side: "SELL", shares: 10, price: 0.7, market: 1 });
    run.trade({ side: "BUY", shares: 10, price: 0.5 });
    const [strategy] = run.summary().strategies;
    expect(strategy).toMatchObject({
      strategyId: STRATEGY,
      status: "active",
      ordersPlaced: 7,
      closedPositions: 2,
      openPositions: 1,
      wins: 1,
      losses: 1,
      feesMicroUsd: micro(1.6),
      volumeMicroUsd: micro(50 + 51 + 4 + 7 + 5),
    });
    expect(valueOf(strategy?.winRate)).toBe(0.5);
    expect(valueOf(strategy?.averageWinMicroUsd)).toBe(micro(3));
    expect(valueOf(strategy?.averageLossMicroUsd)).toBe(micro(-0.6));
    expect(valueOf(strategy?.profitFactor)).toBeCloseTo(5, 10);
    expect(valueOf(strategy?.expectancyMicroUsd)).toBe(micro(1.2));
    expect(strategy?.realizedPnlMicroUsd).toBe(micro(2.4));
    expect(strategy?.unrealizedPnlMicroUsd).toBe(micro(10 * (0.495 - 0.5)));
    expect(valueOf(strategy?.feesShareOfGross)).toBeCloseTo(1.6 / (2.4 - 0.05 + 1.6), 10);
    expect(valueOf(strategy?.turnover)).toBeCloseTo(0.117, 10);
    expect(valueOf(strategy?.averageOrderMicroUsd)).toBeCloseTo(micro(117) / 7, 3);
  });

  it("have no figure without its data, and say why", () => {
    const [strategy] = new HandRun().quote(0.5).summary().strategies;
    expect(strategy?.status).toBe("idle");
    expect(strategy?.winRate).toEqual({ value: null, missing: "no position was closed" });
    expect(strategy?.sharpe.annualised.missing).toContain("needs 30 daily values");
    expect(strategy?.brier.missing).toContain("no probability");
    expect(strategy?.feesShareOfGross.missing).toBe("there was no gross profit");
    expect(new HandRun().summary().account.runwayPercent.missing).toContain("shorter than a day");
  });

  it("are told apart, and a resolution closes what each of them holds", () => {
    const run = new HandRun({ strategyIds: [STRATEGY, OTHER] }).quote(0.5);
    run.trade({ side: "BUY", shares: 100, price: 0.5 });
    run.trade({ side: "BUY", shares: 40, price: 0.45, isSecond: true, strategyId: OTHER });
    run.ledger.resolveMarket("rain", [10_000, 0], run.cause);
    const [winner, loser] = run.summary().strategies;
    expect(winner).toMatchObject({ netPnlMicroUsd: micro(50), wins: 1, openPositions: 0 });
    expect(loser).toMatchObject({ netPnlMicroUsd: micro(-18), losses: 1, openPositions: 0 });
  });

  it("sell tokens that were there before them at the cost they came with", () => {
    const run = new HandRun();
    run.ledger.transferTokens(
      { operationId: "seed", tokenId: run.token(), size: micro(20), costMicroUsd: micro(8) },
      run.cause,
    );
    run.quote(0.5).trade({ side: "SELL", shares: 20, price: 0.5 });
    const { strategies, profit } = run.summary();
    expect(strategies[0]).toMatchObject({ netPnlMicroUsd: micro(2), wins: 1 });
    expect(profit).toMatchObject({ netMicroUsd: micro(2), externalFlowsMicroUsd: micro(8) });
  });

  it("bear the loss of a stop that somebody else has sold for them, until it fails", () => {
    const guard = "risk.inventoryunwinder";
    const run = new HandRun({ strategyIds: [STRATEGY, OTHER, guard] }).quote(0.5);
    run.trade({ side: "BUY", shares: 30, price: 0.5 });
    run.trade({ side: "BUY", shares: 10, price: 0.4, strategyId: OTHER });
    const stop = run.trade(
      { side: "SELL", shares: 35, price: 0.3, strategyId: guard },
      { settlement: "MATCHED", feeUsd: 0.35 },
    );
    const [maker, other, seller] = run.summary().strategies;
    expect(maker).toMatchObject({ netPnlMicroUsd: micro(-6.3), losses: 1, openPositions: 0 });
    expect(other).toMatchObject({ openPositions: 1 });
    expect(other?.realizedPnlMicroUsd).toBe(micro(-0.55));
    expect(seller).toMatchObject({
      netPnlMicroUsd: 0,
      ordersPlaced: 1,
      volumeMicroUsd: micro(10.5),
    });
    run.tell(stop, "FAILED");
    expect(run.summary().strategies[0]).toMatchObject({ losses: 0, openPositions: 1 });
  });

  it("do not use up each other's positions", () => {
    const run = new HandRun({ strategyIds: [STRATEGY, OTHER] }).quote(0.5);
    run.trade({ side: "BUY", shares: 30, price: 0.5 });
    run.trade({ side: "SELL", shares: 10, price: 0.6, strategyId: OTHER });
    run.trade({ side: "BUY", shares: 10, price: 0.55, strategyId: OTHER });
    const [maker, other] = run.summary().strategies;
    expect(maker).toMatchObject({ closedPositions: 0, openPositions: 1 });
    expect(other).toMatchObject({ closedPositions: 1, wins: 1, netPnlMicroUsd: micro(0.5) });
    expect(other?.bestTradeMicroUsd.value).toBe(micro(0.5));
    run.trade({ side: "SELL", shares: 10, price: 0.6, strategyId: OTHER });
    expect(run.summary().strategies[1]?.unrealizedPnlMicroUsd).toBe(micro(10 * (0.6 - 0.495)));
  });

  it("have closed a position of which only dust is left, and the dust is no position", () => {
    const run = new HandRun().quote(0.5);
    run.trade({ side: "BUY", shares: 10.007, price: 0.5 });
    run.trade({ side: "SELL", shares: 10, price: 0.6 });
    run.trade({ side: "BUY", shares: 10, price: 0.5 });
    run.trade({ side: "SELL", shares: 10.005, price: 0.4 });
    const [strategy] = run.summary().strategies;
    expect(strategy).toMatchObject({ closedPositions: 2, openPositions: 0, wins: 1, losses: 1 });
    expect(strategy?.bestTradeMicroUsd.value).toBeCloseTo(micro(1), -1);
    expect(strategy?.worstTradeMicroUsd.value).toBeCloseTo(micro(-1.0005), -1);
  });

  it("have a position open again when the fill that closed it fails", () => {
    const run = new HandRun().quote(0.5);
    run.trade({ side: "BUY", shares: 10, price: 0.5 });
    const sale = run.trade({ side: "SELL", shares: 10, price: 0.6 }, { settlement: "MATCHED" });
    expect(run.summary().strategies[0]).toMatchObject({ closedPositions: 1, wins: 1 });
    run.tell(sale, "FAILED");
    expect(run.summary().strategies[0]).toMatchObject({
      closedPositions: 0,
      openPositions: 1,
      netPnlMicroUsd: micro(10 * (0.495 - 0.5)),
    });
  });

  it("earn what the ledger says, whatever is traded, settled and taken back", () => {
    const trade = fc.record({
      isBuy: fc.boolean(),
      isSecond: fc.boolean(),
      market: fc.integer({ min: 0, max: 1 }),
      strategy: fc.constantFrom(STRATEGY, OTHER, "risk.inventoryunwinder"),
      shares: fc.integer({ min: 1, max: 30 }),
      cents: fc.integer({ min: 2, max: 98 }),
      feeCents: fc.integer({ min: 0, max: 20 }),
      fate: fc.constantFrom("CONFIRMED", "FAILED", "MATCHED"),
    });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 40 }), fc.boolean(), (trades, isResolved) => {
        const strategyIds = [STRATEGY, OTHER, "risk.inventoryunwinder"];
        const run = new HandRun({ strategyIds, depositUsd: 5_000 });
        run.quote(0.5).quote(0.3, 1);
        for (const each of trades) {
          const { isSecond, market, shares, cents, fate } = each;
          const held = run.ledger.view.sellableSize(run.token(market, isSecond)) / 1e6;
          const isSale = !each.isBuy && held >= 1;
          const fill = run.after(1_000).trade(
            {
              side: isSale ? "SELL" : "BUY",
              shares: isSale ? Math.min(shares, Math.floor(held)) : shares,
              price: cents / 100,
              market,
              isSecond,
              strategyId: each.strategy,
            },
            { feeUsd: Math.min(each.feeCents / 100, cents / 100), settlement: "MATCHED" },
          );
          if (fate !== "MATCHED") run.tell(fill, fate);
        }
        if (isResolved) run.ledger.resolveMarket("rain", [10_000, 0], run.cause);
        const { strategies, profit } = run.summary();
        const total = strategies.reduce((sum, { netPnlMicroUsd }) => sum + netPnlMicroUsd, 0);
        expect(Math.abs(total - profit.netMicroUsd)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 150 },
    );
  });

  it("have a Sharpe ratio with its error from 30 daily values on, and the account a runway", () => {
    const run = new HandRun({ depositUsd: 100 }).quote(0.5);
    for (let day = 0; day < 40; day += 1) {
      const price = day % 3 === 0 ? 0.55 : 0.44;
      run.trade({ side: "BUY", shares: 10, price: 0.5 });
      run.trade({ side: "SELL", shares: 10, price });
      run.after(DAY_MS).quote(0.5);
    }
    const { strategies, account } = run.summary();
    const sharpe = strategies[0]?.sharpe;
    expect(sharpe?.days).toBe(40);
    expect(sharpe?.annualised.value).toBeLessThan(0);
    expect(sharpe?.standardError.value).toBeGreaterThan(0);
    expect(account.sharpe.perDay.value).toBeCloseTo(sharpe?.perDay.value ?? 0, 10);
    expect(account.lossMicroUsdPerDay.value).toBeCloseTo(micro(0.2333), -4);
    expect(account.runwayFloorMicroUsd).toBe(micro(70.35));
    expect(account.runwayDays.value).toBeGreaterThan(50);
    expect(account.runwayPercent.value).toBe(100);
  });

  it("are judged by their probabilities once 100 of them are resolved", () => {
    const marketIds = Array.from({ length: 120 }, (_, index) => `m${index}`);
    const run = new HandRun({ marketIds });
    for (const [index, marketId] of marketIds.entries()) {
      run.collector.forecasts.note({ strategyId: STRATEGY, marketId, probability: 0.8 });
      if (index === 99) {
        expect(run.summary().strategies[0]?.brier.missing).toContain("has 99");
      }
      run.ledger.resolveMarket(marketId, index % 5 === 0 ? [0, 10_000] : [10_000, 0], run.cause);
    }
    expect(run.summary().strategies[0]?.brier.value).toBeCloseTo(0.16, 10);
  });
});
