import { describe, expect, it } from "vitest";
import { cents, percent, signedUsd, usd } from "../../src/trading-report/money-text.ts";
import { printTrading, tradingText } from "../../src/trading-report/print-trading.ts";
import { MemoryIo } from "../memory-io.ts";
import { HandRun, micro } from "./hand-run.ts";

function sampleRun(): HandRun {
  const run = new HandRun({
    feeRate: 0.05,
    strategyIds: ["strat.maker_tight", "strat.lp_rewards"],
  });
  run.quote(0.5);
  run.trade({ side: "BUY", shares: 100, price: 0.505 }, { feeUsd: 1.24988 });
  run.after(10_000).quote(0.56);
  run.trade({ side: "SELL", shares: 60, price: 0.56, isPostOnly: true }, { settlement: "MATCHED" });
  run.refuse({ side: "BUY", shares: 5, price: 0.5 }, "RISK_STALE_BOOK", "risk.stale_book_guard");
  run.ledger.accrueIncome(
    {
      operationId: "reward",
      income: "reward",
      marketId: "rain",
      utcDay: 20_458,
      amountMicroUsd: micro(0.42),
      fillId: null,
    },
    run.cause,
  );
  run.after(400_000).quote(0.52);
  return run;
}

describe("the terminal", () => {
  it("shows money, strategies, fills and acceptance on one screen of 100 columns", () => {
    const io = new MemoryIo();
    printTrading(sampleRun().summary(), io);
    const text = io.lines.join("\n");
    const words = text.replaceAll(/\s+/g, " ");
    expect(text).toContain("in flight");
    expect(text).toContain("above the halt");
    expect(text).toContain("rewards $0.00 paid, $0.42 accrued");
    expect(text).toContain("strat.lp_rewards");
    expect(text).toContain("RISK_STALE_BOOK 1");
    expect(text).toContain("after 300 s");
    expect(text).toContain("Acceptance: pass");
    expect(words).toMatch(/note Provisional: 1 fill of \$33\.60 not settled/);
    expect(words).toMatch(/note Provisional: \$0\.42 of rewards/);
    expect(io.lines.length).toBeLessThanOrEqual(45);
    const tooWide = io.lines.filter((line) => line.length > 100);
    expect(tooWide).toEqual([]);
  });

  it("says loudly that a run is not to be believed", () => {
    const run = new HandRun().quote(0.5);
    const orderId = run.send({ side: "BUY", shares: 10, price: 0.5 });
    run.fill(orderId, 10, { price: 6_000 });
    expect(tradingText(run.summary())).toContain(
      "Acceptance: FAIL: this run is not to be believed",
    );
  });

  it("has a screen for a run in which nothing happened", () => {
    expect(tradingText(new HandRun().summary())).toContain("Acceptance: not applicable");
  });
});

describe("money", () => {
  it.each([
    [micro(1_234.5), "$1,234.50"],
    [micro(-0.05), "-$0.05"],
    [micro(0.1234), "$0.12"],
    [micro(0.0123), "$0.0123"],
    [1, "$0.00"],
    [-1, "$0.00"],
    [micro(0.999), "$1.00"],
  ])("%i as %s", (amount, text) => expect(usd(amount)).toBe(text));

  it("has a plus for a gain, and none for nothing", () => {
    expect([signedUsd(micro(2)), signedUsd(micro(-2)), signedUsd(0), signedUsd(1)]).toEqual([
      "+$2.00",
      "-$2.00",
      "$0.00",
      "$0.00",
    ]);
    expect([cents(0.0123), cents(-0.0123), cents(0.00001)]).toEqual(["+1.23¢", "-1.23¢", "0.00¢"]);
    expect([percent(0.3), percent(-0.0001)]).toEqual(["30.0 %", "0.0 %"]);
  });
});
