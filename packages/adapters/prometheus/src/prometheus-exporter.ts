import type { MetricSnapshot } from "@polytraders/core";
import { Gauge, Registry } from "prom-client";
import { publishMetric } from "./published-metric.ts";
import { SeriesLimiter, type SeriesTable } from "./series-table.ts";

/** Serves metrics in the Prometheus text format. */
export interface PrometheusExporter {
  /** Value of the HTTP header `content-type`. */
  readonly contentType: string;
  /** The text of one scrape. */
  metrics(): Promise<string>;
}

export interface PrometheusExporterOptions {
  /** Series a metric may have per bot, `other` counted in; 1,000 unless said otherwise. */
  readonly seriesPerBotMax?: number;
}

/**
 * Publishes what the core counts. `readMetrics` is called once per scrape; nothing is kept between
 * scrapes except which label combinations have a series of their own.
 *
 * Beyond `seriesPerBotMax` the combinations of a metric and bot are folded into one series whose
 * labels say `other`, and counted in `polytraders_exporter_folded_series`. Snapshots with a name,
 * label or value that Prometheus must not see are left out and counted in
 * `polytraders_exporter_refused_series`.
 */
export function createPrometheusExporter(
  readMetrics: () => readonly MetricSnapshot[],
  { seriesPerBotMax = 1_000 }: PrometheusExporterOptions = {},
): PrometheusExporter {
  const registry = new Registry();
  const limiter = new SeriesLimiter(seriesPerBotMax);
  let table: SeriesTable = { metrics: new Map(), refusals: [] };
  registry.registerMetric(foldedSeries(() => table));
  registry.registerMetric(refusedSeries(() => table));
  return {
    contentType: registry.contentType,
    async metrics() {
      table = limiter.arrange(readMetrics());
      for (const [name, { first }] of table.metrics) {
        if (registry.getSingleMetric(name) !== undefined) continue;
        publishMetric(registry, first, () => table.metrics.get(name)?.series.values() ?? []);
      }
      return registry.metrics();
    },
  };
}

function foldedSeries(readTable: () => SeriesTable) {
  return new Gauge({
    name: "polytraders_exporter_folded_series",
    help: "Label combinations beyond the limit that are published as other.",
    labelNames: ["metric"],
    registers: [],
    collect() {
      this.reset();
      for (const [metric, { foldedCount }] of readTable().metrics) {
        if (foldedCount > 0) this.set({ metric }, foldedCount);
      }
    },
  });
}

function refusedSeries(readTable: () => SeriesTable) {
  return new Gauge({
    name: "polytraders_exporter_refused_series",
    help: "Series left out because of their name, a label, their value or a conflict.",
    labelNames: ["metric", "reason"],
    registers: [],
    collect() {
      this.reset();
      for (const { name, reason } of readTable().refusals) this.inc({ metric: name, reason });
    },
  });
}
