import { createSeededRandom } from "@polytraders/core";
import type { CapacityCurve } from "../../src/trading-report/summary/capacity-summary.ts";
import type { TradingSummary } from "../../src/trading-report/summary/trading-summary.ts";
import { HandRun, micro, STRATEGY } from "./hand-run.ts";

const CAPACITY: CapacityCurve = {
  points: [0.25, 0.5, 1, 2, 4].map((multiplier) => ({
    multiplier,
    netPnlMicroUsd: micro(12 * multiplier - 4 * multiplier ** 2),
    filledMicroUsd: micro(300 * Math.sqrt(multiplier)),
    ordersPlaced: 400,
    fillCount: 90,
    fillShare: 0.4 / Math.sqrt(multiplier),
    pnlPerFilledUsd: 0.02,
  })),
  bestMultiplier: 2,
  saturatesAt: 2,
};

/** Six hours of a maker in two wandering markets and of a taker who pays for it. */
export function sampleTrading(seed = 7): TradingSummary {
  const random = createSeededRandom(seed, "sample");
  const taker = "strat.lp_rewards";
  const run = new HandRun({ feeRate: 0.05, strategyIds: [STRATEGY, taker] });
  const mids = [0.5, 0.32];
  for (let step = 0; step < 2_160; step += 1) {
    const market = step % 2;
    const move = Math.round((random.next() - 0.5) * 3) / 100;
    const mid = Math.min(0.9, Math.max(0.1, (mids[market] ?? 0.5) + (step % 9 === 0 ? move : 0)));
    mids[market] = mid;
    run.after(10_000).quote(mid, market);
    if (step % 40 === 11) {
      const held = run.ledger.view.sellableSize(run.token(market)) / 1e6;
      const isSale = held >= 20 && random.next() < 0.55;
      const price = isSale ? mid + 0.005 : mid - 0.005;
      const orderId = run.send({
        side: isSale ? "SELL" : "BUY",
        shares: 20,
        price,
        market,
        isPostOnly: true,
      });
      run.after(200).update(orderId, "resting");
      const isLate = step > 2_000;
      run.after(400).fill(orderId, 20, { settlement: isLate ? "MINED" : "CONFIRMED" });
      run.update(orderId, "filled");
    }
    if (step % 97 === 50) {
      const feeUsd = Math.round(20 * 0.05 * (mid + 0.005) * (0.995 - mid) * 1e5) / 1e5;
      run.trade(
        { side: "BUY", shares: 20, price: mid + 0.005, market, strategyId: taker },
        { feeUsd },
      );
    }
    if (step % 70 === 3) {
      run.refuse(
        { side: "BUY", shares: 20, price: 0.5, market },
        "RISK_STALE_BOOK",
        "risk.stale_book_guard",
      );
    }
  }
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
  return run.summary({ capacity: CAPACITY });
}
