/// <reference lib="dom" />
import type UPlot from "uplot";
import type { PageEquity } from "../page-data.ts";
import { chartOptions, dollars, type ChartPlan, type LinePlan } from "./chart-options.ts";
import { formatNumber } from "./format.ts";
import { readTheme, watchTheme } from "./theme.ts";

declare const uPlot: typeof UPlot;

type EquityColumn = Exclude<keyof PageEquity, "timeMs">;
type EquityLine = LinePlan<EquityColumn>;

const GROUP = "trading";

function dollarLine(
  label: string,
  column: EquityColumn,
  color: string,
  more: Partial<EquityLine> = {},
): EquityLine {
  return { label, column, color, scale: "left", unitBefore: "$", decimals: 2, ...more };
}

const PLANS: readonly ChartPlan<EquityColumn>[] = [
  {
    id: "chart-equity",
    group: GROUP,
    heightPx: 300,
    leftTicks: dollars,
    lines: [
      dollarLine("Effective equity", "effective", "accent"),
      dollarLine("Cash", "cash", "bid"),
      dollarLine("Available", "available", "vpin", { dash: [2, 3] }),
      dollarLine("In flight", "inFlight", "decay"),
      dollarLine("Redeemable", "redeemable", "long"),
      dollarLine("Peak", "peak", "muted", { dash: [6, 3] }),
      dollarLine("Halt", "haltAt", "ask", { dash: [6, 3] }),
    ],
  },
  {
    id: "chart-drawdown",
    group: GROUP,
    heightPx: 180,
    isLeftFromZero: true,
    leftTicks: (ticks) => ticks.map((tick) => formatNumber(tick, "", " %")),
    rightTicks: dollars,
    lines: [
      dollarLine("Left before the halt", "distance", "muted", { scale: "right", dash: [2, 3] }),
      {
        label: "Drawdown",
        column: "drawdown",
        scale: "left",
        color: "loss",
        unitAfter: " %",
        isFilled: true,
      },
    ],
  },
  {
    id: "chart-exposure",
    group: GROUP,
    heightPx: 180,
    isLeftFromZero: true,
    leftTicks: dollars,
    lines: [
      dollarLine("Exposure", "exposure", "ofi", { isFilled: true }),
      dollarLine("Reserved", "reserved", "muted", { dash: [2, 3] }),
    ],
  },
];

/**
 * Draws equity, drawdown and exposure over one range of time.
 *
 * @param onResize - calls back when the width of an element has changed
 */
export function showEquity(
  equity: PageEquity,
  onResize: (element: HTMLElement, redraw: () => void) => void,
): void {
  const region = document.getElementById("trading-charts");
  if (region === null) return;
  let charts: UPlot[] = [];
  let isZooming = false;
  const shareRange = (source: UPlot): void => {
    const { min, max } = source.scales["x"] ?? {};
    if (isZooming || min === undefined || max === undefined) return;
    isZooming = true;
    for (const chart of charts) if (chart !== source) chart.setScale("x", { min, max });
    isZooming = false;
  };
  const draw = (): void => {
    for (const chart of charts) chart.destroy();
    charts = [];
    charts = PLANS.flatMap((plan) => {
      const target = document.getElementById(plan.id);
      return target === null ? [] : [drawChart(plan, equity, target, shareRange)];
    });
  };
  draw();
  onResize(region, draw);
  watchTheme(draw);
}

function drawChart(
  plan: ChartPlan<EquityColumn>,
  equity: PageEquity,
  target: HTMLElement,
  shareRange: (source: UPlot) => void,
): UPlot {
  target.textContent = "";
  return new uPlot(
    {
      ...chartOptions(plan, readTheme(), target.clientWidth),
      hooks: { setScale: [(self, key) => (key === "x" ? shareRange(self) : undefined)] },
    },
    [[...equity.timeMs], ...plan.lines.map(({ column }) => [...equity[column]])],
    target,
  );
}
