/// <reference lib="dom" />
import type { PageData } from "../page-data.ts";
import { Charts } from "./charts.ts";
import { watchCopyButtons } from "./copy-buttons.ts";
import { decodeEquity, decodeMarket, type Market } from "./decode.ts";
import { createEnvelopePanel, requireElement } from "./envelope-panel.ts";
import { showEvents } from "./event-table.ts";
import { watchKeys } from "./keys.ts";
import { watchTheme } from "./theme.ts";
import { showEquity } from "./trading-charts.ts";

/** Brings the page to life. */
export function start(): void {
  const report = readPageData();
  const decoded = new Map<number, Market>();
  const marketAt = (index: number): Market | undefined => {
    const packed = report.markets[index];
    if (packed === undefined) return undefined;
    const market = decoded.get(index) ?? decodeMarket(packed, report.bots, report.codes);
    decoded.set(index, market);
    return market;
  };
  watchCopyButtons();
  if (report.equity !== null) showEquity(decodeEquity(report.equity), watchSize);
  const first = marketAt(0);
  if (first !== undefined) showMarkets(report, first, marketAt);
}

/** The data that the same program wrote into the same file. */
function readPageData(): PageData {
  // oxlint-disable-next-line typescript/no-unsafe-return -- written by render-report.ts of the same version
  return JSON.parse(requireElement("report-data").textContent);
}

function showMarkets(
  report: PageData,
  first: Market,
  marketAt: (index: number) => Market | undefined,
): void {
  let market = first;
  let pinnedMs: number | null = null;
  let hoveredMs: number | null = null;
  const panel = createEnvelopePanel(
    report.runId,
    new Map(report.bots.map(({ id, name }) => [id, name])),
  );
  const region = requireElement("charts");

  const showPanel = (): void => {
    const timeMs = pinnedMs ?? hoveredMs;
    if (timeMs === null) return;
    const [from, to] = charts.range;
    panel.show(market, timeMs, to - from, pinnedMs !== null);
  };
  const pick = (timeMs: number | null): void => {
    pinnedMs = timeMs;
    charts.pin(timeMs);
    showPanel();
  };
  const charts = new Charts(market, {
    onHover(timeMs) {
      if (timeMs === null || timeMs === hoveredMs) return;
      hoveredMs = timeMs;
      if (pinnedMs === null) showPanel();
    },
    onPick: pick,
  });
  const showMarket = (next: Market): void => {
    market = next;
    pinnedMs = null;
    hoveredMs = null;
    panel.clear();
    charts.show(market);
    const pickFromTable = (timeMs: number): void => {
      charts.pointAt(timeMs);
      pick(timeMs);
    };
    showEvents(market, pickFromTable);
    requireElement("market-title").textContent = market.slug;
    requireElement("market-facts").textContent = describe(market);
  };
  showMarket(market);
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=market]")) {
    input.addEventListener("change", () => showMarket(marketAt(Number(input.value)) ?? market));
  }
  const stepTo = (timeMs: number): void => {
    hoveredMs = timeMs;
    charts.pointAt(timeMs);
    if (pinnedMs !== null) pick(timeMs);
    else showPanel();
  };
  watchKeys(region, {
    times: () => market.envelopes.map(({ timeMs }) => timeMs),
    current: () => pinnedMs ?? hoveredMs,
    moveTo: stepTo,
    pin: pick,
    zoom: (factor) => charts.zoom(factor),
  });
  watchSize(region, () => charts.rebuild());
  watchTheme(() => charts.rebuild());
}

function describe(market: Market): string {
  const [yes = "", no = ""] = market.outcomes;
  const outcomes = yes === "" ? "" : `${yes} / ${no} · prices of ${yes} · `;
  const updates = market.updates.toLocaleString("en-US");
  return `${outcomes}${updates} book updates · ${market.envelopesSeen.toLocaleString("en-US")} envelopes`;
}

/** Calls back when the width of an element has changed, once per frame. */
function watchSize(element: HTMLElement, onChange: () => void): void {
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    requestAnimationFrame(onChange);
  }).observe(element);
}
