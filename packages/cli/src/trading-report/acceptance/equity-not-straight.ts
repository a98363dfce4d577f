import { equityStraightness } from "@polytraders/quant";
import type { AcceptanceTest } from "../summary/acceptance-summary.ts";

const NAME = "equity_not_straight";
const TITLE = "Equity is no straight line";
/** Fewer moves than this have no shape. */
const MOVES_MIN = 10;

/**
 * A backtest that fills without limits draws a straight line, in equity or in its logarithm. Judged is
 * the stretch from the first to the last move, so that quiet before and after hides nothing.
 *
 * @param equity - equally spaced, any one unit
 * @param drawdownMax - largest drawdown between the samples too, as a share of the peak
 */
export function equityNotStraight(
  equity: readonly number[],
  drawdownMax: number | null = null,
): AcceptanceTest {
  const moving = movingStretch(equity);
  const moves = moving.slice(1).filter((value, index) => value !== moving[index]).length;
  if (moves < MOVES_MIN) {
    return {
      name: NAME,
      title: TITLE,
      verdict: "not_applicable",
      value: null,
      bound: 0.995,
      unit: "R squared",
      explanation: `Equity moved ${moves} times; a shape needs at least ${MOVES_MIN} moves.`,
      details: { moves },
    };
  }
  const found =
    drawdownMax === null ? equityStraightness(moving) : equityStraightness(moving, drawdownMax);
  const rSquared = Math.max(found.rSquaredLinear, found.rSquaredLog ?? 0);
  const isTrendBound = found.verdict === "FAIL" && found.drawdownMax > 0 && rSquared < 0.995;
  const verdict = found.verdict === "PASS" ? "pass" : found.verdict === "WARN" ? "warn" : "fail";
  return {
    name: NAME,
    title: TITLE,
    verdict,
    value: rSquared,
    bound: isTrendBound ? 0.98 : verdict === "fail" ? 0.995 : 0.95,
    unit: "R squared",
    explanation: explain(found, rSquared),
    details: {
      rSquaredLinear: found.rSquaredLinear,
      rSquaredLog: found.rSquaredLog,
      upStepShare: found.upStepShare,
      drawdownMax: found.drawdownMax,
      moves,
    },
  };
}

function explain(found: ReturnType<typeof equityStraightness>, rSquared: number): string {
  const fit = rSquared.toFixed(3);
  const fall = `${(found.drawdownMax * 100).toFixed(2)} %`;
  const upShare = `${Math.round((found.upStepShare ?? 0) * 100)} %`;
  if (found.verdict === "FAIL" && found.drawdownMax === 0) {
    return "Equity never fell: no market pays like that, so the fills are not real.";
  }
  if (found.verdict === "FAIL") {
    return `Equity lies on a straight line (R squared ${fit}, ${upShare} of its moves go up): the fills are not real.`;
  }
  if (found.verdict === "WARN") {
    return `Equity is nearly straight (R squared ${fit}) but fell by up to ${fall}: look at the fills.`;
  }
  return `Equity is uneven (R squared ${fit}) and fell by up to ${fall}, as real trading does.`;
}

/** From the value before the first move to the last move. */
function movingStretch(equity: readonly number[]): readonly number[] {
  const first = equity.findIndex((value, index) => index > 0 && value !== equity[index - 1]);
  if (first < 0) return [];
  const last = equity.findLastIndex((value, index) => index > 0 && value !== equity[index - 1]);
  return equity.slice(first - 1, last + 1);
}
