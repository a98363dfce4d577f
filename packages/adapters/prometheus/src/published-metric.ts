import {
  METRIC_LABELS,
  type HistogramSnapshot,
  type MetricLabel,
  type MetricSnapshot,
} from "@polytraders/core";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** Gives the series of one metric as of the current scrape. */
export type ReadSeries = () => Iterable<MetricSnapshot>;

/** Registered by hand: a constructor that registers itself is a side effect nobody sees. */
interface Configuration {
  readonly name: string;
  readonly help: string;
  readonly labelNames: MetricLabel[];
  readonly registers: Registry[];
}

const labelNames = [...METRIC_LABELS];

/** Adds a metric to the registry; it takes its values from `readSeries` whenever it is collected. */
export function publishMetric(
  registry: Registry,
  first: MetricSnapshot,
  readSeries: ReadSeries,
): void {
  const configuration = { name: first.name, help: first.help, labelNames, registers: [] };
  if (first.type === "counter") registry.registerMetric(counterOf(configuration, readSeries));
  else if (first.type === "gauge") registry.registerMetric(gaugeOf(configuration, readSeries));
  else registry.registerMetric(new CountedHistogram(configuration, readSeries));
}

function counterOf(configuration: Configuration, readSeries: ReadSeries) {
  return new Counter({
    ...configuration,
    collect() {
      this.reset();
      for (const series of readSeries()) {
        if (series.type === "counter") this.inc(series.labels, series.value);
      }
    },
  });
}

function gaugeOf(configuration: Configuration, readSeries: ReadSeries) {
  return new Gauge({
    ...configuration,
    collect() {
      this.reset();
      for (const series of readSeries()) {
        if (series.type === "gauge") this.set(series.labels, series.value);
      }
    },
  });
}

/** A histogram that was counted elsewhere: prom-client's own can only observe one by one. */
class CountedHistogram extends Histogram<MetricLabel> {
  readonly #readSeries: ReadSeries;
  /** Never observes; gives the description around the values. */
  readonly #description: Histogram<MetricLabel>;

  constructor(configuration: Configuration, readSeries: ReadSeries) {
    super(configuration);
    this.#readSeries = readSeries;
    this.#description = new Histogram(configuration);
  }

  override async get() {
    const values = [...this.#readSeries()].flatMap((series) =>
      series.type === "histogram" ? histogramLines(series) : [],
    );
    return { ...(await this.#description.get()), values };
  }

  /** What the registry calls in place of `get` when it writes text. */
  async getForPromString() {
    return this.get();
  }
}

function histogramLines({ name, labels, bounds, buckets, sum }: HistogramSnapshot) {
  let count = 0;
  const lines = buckets.map((inBucket, index) => {
    count += inBucket;
    const le = bounds[index] ?? "+Inf";
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
  });
  return [
    ...lines,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
