import { percent, signedUsd, usd } from "../../trading-report/money-text.ts";
import type {
  SharpeSummary,
  StrategySummary,
} from "../../trading-report/summary/strategy-summary.ts";
import { escapeHtml as escape } from "../escape-html.ts";
import { countText, figureText, gainText } from "./figures.ts";
import { table, type TableColumn } from "./table.ts";

/** A line of statistics for each strategy. */
export function strategiesSection(strategies: readonly StrategySummary[]): string {
  if (strategies.length === 0) {
    return `<section><h2>Strategies</h2><p class="quiet">No strategy ran.</p></section>`;
  }
  return `<section aria-labelledby="strategies-title">
<h2 id="strategies-title">Strategies</h2>
<p class="quiet">Wins and losses are closed positions by their net result; a dash says why a figure is missing.</p>
${table("strategies-title", COLUMNS, strategies)}
</section>`;
}

const ratio = (value: number): string => value.toFixed(2);

const COLUMNS: readonly TableColumn<StrategySummary>[] = [
  {
    head: "Strategy",
    isHead: true,
    cell: ({ strategyId, status }) =>
      `<code>${escape(strategyId)}</code> <span class="chip">${status}</span>`,
  },
  { head: "Net PnL", isNumber: true, cell: ({ netPnlMicroUsd }) => gainText(netPnlMicroUsd) },
  {
    head: "Realised",
    isNumber: true,
    cell: ({ realizedPnlMicroUsd }) => gainText(realizedPnlMicroUsd),
  },
  {
    head: "Unrealised",
    isNumber: true,
    cell: ({ unrealizedPnlMicroUsd }) => gainText(unrealizedPnlMicroUsd),
  },
  { head: "Fees", isNumber: true, cell: ({ feesMicroUsd }) => usd(feesMicroUsd) },
  {
    head: "Fees of gross",
    isNumber: true,
    cell: ({ feesShareOfGross }) => figureText(feesShareOfGross, percent),
  },
  { head: "Signals", isNumber: true, cell: ({ intents }) => countText(intents) },
  { head: "Orders", isNumber: true, cell: ({ ordersPlaced }) => countText(ordersPlaced) },
  {
    head: "Mean order",
    isNumber: true,
    cell: ({ averageOrderMicroUsd }) => figureText(averageOrderMicroUsd, usd),
  },
  { head: "Volume", isNumber: true, cell: ({ volumeMicroUsd }) => usd(volumeMicroUsd) },
  {
    head: "Turnover",
    isNumber: true,
    cell: ({ turnover }) => figureText(turnover, (times) => `${ratio(times)}×`),
  },
  {
    head: "Closed",
    isNumber: true,
    cell: ({ closedPositions, openPositions }) =>
      `${countText(closedPositions)} <span class="quiet">${countText(openPositions)} open</span>`,
  },
  { head: "Win rate", isNumber: true, cell: ({ winRate }) => figureText(winRate, percent) },
  {
    head: "Profit factor",
    isNumber: true,
    cell: ({ profitFactor }) => figureText(profitFactor, ratio),
  },
  {
    head: "Expectancy",
    isNumber: true,
    cell: ({ expectancyMicroUsd }) => figureText(expectancyMicroUsd, signedUsd),
  },
  {
    head: "Mean win",
    isNumber: true,
    cell: ({ averageWinMicroUsd }) => figureText(averageWinMicroUsd, signedUsd),
  },
  {
    head: "Mean loss",
    isNumber: true,
    cell: ({ averageLossMicroUsd }) => figureText(averageLossMicroUsd, signedUsd),
  },
  {
    head: "Best",
    isNumber: true,
    cell: ({ bestTradeMicroUsd }) => figureText(bestTradeMicroUsd, signedUsd),
  },
  {
    head: "Worst",
    isNumber: true,
    cell: ({ worstTradeMicroUsd }) => figureText(worstTradeMicroUsd, signedUsd),
  },
  {
    head: "Max drawdown",
    isNumber: true,
    cell: ({ maxDrawdown }) => figureText(maxDrawdown, percent),
  },
  { head: "Sharpe", isNumber: true, cell: ({ sharpe }) => sharpeText(sharpe) },
  {
    head: "Brier",
    isNumber: true,
    cell: ({ brier }) => figureText(brier, (score) => score.toFixed(3)),
  },
];

/** The ratio per year with its error. */
function sharpeText({ annualised, standardError }: SharpeSummary): string {
  const error =
    standardError.value === null
      ? ""
      : ` <span class="quiet">± ${ratio(standardError.value * Math.sqrt(365))}</span>`;
  return `${figureText(annualised, ratio)}${error}`;
}
