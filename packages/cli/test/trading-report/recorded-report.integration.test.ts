import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunSummary } from "../../src/run/run-summary.ts";
import type { TradingSummary } from "../../src/trading-report/summary/trading-summary.ts";
import { assertSucceeded, outsideFolder, polytraders } from "../polytraders-process.ts";
import { areGamesAbsent, gameFiles } from "../recorded-games.ts";

const { path: folder } = outsideFolder();
const BOTS = "strat.maker_tight,intel.liquidity_decay_monitor";

describe.skipIf(areGamesAbsent)("the report of a maker over recorded games", () => {
  let document: RunSummary;
  let trading: TradingSummary;

  beforeAll(async () => {
    const data = gameFiles.slice(0, 4).flatMap((file) => ["--data", file]);
    const ended = await polytraders(["backtest", ...data, "--bots", BOTS, "--json"], { folder });
    // A failed acceptance test ends with 1 as well; the first test below says which one it was.
    if (ended.code !== 1) assertSucceeded(ended);
    document = JSON.parse(ended.stdout) as RunSummary;
    if (document.trading === null) throw new Error("no trading");
    ({ trading } = document);
  }, 120_000);

  it("is believed: every test that applies passes", () => {
    const failed = trading.acceptance.tests.filter(({ verdict }) => verdict === "fail");
    expect(failed).toEqual([]);
    const fills = trading.acceptance.tests.find(({ name }) => name === "fills_within_book");
    expect(fills).toMatchObject({ verdict: "pass", value: 0, details: { beyondOrder: 0 } });
  });

  it("says of the strategies together what the ledger says of the account", () => {
    const { profit, strategies, fills, orders, equity } = trading;
    expect(fills.all.fillCount).toBeGreaterThan(0);
    const sum = (pick: (line: (typeof strategies)[number]) => number): number =>
      strategies.reduce((total, line) => total + pick(line), 0);
    const income = profit.rewardsPaidMicroUsd + profit.rebatesPaidMicroUsd;
    expect(Math.abs(sum((line) => line.netPnlMicroUsd) + income - profit.netMicroUsd)).toBeLessThan(
      1_000,
    );
    expect(sum((line) => line.volumeMicroUsd)).toBe(fills.all.volumeMicroUsd);
    expect(fills.maker.fillCount + fills.taker.fillCount).toBe(fills.all.fillCount);
    expect(equity.cashMicroUsd + equity.redeemableMicroUsd + equity.inFlightMicroUsd).toBe(
      equity.effectiveEquityMicroUsd,
    );
    for (const line of orders.funnel) {
      expect(line.refused + line.recorded + line.approved).toBe(line.intents);
      expect(line.sent).toBeLessThanOrEqual(line.approved);
      expect(line.filledOrders).toBeLessThanOrEqual(line.sent);
    }
    const ended = Object.values<number>({ ...orders.outcomes }).reduce(
      (all, count) => all + count,
      0,
    );
    expect(ended).toBe(orders.funnel.reduce((total, { approved }) => total + approved, 0));
  });

  it("compares every fill with the market", () => {
    for (const fill of trading.fills.newest) {
      expect(fill.decisionSlippageUsd).not.toBeNull();
      if (fill.role === "maker") expect(fill.queueAheadMicroShares).not.toBeNull();
      expect(["MATCHED", "MINED", "CONFIRMED", "RETRYING", "FAILED"]).toContain(fill.settlement);
    }
    expect(trading.fills.all.markoutFillCounts[0]).toBeGreaterThan(0);
  });

  it("is written into report.json and report.html as it is printed", () => {
    const kept: RunSummary = JSON.parse(readFileSync(join(document.runDir, "report.json"), "utf8"));
    expect(kept.trading).toEqual(trading);
    const html = readFileSync(join(document.runDir, "report.html"), "utf8");
    expect(html).toContain('<h2 id="trading-title">');
    expect(html).toContain("strat.maker_tight");
  });
});
