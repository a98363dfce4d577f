/** Everything an estimator has to remember, as plain JSON; columns are aligned, oldest first. */
export interface LiquidityDecayState {
  readonly schemaVersion: 1;
  readonly isHalted: boolean;
  /** Observations since the last reset, including those no longer kept. */
  readonly observationCount: number;
  /** Time of the first observation since the last reset; `null` without observations. */
  readonly firstTimeMs: number | null;
  readonly timesMs: readonly number[];
  readonly depths: readonly number[];
  /** Taker notional between each observation and the one before. */
  readonly takers: readonly number[];
  readonly pendingTrades: {
    readonly timesMs: readonly number[];
    readonly notionals: readonly number[];
  };
}

/** Refuses a state that no estimator can have produced. @throws RangeError naming the field */
export function requireLiquidityDecayState(state: LiquidityDecayState): void {
  const { timesMs, depths, takers, pendingTrades, firstTimeMs, observationCount } = state;
  requireThat(state.schemaVersion === 1, "schemaVersion", "must be 1");
  requireThat(depths.length === timesMs.length, "depths", "must be as long as timesMs");
  requireThat(takers.length === timesMs.length, "takers", "must be as long as timesMs");
  requireThat(isAscending(timesMs, true), "timesMs", "must be finite and strictly ascending");
  requireThat(depths.every(isAmount), "depths", "must be finite and not negative");
  requireThat(takers.every(isAmount), "takers", "must be finite and not negative");
  requireThat(
    Number.isSafeInteger(observationCount) && observationCount >= timesMs.length,
    "observationCount",
    "must be an integer not below the number of observations",
  );
  const [oldestMs] = timesMs;
  requireThat(
    oldestMs === undefined
      ? firstTimeMs === null
      : firstTimeMs !== null && Number.isFinite(firstTimeMs) && firstTimeMs <= oldestMs,
    "firstTimeMs",
    "must be at or before the oldest observation, or null without observations",
  );
  const { timesMs: tradeTimesMs, notionals } = pendingTrades;
  requireThat(
    isAscending(tradeTimesMs, false) &&
      notionals.length === tradeTimesMs.length &&
      notionals.every(isAmount),
    "pendingTrades",
    "must hold ascending times and as many amounts",
  );
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isAscending(values: readonly number[], isStrict: boolean): boolean {
  return values.every((value, index) => {
    const before = values[index - 1] ?? -Infinity;
    return Number.isFinite(value) && (isStrict ? value > before : value >= before);
  });
}

function requireThat(holds: boolean, field: string, problem: string): void {
  if (!holds) throw new RangeError(`liquidity decay state: ${field} ${problem}`);
}
