import {
  createLiquidityDecayEstimator,
  type LiquidityDecayEstimate,
  type LiquidityDecayEstimator,
} from "../../../packages/quant/src/index.ts";

type Row = readonly [timeMs: number, amount: number];

interface DecayInput {
  readonly config: {
    readonly window_seconds: number;
    readonly long_window_seconds: number;
    readonly min_observations: number;
    readonly max_gap_ms: number;
    readonly max_orderbook_age_ms: number;
  };
  readonly ticks: readonly Row[];
  readonly trades: readonly Row[];
  readonly halts?: readonly Row[];
  readonly eval_ts_ms?: number;
}

interface ReplayInput extends DecayInput {
  readonly duration_s: number;
}

const REASON_CODES = {
  published: "INTEL_DECAY_PUBLISHED",
  suppressed_halted: "INTEL_DECAY_SUPPRESSED_HALTED",
  suppressed_low_samples: "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES",
} as const;

function createFrom({ config }: DecayInput): LiquidityDecayEstimator {
  return createLiquidityDecayEstimator({
    windowSeconds: config.window_seconds,
    longWindowSeconds: config.long_window_seconds,
    minObservations: config.min_observations,
    gapMsMax: config.max_gap_ms,
  });
}

/** What happens to the market, in time order; a halt covers its start and not its end. */
function timelineOf(input: DecayInput, estimator: LiquidityDecayEstimator) {
  let haltDepth = 0;
  const begin = (): void => {
    haltDepth += 1;
    estimator.halt();
  };
  const end = (): void => {
    haltDepth -= 1;
    if (haltDepth === 0) estimator.resume();
  };
  const halts = input.halts ?? [];
  // The sort is stable, so at equal times this order of kinds holds.
  return [
    ...halts.map(([timeMs]) => ({ timeMs, run: begin })),
    ...halts.map(([, timeMs]) => ({ timeMs, run: end })),
    ...input.ticks.map(([timeMs, depth]) => ({
      timeMs,
      run: () => estimator.observe(timeMs, depth),
    })),
    ...input.trades.map(([timeMs, usd]) => ({ timeMs, run: () => estimator.trade(timeMs, usd) })),
  ].toSorted((a, b) => a.timeMs - b.timeMs);
}

function newestTimeMs(ticks: readonly Row[]): number {
  return ticks.reduce((newest, [timeMs]) => Math.max(newest, timeMs), -Infinity);
}

function outputOf(estimate: LiquidityDecayEstimate) {
  return {
    status: estimate.status === "published" ? "PUBLISHED" : "SUPPRESSED",
    reason_code: REASON_CODES[estimate.status],
    value: estimate.value,
    confidence: estimate.confidence,
    samples: estimate.samples,
    baseline_depth_usd: estimate.baselineDepth,
    current_depth_usd: estimate.currentDepth,
    taker_usd_per_s: estimate.takerPerSecond,
    cancel_usd_per_s: estimate.cancelPerSecond,
    add_usd_per_s: estimate.addPerSecond,
    long_window: estimate.longWindow && {
      window_seconds: estimate.longWindow.windowSeconds,
      value: estimate.longWindow.value,
      confidence: estimate.longWindow.confidence,
    },
    ...(estimate.detail === null ? {} : { detail: estimate.detail }),
  };
}

function liquidityDecay(input: DecayInput) {
  const estimator = createFrom(input);
  const nowMs = input.eval_ts_ms ?? newestTimeMs(input.ticks);
  for (const { timeMs, run } of timelineOf(input, estimator)) if (timeMs <= nowMs) run();
  return outputOf(estimator.evaluate(nowMs, input.config.max_orderbook_age_ms));
}

/** Consecutive windows, each evaluated at its last tick: does taker flow match the tape? */
function liquidityDecayReplay(input: ReplayInput) {
  const estimator = createFrom(input);
  const windowMs = input.config.window_seconds * 1000;
  const timeline = timelineOf(input, estimator);
  let next = 0;
  let emissions = 0;
  let attributed = 0;
  for (let endMs = windowMs; endMs <= input.duration_s * 1000; endMs += windowMs) {
    const nowMs = newestTimeMs(input.ticks.filter(([timeMs]) => timeMs <= endMs));
    for (let event = timeline[next]; event !== undefined; event = timeline[next]) {
      if (event.timeMs > endMs) break;
      event.run();
      next += 1;
    }
    const estimate = estimator.evaluate(nowMs, input.config.max_orderbook_age_ms);
    if (estimate.status !== "published") continue;
    emissions += 1;
    attributed += estimate.takerPerSecond * input.config.window_seconds;
  }
  const tape = input.trades.reduce((total, [, usd]) => total + usd, 0);
  const ratio = attributed / tape;
  return {
    emissions,
    tape_usd: tape,
    attributed_usd: attributed,
    ratio,
    within_20pct: Math.abs(ratio - 1) <= 0.2,
  };
}

export const liquidityDecayAdaptors = { liquidityDecay, liquidityDecayReplay };
