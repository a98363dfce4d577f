import type { MicroShares } from "@polytraders/core";
import { counted } from "../money-text.ts";
import type { AcceptanceTest } from "../summary/acceptance-summary.ts";

const NAME = "fills_within_book";
const TITLE = "Fills never above what the book showed";

/** Fills held against what was displayed. */
export interface ShownTotals {
  /** Taking fills whose levels were watched. */
  readonly takerFillCount: number;
  readonly takenSize: MicroShares;
  /** Fills of resting orders whose prices were watched. */
  readonly restingFillCount: number;
  /** Filled beyond what was displayed, came back or was traded since. */
  readonly beyondShownSize: MicroShares;
  /** Levels at which that happened. */
  readonly beyondShownCount: number;
  /** Fills beyond their order's size, or at a price worse than its limit. */
  readonly beyondOrderCount: number;
  /** Fills that could not be judged: the book was not known when the order was decided. */
  readonly unjudgedFillCount: number;
  readonly fillCount: number;
}

/** No level gave more than it displayed and got back since, and no order more than it asked for. */
export function fillsWithinBook(totals: ShownTotals): AcceptanceTest {
  const shares = totals.beyondShownSize / 1e6;
  const base = {
    name: NAME,
    title: TITLE,
    bound: 0,
    unit: "shares",
    details: {
      fills: totals.fillCount,
      takerFills: totals.takerFillCount,
      restingFills: totals.restingFillCount,
      takenShares: totals.takenSize / 1e6,
      levelsExceeded: totals.beyondShownCount,
      beyondOrder: totals.beyondOrderCount,
      unjudgedFills: totals.unjudgedFillCount,
    },
  } as const;
  if (totals.fillCount === 0) {
    return { ...base, verdict: "not_applicable", value: null, explanation: "Nothing was filled." };
  }
  if (totals.beyondOrderCount > 0) {
    const explanation = `${counted(totals.beyondOrderCount, "fill")} went beyond the order's size or limit.`;
    return { ...base, verdict: "fail", value: shares, explanation };
  }
  if (totals.beyondShownSize > 0) {
    const explanation = `${shares.toLocaleString("en-US")} shares were filled that nobody showed or traded: liquidity was made up.`;
    return { ...base, verdict: "fail", value: shares, explanation };
  }
  return { ...base, verdict: "pass", value: shares, explanation: passed(totals) };
}

function passed({ takenSize, takerFillCount, restingFillCount }: ShownTotals): string {
  const taken = (takenSize / 1e6).toLocaleString("en-US");
  const parts = [
    ...(takerFillCount > 0
      ? [`all ${taken} shares that were taken had been displayed, and none was given twice`]
      : []),
    ...(restingFillCount > 0
      ? [`${counted(restingFillCount, "fill")} of resting orders had trades or quotes behind them`]
      : []),
  ];
  const text =
    parts.length > 0 ? parts.join("; ") : "every fill kept to its order's size and limit";
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
