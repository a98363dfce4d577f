import type {
  AcceptanceSummary,
  AcceptanceTest,
} from "../../trading-report/summary/acceptance-summary.ts";
import { escapeHtml as escape } from "../escape-html.ts";
import { table, type TableColumn } from "./table.ts";

const WORDS: Readonly<Record<AcceptanceTest["verdict"], string>> = {
  pass: "pass",
  warn: "warning",
  fail: "failed",
  not_applicable: "not applicable",
};

const SENTENCES: Readonly<Record<AcceptanceSummary["verdict"], string>> = {
  pass: "Nothing speaks against this run.",
  warn: "One of the tests has doubts about this run.",
  fail: "This run is not to be believed: its fills or costs are not those of a market.",
  not_applicable: "There was too little trading to judge this run.",
};

/** Whether the run can be believed, test by test. */
export function acceptanceSection({ verdict, tests }: AcceptanceSummary): string {
  return `<section class="acceptance" aria-labelledby="acceptance-title">
<h2 id="acceptance-title">Can this run be believed?</h2>
<p class="verdict verdict-${verdict}"><strong>${WORDS[verdict]}</strong> ${SENTENCES[verdict]}</p>
${table("acceptance-title", COLUMNS, tests)}
</section>`;
}

const COLUMNS: readonly TableColumn<AcceptanceTest>[] = [
  {
    head: "Test",
    isHead: true,
    cell: ({ title, explanation }) =>
      `${escape(title)}<span class="quiet">${escape(explanation)}</span>`,
  },
  {
    head: "Verdict",
    cell: ({ verdict }) => `<span class="chip chip-${verdict}">${WORDS[verdict]}</span>`,
  },
  { head: "Found", isNumber: true, cell: ({ value }) => numberText(value) },
  { head: "Bound", isNumber: true, cell: ({ bound }) => numberText(bound) },
  { head: "Unit", cell: ({ unit }) => escape(unit) },
];

function numberText(value: number | null): string {
  if (value === null) return `<span class="quiet">–</span>`;
  return value.toLocaleString("en-US", { maximumFractionDigits: 4 });
}
