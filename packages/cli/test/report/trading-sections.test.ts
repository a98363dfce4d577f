import { beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import type { ReportData } from "../../src/report/report-data.ts";
import type { TradingSummary } from "../../src/trading-report/summary/trading-summary.ts";
import { HandRun } from "../trading-report/hand-run.ts";
import { sampleTrading } from "../trading-report/sample-trading.ts";
import { sampleReport } from "./sample-run.ts";

let data: ReportData;
let trading: TradingSummary;
beforeAll(async () => {
  data = await sampleReport();
  trading = sampleTrading();
});

function page(summary: TradingSummary): string {
  return renderReport({ ...data, trading: summary });
}

describe("the page of a trading run", () => {
  it("shows equity, acceptance, strategies, fills, orders, exposure and capacity", () => {
    const html = page(trading);
    for (const id of ["trading", "acceptance", "equity", "strategies", "fills", "orders"]) {
      expect(html).toContain(`<h2 id="${id}-title">`);
    }
    expect(html).toContain('<h2 id="exposure-title">');
    expect(html).toContain('<h2 id="capacity-title">');
    expect(html).toContain('<div id="chart-equity" class="chart">');
    expect(html).toContain("of rewards are estimated, not paid");
    expect(html).toContain("needs 30 daily values, the run has 1");
    expect(html.length).toBeLessThan(1_500_000);
    expect(page(sampleTrading())).toBe(html);
  });

  it("is as it was for a run without orders", () => {
    const html = renderReport(data);
    expect(html).not.toContain("trading-title");
    expect(html).not.toContain(".verdict");
  });

  it("says first what cannot be believed", () => {
    const run = new HandRun().quote(0.5);
    const orderId = run.send({ side: "BUY", shares: 10, price: 0.5 });
    run.fill(orderId, 10, { price: 6_000 });
    const html = page(run.summary());
    expect(html).toContain('<p class="verdict verdict-fail"><strong>failed</strong>');
    expect(html.indexOf("verdict-fail")).toBeLessThan(html.indexOf("chart-equity"));
  });

  it("has a page for a run in which nothing happened", () => {
    const html = page(new HandRun({ strategyIds: [] }).summary());
    expect(html).toContain("No strategy ran.");
    expect(html).toContain("Nothing was filled.");
    expect(html).toContain("No market data came while there was money.");
  });

  it("shows hostile names as text", () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&`;
    const [fill] = trading.fills.newest;
    const [strategy] = trading.strategies;
    const [funnel] = trading.orders.funnel;
    const [market] = trading.exposure.markets;
    const [test] = trading.acceptance.tests;
    const [story] = trading.drawdown.stories;
    if (!fill || !strategy || !funnel || !market || !test || !story) throw new Error("no sample");
    const reasons = [{ reasonCode: evil, botId: evil, count: 1 }];
    const html = page({
      ...trading,
      notes: [evil],
      drawdown: { ...trading.drawdown, stories: [{ ...story, meaning: evil }] },
      strategies: [{ ...strategy, strategyId: evil, winRate: { value: null, missing: evil } }],
      fills: { ...trading.fills, newest: [{ ...fill, slug: evil, outcome: evil, originId: evil }] },
      orders: {
        ...trading.orders,
        funnel: [{ ...funnel, originId: evil }],
        refusals: reasons,
        venueRejects: reasons,
      },
      exposure: { ...trading.exposure, markets: [{ ...market, slug: evil }] },
      acceptance: {
        verdict: "pass",
        tests: [{ ...test, title: evil, explanation: evil, unit: evil }],
      },
    });
    expect(html).not.toContain("<img");
    expect(html).not.toContain("alert(1)</script>");
    expect([...html.matchAll(/<script/g)]).toHaveLength(3);
  });
});
