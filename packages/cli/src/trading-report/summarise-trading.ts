import { LEDGER_DEFAULTS, type LedgerView } from "@polytraders/core";
import { acceptanceTests, type AcceptanceOptions } from "./acceptance/acceptance-tests.ts";
import { acceptanceVerdict } from "./acceptance/verdict.ts";
import { accountStatistics, strategyStatistics } from "./strategy-statistics.ts";
import type { CapacityCurve } from "./summary/capacity-summary.ts";
import type {
  DrawdownSummary,
  EquityPoint,
  ExposureSummary,
  MarketExposure,
} from "./summary/equity-summary.ts";
import type { ProfitSummary } from "./summary/profit-summary.ts";
import type { TradingSummary } from "./summary/trading-summary.ts";
import { notesOf } from "./summary-notes.ts";
import type { TradingCollector } from "./trading-collector.ts";

/** Markets listed one by one. */
const MARKETS_MAX = 100;

export interface SummaryOptions {
  /** Share of the peak that halts; the ledger's default without it. */
  readonly drawdownMax?: number;
  readonly acceptance?: AcceptanceOptions;
  readonly capacity?: CapacityCurve | null;
}

/** Draws up what a run came to. Call the collector's `finish` first. */
export function summariseTrading(
  collector: TradingCollector,
  view: LedgerView,
  options: SummaryOptions = {},
): TradingSummary {
  const { equity } = collector;
  const drawdownMax = options.drawdownMax ?? LEDGER_DEFAULTS.drawdownRules.drawdownMax;
  const now = equity.now() ?? EMPTY_POINT;
  const drawdown = drawdownOf(collector, view, drawdownMax);
  const tests = acceptanceTests(collector, options.acceptance);
  const fills = collector.fills.read((fill) => collector.namesOf(fill));
  const profit = profitOf(collector, view, now);
  return {
    schemaVersion: 1,
    fromMs: equity.fromMs,
    toMs: equity.toMs,
    equity: now,
    equitySeries: equity.series(),
    profit,
    drawdown,
    exposure: exposureOf(collector, view),
    orders: collector.orders.read(),
    fills,
    account: accountStatistics(collector, now.effectiveEquityMicroUsd, now.haltAtMicroUsd ?? 0),
    strategies: collector.strategyIds.map((id) =>
      strategyStatistics(collector, id, drawdown.isHalted),
    ),
    acceptance: { verdict: acceptanceVerdict(tests), tests },
    capacity: options.capacity ?? null,
    notes: notesOf(collector, fills, profit),
  };
}

const EMPTY_POINT: EquityPoint = {
  timeMs: 0,
  cashMicroUsd: 0,
  availableMicroUsd: 0,
  reservedMicroUsd: 0,
  redeemableMicroUsd: 0,
  inFlightMicroUsd: 0,
  effectiveEquityMicroUsd: 0,
  peakMicroUsd: 0,
  haltAtMicroUsd: null,
  exposureMicroUsd: 0,
};

function drawdownOf(
  { equity }: TradingCollector,
  view: LedgerView,
  drawdownMax: number,
): DrawdownSummary {
  const { level, lostMicroUsd, peakMicroUsd, distanceMicroUsd, isHalted } = view.drawdown(
    equity.toMs,
  );
  return {
    worst: equity.worst,
    nowShare: peakMicroUsd > 0 ? lostMicroUsd / peakMicroUsd : 0,
    distanceToHaltMicroUsd: distanceMicroUsd,
    level,
    isHalted,
    haltedAtMs: equity.haltedAtMs,
    stories: equity.stories(drawdownMax),
  };
}

function profitOf({ equity }: TradingCollector, view: LedgerView, now: EquityPoint): ProfitSummary {
  const pnl = view.pnl;
  const { realizedMicroUsd, unrealizedMicroUsd, rebatesPaidMicroUsd, rewardsPaidMicroUsd } = pnl;
  const start = equity.startEquityMicroUsd;
  return {
    netMicroUsd: realizedMicroUsd + unrealizedMicroUsd + rebatesPaidMicroUsd + rewardsPaidMicroUsd,
    ...pnl,
    externalFlowsMicroUsd: equity.flowsMicroUsd,
    startEquityMicroUsd: start,
    equityChangeMicroUsd: now.effectiveEquityMicroUsd - start - equity.flowsMicroUsd,
  };
}

function exposureOf(collector: TradingCollector, view: LedgerView): ExposureSummary {
  const traded = collector.tradedMarkets;
  const markets = traded.map(({ index, definition, exposureHighest }): MarketExposure => {
    const { marketId, slug } = definition;
    const sums = collector.fills.ofMarket(index);
    return {
      marketId,
      slug,
      nowMicroUsd: view.marketExposureMicroUsd(marketId),
      highestMicroUsd: exposureHighest,
      reservedNowMicroUsd: view.marketReservedBuysMicroUsd(marketId),
      fillCount: sums?.count ?? 0,
      volumeMicroUsd: sums?.volumeMicroUsd ?? 0,
      feesMicroUsd: sums?.feesMicroUsd ?? 0,
    };
  });
  const listed = markets
    .toSorted((left, right) => right.highestMicroUsd - left.highestMicroUsd)
    .slice(0, MARKETS_MAX);
  return {
    nowMicroUsd: view.exposureMicroUsd,
    highestMicroUsd: collector.exposureHighest.microUsd,
    highestAtMs: collector.exposureHighest.atMs,
    openPositionCount: view.openPositionCount,
    markets: listed,
    marketsLeftOut: markets.length - listed.length,
  };
}
