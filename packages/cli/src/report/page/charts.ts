/// <reference lib="dom" />
import type UPlot from "uplot";
import { drawBands, drawLines, type MarkState } from "./chart-marks.ts";
import { CHART_PLANS, chartOptions, type ChartPlan } from "./chart-options.ts";
import type { Market } from "./decode.ts";
import { requireElement } from "./envelope-panel.ts";
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
export class Charts {
  readonly #events: ChartEvents;
  readonly #state: MarkState;
  #charts: UPlot[] = [];
  #isZooming = false;
  /** True while the cursor is moved by the page: it stands on a row, which may be at another time. */
  #isPointing = false;

  constructor(first: Market, events: ChartEvents) {
    this.#events = events;
    this.#state = { market: first, theme: readTheme(), pinnedMs: null };
  }

  /** The range shown, epoch milliseconds. */
  get range(): readonly [from: number, to: number] {
    const { min, max } = this.#charts[0]?.scales["x"] ?? {};
    const [from, to] = this.#fullRange;
    return [min ?? from, max ?? to];
  }

  show(market: Market): void {
    this.#state.market = market;
    this.#state.pinnedMs = null;
    this.rebuild();
  }

  /** Builds everything anew: after a change of width or of colours. */
  rebuild(): void {
    for (const chart of this.#charts) chart.destroy();
    this.#state.theme = readTheme();
    this.#charts = [];
    this.#charts = CHART_PLANS.map((plan, index) => this.#build(plan, index));
  }

  /** Moves the cursor, without a pointer. */
  pointAt(timeMs: number): void {
    this.#isPointing = true;
    for (const chart of this.#charts) {
      const left = chart.valToPos(timeMs, "x");
      chart.setCursor({ left, top: chart.over.clientHeight / 2 });
    }
    this.#isPointing = false;
  }

  /** Marks a time, `null` for none. */
  pin(timeMs: number | null): void {
    this.#state.pinnedMs = timeMs;
    for (const chart of this.#charts) chart.redraw(false);
  }

  /** Zooms by a factor around the middle, 0 shows everything. */
  zoom(factor: number): void {
    this.#charts[0]?.setScale("x", zoomed(this.range, this.#fullRange, factor));
  }

  get #fullRange(): readonly [number, number] {
    const { timeMs } = this.#state.market;
    return [timeMs[0] ?? 0, timeMs.at(-1) ?? 1];
  }

  #build(plan: ChartPlan, index: number): UPlot {
    const target = requireElement(plan.id);
    target.textContent = "";
    const { market, theme } = this.#state;
    const chart = new uPlot(
      {
        ...chartOptions(plan, theme, target.clientWidth),
        hooks: {
          drawClear: [(self) => drawBands(self, this.#state, index === 1)],
          draw: [(self) => drawLines(self, this.#state, index === 0)],
          setScale: [(self, key) => (key === "x" ? this.#shareRange(self) : undefined)],
          setCursor: [(self) => this.#followCursor(self, index)],
        },
      },
      [market.timeMs, ...plan.lines.map(({ column }) => [...market.columns[column]])],
      target,
    );
    onClick(chart.over, () => {
      const timeMs = timeUnderCursor(chart, market);
      if (timeMs !== null) this.#events.onPick(timeMs);
    });
    return chart;
  }

  /** Gives all charts the range of the one that was zoomed. */
  #shareRange(source: UPlot): void {
    const { min, max } = source.scales["x"] ?? {};
    if (this.#isZooming || min === undefined || max === undefined) return;
    this.#isZooming = true;
    for (const chart of this.#charts) if (chart !== source) chart.setScale("x", { min, max });
    this.#isZooming = false;
  }

  /** Reports the cursor; without one the legend tells the values at the pinned time. */
  #followCursor(chart: UPlot, index: number): void {
    const { market, pinnedMs } = this.#state;
    const timeMs = timeUnderCursor(chart, market);
    if (index === 0 && !this.#isPointing) this.#events.onHover(timeMs);
    if (timeMs !== null || pinnedMs === null) return;
    const later = market.timeMs.findIndex((rowMs) => rowMs > pinnedMs);
    const idx = (later < 0 ? market.timeMs.length : later) - 1;
    queueMicrotask(() => chart.setLegend({ idx: Math.max(0, idx) }, false));
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
