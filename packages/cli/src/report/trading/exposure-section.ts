import { usd } from "../../trading-report/money-text.ts";
import type {
  ExposureSummary,
  MarketExposure,
} from "../../trading-report/summary/equity-summary.ts";
import { escapeHtml as escape } from "../escape-html.ts";
import { countText } from "./figures.ts";
import { table, type TableColumn } from "./table.ts";

const ROWS_MAX = 40;

/** Where the money was at risk, market by market, at cost. */
export function exposureSection({ markets, marketsLeftOut }: ExposureSummary): string {
  if (markets.length === 0) return "";
  const shown = markets.slice(0, ROWS_MAX);
  const rest = markets.length - shown.length + marketsLeftOut;
  const more = rest > 0 ? ` ${countText(rest)} smaller ones are left out.` : "";
  return `<section aria-labelledby="exposure-title">
<h2 id="exposure-title">Exposure by market</h2>
<p class="quiet">At cost, largest first.${more}</p>
${table("exposure-title", COLUMNS, shown)}
</section>`;
}

const COLUMNS: readonly TableColumn<MarketExposure>[] = [
  { head: "Market", isHead: true, cell: ({ slug }) => `<span class="slug">${escape(slug)}</span>` },
  { head: "Highest", isNumber: true, cell: ({ highestMicroUsd }) => usd(highestMicroUsd) },
  { head: "At the end", isNumber: true, cell: ({ nowMicroUsd }) => usd(nowMicroUsd) },
  { head: "Reserved", isNumber: true, cell: ({ reservedNowMicroUsd }) => usd(reservedNowMicroUsd) },
  { head: "Fills", isNumber: true, cell: ({ fillCount }) => countText(fillCount) },
  { head: "Volume", isNumber: true, cell: ({ volumeMicroUsd }) => usd(volumeMicroUsd) },
  { head: "Fees", isNumber: true, cell: ({ feesMicroUsd }) => usd(feesMicroUsd) },
];
