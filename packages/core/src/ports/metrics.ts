import type { Layer } from "../bot/vocabulary.ts";

/**
 * Every label a metric may carry. The list is closed so that no market, token or wallet can become
 * one: their number has no bound, and each value would be a time series of its own.
 */
export const METRIC_LABELS = [
  "bot_id",
  "decision",
  "reason_code",
  "error_class",
  "input_name",
  "dep",
  "layer",
  "mode",
  "severity",
  "topic",
] as const;
export type MetricLabel = (typeof METRIC_LABELS)[number];

export type MetricLabels = Readonly<Partial<Record<MetricLabel, string>>>;

interface MetricIdentity {
  /** Full name, starting with `polytraders_`; the unit comes last: `_seconds`, `_bytes`, `_ratio`. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  readonly labels: MetricLabels;
}

/** One time series of a counter (never falls, 0 or more) or of a gauge. */
export interface ScalarSnapshot extends MetricIdentity {
  readonly type: "counter" | "gauge";
  readonly value: number;
}

/** One time series of a histogram. */
export interface HistogramSnapshot extends MetricIdentity {
  readonly type: "histogram";
  /** Upper bounds, inclusive, ascending; the bucket above the last one is implied. */
  readonly bounds: readonly number[];
  /** Observations per bucket, not cumulative; one more than there are bounds. */
  readonly buckets: readonly number[];
  /** Sum of all observations. */
  readonly sum: number;
}

/** The state of one time series at one moment. */
export type MetricSnapshot = ScalarSnapshot | HistogramSnapshot;

/** The metrics every bot has (Dev Guide, principles/observability). */
export const BOT_METRICS = {
  invocations: {
    name: "polytraders_bot_invocations_total",
    help: "Decisions by outcome and reason code.",
    type: "counter",
    labels: ["bot_id", "decision", "reason_code"],
  },
  errors: {
    name: "polytraders_bot_errors_total",
    help: "Failed calls by class of error.",
    type: "counter",
    labels: ["bot_id", "error_class"],
  },
  latency: {
    name: "polytraders_bot_latency_seconds",
    help: "Time a call took.",
    type: "histogram",
    labels: ["bot_id"],
  },
  staleInputs: {
    name: "polytraders_bot_inputs_stale",
    help: "1 while the input is older than the bot declares it may be, else 0.",
    type: "gauge",
    labels: ["bot_id", "input_name"],
  },
  unavailableDependencies: {
    name: "polytraders_bot_dependency_unavailable",
    help: "1 while the required bot does not run, else 0.",
    type: "gauge",
    labels: ["bot_id", "dep"],
  },
} as const satisfies Record<string, MetricDeclaration>;

/** What is fixed about a metric before it has a value. */
export interface MetricDeclaration {
  readonly name: string;
  readonly help: string;
  readonly type: MetricSnapshot["type"];
  readonly labels: readonly MetricLabel[];
}

/** Bucket bounds of call latencies, seconds: calls take microseconds, timeouts up to a second. */
export const LATENCY_BOUNDS_SECONDS: readonly number[] = [
  1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 5e-3, 2e-2, 0.1, 0.5, 1,
];

/**
 * The full name of a metric that a bot declares: `polytraders_<layer>_<bot>_<name>`.
 *
 * @param botId - such as `intel.liquidity_decay_monitor`; its part after the dot is used
 */
export function botMetricName(layer: Layer, botId: string, name: string): string {
  return `polytraders_${layer}_${botId.slice(botId.indexOf(".") + 1)}_${name}`;
}
