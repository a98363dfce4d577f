/// <reference lib="dom" />
import type { Market } from "./decode.ts";
import { requireElement } from "./envelope-panel.ts";
import { formatClock, formatDuration } from "./format.ts";

const ROWS_MAX = 200;

interface EventRow {
  readonly timeMs: number;
  readonly what: string;
  readonly reasonCode: string;
  readonly length: string;
}

/** Lists status changes and suppressed stretches, the charts' marks in words. */
export function showEvents(market: Market, onPick: (timeMs: number) => void): void {
  const rows: EventRow[] = [
    ...market.statusChanges.map(({ timeMs, status, reasonCode }) => ({
      timeMs,
      what: `Status ${status.replaceAll("_", " ")}`,
      reasonCode,
      length: "",
    })),
    ...market.suppression.map(({ fromMs, toMs, reasonCode }) => ({
      timeMs: fromMs,
      what: "Decay suppressed",
      reasonCode,
      length: formatDuration(toMs - fromMs),
    })),
  ].toSorted((left, right) => left.timeMs - right.timeMs);
  const body = requireElement("event-rows");
  body.replaceChildren(...rows.slice(0, ROWS_MAX).map((row) => tableRow(row, onPick)));
  const hidden = rows.length - ROWS_MAX;
  const more = hidden > 0 ? `, the first ${ROWS_MAX} of them` : "";
  requireElement("event-count").textContent = `${rows.length}${more}`;
}

function tableRow(row: EventRow, onPick: (timeMs: number) => void): HTMLElement {
  const line = document.createElement("tr");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = formatClock(row.timeMs);
  button.setAttribute("aria-label", `Show ${formatClock(row.timeMs)} on the charts`);
  button.addEventListener("click", () => onPick(row.timeMs));
  const time = document.createElement("td");
  time.append(button);
  line.append(time, cell(row.what), cell(row.length), cell(row.reasonCode, "code"));
  return line;
}

function cell(text: string, tag = "span"): HTMLElement {
  const created = document.createElement("td");
  const inner = document.createElement(tag);
  inner.textContent = text;
  created.append(inner);
  return created;
}
