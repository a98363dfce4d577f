import { plainTable, type Column } from "../plain-table.ts";
import { STRESS_PROPERTIES, type StressPropertyName } from "./stress-properties.ts";
import type { Quantiles, StressReport } from "./stress-report.ts";

const COLUMNS: readonly Column[] = [
  { head: "", align: "left" },
  ...["least", "1 %", "5 %", "25 %", "median", "75 %", "95 %", "99 %", "most"].map((head) => ({
    head,
  })),
];

/** Properties by name with the sequences that broke them, in the order they are printed. */
export function propertiesOf({ violations }: StressReport) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the keys of a constant
  return (Object.keys(STRESS_PROPERTIES) as StressPropertyName[]).map((name) => ({
    name,
    meaning: STRESS_PROPERTIES[name],
    brokenBy: violations[name],
  }));
}

/** The report for a person. */
export function stressText(report: StressReport): string {
  const { stress, summary, quantiles, worst } = report;
  const rows = [
    row("final cash, USD", quantiles.finalCashUsd, usd),
    row("drawdown at halt", quantiles.haltDrawdown, percent),
    row("trade of the halt", quantiles.haltTrade, String),
  ];
  return [
    `${count(stress.pathCount)} sequences of up to ${count(stress.tradesPerPath)} trades, seed ${stress.seed}`,
    `Each trade stakes ${percent(stress.stakeFraction)} of the cash left, from ${usd(stress.cashUsd)} USD on, at ${stress.price} USD a share, and wins`,
    `with a chance of ${percent(stress.winProbability)}; trading halts at a drawdown of ${percent(stress.drawdownMax)}.`,
    "",
    `Halted        ${count(summary.haltedPaths)} of ${count(stress.pathCount)} (${percent(summary.haltRate)})${haltText(report)}`,
    `Trades        ${count(summary.tradesExecuted)}`,
    `Final cash    ${usd(summary.meanFinalCashUsd)} USD on average`,
    "",
    plainTable(COLUMNS, rows),
    "",
    `Worst case    sequence ${count(worst.sequence)} ended with ${usd(worst.finalCashUsd)} USD after ${count(worst.trades)} trades,`,
    `              ${worst.haltDrawdown === null ? "never halted" : `halted at a drawdown of ${percent(worst.haltDrawdown)}`}; longest losing run ${worst.longestLosingRun}`,
    `Overshoot     a breach shows only after the trade that made it, so a halt may come as late as`,
    `              ${percent(summary.overshootBound)}${worstHaltText(report)}`,
    "",
    "Required of every sequence",
    ...propertiesOf(report).map(({ meaning, brokenBy }) =>
      brokenBy.length === 0
        ? `  holds   ${meaning}`
        : `  BROKEN  ${meaning}: by ${count(brokenBy.length)}, the first is sequence ${brokenBy[0]}`,
    ),
  ].join("\n");
}

function haltText({ summary: { firstHaltTrade, meanHaltTrade } }: StressReport): string {
  if (firstHaltTrade === null || meanHaltTrade === null) return "";
  return `, the first at trade ${firstHaltTrade}, on average at trade ${meanHaltTrade.toFixed(1)}`;
}

function worstHaltText({ summary: { maxDrawdownAtHalt } }: StressReport): string {
  return maxDrawdownAtHalt === null ? "" : `; the latest came at ${percent(maxDrawdownAtHalt)}`;
}

function row(name: string, values: Quantiles, format: (value: number) => string): string[] {
  return [name, ...(values === null ? QUANTILE_BLANKS : values.map(format))];
}

const QUANTILE_BLANKS = COLUMNS.slice(1).map(() => "-");

function count(value: number): string {
  return value.toLocaleString("en-GB");
}

function usd(value: number): string {
  return value.toFixed(2);
}

function percent(value: number): string {
  return `${Number((value * 100).toFixed(2))} %`;
}
