import { cents, percent, signedUsd, usd } from "../../trading-report/money-text.ts";
import type {
  CapacityCurve,
  CapacityPoint,
} from "../../trading-report/summary/capacity-summary.ts";
import { countText, gainText } from "./figures.ts";
import { table, type TableColumn } from "./table.ts";

/** Profit against order size, drawn and in figures. */
export function capacitySection(curve: CapacityCurve | null): string {
  if (curve === null || curve.points.length === 0) return "";
  const best =
    curve.bestMultiplier === null
      ? "No size earned anything."
      : `Most was earned with orders of ${curve.bestMultiplier} times their size.`;
  return `<section aria-labelledby="capacity-title">
<h2 id="capacity-title">Capacity</h2>
<p class="quiet">The same run with every order scaled: what small orders earn, large ones may not. ${best}</p>
${curve.points.length > 1 ? drawing(curve.points) : ""}
${table("capacity-title", COLUMNS, curve.points)}
</section>`;
}

const DASH = `<span class="quiet">–</span>`;

const COLUMNS: readonly TableColumn<CapacityPoint>[] = [
  { head: "Order size", isHead: true, cell: ({ multiplier }) => `× ${multiplier}` },
  { head: "Net PnL", isNumber: true, cell: ({ netPnlMicroUsd }) => gainText(netPnlMicroUsd) },
  { head: "Filled", isNumber: true, cell: ({ filledMicroUsd }) => usd(filledMicroUsd) },
  {
    head: "Share filled",
    isNumber: true,
    cell: ({ fillShare }) => (fillShare === null ? DASH : percent(fillShare)),
  },
  {
    head: "PnL per $ filled",
    isNumber: true,
    cell: ({ pnlPerFilledUsd }) => (pnlPerFilledUsd === null ? DASH : cents(pnlPerFilledUsd)),
  },
  {
    head: "Orders",
    isNumber: true,
    cell: ({ ordersPlaced }) => (ordersPlaced === null ? DASH : countText(ordersPlaced)),
  },
  {
    head: "Fills",
    isNumber: true,
    cell: ({ fillCount }) => (fillCount === null ? DASH : countText(fillCount)),
  },
];

const WIDTH = 640;
const HEIGHT = 200;
const MARGIN = { left: 16, right: 16, top: 26, bottom: 26 };

/** The curve with one point for each size; sizes stand at equal distances. */
function drawing(points: readonly CapacityPoint[]): string {
  const profits = points.map(({ netPnlMicroUsd }) => netPnlMicroUsd);
  const low = Math.min(0, ...profits);
  const high = Math.max(0, ...profits);
  const inner = {
    width: WIDTH - MARGIN.left - MARGIN.right,
    height: HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const x = (index: number): number => MARGIN.left + (inner.width * (index + 0.5)) / points.length;
  const y = (profit: number): number =>
    MARGIN.top + inner.height * (1 - (profit - low) / Math.max(1, high - low));
  const places = points.map((point, index) => ({
    point,
    at: [x(index), y(point.netPnlMicroUsd)] as const,
  }));
  const line = places.map(({ at }) => at.map((place) => place.toFixed(1)).join(",")).join(" ");
  const marks = places
    .map(
      ({ point, at: [left, top] }) =>
        `<circle cx="${left.toFixed(1)}" cy="${top.toFixed(1)}" r="4"/><text x="${left.toFixed(1)}" y="${(top - 10).toFixed(1)}">${signedUsd(point.netPnlMicroUsd)}</text><text class="size" x="${left.toFixed(1)}" y="${HEIGHT - 6}">× ${point.multiplier}</text>`,
    )
    .join("");
  return `<figure class="capacity"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Net profit by order size; the table below has the figures"><line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(0).toFixed(1)}" y2="${y(0).toFixed(1)}"/><polyline points="${line}"/>${marks}</svg></figure>`;
}
