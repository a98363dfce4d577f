/// <reference lib="dom" />
import type UPlot from "uplot";
import type { ReportSuppression } from "../report-data.ts";
import type { Market } from "./decode.ts";
import { formatReason } from "./format.ts";
import type { Theme } from "./theme.ts";

/** What the marks on the charts are drawn from. */
export interface MarkState {
  market: Market;
  theme: Theme;
  /** Time that the side panel is about, if it is held there. */
  pinnedMs: number | null;
}

/** Hatches the stretches without a published estimate. Goes below the lines. */
export function drawBands(chart: UPlot, state: MarkState, hasLabels: boolean): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { fromMs, toMs, reasonCode } of bandsOf(state.market)) {
    const left = chart.valToPos(fromMs, "x", true);
    const right = Math.max(left + devicePixelRatio, chart.valToPos(toMs, "x", true));
    if (right < bbox.left || left > bbox.left + bbox.width) continue;
    const isHalt = reasonCode.includes("HALT");
    ctx.fillStyle = state.theme.color(isHalt ? "band-halt" : "band-quiet");
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    if (hasLabels) {
      ctx.strokeStyle = state.theme.color(isHalt ? "hatch-halt" : "hatch-quiet");
      hatch(ctx, left, right, bbox);
      labelBand(chart, state.theme, left, right, formatReason(reasonCode));
    }
  }
  ctx.restore();
}

/** Suppressed stretches, and stretches in which the market was anything but open. */
function bandsOf(market: Market): readonly ReportSuppression[] {
  const endMs = market.timeMs.at(-1) ?? 0;
  const closed = market.statusChanges.flatMap(({ timeMs, status, reasonCode }, index) => {
    const toMs = market.statusChanges[index + 1]?.timeMs ?? endMs;
    return status === "OPEN" ? [] : [{ fromMs: timeMs, toMs, reasonCode }];
  });
  return [...closed, ...market.suppression];
}

function hatch(ctx: CanvasRenderingContext2D, left: number, right: number, box: UPlot.BBox): void {
  const step = 7 * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, box.top, right - left, box.height);
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  const first = Math.floor((Math.max(left, box.left) - box.height) / step) * step;
  for (let x = first; x < Math.min(right, box.left + box.width); x += step) {
    ctx.moveTo(x, box.top + box.height);
    ctx.lineTo(x + box.height, box.top);
  }
  ctx.stroke();
  ctx.restore();
}

function labelBand(chart: UPlot, theme: Theme, left: number, right: number, text: string): void {
  const { ctx, bbox } = chart;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  const from = Math.max(left, bbox.left);
  const width = Math.min(right, bbox.left + bbox.width) - from;
  if (ctx.measureText(text).width + 12 * devicePixelRatio > width) return;
  ctx.fillStyle = theme.color("muted");
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.fillText(text, from + 6 * devicePixelRatio, bbox.top + 5 * devicePixelRatio);
}

/** Draws changes of status and the pinned time. Goes above the lines. */
export function drawLines(chart: UPlot, state: MarkState, hasLabels: boolean): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.font = `600 ${10 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  let freeFrom = bbox.left;
  for (const { timeMs, status } of state.market.statusChanges) {
    const x = chart.valToPos(timeMs, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const color = state.theme.color(status === "OPEN" ? "bid" : "ask");
    upright(ctx, x, bbox, color, [3, 3]);
    if (!hasLabels || x < freeFrom) continue;
    ctx.fillStyle = color;
    ctx.fillText(status.replaceAll("_", " "), x, bbox.top - 2 * devicePixelRatio);
    freeFrom = x + ctx.measureText(status).width + 6 * devicePixelRatio;
  }
  if (state.pinnedMs !== null) {
    const x = chart.valToPos(state.pinnedMs, "x", true);
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      upright(ctx, x, bbox, state.theme.color("accent"), []);
    }
  }
  ctx.restore();
}

function upright(
  ctx: CanvasRenderingContext2D,
  x: number,
  box: UPlot.BBox,
  color: string,
  dash: readonly number[],
): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x, box.top);
  ctx.lineTo(x, box.top + box.height);
  ctx.stroke();
}
