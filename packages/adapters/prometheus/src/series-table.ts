import {
  METRIC_LABELS,
  type HistogramSnapshot,
  type MetricLabel,
  type MetricLabels,
  type MetricSnapshot,
} from "@polytraders/core";

/** Why a snapshot is not published. */
export type RefusalReason = "name" | "label" | "value" | "conflict";

/** What stands for the label values of series beyond the limit. */
export const FOLDED_LABEL = "other";

/** All series of one metric. */
export interface MetricSeries {
  readonly first: MetricSnapshot;
  /** By their labels. */
  readonly series: ReadonlyMap<string, MetricSnapshot>;
  /** Label combinations that were folded into `other`. */
  readonly foldedCount: number;
}

/** The series of one scrape. */
export interface SeriesTable {
  readonly metrics: ReadonlyMap<string, MetricSeries>;
  /** Snapshots left out, by metric and reason. */
  readonly refusals: readonly Refusal[];
}

export interface Refusal {
  readonly name: string;
  readonly reason: RefusalReason;
}

const KNOWN_LABELS: ReadonlySet<string> = new Set(METRIC_LABELS);

/**
 * Decides which label combinations keep a series of their own. The first that come are admitted and
 * stay admitted, so that no counter ever moves into `other` and back; the limit holds per metric and
 * bot, with `other` counted in.
 */
export class SeriesLimiter {
  readonly #seriesPerBotMax: number;
  readonly #admitted = new Map<string, Set<string>>();

  constructor(seriesPerBotMax: number) {
    this.#seriesPerBotMax = seriesPerBotMax;
  }

  /** Sorts one scrape into series. */
  arrange(snapshots: readonly MetricSnapshot[]): SeriesTable {
    const metrics = new Map<string, OpenSeries>();
    const refusals: Refusal[] = [];
    for (const snapshot of snapshots) {
      const metric = metrics.get(snapshot.name);
      const reason = refusalOf(snapshot, metric?.first);
      if (reason !== null) refusals.push({ name: snapshot.name, reason });
      else this.#add(metrics, metric, snapshot);
    }
    return { metrics, refusals };
  }

  #add(
    metrics: Map<string, OpenSeries>,
    known: OpenSeries | undefined,
    snapshot: MetricSnapshot,
  ): void {
    const metric: OpenSeries = known ?? { first: snapshot, series: new Map(), foldedCount: 0 };
    metrics.set(snapshot.name, metric);
    const key = labelKey(snapshot.labels);
    const isAdmitted = this.#admits(snapshot, key);
    if (!isAdmitted) metric.foldedCount += 1;
    const labels = isAdmitted ? snapshot.labels : foldedLabels(snapshot.labels);
    const seriesKey = isAdmitted ? key : labelKey(labels);
    const present = metric.series.get(seriesKey);
    metric.series.set(
      seriesKey,
      present === undefined ? { ...snapshot, labels } : merged(present, snapshot),
    );
  }

  #admits({ name, labels }: MetricSnapshot, key: string): boolean {
    const owner = JSON.stringify([name, labels.bot_id]);
    const admitted = this.#admitted.get(owner) ?? new Set<string>();
    this.#admitted.set(owner, admitted);
    if (admitted.has(key)) return true;
    // One place is kept for `other`.
    if (admitted.size >= this.#seriesPerBotMax - 1) return false;
    admitted.add(key);
    return true;
  }
}

interface OpenSeries extends MetricSeries {
  readonly series: Map<string, MetricSnapshot>;
  foldedCount: number;
}

function refusalOf(snapshot: MetricSnapshot, first?: MetricSnapshot): RefusalReason | null {
  if (!/^polytraders_[a-z0-9_]+$/.test(snapshot.name) || snapshot.help === "") return "name";
  if (!Object.keys(snapshot.labels).every((label) => KNOWN_LABELS.has(label))) return "label";
  if (!hasSoundValue(snapshot)) return "value";
  if (first === undefined) return null;
  if (first.type !== snapshot.type) return "conflict";
  return boundsKey(first) === boundsKey(snapshot) ? null : "conflict";
}

function hasSoundValue(snapshot: MetricSnapshot): boolean {
  if (snapshot.type === "histogram") return isSoundHistogram(snapshot);
  return snapshot.type === "gauge" ? Number.isFinite(snapshot.value) : isCount(snapshot.value);
}

function isSoundHistogram({ bounds, buckets, sum }: HistogramSnapshot): boolean {
  const isAscending = bounds.every(
    (bound, index) => index === 0 || bound > (bounds[index - 1] ?? 0),
  );
  const isComplete = buckets.length === bounds.length + 1 && buckets.every(isCount);
  return isAscending && isComplete && Number.isFinite(sum);
}

function isCount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function boundsKey(snapshot: MetricSnapshot): string {
  return snapshot.type === "histogram" ? snapshot.bounds.join() : "";
}

function labelKey(labels: MetricLabels): string {
  return JSON.stringify(METRIC_LABELS.map((label) => labels[label] ?? null));
}

/** The bot stays visible; everything else becomes `other`. */
function foldedLabels(labels: MetricLabels): MetricLabels {
  const folded: Partial<Record<MetricLabel, string>> = {};
  for (const label of METRIC_LABELS) {
    const value = labels[label];
    if (value !== undefined) folded[label] = label === "bot_id" ? value : FOLDED_LABEL;
  }
  return folded;
}

/** Two series under one name: counts add up, of two gauges the greater one shows. */
function merged(present: MetricSnapshot, added: MetricSnapshot): MetricSnapshot {
  if (present.type === "histogram" && added.type === "histogram") {
    return mergedHistogram(present, added);
  }
  if (present.type === "histogram" || added.type === "histogram") return present;
  const isGauge = present.type === "gauge";
  const value = isGauge ? Math.max(present.value, added.value) : present.value + added.value;
  return { ...present, value };
}

function mergedHistogram(present: HistogramSnapshot, added: HistogramSnapshot): HistogramSnapshot {
  const buckets = present.buckets.map((count, index) => count + (added.buckets[index] ?? 0));
  return { ...present, buckets, sum: present.sum + added.sum };
}
