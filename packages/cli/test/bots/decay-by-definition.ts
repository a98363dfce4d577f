import { microUsd, type RecordedFrame, type TapeTrade } from "./recorded-frames.ts";

const WINDOW_SECONDS = 60;
const LONG_WINDOW_SECONDS = 600;
const OBSERVATIONS_MIN = 30;
const GAP_MS_MAX = 2_000;
const AGE_MS_MAX = 2_000;

/** The estimate at one frame, in USD and USD per second. */
export interface DefinedDecay {
  readonly timeMs: number;
  readonly reasonCode: string;
  readonly value: number | null;
  readonly confidence: number | null;
  readonly samples: number;
  readonly taker: number | null;
  readonly cancel: number | null;
  readonly add: number | null;
  readonly longValue: number | null;
  readonly longConfidence: number | null;
  readonly isStale: boolean;
}

/** The halt gate's changes in the order in which they were signalled. */
export interface GateChange {
  readonly timeMs: number;
  readonly isClosed: boolean;
}

interface Observation {
  readonly timeMs: number;
  readonly depthUsd: number;
}

/**
 * Liquidity decay of one market by its definitions: the whole history is scanned for each frame.
 *
 * Value is `max(0, baseline - current) / window`, the baseline being the depth at the window's start.
 * Confidence is `n / (n + 30)` times the part of the window covered times the part of it free of
 * pauses above two seconds. A pause above the window and the end of a halt empty the history.
 */
export function decayByDefinition(
  frames: readonly RecordedFrame[],
  gateChanges: readonly GateChange[],
): DefinedDecay[] {
  const tape = frames.flatMap(({ trades }) => trades);
  const found: DefinedDecay[] = [];
  let history: Observation[] = [];
  let changesSeen = 0;
  let isClosed = false;
  for (const frame of frames) {
    for (; (gateChanges[changesSeen]?.timeMs ?? Infinity) <= frame.timeMs; changesSeen += 1) {
      const wasClosed = isClosed;
      isClosed = gateChanges[changesSeen]?.isClosed ?? false;
      if (wasClosed && !isClosed) history = [];
    }
    if (!frame.hasBookChange) continue;
    const { timeMs, exchangeTimeMs, isProven } = frame;
    const isUsable = isProven && timeMs - exchangeTimeMs <= AGE_MS_MAX;
    if (isUsable && !isClosed) history = observed(history, timeMs, depthUsdOf(frame));
    if (isClosed) found.push(nothing(timeMs, "INTEL_DECAY_SUPPRESSED_HALTED", 0, false));
    else found.push(isUsable ? estimate(history, tape) : stale(timeMs));
  }
  return found;
}

function observed(history: Observation[], timeMs: number, depthUsd: number): Observation[] {
  const newest = history.at(-1);
  if (newest !== undefined && timeMs - newest.timeMs > 1_000 * WINDOW_SECONDS) {
    return [{ timeMs, depthUsd }];
  }
  const before = newest?.timeMs === timeMs ? history.slice(0, -1) : history;
  return [...before, { timeMs, depthUsd }];
}

function estimate(history: readonly Observation[], tape: readonly TapeTrade[]): DefinedDecay {
  const now = history.at(-1);
  if (now === undefined) throw new RangeError("expected an observation, found none");
  const { timeMs } = now;
  const samples = history.filter((each) => each.timeMs >= timeMs - 1_000 * WINDOW_SECONDS).length;
  if (samples < OBSERVATIONS_MIN) {
    return nothing(timeMs, "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES", samples, false);
  }
  const short = overWindow(history, now, WINDOW_SECONDS);
  const long = overWindow(history, now, LONG_WINDOW_SECONDS);
  const flow = attributed(history.slice(short.baselineIndex), tape);
  return {
    timeMs,
    reasonCode: "INTEL_DECAY_PUBLISHED",
    value: short.value,
    confidence: short.confidence,
    samples,
    taker: flow.taker / WINDOW_SECONDS,
    cancel: flow.cancel / WINDOW_SECONDS,
    add: flow.add / WINDOW_SECONDS,
    longValue: long.value,
    longConfidence: long.confidence,
    isStale: false,
  };
}

function overWindow(history: readonly Observation[], now: Observation, windowSeconds: number) {
  const windowMs = 1_000 * windowSeconds;
  const startMs = now.timeMs - windowMs;
  const before = history.findLastIndex(({ timeMs }) => timeMs <= startMs);
  const baselineIndex = Math.max(before, 0);
  const baselineUsd = history[baselineIndex]?.depthUsd ?? Number.NaN;
  const firstMs = history[0]?.timeMs ?? Number.NaN;
  let lostMs = 0;
  for (const [index, { timeMs }] of history.entries()) {
    if (index === 0 || timeMs <= startMs) continue;
    const fromMs = Math.max(history[index - 1]?.timeMs ?? Number.NaN, startMs);
    lostMs += Math.max(0, timeMs - fromMs - GAP_MS_MAX);
  }
  const coverage = Math.min(1, (now.timeMs - firstMs) / windowMs);
  const freshness = Math.max(0, 1 - lostMs / windowMs);
  return {
    baselineIndex,
    value: Math.max(0, baselineUsd - now.depthUsd) / windowSeconds,
    confidence: (history.length / (history.length + OBSERVATIONS_MIN)) * coverage * freshness,
  };
}

/** Each fall of depth is taken first and cancelled for the rest; what is missing was added. */
function attributed(history: readonly Observation[], tape: readonly TapeTrade[]) {
  const flow = { taker: 0, cancel: 0, add: 0 };
  for (const [index, b] of history.entries()) {
    const a = history[index - 1];
    if (a === undefined) continue;
    const taken = tape
      .filter(({ timeMs }) => a.timeMs < timeMs && timeMs <= b.timeMs)
      .reduce((sum, { price, size }) => sum + microUsd(price, size) / 1e6, 0);
    const fall = a.depthUsd - b.depthUsd;
    flow.taker += taken;
    flow.cancel += Math.max(0, fall - taken);
    flow.add += Math.max(0, taken - fall);
  }
  return flow;
}

function depthUsdOf({ top }: RecordedFrame): number {
  return (microUsd(top.bidPrice, top.bidSize) + microUsd(top.askPrice, top.askSize)) / 1e6;
}

function stale(timeMs: number): DefinedDecay {
  return nothing(timeMs, "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES", 0, true);
}

function nothing(
  timeMs: number,
  reasonCode: string,
  samples: number,
  isStale: boolean,
): DefinedDecay {
  return {
    timeMs,
    reasonCode,
    value: null,
    confidence: null,
    samples,
    taker: null,
    cancel: null,
    add: null,
    longValue: null,
    longConfidence: null,
    isStale,
  };
}
