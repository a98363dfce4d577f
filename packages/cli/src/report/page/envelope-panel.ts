/// <reference lib="dom" />
import type { ReportEnvelopeLine } from "../report-data.ts";
import type { Market } from "./decode.ts";
import { formatClock, formatInstant, formatNumber } from "./format.ts";

const CARDS_MAX = 30;

/** The side panel with the envelopes around a time. */
export interface EnvelopePanel {
  show(market: Market, timeMs: number, shownSpanMs: number, isPinned: boolean): void;
  clear(): void;
}

export function createEnvelopePanel(
  runId: string,
  botNames: ReadonlyMap<string, string>,
): EnvelopePanel {
  const heading = requireElement("panel-time");
  const note = requireElement("panel-note");
  const list = requireElement("panel-list");
  return {
    show(market, timeMs, shownSpanMs, isPinned) {
      const found = envelopesAround(market.envelopes, timeMs, Math.max(500, shownSpanMs / 300));
      heading.textContent = formatInstant(timeMs);
      note.textContent = describe(found, market, isPinned);
      const closest = closestTo(found.near, timeMs);
      list.replaceChildren(
        ...found.near.map((line) => {
          const card = envelopeCard(line, runId, botNames.get(line.botId));
          if (line.timeMs === closest) card.setAttribute("aria-current", "time");
          return card;
        }),
      );
      scrollToCurrent(list);
    },
    clear() {
      heading.textContent = "No time chosen";
      note.textContent = "Point at a chart to see what the bots said; click to hold it there.";
      list.replaceChildren();
    },
  };
}

interface Found {
  readonly near: readonly ReportEnvelopeLine[];
  /** False when nothing was said at that time and `near` is the closest there is. */
  readonly isAtTime: boolean;
  readonly leftOut: number;
}

/** Envelopes within `reachMs` of a time, or else the last one before it and the next after it. */
function envelopesAround(
  envelopes: readonly ReportEnvelopeLine[],
  timeMs: number,
  reachMs: number,
): Found {
  const from = firstFrom(envelopes, timeMs - reachMs);
  const to = firstFrom(envelopes, timeMs + reachMs + 1);
  if (from === to) {
    return { near: envelopes.slice(Math.max(0, from - 1), from + 1), isAtTime: false, leftOut: 0 };
  }
  const middle = firstFrom(envelopes, timeMs);
  const start = Math.max(from, Math.min(middle - CARDS_MAX / 2, to - CARDS_MAX));
  const near = envelopes.slice(start, Math.min(to, start + CARDS_MAX));
  return { near, isAtTime: true, leftOut: to - from - near.length };
}

/** Brings the card of the chosen time into the list's view, without moving the page. */
function scrollToCurrent(list: HTMLElement): void {
  const current = list.querySelector("[aria-current]");
  if (!(current instanceof HTMLElement)) return;
  list.scrollTop = current.offsetTop - (list.clientHeight - current.clientHeight) / 2;
}

function closestTo(lines: readonly ReportEnvelopeLine[], timeMs: number): number {
  const distances = lines.map((line) => Math.abs(line.timeMs - timeMs));
  return lines[distances.indexOf(Math.min(...distances))]?.timeMs ?? Number.NaN;
}

/** Index of the first envelope at or after a time. */
function firstFrom(envelopes: readonly ReportEnvelopeLine[], timeMs: number): number {
  let low = 0;
  let high = envelopes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((envelopes[middle]?.timeMs ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function describe(found: Found, market: Market, isPinned: boolean): string {
  const { near, isAtTime, leftOut } = found;
  const held = isPinned ? " Held: Escape lets go." : "";
  const thinned = market.envelopesSeen > market.envelopes.length;
  const missing = thinned ? " Routine ones are thinned out in this report." : "";
  if (near.length === 0) return `No bot said anything about this market.${held}`;
  if (!isAtTime)
    return `Nothing kept for this moment; the closest before and after.${held}${missing}`;
  const more = leftOut > 0 ? `, ${leftOut} more` : "";
  return `${near.length} ${near.length === 1 ? "envelope" : "envelopes"}${more}.${held}${missing}`;
}

function envelopeCard(
  line: ReportEnvelopeLine,
  runId: string,
  botName: string | undefined,
): HTMLElement {
  const card = element("li", `card severity-${line.severity.toLowerCase()}`);
  const top = element("div", "card-top");
  top.append(element("span", "card-bot", botName ?? line.botId));
  top.append(element("time", "card-time", formatClock(line.timeMs)));
  card.append(top, element("code", "card-code", line.reasonCode));
  const figures = element("div", "card-figures");
  figures.append(element("span", "card-value", formatNumber(line.value)), confidenceMeter(line));
  card.append(figures);
  if (line.text !== "") card.append(element("p", "card-text", line.text));
  const command = `polytraders explain ${runId} ${line.correlationId}`;
  card.append(copyRow("Correlation id", line.correlationId), copyRow("Explain", command));
  return card;
}

function confidenceMeter({ confidence }: ReportEnvelopeLine): HTMLElement {
  const row = element("span", "card-confidence");
  row.append(element("span", "", `confidence ${formatNumber(confidence)}`));
  if (confidence === null) return row;
  const meter = document.createElement("meter");
  meter.min = 0;
  meter.max = 1;
  meter.value = confidence;
  meter.setAttribute("aria-label", `confidence ${formatNumber(confidence)}`);
  row.append(meter);
  return row;
}

function copyRow(label: string, text: string): HTMLElement {
  const row = element("div", "copy-row");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${label}: ${text}`);
  button.dataset["copy"] = text;
  row.append(element("code", "", text), button);
  return row;
}

/** An element with a class and a text; text is never read as markup. */
function element(tag: string, className: string, text = ""): HTMLElement {
  const created = document.createElement(tag);
  if (className !== "") created.className = className;
  created.textContent = text;
  return created;
}

/** An element that the page is known to have. */
export function requireElement(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}
