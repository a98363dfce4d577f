/// <reference lib="dom" />
import type UPlot from "uplot";
import { formatClock, formatInstant, formatNumber, formatTick } from "./format.ts";
import type { Theme } from "./theme.ts";

declare const uPlot: typeof UPlot;

/** Columns of a market's series. */
export type MarketColumn =
  | "bid"
  | "ask"
  | "depthUsd"
  | "decay"
  | "confidence"
  | "longDecay"
  | "ofi"
  | "vpin";

/** One line of a chart over columns `C`. */
export interface LinePlan<C extends string = MarketColumn> {
  readonly label: string;
  readonly column: C;
  readonly scale: "left" | "right";
  readonly color: string;
  readonly unitBefore?: string;
  readonly unitAfter?: string;
  /** Always so many decimals, for money; four significant digits without it. */
  readonly decimals?: number;
  readonly isFilled?: boolean;
  readonly dash?: number[];
}

/** One of the stacked charts. */
export interface ChartPlan<C extends string = MarketColumn> {
  readonly id: string;
  readonly heightPx: number;
  /** Charts of one group share their cursor. */
  readonly group: string;
  readonly lines: readonly LinePlan<C>[];
  readonly leftTicks: TickWriter;
  /** No right axis without it. */
  readonly rightTicks?: TickWriter;
  /** Fixed range of the right axis. */
  readonly rightRange?: readonly [number, number];
  readonly isLeftFromZero?: boolean;
}

/** Writes the ticks of an axis, all with as many decimals as the finest needs. */
export type TickWriter = (ticks: readonly number[]) => string[];

const cents: TickWriter = (ticks) => {
  const isWhole = ticks.every((tick) => Math.abs(tick * 100 - Math.round(tick * 100)) < 1e-6);
  return ticks.map((tick) => tick.toFixed(isWhole ? 2 : 3));
};
export const dollars: TickWriter = (ticks) =>
  ticks.map((tick) =>
    tick >= 1_000 ? formatNumber(tick / 1_000, "$", "k") : formatNumber(tick, "$"),
  );
const plain: TickWriter = (ticks) => ticks.map((tick) => formatNumber(tick));

export const CHART_PLANS: readonly ChartPlan[] = [
  {
    id: "chart-book",
    group: "markets",
    heightPx: 260,
    leftTicks: cents,
    rightTicks: dollars,
    lines: [
      {
        label: "Inside depth",
        column: "depthUsd",
        scale: "right",
        color: "depth",
        unitBefore: "$",
        isFilled: true,
      },
      { label: "Best ask", column: "ask", scale: "left", color: "ask", unitBefore: "$" },
      { label: "Best bid", column: "bid", scale: "left", color: "bid", unitBefore: "$" },
    ],
  },
  {
    id: "chart-decay",
    group: "markets",
    heightPx: 220,
    leftTicks: plain,
    rightTicks: plain,
    rightRange: [0, 1],
    isLeftFromZero: true,
    lines: [
      { label: "Decay", column: "decay", scale: "left", color: "decay", unitAfter: " $/s" },
      {
        label: "Long window",
        column: "longDecay",
        scale: "left",
        color: "long",
        unitAfter: " $/s",
        dash: [6, 3],
      },
      { label: "Confidence", column: "confidence", scale: "right", color: "muted", dash: [2, 3] },
    ],
  },
  {
    id: "chart-flow",
    group: "markets",
    heightPx: 200,
    leftTicks: plain,
    rightTicks: plain,
    rightRange: [0, 1],
    lines: [
      { label: "Order-flow imbalance", column: "ofi", scale: "left", color: "ofi", isFilled: true },
      { label: "VPIN", column: "vpin", scale: "right", color: "vpin", dash: [6, 3] },
    ],
  },
];

/** Options of one chart; the caller adds its hooks. */
export function chartOptions<C extends string>(
  plan: ChartPlan<C>,
  theme: Theme,
  widthPx: number,
): Omit<UPlot.Options, "hooks"> {
  const isNarrow = widthPx < 520;
  const axis: UPlot.Axis = {
    stroke: theme.color("muted"),
    grid: { stroke: theme.color("grid"), width: 1 },
    ticks: { stroke: theme.color("grid"), width: 1, size: 4 },
    font: "11px system-ui, sans-serif",
    gap: 4,
  };
  return {
    width: widthPx,
    height: isNarrow ? Math.round(plan.heightPx * 0.85) : plan.heightPx,
    ms: 1,
    tzDate: (timeMs) => uPlot.tzDate(new Date(timeMs), "Etc/UTC"),
    // Charts of a group stand exactly above each other, with or without an axis on the right.
    padding: [16, plan.rightTicks === undefined ? (isNarrow ? 42 : 54) : 0, 0, 0],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: true, dist: 6 },
      sync: { key: plan.group, setSeries: false },
      points: { size: 7, width: 2 },
    },
    legend: { live: true },
    scales: {
      x: { time: true },
      left: { range: plan.isLeftFromZero === true ? fromZero : padded },
      right: plan.rightRange ? { range: [...plan.rightRange] } : { range: lowerHalf },
    },
    axes: [
      {
        ...axis,
        size: 30,
        space: isNarrow ? 70 : 90,
        values: (chart, times) => times.map((timeMs) => formatTick(timeMs, spanOf(chart))),
      },
      {
        ...axis,
        scale: "left",
        size: isNarrow ? 42 : 54,
        values: (_chart, ticks) => plan.leftTicks(ticks),
      },
      ...(plan.rightTicks === undefined ? [] : [rightAxis(axis, plan.rightTicks, isNarrow)]),
    ],
    series: [
      { label: "Time", value: (chart, timeMs) => formatMoment(chart, timeMs) },
      ...plan.lines.map((line) => seriesOf(line, theme)),
    ],
  };
}

/** Milliseconds between the ends of the axis of time. */
function spanOf(chart: UPlot): number {
  const { min = 0, max = 0 } = chart.scales["x"] ?? {};
  return max - min;
}

/** The day too where the axis spans several. */
function formatMoment(chart: UPlot, timeMs: number | null): string {
  if (timeMs === null) return "–";
  const isOneDay = spanOf(chart) <= 86_400_000;
  return isOneDay ? formatClock(timeMs) : formatInstant(timeMs).slice(0, 19);
}

function rightAxis(axis: UPlot.Axis, writeTicks: TickWriter, isNarrow: boolean): UPlot.Axis {
  return {
    ...axis,
    scale: "right",
    // uPlot declares its sides as an ambient enum, which does not exist at run time.
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
    side: 1,
    size: isNarrow ? 42 : 54,
    grid: { show: false },
    values: (_chart, ticks) => writeTicks(ticks),
  };
}

function seriesOf(line: LinePlan<string>, theme: Theme): UPlot.Series {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    label: line.label,
    scale: line.scale,
    stroke: theme.color(line.isFilled === true ? `${line.color}-line` : line.color),
    width: line.isFilled === true ? 1 : 1.5,
    ...(line.isFilled === true ? { fill: theme.color(`${line.color}-fill`) } : {}),
    ...(line.dash === undefined ? {} : { dash: line.dash }),
    ...(stepped === undefined ? {} : { paths: stepped }),
    points: { show: false },
    value: (_chart, value) => formatNumber(value, line.unitBefore, line.unitAfter, line.decimals),
  };
}

function padded(_chart: UPlot, low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const margin = Math.max((high - low) * 0.08, Math.abs(high) * 0.004, 0.002);
  return [low - margin, high + margin];
}

/** Leaves the upper half to the lines of the left axis. */
function lowerHalf(chart: UPlot, low: number | null, high: number | null): [number, number] {
  const [from, to] = fromZero(chart, low, high);
  return [from, to * 1.8];
}

function fromZero(_chart: UPlot, _low: number | null, high: number | null): [number, number] {
  return [0, high === null || high <= 0 ? 1 : high * 1.12];
}
