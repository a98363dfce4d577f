import { percent, signedUsd, usd } from "../../trading-report/money-text.ts";
import type { DrawdownStory } from "../../trading-report/summary/equity-summary.ts";
import type { Figure } from "../../trading-report/summary/figure.ts";
import type { TradingSummary } from "../../trading-report/summary/trading-summary.ts";
import { escapeHtml as escape } from "../escape-html.ts";
import { formatInstant } from "../page/format.ts";
import { gainText } from "./figures.ts";
import { table, type TableColumn } from "./table.ts";

/** What it came to: money by its names, drawdown, income, and what is not final. */
export function overviewSection(summary: TradingSummary): string {
  const { equity, profit, drawdown, exposure, account } = summary;
  const worst = drawdown.worst;
  const facts: readonly (readonly [string, string])[] = [
    [
      "Effective equity",
      `${usd(equity.effectiveEquityMicroUsd)} ${aside(signedUsd(profit.equityChangeMicroUsd))}`,
    ],
    ["Net profit", `${gainText(profit.netMicroUsd)} ${aside("marked at bids")}`],
    ["Realised", gainText(profit.realizedMicroUsd)],
    ["Unrealised", gainText(profit.unrealizedMicroUsd)],
    ["Fees", usd(profit.feesMicroUsd)],
    [
      "Rewards",
      `${usd(profit.rewardsPaidMicroUsd)} paid ${aside(`${usd(profit.rewardsAccruedMicroUsd)} accrued, an estimate`)}`,
    ],
    [
      "Rebates",
      `${usd(profit.rebatesPaidMicroUsd)} paid ${aside(`${usd(profit.rebatesAccruedMicroUsd)} accrued, an estimate`)}`,
    ],
    ["Cash", `${usd(equity.cashMicroUsd)} ${aside(`${usd(equity.availableMicroUsd)} available`)}`],
    ["Reserved", usd(equity.reservedMicroUsd)],
    ["In flight", `${usd(equity.inFlightMicroUsd)} ${aside("lower of cost and bid")}`],
    ["Redeemable", usd(equity.redeemableMicroUsd)],
    [
      "Worst drawdown",
      worst === null ? "none" : `${percent(worst.drawdown)} ${aside(usd(worst.lostMicroUsd))}`,
    ],
    ["To the halt", haltText(summary)],
    [
      "Exposure",
      `${usd(exposure.nowMicroUsd)} ${aside(`highest ${usd(exposure.highestMicroUsd)}`)}`,
    ],
    ["Sharpe, annualised", factText(account.sharpe.annualised, (ratio) => ratio.toFixed(2))],
    ["Runway", factText(account.runwayPercent, (share) => `${share.toFixed(0)} % of 30 days`)],
  ];
  const notes = summary.notes.map((note) => `<li>${escape(note)}</li>`).join("");
  return `<section aria-labelledby="trading-title">
<h2 id="trading-title">Trading</h2>
${notes === "" ? "" : `<ul class="notes">${notes}</ul>`}
<dl class="facts trading-facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>
</section>`;
}

/** One drawdown, told by every definition of peak and equity. */
export function drawdownStories(stories: readonly DrawdownStory[]): string {
  return `<details class="stories"><summary id="stories-title">The worst drawdown by every definition</summary>
${table("stories-title", STORY_COLUMNS, stories)}
</details>`;
}

const DEFINITION_NAMES: Readonly<Record<DrawdownStory["definition"], string>> = {
  cash_peak: "Cash peak",
  marked_peak: "Marked peak",
  cash_only: "Cash only",
};

const STORY_COLUMNS: readonly TableColumn<DrawdownStory>[] = [
  {
    head: "Definition",
    isHead: true,
    cell: ({ definition }) =>
      `${DEFINITION_NAMES[definition]}${definition === "cash_peak" ? ` <span class="chip">in force</span>` : ""}`,
  },
  { head: "Measured", cell: ({ meaning }) => escape(meaning) },
  { head: "Worst", isNumber: true, cell: ({ worstShare }) => percent(worstShare, 2) },
  { head: "Peak", isNumber: true, cell: ({ peakMicroUsd }) => usd(peakMicroUsd) },
  { head: "Equity", isNumber: true, cell: ({ equityMicroUsd }) => usd(equityMicroUsd) },
  {
    head: "When",
    cell: ({ worstAtMs }) => (worstAtMs === null ? "–" : formatInstant(worstAtMs).slice(0, 19)),
  },
  { head: "Would halt", cell: ({ wouldHalt }) => (wouldHalt ? "yes" : "no") },
];

function haltText({ drawdown }: TradingSummary): string {
  if (drawdown.isHalted) {
    const at = drawdown.haltedAtMs;
    const since = at === null ? "" : ` ${aside(`since ${formatInstant(at).slice(0, 19)}`)}`;
    return `<strong class="loss">HALTED</strong>${since}`;
  }
  return drawdown.distanceToHaltMicroUsd === null
    ? `<span class="quiet">no peak yet</span>`
    : `${usd(drawdown.distanceToHaltMicroUsd)} ${aside(`now ${percent(drawdown.nowShare)} down`)}`;
}

/** A figure, or the reason why there is none in its place. */
function factText({ value, missing }: Figure, write: (value: number) => string): string {
  return value === null ? `unknown ${aside(escape(missing))}` : write(value);
}

function aside(text: string): string {
  return `<span class="quiet">${text}</span>`;
}
