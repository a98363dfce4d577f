import { drawdownAlignment, type DrawdownAlignment } from "@polytraders/quant";
import type { AcceptanceTest } from "../summary/acceptance-summary.ts";

const NAME = "drawdown_alignment";
const TITLE = "Equity falls when the market does";
/** Of fewer steps, one in twenty cannot be told apart. */
const STEPS_MIN = 40;
/** Steps that may count as dumps. */
const DUMP_SHARE_MAX = 0.1;
/** Share of all adverse moves that dumps are to hold. */
const DUMP_WEIGHT = 0.8;
/** Adverse moves in dumps must be worth this share of all falls of equity, or others decide. */
const WEIGHT_MIN = 0.75;
/** How much denser falls are in dumps than elsewhere, in a curve that follows the market. */
const LIFT_MIN = 2;
/** Chance that dumps at any other time would hold as many falls. */
const CHANCE_MAX = 0.05;
/** Adverse moves below this share of equity are noise. */
const MATERIAL_MIN = 0.001;

/** First and last step of a dump, both included; step `i` leads from value `i - 1` to value `i`. */
export type DumpWindow = readonly [first: number, last: number];

/**
 * The steps in which prices moved hardest against what was held, when they outweigh everything else
 * that can make equity fall; `null` when no dump stands out.
 *
 * @param equity - marked to the market, one value per time
 * @param gains - what prices alone have made of holdings so far, in the unit of equity
 */
export function dumpWindows(
  equity: readonly number[],
  gains: readonly number[],
): DumpWindow[] | null {
  const moves = gains.slice(1).map((value, index) => Math.max(0, (gains[index] ?? 0) - value));
  if (moves.length < STEPS_MIN) return null;
  const total = moves.reduce((sum, move) => sum + move, 0);
  if (total < MATERIAL_MIN * Math.abs(equity[0] ?? 0)) return null;
  const falls = equity
    .slice(1)
    .reduce((sum, value, index) => sum + Math.max(0, (equity[index] ?? 0) - value), 0);
  const hardest = moves
    .map((move, index) => ({ move, step: index + 1 }))
    .filter(({ move }) => move > 0)
    .toSorted((left, right) => right.move - left.move);
  const dumps: number[] = [];
  let weight = 0;
  for (const { move, step } of hardest) {
    if (weight >= DUMP_WEIGHT * total || dumps.length >= DUMP_SHARE_MAX * moves.length) break;
    weight += move;
    dumps.push(step);
  }
  if (dumps.length === 0 || weight < WEIGHT_MIN * falls || weight < WEIGHT_MIN * total) return null;
  return dumps.toSorted((left, right) => left - right).map((step) => [step, step]);
}

/** @param windows - dumps of what was held; `null` where none stands out */
export function drawdownAligned(
  equity: readonly number[],
  windows: readonly DumpWindow[] | null,
): AcceptanceTest {
  const base = { name: NAME, title: TITLE, bound: 0.6, unit: "share of falls" } as const;
  if (windows === null || windows.length === 0) {
    return {
      ...base,
      verdict: "not_applicable",
      value: null,
      explanation: "No market was dumped hard enough while something of it was held.",
      details: { steps: Math.max(0, equity.length - 1) },
    };
  }
  const found = drawdownAlignment(equity, windows);
  const verdict = verdictOf(found);
  const share = `${(found.shareInWindows * 100).toFixed(1)} %`;
  const time = `${(found.timeShare * 100).toFixed(1)} %`;
  return {
    ...base,
    verdict,
    value: found.shareInWindows,
    explanation: explanationOf(verdict, share, time),
    details: {
      timeShare: found.timeShare,
      lift: found.lift,
      pValue: found.pValue,
      totalFalls: found.totalFalls,
      windows: windows.length,
    },
  };
}

/**
 * A real strategy that bleeds between the dumps, too, falls short of the share and still follows the
 * market: that is worth a look. Only a curve with nothing to do with it is not to be believed.
 */
function verdictOf({ verdict, lift, pValue }: DrawdownAlignment): "pass" | "warn" | "fail" {
  if (verdict === "PASS") return "pass";
  return (lift ?? 0) >= LIFT_MIN && pValue <= CHANCE_MAX ? "warn" : "fail";
}

function explanationOf(verdict: "pass" | "warn" | "fail", share: string, time: string): string {
  const when = `when the market was dumped (${time} of the time)`;
  if (verdict === "pass") {
    return `${share} of what equity lost was lost in the ${time} of the time when the market was dumped.`;
  }
  const only = `Only ${share} of what equity lost was lost ${when}`;
  return verdict === "warn"
    ? `${only}: more than chance, and the rest has other reasons.`
    : `${only}: equity does not follow the market.`;
}
