import type { MicroUsd } from "@polytraders/core";
import { runway, sharpeRatio } from "@polytraders/quant";
import type { TradingCollector } from "./trading-collector.ts";
import { known, missing, type Figure } from "./summary/figure.ts";
import type { AccountSummary, SharpeSummary, StrategySummary } from "./summary/strategy-summary.ts";

/** Returns below this number prove nothing. */
const SHARPE_POINTS_MIN = 30;
const DAYS_PER_YEAR = 365;
const RUNWAY_DAYS = 30;

/** Everything that can be said of one strategy. */
export function strategyStatistics(
  collector: TradingCollector,
  strategyId: string,
  isHalted: boolean,
): StrategySummary {
  const funnel = collector.orders.funnelOf(strategyId);
  const sums = collector.fills.ofOrigin(strategyId);
  const profit = collector.positions.profit(strategyId, collector.valueOf);
  const track = collector.strategies.get(strategyId);
  const trades = profit.closed.sums.current();
  const start = collector.equity.startEquityMicroUsd;
  const volume = sums?.volumeMicroUsd ?? 0;
  const sent = funnel?.sent ?? 0;
  const gross = profit.netMicroUsd + profit.feesMicroUsd;
  const noTrade = "no position was closed";
  const maxDrawdown = track?.maxDrawdown ?? null;
  return {
    strategyId,
    status: isHalted ? "halted" : (funnel?.intents ?? 0) > 0 ? "active" : "idle",
    lastIntentAtMs: funnel?.lastIntentAtMs ?? null,
    intents: funnel?.intents ?? 0,
    ordersPlaced: sent,
    orderNotionalMicroUsd: funnel?.orderNotionalMicroUsd ?? 0,
    volumeMicroUsd: volume,
    netPnlMicroUsd: profit.netMicroUsd,
    realizedPnlMicroUsd: profit.netMicroUsd - profit.unrealizedMicroUsd,
    unrealizedPnlMicroUsd: profit.unrealizedMicroUsd,
    feesMicroUsd: profit.feesMicroUsd,
    closedPositions: trades.count,
    openPositions: profit.openPositions,
    wins: trades.wins,
    losses: trades.losses,
    winRate: orMissing(
      trades.winRate,
      trades.count === 0 ? noTrade : "every result was exactly zero",
    ),
    profitFactor: orMissing(
      trades.profitFactor,
      trades.count === 0 ? noTrade : "no closed position lost anything",
    ),
    expectancyMicroUsd: orMissing(trades.expectancy, noTrade),
    averageWinMicroUsd: orMissing(trades.averageWin, "no closed position won anything"),
    averageLossMicroUsd: orMissing(trades.averageLoss, "no closed position lost anything"),
    bestTradeMicroUsd: orMissing(trades.best, noTrade),
    worstTradeMicroUsd: orMissing(trades.worst, noTrade),
    averageOrderMicroUsd:
      sent > 0 ? known((funnel?.orderNotionalMicroUsd ?? 0) / sent) : missing("no order was sent"),
    maxDrawdown: orMissing(maxDrawdown, "the account had no money"),
    sharpe: sharpeOf(track?.dailyEquityMicroUsd ?? []),
    turnover: start > 0 ? known(volume / start) : missing("the account had no money"),
    feesShareOfGross:
      gross > 0 ? known(profit.feesMicroUsd / gross) : missing("there was no gross profit"),
    brier: collector.forecasts.brierOf(strategyId),
  };
}

/** The same questions about the account. */
export function accountStatistics(
  collector: TradingCollector,
  equityMicroUsd: MicroUsd,
  floorMicroUsd: MicroUsd,
): AccountSummary {
  const { equity, fills } = collector;
  const start = equity.startEquityMicroUsd;
  const volume = fills.all.volumeMicroUsd;
  const days = equity.dailyProfitMicroUsd.slice(-RUNWAY_DAYS);
  const noDay = "the run was shorter than a day";
  const found = runway(
    equityMicroUsd / 1e6,
    days.map((change) => change / 1e6),
    RUNWAY_DAYS,
    floorMicroUsd / 1e6,
  );
  const change = equityMicroUsd - equity.flowsMicroUsd - start;
  return {
    sharpe: sharpeOf(equity.dailyGrowth),
    runwayDays: days.length === 0 ? missing(noDay) : orMissing(found.days, "the days made no loss"),
    runwayPercent: days.length === 0 ? missing(noDay) : known(found.percent),
    lossMicroUsdPerDay:
      days.length === 0 ? missing(noDay) : known(Math.round(found.lossUsdPerDay * 1e6)),
    runwayFloorMicroUsd: floorMicroUsd,
    returnShare: start > 0 ? known(change / start) : missing("the account had no money"),
    volumeMicroUsd: volume,
    turnover: start > 0 ? known(volume / start) : missing("the account had no money"),
  };
}

/** @param equity - at the start and after each day, positive */
export function sharpeOf(equity: readonly number[]): SharpeSummary {
  const days = Math.max(0, equity.length - 1);
  if (equity.length < SHARPE_POINTS_MIN || equity.some((value) => !(value > 0))) {
    const reason =
      equity.length < SHARPE_POINTS_MIN
        ? `needs ${SHARPE_POINTS_MIN} daily values, the run has ${equity.length}`
        : "equity was not always positive";
    const none = missing(reason);
    return {
      days,
      annualised: none,
      perDay: none,
      standardError: none,
      probabilityAboveZero: none,
    };
  }
  const { annualised, perPeriod, standardError, probabilityAboveZero } = sharpeRatio(
    equity,
    DAYS_PER_YEAR,
  );
  const reason = "every day brought the same";
  return {
    days,
    annualised: orMissing(annualised, reason),
    perDay: orMissing(perPeriod, reason),
    standardError: orMissing(standardError, reason),
    probabilityAboveZero: orMissing(probabilityAboveZero, reason),
  };
}

function orMissing(value: number | null, reason: string): Figure {
  return value === null ? missing(reason) : known(value);
}
