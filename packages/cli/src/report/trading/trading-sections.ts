import type { TradingSummary } from "../../trading-report/summary/trading-summary.ts";
import { acceptanceSection } from "./acceptance-section.ts";
import { capacitySection } from "./capacity-section.ts";
import { exposureSection } from "./exposure-section.ts";
import { fillsSection } from "./fills-section.ts";
import { ordersSection } from "./orders-section.ts";
import { drawdownStories, overviewSection } from "./overview-section.ts";
import { strategiesSection } from "./strategies-section.ts";

/** Everything the page says of trading; nothing for a run that did not trade. */
export function tradingSections(summary: TradingSummary | undefined): string {
  if (summary === undefined) return "";
  return [
    overviewSection(summary),
    acceptanceSection(summary.acceptance),
    equitySection(summary),
    strategiesSection(summary.strategies),
    fillsSection(summary.fills),
    ordersSection(summary.orders),
    exposureSection(summary.exposure),
    capacitySection(summary.capacity),
  ].join("\n");
}

/** The charts, which the page's script draws, and the drawdown by every definition. */
function equitySection(summary: TradingSummary): string {
  const stories = drawdownStories(summary.drawdown.stories);
  if (summary.equitySeries.timeMs.length < 2) {
    return `<section><h2>Equity over time</h2><p class="quiet">No market data came while there was money.</p>${stories}</section>`;
  }
  return `<section aria-labelledby="equity-title">
<h2 id="equity-title">Equity over time</h2>
<div id="trading-charts">
${figure("chart-equity", "Equity", "by its names; trading halts at the red line")}
${figure("chart-drawdown", "Drawdown", "from the highest cash to effective equity, percent of the peak; what is left before the halt on the right")}
${figure("chart-exposure", "Exposure", "cost of what is held, and what open orders reserve")}
</div>
<p class="quiet hint">All times are UTC. Drag to zoom, double-click to show everything.</p>
${stories}
</section>`;
}

function figure(id: string, title: string, explanation: string): string {
  return `<figure><figcaption><strong>${title}</strong> <span class="quiet">${explanation}</span></figcaption><div id="${id}" class="chart"></div></figure>`;
}
