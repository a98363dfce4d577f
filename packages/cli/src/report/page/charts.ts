/// <reference lib="dom" />
import type UPlot from "uplot";
import { drawBands, drawLines, type MarkState } from "./chart-marks.ts";
import { CHART_PLANS, chartOptions, type ChartPlan } from "./chart-options.ts";
import type { Market } from "./decode.ts";
import { readTheme } from "./theme.ts";

declare const uPlot: typeof UPlot;

/** Who wants to know where the reader points. */
export interface ChartEvents {
  /** The cursor is at this time, or nowhere. */
  onHover(timeMs: number | null): void;
  /** The reader clicked at this time. */
  onPick(timeMs: number): void;
}

/** The stacked charts with one cursor and one range of time. */
export interface Charts {
  readonly show: (market: Market) => void;
  /** Builds everything anew: after a change of width or of colours. */
  readonly rebuild: () => void;
  /** Moves the cursor, without a pointer. */
  readonly pointAt: (timeMs: number) => void;
  readonly pin: (timeMs: number | null) => void;
  /** Zooms by a factor around the middle, 0 shows everything. */
  readonly zoom: (factor: number) => void;
  /** The range shown, epoch milliseconds. */
  readonly range: () => readonly [from: number, to: number];
}

export function createCharts(root: HTMLElement, first: Market, events: ChartEvents): Charts {
  const state: MarkState = { market: first, theme: readTheme(), pinnedMs: null };
  let charts: UPlot[] = [];
  let isZooming = false;

  /** Gives all charts the range of the one that was zoomed. */
  const shareRange = (source: UPlot): void => {
    const { min, max } = source.scales["x"] ?? {};
    if (isZooming || min === undefined || max === undefined) return;
    isZooming = true;
    for (const chart of charts) if (chart !== source) chart.setScale("x", { min, max });
    isZooming = false;
  };

  const build = (plan: ChartPlan, index: number): UPlot => {
    const target = document.getElementById(plan.id) ?? root;
    target.textContent = "";
    const { market, theme } = state;
    const chart = new uPlot(
      {
        ...chartOptions(plan, theme, target.clientWidth),
        hooks: {
          drawClear: [(self) => drawBands(self, state, index === 1)],
          draw: [(self) => drawLines(self, state, index === 0)],
          setScale: [(self, key) => (key === "x" ? shareRange(self) : undefined)],
          setCursor: [
            (self) => (index === 0 ? events.onHover(timeUnderCursor(self, market)) : undefined),
          ],
        },
      },
      [market.timeMs, ...plan.lines.map(({ column }) => [...market.columns[column]])],
      target,
    );
    onClick(chart.over, () => {
      const timeMs = timeUnderCursor(chart, market);
      if (timeMs !== null) events.onPick(timeMs);
    });
    return chart;
  };

  const rebuild = (): void => {
    for (const chart of charts) chart.destroy();
    state.theme = readTheme();
    charts = [];
    charts = CHART_PLANS.map(build);
  };
  rebuild();

  const full = (): readonly [number, number] => [
    state.market.timeMs[0] ?? 0,
    state.market.timeMs.at(-1) ?? 1,
  ];
  const range = (): readonly [number, number] => {
    const { min, max } = charts[0]?.scales["x"] ?? {};
    const [from, to] = full();
    return [min ?? from, max ?? to];
  };
  return {
    rebuild,
    range,
    show(market) {
      state.market = market;
      state.pinnedMs = null;
      rebuild();
    },
    pointAt: (timeMs) => moveCursor(charts, timeMs),
    pin(timeMs) {
      state.pinnedMs = timeMs;
      for (const chart of charts) chart.redraw(false);
    },
    zoom: (factor) => charts[0]?.setScale("x", zoomed(range(), full(), factor)),
  };
}

function moveCursor(charts: readonly UPlot[], timeMs: number): void {
  for (const chart of charts) {
    const left = chart.valToPos(timeMs, "x");
    chart.setCursor({ left, top: chart.over.clientHeight / 2 });
  }
}

function zoomed(
  shown: readonly [number, number],
  full: readonly [number, number],
  factor: number,
): { min: number; max: number } {
  if (factor === 0) return { min: full[0], max: full[1] };
  const middle = (shown[0] + shown[1]) / 2;
  const half = Math.max(500, ((shown[1] - shown[0]) / 2) * factor);
  return { min: Math.max(full[0], middle - half), max: Math.min(full[1], middle + half) };
}

/** Time of the row that the cursor stands on. */
function timeUnderCursor(chart: UPlot, market: Market): number | null {
  const { idx, left } = chart.cursor;
  if (idx === null || idx === undefined || left === undefined || left < 0) return null;
  return market.timeMs[idx] ?? null;
}

/** Clicks only: a press that moves is a zoom. */
function onClick(element: HTMLElement, act: () => void): void {
  let pressedX = 0;
  element.addEventListener("mousedown", (event) => {
    pressedX = event.clientX;
  });
  element.addEventListener("click", (event) => {
    if (Math.abs(event.clientX - pressedX) < 5) act();
  });
}
