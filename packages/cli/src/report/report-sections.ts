import { escapeHtml as escape } from "./escape-html.ts";
import { formatDuration, formatInstant } from "./page/format.ts";
import type { MarketReport, ReportBot, ReportData } from "./report-data.ts";

const ORIGIN_NOTES: Readonly<Record<ReportData["origin"]["kind"], string>> = {
  synthetic: "Generated from a seed. Not a real market, and nothing here says how one would go.",
  recording: "Recorded market data.",
  live: "Live market data.",
};

/** The head of the page: what ran, on what, and how to tell it apart from other runs. */
export function headerSection(data: ReportData): string {
  const { origin } = data;
  const rate = Math.round(data.events / Math.max(0.001, data.durationMs / 1_000));
  const versions = Object.entries(data.generatedFrom).map(
    ([name, version]) => `${name} ${version}`,
  );
  const facts: readonly (readonly [string, string])[] = [
    ["Run", `<code>${escape(data.runId)}</code>`],
    ["Data", escape(origin.label)],
    ["Market time", escape(marketTime(data.markets))],
    ["Events", `${count(data.events)} <span class="quiet">at ${count(rate)}/s</span>`],
    ["Took", escape(formatDuration(data.durationMs))],
    ["State hash", shortHash(data.stateHash)],
    ["Made with", escape(versions.join(" · "))],
  ];
  return `<header>
<p class="brand">Polytraders <span>run report</span></p>
<h1>${escape(data.title)}</h1>
<p class="origin origin-${origin.kind}"><strong>${escape(origin.kind)} data</strong> ${escape(ORIGIN_NOTES[origin.kind])}</p>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>
</header>`;
}

/** What each bot said, by reason code. */
export function botsSection(bots: readonly ReportBot[]): string {
  if (bots.length === 0) return `<section><h2>Bots</h2><p class="quiet">No bots ran.</p></section>`;
  return `<section aria-labelledby="bots-title">
<h2 id="bots-title">Bots</h2>
<div class="table-scroll" tabindex="0" role="region" aria-labelledby="bots-title">
<table class="bots"><thead><tr><th scope="col">Bot</th><th scope="col">Mode</th><th scope="col" class="number">Decisions</th><th scope="col">By reason code</th></tr></thead>
<tbody>${bots.map(botRow).join("")}</tbody></table></div>
</section>`;
}

function botRow(bot: ReportBot): string {
  const counts = Object.entries(bot.counts).toSorted(([, left], [, right]) => right - left);
  const total = counts.reduce((sum, [, times]) => sum + times, 0);
  const codes = counts.map(([code, times]) => codeBar(code, times, total)).join("");
  return `<tr><th scope="row">${escape(bot.name)}<br><code class="quiet">${escape(bot.id)}</code></th>
<td><span class="chip">${escape(bot.mode)}</span></td><td class="number">${count(total)}</td>
<td>${codes === "" ? `<span class="quiet">nothing said</span>` : `<ul class="codes">${codes}</ul>`}</td></tr>`;
}

function codeBar(code: string, times: number, total: number): string {
  return `<li><code>${escape(code)}</code><meter min="0" max="${total}" value="${times}" aria-hidden="true"></meter><span class="number">${count(times)}</span></li>`;
}

/** The choice of market, the charts and the panel; the page's script fills them. */
export function marketsSection(data: ReportData): string {
  if (data.markets.length === 0) {
    return `<section><h2>Markets</h2><p class="quiet">No market had a book.</p></section>`;
  }
  const leftOut = data.marketsSeen - data.markets.length;
  const note =
    leftOut > 0
      ? `<p class="quiet">${data.markets.length} of ${count(data.marketsSeen)} markets: those that came alive first.</p>`
      : "";
  return `<section aria-labelledby="markets-title">
<h2 id="markets-title">Markets</h2>${note}
<fieldset class="markets"><legend class="visually-hidden">Market shown</legend>${data.markets.map(marketChoice).join("")}</fieldset>
<div class="market-head"><h3 id="market-title"></h3><p id="market-facts" class="quiet"></p></div>
<div class="board">
<div>
<div class="tools" role="group" aria-label="Chart tools">
<button type="button" data-key="ArrowLeft">← Earlier</button><button type="button" data-key="ArrowRight">Later →</button>
<button type="button" data-key="+">Zoom in</button><button type="button" data-key="-">Zoom out</button><button type="button" data-key="0">Show all</button>
</div>
<div id="charts" tabindex="0" role="group" aria-label="Charts over time. Left and right arrow move between envelopes, Enter holds a time, Escape lets go, plus and minus zoom, 0 shows everything." aria-describedby="panel-note">
${chartFigure("chart-book", "Book", "best prices of the first outcome, notional at the best prices on the right")}
${chartFigure("chart-decay", "Liquidity decay", "inside depth lost per second; hatched where no estimate was published; confidence on the right")}
${chartFigure("chart-flow", "Order flow", "imbalance over mean half depth; VPIN from 0 to 1 on the right")}
</div>
<p class="quiet hint">All times are UTC. Drag to zoom, double-click to show everything, click to hold a time.</p>
</div>
${panelAside()}
</div>
<details class="events" open><summary>Status changes and suppressed stretches (<span id="event-count">0</span>)</summary>
<div class="table-scroll"><table><thead><tr><th scope="col">Time</th><th scope="col">Event</th><th scope="col">Length</th><th scope="col">Reason code</th></tr></thead><tbody id="event-rows"></tbody></table></div></details>
<noscript><p class="origin">The charts need JavaScript.</p></noscript>
</section>`;
}

function marketChoice(market: MarketReport, index: number): string {
  const checked = index === 0 ? " checked" : "";
  return `<label><input type="radio" name="market" value="${index}"${checked}><span>${escape(market.slug)}</span></label>`;
}

function chartFigure(id: string, title: string, explanation: string): string {
  return `<figure><figcaption><strong>${title}</strong> <span class="quiet">${explanation}</span></figcaption><div id="${id}" class="chart"></div></figure>`;
}

function panelAside(): string {
  return `<aside class="panel" aria-label="Envelopes">
<h4>What the bots said</h4>
<p id="panel-time" class="panel-time">No time chosen</p>
<p id="panel-note" class="quiet" aria-live="polite">Point at a chart to see what the bots said; click to hold it there.</p>
<ol id="panel-list"></ol>
</aside>`;
}

function marketTime(markets: readonly MarketReport[]): string {
  const starts = markets.map(({ series }) => series.timeMs[0] ?? Infinity);
  const ends = markets.map(({ series }) => series.timeMs.at(-1) ?? -Infinity);
  const fromMs = Math.min(...starts);
  const toMs = Math.max(...ends);
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) return "none";
  return `${formatInstant(fromMs).slice(0, 19)} UTC, ${formatDuration(toMs - fromMs)}`;
}

function shortHash(hash: string): string {
  const shown = hash.length > 20 ? `${hash.slice(0, 16)}…` : hash;
  return `<code title="${escape(hash)}">${escape(shown)}</code> <button type="button" data-copy="${escape(hash)}" aria-label="Copy state hash">Copy</button>`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
