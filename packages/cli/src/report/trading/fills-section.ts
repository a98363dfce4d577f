import { formatPrice, formatShares } from "@polytraders/core";
import { usd } from "../../trading-report/money-text.ts";
import type {
  ExecutionQuality,
  FillLine,
  FillsSummary,
} from "../../trading-report/summary/execution-summary.ts";
import { escapeHtml as escape } from "../escape-html.ts";
import { formatInstant } from "../page/format.ts";
import { centsText, countText, favourText } from "./figures.ts";
import { table, type TableColumn } from "./table.ts";

/** Rows on the page; report.json holds more. */
const ROWS_MAX = 200;

/** What was filled, at what price against the mids, and how the market moved afterwards. */
export function fillsSection(fills: FillsSummary): string {
  if (fills.newest.length === 0) {
    return `<section><h2>Fills</h2><p class="quiet">Nothing was filled.</p></section>`;
  }
  const shown = fills.newest.slice(-ROWS_MAX).toReversed();
  const rest = fills.newest.length + fills.leftOut - shown.length;
  const more =
    rest > 0
      ? `, newest first; ${countText(rest)} older ones are in the sums above`
      : ", newest first";
  return `<section aria-labelledby="fills-title">
<h2 id="fills-title">Fills</h2>
<p class="quiet">Slippage is what was paid beyond the mid, cents per share; a markout is the mid after 5, 30 and 300 seconds against the price, in our favour positive.</p>
${table("fills-title", QUALITY_COLUMNS, qualityRows(fills))}
<details class="fills" open><summary id="fill-list-title">${countText(shown.length)} fills${more}</summary>
${table("fill-list-title", FILL_COLUMNS, shown)}
</details>
</section>`;
}

interface QualityRow {
  readonly name: string;
  readonly quality: ExecutionQuality;
}

function qualityRows({ all, maker, taker }: FillsSummary): QualityRow[] {
  return [
    { name: "All", quality: all },
    { name: "Maker", quality: maker },
    { name: "Taker", quality: taker },
  ].filter(({ quality }) => quality.fillCount > 0);
}

const QUALITY_COLUMNS: readonly TableColumn<QualityRow>[] = [
  { head: "Role", isHead: true, cell: ({ name }) => name },
  { head: "Fills", isNumber: true, cell: ({ quality }) => countText(quality.fillCount) },
  { head: "Shares", isNumber: true, cell: ({ quality }) => sharesText(quality.sizeMicroShares) },
  { head: "Volume", isNumber: true, cell: ({ quality }) => usd(quality.volumeMicroUsd) },
  { head: "Fees", isNumber: true, cell: ({ quality }) => usd(quality.feesMicroUsd) },
  {
    head: "Queue ahead",
    isNumber: true,
    cell: ({ quality }) => sharesText(quality.queueAheadMicroShares),
  },
  {
    head: "Slippage from decision",
    isNumber: true,
    cell: ({ quality }) => centsText(quality.decisionSlippageUsd),
  },
  {
    head: "From arrival",
    isNumber: true,
    cell: ({ quality }) => centsText(quality.arrivalSlippageUsd),
  },
  { head: "Markout 5 s", isNumber: true, cell: ({ quality }) => favourText(quality.markoutUsd[0]) },
  { head: "30 s", isNumber: true, cell: ({ quality }) => favourText(quality.markoutUsd[1]) },
  { head: "300 s", isNumber: true, cell: ({ quality }) => favourText(quality.markoutUsd[2]) },
];

const FILL_COLUMNS: readonly TableColumn<FillLine>[] = [
  { head: "Time", cell: ({ timeMs }) => `<time>${formatInstant(timeMs).slice(5, 19)}</time>` },
  { head: "Market", isHead: true, cell: ({ slug }) => `<span class="slug">${escape(slug)}</span>` },
  { head: "Side", cell: ({ side, outcome }) => `${side} ${escape(outcome)}` },
  { head: "Role", cell: ({ role }) => role },
  { head: "Price", isNumber: true, cell: ({ price }) => `$${formatPrice(price)}` },
  { head: "Shares", isNumber: true, cell: ({ size }) => formatShares(size) },
  { head: "Fee", isNumber: true, cell: ({ feeMicroUsd }) => usd(feeMicroUsd) },
  {
    head: "Settlement",
    cell: ({ settlement }) =>
      `<span class="chip chip-${settlement.toLowerCase()}">${settlement.toLowerCase()}</span>`,
  },
  {
    head: "Queue ahead",
    isNumber: true,
    cell: ({ queueAheadMicroShares }) => sharesText(queueAheadMicroShares),
  },
  {
    head: "Slippage from decision",
    isNumber: true,
    cell: ({ decisionSlippageUsd }) => centsText(decisionSlippageUsd),
  },
  {
    head: "From arrival",
    isNumber: true,
    cell: ({ arrivalSlippageUsd }) => centsText(arrivalSlippageUsd),
  },
  { head: "Markout 5 s", isNumber: true, cell: ({ markoutUsd }) => favourText(markoutUsd[0]) },
  { head: "30 s", isNumber: true, cell: ({ markoutUsd }) => favourText(markoutUsd[1]) },
  { head: "300 s", isNumber: true, cell: ({ markoutUsd }) => favourText(markoutUsd[2]) },
  { head: "Strategy", cell: ({ originId }) => `<code>${escape(originId)}</code>` },
];

function sharesText(microShares: number | null): string {
  if (microShares === null) return `<span class="quiet">–</span>`;
  return (microShares / 1e6).toLocaleString("en-US", { maximumFractionDigits: 2 });
}
