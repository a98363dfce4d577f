import { usd } from "../../trading-report/money-text.ts";
import type {
  FunnelLine,
  OrderOutcomes,
  OrdersSummary,
  ReasonCount,
} from "../../trading-report/summary/execution-summary.ts";
import { escapeHtml as escape } from "../escape-html.ts";
import { countText } from "./figures.ts";
import { table, type TableColumn } from "./table.ts";

/** From wish to fill, and what stood in the way. */
export function ordersSection(orders: OrdersSummary): string {
  return `<section aria-labelledby="orders-title">
<h2 id="orders-title">From intent to fill</h2>
${table("orders-title", FUNNEL_COLUMNS, orders.funnel)}
<p class="outcomes">Orders: ${outcomesText(orders.outcomes)}. ${countText(orders.plans)} execution plans with ${countText(orders.placements)} placements.</p>
${reasonList("Refused", orders.refusals)}
${reasonList("Reshaped", orders.reshapes)}
${reasonList("Warned", orders.warnings)}
${reasonList("Quarantined", orders.quarantines)}
${reasonList("Rejected by the venue", orders.venueRejects)}
</section>`;
}

const FUNNEL_COLUMNS: readonly TableColumn<FunnelLine>[] = [
  { head: "Origin", isHead: true, cell: ({ originId }) => `<code>${escape(originId)}</code>` },
  { head: "Intents", isNumber: true, cell: ({ intents }) => countText(intents) },
  { head: "Refused", isNumber: true, cell: ({ refused }) => countText(refused) },
  { head: "Recorded only", isNumber: true, cell: ({ recorded }) => countText(recorded) },
  { head: "Approved", isNumber: true, cell: ({ approved }) => countText(approved) },
  { head: "Reshaped", isNumber: true, cell: ({ reshaped }) => countText(reshaped) },
  { head: "Sent", isNumber: true, cell: ({ sent }) => countText(sent) },
  { head: "Rested", isNumber: true, cell: ({ rested }) => countText(rested) },
  { head: "With a fill", isNumber: true, cell: ({ filledOrders }) => countText(filledOrders) },
  { head: "Fills", isNumber: true, cell: ({ fills }) => countText(fills) },
  {
    head: "Ordered",
    isNumber: true,
    cell: ({ orderNotionalMicroUsd }) => usd(orderNotionalMicroUsd),
  },
];

function outcomesText(outcomes: OrderOutcomes): string {
  const words: readonly (readonly [keyof OrderOutcomes, string])[] = [
    ["filled", "filled"],
    ["partlyFilled", "filled in part"],
    ["cancelled", "cancelled"],
    ["expired", "expired"],
    ["rejected", "rejected"],
    ["notSent", "given up before they were sent"],
    ["unknown", "unknown"],
    ["open", "still open"],
  ];
  return words
    .filter(([name]) => name === "filled" || outcomes[name] > 0)
    .map(([name, word]) => `${countText(outcomes[name])} ${word}`)
    .join(", ");
}

function reasonList(title: string, reasons: readonly ReasonCount[]): string {
  if (reasons.length === 0) return "";
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  const lines = reasons
    .map(
      ({ reasonCode, botId, count }) =>
        `<li><span><code>${escape(reasonCode)}</code> <span class="quiet">${escape(botId)}</span></span><meter min="0" max="${total}" value="${count}" aria-hidden="true"></meter><span class="number">${countText(count)}</span></li>`,
    )
    .join("");
  return `<h4>${title}</h4><ul class="codes reasons">${lines}</ul>`;
}
