import type { AcceptanceTest } from "../summary/acceptance-summary.ts";
import type { TradingCollector } from "../trading-collector.ts";
import { drawdownAligned, dumpWindows } from "./drawdown-aligned.ts";
import { equityNotStraight } from "./equity-not-straight.ts";
import { feesCharged } from "./fees-charged.ts";
import { fillsWithinBook } from "./fills-within-book.ts";
import { winRateFalls } from "./win-rate-falls.ts";

export interface AcceptanceOptions {
  /** Points by which costs must lower the win rate: 15 on the reference fixture, 0 elsewhere. */
  readonly winRateDropPointsMin?: number;
}

/** The acceptance tests of a run, worst news nowhere hidden: each says what it measured. */
export function acceptanceTests(
  collector: TradingCollector,
  options: AcceptanceOptions = {},
): AcceptanceTest[] {
  const { equity, fills } = collector;
  const closed = collector.strategyIds.map(
    (id) => collector.positions.profit(id, collector.valueOf).closed,
  );
  const marked = equity.markedEquity;
  return [
    equityNotStraight(equity.regularEquity, equity.fallMax),
    fillsWithinBook({ ...collector.shownTotals, fillCount: fills.all.count }),
    feesCharged(collector.feeTotals),
    winRateFalls({
      netMicroUsd: closed.flatMap(({ netMicroUsd }) => netMicroUsd),
      costMicroUsd: closed.flatMap(({ costMicroUsd }) => costMicroUsd),
      takerFillCount: fills.takerFillCount,
      ...(options.winRateDropPointsMin === undefined
        ? {}
        : { dropPointsMin: options.winRateDropPointsMin }),
    }),
    drawdownAligned(marked, dumpWindows(marked, equity.marketGains)),
  ];
}
