import type { BotManifest, MetricRule, ReasonCodeRule } from "../bot/manifest.ts";
import type { EpochMs } from "../domain/units.ts";

/** A reason code of one bot, with how often it was given. */
export interface ReasonTally {
  readonly code: string;
  readonly rule: ReasonCodeRule;
  readonly index: number;
  count: number;
  /** Metrics that this code feeds. */
  readonly metrics: readonly MetricTally[];
}

/** One declared metric and its state. */
export interface MetricTally {
  readonly rule: MetricRule;
  /** Counter total, or the gauge's last value, or the histogram's sum. */
  value: number;
  observations: number;
  /** Histogram counts per bucket, not cumulative; the last one holds everything above. */
  readonly buckets: number[];
}

/** Everything the runtime counts for one bot. */
export class BotCounters {
  readonly reasons: ReadonlyMap<string, ReasonTally>;
  readonly metrics: readonly MetricTally[];
  decisionCount = 0;
  failureCount = 0;
  staleInputCount = 0;
  /** True while the newest input is older than the bot declares it may be. */
  isInputStale = false;
  refusedOutputCount = 0;
  lastDecisionAtMs: EpochMs | null = null;
  readonly #perSecond = new Float64Array(60);
  #lastSecond = 0;

  constructor(manifest: BotManifest) {
    this.metrics = manifest.metrics.map((rule) => ({
      rule,
      value: 0,
      observations: 0,
      buckets: Array.from({ length: rule.buckets.length + 1 }, () => 0),
    }));
    const reasons = Object.entries(manifest.reasonCodes).map(([code, rule], index) => ({
      code,
      rule,
      index,
      count: 0,
      metrics: this.metrics.filter(({ rule: metric }) => countsReason(metric, code)),
    }));
    this.reasons = new Map(reasons.map((tally) => [tally.code, tally]));
  }

  /** Counts one decision. */
  note(tally: ReasonTally, value: number | null, confidence: number | null, nowMs: EpochMs): void {
    tally.count += 1;
    this.decisionCount += 1;
    this.lastDecisionAtMs = nowMs;
    this.#notePerSecond(nowMs);
    for (const metric of tally.metrics) {
      const observed = metric.rule.observes === "confidence" ? confidence : value;
      if (metric.rule.type === "counter") metric.value += 1;
      else if (observed !== null) observeMetric(metric, observed);
    }
  }

  /** Decisions in the sixty seconds of kernel time up to `nowMs`. */
  decisionsLastMinute(nowMs: EpochMs): number {
    this.#forgetOldSeconds(Math.floor(nowMs / 1_000));
    return this.#perSecond.reduce((sum, count) => sum + count, 0);
  }

  #notePerSecond(nowMs: EpochMs): void {
    const second = Math.floor(nowMs / 1_000);
    if (second !== this.#lastSecond) this.#forgetOldSeconds(second);
    const slot = second % 60;
    this.#perSecond[slot] = (this.#perSecond[slot] ?? 0) + 1;
  }

  #forgetOldSeconds(second: number): void {
    const from = Math.max(this.#lastSecond + 1, second - 59);
    for (let old = from; old <= second; old += 1) this.#perSecond[old % 60] = 0;
    if (second > this.#lastSecond) this.#lastSecond = second;
  }
}

function countsReason(metric: MetricRule, code: string): boolean {
  return metric.reasonCodes.length === 0 || metric.reasonCodes.includes(code);
}

function observeMetric(metric: MetricTally, observed: number): void {
  metric.observations += 1;
  if (metric.rule.type === "gauge") {
    metric.value = observed;
    return;
  }
  metric.value += observed;
  const bounds = metric.rule.buckets;
  let bucket = 0;
  while (bucket < bounds.length && observed > (bounds[bucket] ?? 0)) bucket += 1;
  metric.buckets[bucket] = (metric.buckets[bucket] ?? 0) + 1;
}
