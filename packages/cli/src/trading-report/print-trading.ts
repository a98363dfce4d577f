import { plainTable, shortName, type Column } from "../plain-table.ts";
import type { CliIo } from "../verb.ts";
import { cents, counted, percent, signedUsd, usd } from "./money-text.ts";
import type { CapacityCurve } from "./summary/capacity-summary.ts";
import type { OrderOutcomes } from "./summary/execution-summary.ts";
import type { Figure } from "./summary/figure.ts";
import type { StrategySummary } from "./summary/strategy-summary.ts";
import type { TradingSummary } from "./summary/trading-summary.ts";
import { labelled, sentence } from "./text-lines.ts";

/** Lines of each list; the report and report.json hold all of them. */
const REASONS_SHOWN_MAX = 5;

/** Prints a trading run for a person: one screen, and what of it is not final. */
export function printTrading(summary: TradingSummary, io: CliIo): void {
  io.out(tradingText(summary));
}

/** What {@link printTrading} prints. */
export function tradingText(summary: TradingSummary): string {
  const parts = [
    moneyLines(summary).join("\n"),
    strategyTable(summary.strategies),
    executionLines(summary).join("\n"),
    acceptanceLines(summary).join("\n"),
    ...(summary.capacity === null ? [] : [capacityText(summary.capacity)]),
    summary.notes.map((note) => sentence("note  ", note)).join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function moneyLines({ equity, profit, drawdown, exposure }: TradingSummary): string[] {
  const worst = drawdown.worst;
  const distance = drawdown.distanceToHaltMicroUsd;
  const halt =
    distance === null
      ? "no peak yet"
      : drawdown.isHalted
        ? "HALTED until an operator resets it"
        : `${usd(distance)} above the halt`;
  return [
    labelled("Equity", [
      `${usd(equity.effectiveEquityMicroUsd)} (${signedUsd(profit.equityChangeMicroUsd)})`,
      `cash ${usd(equity.cashMicroUsd)}`,
      `available ${usd(equity.availableMicroUsd)}`,
      `reserved ${usd(equity.reservedMicroUsd)}`,
    ]),
    labelled("", [
      `in flight ${usd(equity.inFlightMicroUsd)}`,
      `redeemable ${usd(equity.redeemableMicroUsd)}`,
      `peak ${usd(equity.peakMicroUsd)}`,
    ]),
    labelled("Profit", [
      `${signedUsd(profit.netMicroUsd)} net`,
      `realised ${signedUsd(profit.realizedMicroUsd)}`,
      `unrealised ${signedUsd(profit.unrealizedMicroUsd)}`,
      `fees ${usd(profit.feesMicroUsd)}`,
    ]),
    labelled("Income", [
      `rewards ${usd(profit.rewardsPaidMicroUsd)} paid, ${usd(profit.rewardsAccruedMicroUsd)} accrued`,
      `rebates ${usd(profit.rebatesPaidMicroUsd)} paid, ${usd(profit.rebatesAccruedMicroUsd)} accrued`,
    ]),
    labelled("Drawdown", [
      worst === null ? "none" : `worst ${percent(worst.drawdown)} (${usd(worst.lostMicroUsd)})`,
      `now ${percent(drawdown.nowShare)}`,
      halt,
    ]),
    labelled("Exposure", [
      usd(exposure.nowMicroUsd),
      `highest ${usd(exposure.highestMicroUsd)}`,
      counted(exposure.openPositionCount, "open position"),
      `${counted(exposure.markets.length + exposure.marketsLeftOut, "market")} traded`,
    ]),
  ];
}

const STRATEGY_COLUMNS: readonly Column[] = [
  { head: "strategy", align: "left" },
  { head: "orders" },
  { head: "volume" },
  { head: "net PnL" },
  { head: "closed" },
  { head: "win\nrate" },
  { head: "profit\nfactor" },
  { head: "expect-\nancy" },
  { head: "max\ndrawdown" },
  { head: "Sharpe" },
];

function strategyTable(strategies: readonly StrategySummary[]): string {
  if (strategies.length === 0) return "";
  const rows = strategies.map((strategy) => [
    shortName(strategy.strategyId),
    count(strategy.ordersPlaced),
    usd(strategy.volumeMicroUsd),
    signedUsd(strategy.netPnlMicroUsd),
    count(strategy.closedPositions),
    figure(strategy.winRate, (share) => percent(share)),
    figure(strategy.profitFactor, (ratio) => ratio.toFixed(2)),
    figure(strategy.expectancyMicroUsd, signedUsd),
    figure(strategy.maxDrawdown, (share) => percent(share)),
    figure(strategy.sharpe.annualised, (ratio) => ratio.toFixed(2)),
  ]);
  return plainTable(STRATEGY_COLUMNS, rows);
}

function executionLines({ orders, fills, account }: TradingSummary): string[] {
  const { outcomes } = orders;
  const total = (
    name: "intents" | "refused" | "approved" | "reshaped" | "sent" | "fills",
  ): number => orders.funnel.reduce((sum, funnel) => sum + funnel[name], 0);
  const refusals = orders.refusals.slice(0, REASONS_SHOWN_MAX);
  const others = orders.refusals.length - refusals.length;
  const { all } = fills;
  return [
    labelled("Intents", [
      `${count(total("intents"))} wanted`,
      `${count(total("refused"))} refused`,
      `${count(total("approved"))} approved (${count(total("reshaped"))} reshaped)`,
      `${count(total("sent"))} sent`,
      counted(total("fills"), "fill"),
    ]),
    labelled("Orders", outcomeWords(outcomes)),
    ...(refusals.length === 0
      ? []
      : [
          labelled("Refused for", [
            ...refusals.map(({ reasonCode, count: times }) => `${reasonCode} ${count(times)}`),
            ...(others > 0 ? [counted(others, "other reason")] : []),
          ]),
        ]),
    labelled("Fills", [
      `${count(fills.maker.fillCount)} maker, ${count(fills.taker.fillCount)} taker`,
      usd(all.volumeMicroUsd),
      `slippage ${perShare(all.decisionSlippageUsd)} from decision, ${perShare(all.arrivalSlippageUsd)} from arrival`,
    ]),
    labelled("Markouts", [
      `${perShare(all.markoutUsd[0])} after 5 s`,
      `${perShare(all.markoutUsd[1])} after 30 s`,
      `${perShare(all.markoutUsd[2])} after 300 s (plus is in our favour)`,
    ]),
    labelled("Runway", [
      account.runwayPercent.value === null
        ? `unknown: ${account.runwayPercent.missing}`
        : `${account.runwayPercent.value.toFixed(0)} % of 30 days`,
      account.sharpe.annualised.value === null
        ? `Sharpe unknown: ${account.sharpe.annualised.missing ?? ""}`
        : `Sharpe ${account.sharpe.annualised.value.toFixed(2)} a year over ${account.sharpe.days} days`,
    ]),
  ];
}

function outcomeWords(outcomes: OrderOutcomes): string[] {
  const words: readonly (readonly [number, string])[] = [
    [outcomes.partlyFilled, "filled in part"],
    [outcomes.cancelled, "cancelled"],
    [outcomes.expired, "expired"],
    [outcomes.rejected, "rejected"],
    [outcomes.notSent, "given up unsent"],
    [outcomes.unknown, "unknown"],
    [outcomes.open, "open"],
  ];
  const others = words.filter(([times]) => times > 0);
  return [
    `${count(outcomes.filled)} filled`,
    ...others.map(([times, word]) => `${count(times)} ${word}`),
  ];
}

const VERDICT_WORDS = {
  pass: "pass",
  warn: "WARN",
  fail: "FAIL",
  not_applicable: "  - ",
} as const;

function acceptanceLines({ acceptance }: TradingSummary): string[] {
  const verdict =
    acceptance.verdict === "fail"
      ? "FAIL: this run is not to be believed"
      : acceptance.verdict.replace("_", " ");
  return [
    `Acceptance: ${verdict}`,
    ...acceptance.tests.map((test) =>
      sentence(`  ${VERDICT_WORDS[test.verdict]}  `, test.explanation),
    ),
  ];
}

const CAPACITY_COLUMNS: readonly Column[] = [
  { head: "order\nsize" },
  { head: "net PnL" },
  { head: "filled" },
  { head: "share\nfilled" },
  { head: "PnL per\n$ filled" },
];

/** Profit against order size, as a table. */
export function capacityText({ points, bestMultiplier, saturatesAt }: CapacityCurve): string {
  const rows = points.map((point) => [
    `x ${point.multiplier}`,
    signedUsd(point.netPnlMicroUsd),
    usd(point.filledMicroUsd),
    point.fillShare === null ? "-" : percent(point.fillShare),
    point.pnlPerFilledUsd === null ? "-" : cents(point.pnlPerFilledUsd),
  ]);
  const best =
    bestMultiplier === null
      ? "No size earned anything."
      : `Most was earned at x ${bestMultiplier}.`;
  const end =
    saturatesAt === null ? "" : ` From x ${saturatesAt} on, larger orders earned no more.`;
  return `Capacity: profit against order size\n${plainTable(CAPACITY_COLUMNS, rows)}\n${best}${end}`;
}

function figure({ value }: Figure, write: (value: number) => string): string {
  return value === null ? "-" : write(value);
}

function perShare(value: number | null): string {
  return value === null ? "unknown" : cents(value);
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
