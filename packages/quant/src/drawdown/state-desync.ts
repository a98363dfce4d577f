/** How far remembered money is from real money. */
export interface StateDesync {
  readonly differenceUsd: number;
  /** Difference over the remembered amount; `null` when that is zero. */
  readonly ratio: number | null;
  /** AUTO_CORRECT: overwrite the state with the real amount and judge drawdown again. */
  readonly level: "OK" | "WARN" | "AUTO_CORRECT";
}

/**
 * Compares a remembered balance with the real one: above 2 % warns, above 10 % overwrites, both
 * strictly. Anything real against a remembered zero overwrites.
 */
export function stateDesync(
  stateUsd: number,
  actualUsd: number,
  limits: { readonly warnRatio: number; readonly correctRatio: number } = {
    warnRatio: 0.02,
    correctRatio: 0.1,
  },
): StateDesync {
  const differenceUsd = Math.abs(actualUsd - stateUsd);
  if (stateUsd === 0) {
    return { differenceUsd, ratio: null, level: differenceUsd > 0 ? "AUTO_CORRECT" : "OK" };
  }
  const exceeds = (ratio: number): boolean => differenceUsd > ratio * Math.abs(stateUsd) + 1e-9;
  const level = exceeds(limits.correctRatio)
    ? "AUTO_CORRECT"
    : exceeds(limits.warnRatio)
      ? "WARN"
      : "OK";
  return { differenceUsd, ratio: differenceUsd / Math.abs(stateUsd), level };
}
