/** Whether an equity curve loses when the market is dumped. */
export interface DrawdownAlignment {
  /** Share of all falls of equity that lies inside the windows. */
  readonly shareInWindows: number;
  /** Share of the steps that lies inside the windows. */
  readonly timeShare: number;
  /** First share over the second; `null` without windows. */
  readonly lift: number | null;
  /** Share of circular shifts of the windows that reach the observed share. */
  readonly pValue: number;
  /** Sum of all falls, in the unit of equity. */
  readonly totalFalls: number;
  readonly verdict: "PASS" | "FAIL";
}

/** Guard for comparisons that equality on paper must pass. */
const ROUNDING = 1e-12;

/**
 * An honest curve draws down when prices are dumped: at least 60 % of its falls inside the windows, at
 * least twice their share of time, and by chance in at most 5 % of circular shifts.
 *
 * @param equity - one value per time; step `i` leads from value `i - 1` to value `i`
 * @param windows - first and last step of each dump, both included
 */
export function drawdownAlignment(
  equity: readonly number[],
  windows: readonly (readonly [number, number])[],
): DrawdownAlignment {
  const falls = equity.slice(1).map((value, index) => Math.max(0, (equity[index] ?? NaN) - value));
  const isInside = falls.map((_, index) =>
    windows.some(([from, to]) => index + 1 >= from && index + 1 <= to),
  );
  const totalFalls = falls.reduce((sum, fall) => sum + fall, 0);
  const shareAfter = (shift: number): number => {
    if (totalFalls === 0) return 0;
    const inside = falls.reduce(
      (sum, fall, index) => sum + (isInside[(index + shift) % falls.length] ? fall : 0),
      0,
    );
    return inside / totalFalls;
  };
  const shareInWindows = shareAfter(0);
  const reaching = falls.filter(
    (_, shift) => shareAfter(shift) >= shareInWindows - ROUNDING,
  ).length;
  const pValue = falls.length > 0 ? reaching / falls.length : 1;
  const timeShare =
    falls.length > 0 ? isInside.filter((inside) => inside).length / falls.length : 0;
  const lift = timeShare > 0 ? shareInWindows / timeShare : null;
  const isPass =
    shareInWindows >= 0.6 - ROUNDING && (lift ?? 0) >= 2 - ROUNDING && pValue <= 0.05 + ROUNDING;
  return {
    shareInWindows,
    timeShare,
    lift,
    pValue,
    totalFalls,
    verdict: isPass ? "PASS" : "FAIL",
  };
}
