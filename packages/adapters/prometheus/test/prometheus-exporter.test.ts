import {
  BOT_METRICS,
  botMetricName,
  METRIC_LABELS,
  type HistogramSnapshot,
  type MetricLabels,
  type MetricSnapshot,
  type ScalarSnapshot,
} from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPrometheusExporter } from "../src/prometheus-exporter.ts";

const BOT_ID = "intel.liquidity_decay_monitor";

function counterOf(labels: MetricLabels, value: number): ScalarSnapshot {
  const { name, help } = BOT_METRICS.invocations;
  return { name, help, type: "counter", labels, value };
}

function gaugeOf(labels: MetricLabels, value: number): ScalarSnapshot {
  const { name, help } = BOT_METRICS.staleInputs;
  return { name, help, type: "gauge", labels, value };
}

function latencyOf(buckets: readonly number[], sum: number): HistogramSnapshot {
  const { name, help } = BOT_METRICS.latency;
  const bounds = [0.001, 0.01];
  return { name, help, type: "histogram", labels: { bot_id: BOT_ID }, bounds, buckets, sum };
}

/** The samples of one scrape: `name{labels}` to value. */
async function scrape(
  snapshots: readonly MetricSnapshot[],
  exporter = createPrometheusExporter(() => snapshots),
): Promise<Map<string, number>> {
  return samplesOf(await exporter.metrics());
}

function samplesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(" ")),
      Number(line.slice(line.lastIndexOf(" ") + 1)),
    ]),
  );
}

describe("a scrape", () => {
  it("is the text that Prometheus reads", async () => {
    const exporter = createPrometheusExporter(() => [
      counterOf({ bot_id: BOT_ID, decision: "APPROVE", reason_code: "INTEL_A" }, 3),
      gaugeOf({ bot_id: BOT_ID, input_name: "order_book" }, 1),
      latencyOf([2, 1, 4], 0.5),
    ]);
    const text = await exporter.metrics();
    expect(exporter.contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(text).toContain(
      `# HELP polytraders_bot_invocations_total Decisions by outcome and reason code.
# TYPE polytraders_bot_invocations_total counter
polytraders_bot_invocations_total{bot_id="${BOT_ID}",decision="APPROVE",reason_code="INTEL_A"} 3

# HELP polytraders_bot_inputs_stale 1 while the input is older than the bot declares it may be, else 0.
# TYPE polytraders_bot_inputs_stale gauge
polytraders_bot_inputs_stale{bot_id="${BOT_ID}",input_name="order_book"} 1

# HELP polytraders_bot_latency_seconds Time a call took.
# TYPE polytraders_bot_latency_seconds histogram
polytraders_bot_latency_seconds_bucket{bot_id="${BOT_ID}",le="0.001"} 2
polytraders_bot_latency_seconds_bucket{bot_id="${BOT_ID}",le="0.01"} 3
polytraders_bot_latency_seconds_bucket{bot_id="${BOT_ID}",le="+Inf"} 7
polytraders_bot_latency_seconds_sum{bot_id="${BOT_ID}"} 0.5
polytraders_bot_latency_seconds_count{bot_id="${BOT_ID}"} 7
`,
    );
  });

  it("shows the state of its moment: nothing adds up, nothing stays behind", async () => {
    let snapshots: readonly MetricSnapshot[] = [
      counterOf({ bot_id: "a" }, 3),
      latencyOf([1, 0, 0], 1),
    ];
    const exporter = createPrometheusExporter(() => snapshots);
    await exporter.metrics();
    snapshots = [counterOf({ bot_id: "b" }, 5), gaugeOf({ bot_id: "b" }, 0)];
    expect([...(await scrape([], exporter))]).toEqual([
      ['polytraders_bot_invocations_total{bot_id="b"}', 5],
      ['polytraders_bot_inputs_stale{bot_id="b"}', 0],
    ]);
  });

  it("publishes a bot's own metric under its layer and name", async () => {
    const name = botMetricName("intelligence", BOT_ID, "decay_emissions_total");
    expect(name).toBe("polytraders_intelligence_liquidity_decay_monitor_decay_emissions_total");
    const samples = await scrape([{ name, help: "x", type: "counter", labels: {}, value: 2 }]);
    expect(samples.get(name)).toBe(2);
  });

  it("keeps quotes, line ends and backslashes inside their label", async () => {
    const exporter = createPrometheusExporter(() => [counterOf({ bot_id: 'a"b\\c\nd' }, 1)]);
    expect(await exporter.metrics()).toContain('{bot_id="a\\"b\\\\c\\nd"} 1');
  });

  it("shares nothing with another exporter", async () => {
    await scrape([counterOf({ bot_id: "a" }, 1)]);
    expect((await scrape([])).size).toBe(0);
  });
});

describe("more label combinations than the limit", () => {
  const codes = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      counterOf({ bot_id: "a", decision: "REJECT", reason_code: `R${index}` }, 1),
    );
  const FOLDED = 'polytraders_exporter_folded_series{metric="polytraders_bot_invocations_total"}';

  it("become one series that says other, and are counted; 1,000 per bot remain", async () => {
    const other = counterOf({ bot_id: "b", reason_code: "R0" }, 7);
    const samples = await scrape([...codes(1_500), other]);
    const ofBot = [...samples.keys()].filter((key) => key.includes('{bot_id="a"'));
    expect(ofBot).toHaveLength(1_000);
    const name = "polytraders_bot_invocations_total";
    expect(samples.get(`${name}{bot_id="a",decision="other",reason_code="other"}`)).toBe(501);
    expect(samples.get(`${name}{bot_id="b",reason_code="R0"}`)).toBe(7);
    expect(samples.get(FOLDED)).toBe(501);
  });

  it("are not reported while there are none", async () => {
    expect((await scrape(codes(999))).has(FOLDED)).toBe(false);
  });

  it("lose no count, and none ever moves into other or back, in whatever order they come", async () => {
    const scrapes = fc.array(fc.shuffledSubarray(codes(8), { minLength: 1 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(scrapes, async (rounds) => {
        let current: readonly MetricSnapshot[] = [];
        const exporter = createPrometheusExporter(() => current, { seriesPerBotMax: 4 });
        const own = new Set<string>();
        for (const round of rounds) {
          current = round;
          const samples = await scrape([], exporter);
          samples.delete(FOLDED);
          let total = 0;
          for (const value of samples.values()) total += value;
          expect(total).toBe(round.length);
          expect(samples.size).toBeLessThanOrEqual(4);
          for (const key of samples.keys()) own.add(key);
          expect(own.size).toBeLessThanOrEqual(4);
        }
      }),
    );
  });

  it("fold histograms by adding, gauges by showing the greatest", async () => {
    const gauges = [0, 1, 0].map((value, index) =>
      gaugeOf({ bot_id: "a", input_name: `i${index}` }, value),
    );
    const latencies = [1, 2, 4].map((count, index) => ({
      ...latencyOf([count, 0, 1], count),
      labels: { bot_id: "a", mode: `m${index}` },
    }));
    const exporter = createPrometheusExporter(() => [...gauges, ...latencies], {
      seriesPerBotMax: 1,
    });
    const samples = await scrape([], exporter);
    expect(samples.get('polytraders_bot_inputs_stale{bot_id="a",input_name="other"}')).toBe(1);
    const latency = "polytraders_bot_latency_seconds";
    const labels = 'bot_id="a",mode="other"';
    expect(samples.get(`${latency}_bucket{${labels},le="0.001"}`)).toBe(7);
    expect(samples.get(`${latency}_count{${labels}}`)).toBe(10);
    expect(samples.get(`${latency}_sum{${labels}}`)).toBe(7);
  });
});

describe("what Prometheus must not see", () => {
  const sound = counterOf({ bot_id: "a" }, 1);
  // What a caller in plain JavaScript could pass.
  const marketLabel = { bot_id: "a", market_id: "0xaa" } as MetricLabels;
  const refused: readonly [string, string, MetricSnapshot][] = [
    ["a market as label", "label", { ...sound, labels: marketLabel }],
    ["a foreign name", "name", { ...sound, name: "node_cpu_seconds_total" }],
    ["a name with odd characters", "name", { ...sound, name: "polytraders_a-b" }],
    ["a falling counter", "value", { ...sound, value: -1 }],
    ["a value that is no number", "value", { ...sound, value: Number.NaN }],
    ["an infinite gauge", "value", gaugeOf({ bot_id: "a" }, Infinity)],
    ["a histogram that lacks a bucket", "value", latencyOf([1, 1], 1)],
    ["a histogram with a negative bucket", "value", latencyOf([1, -1, 0], 1)],
    ["bounds out of order", "value", { ...latencyOf([1, 1, 1], 1), bounds: [2, 1] }],
    ["a second type under one name", "conflict", { ...sound, type: "gauge" }],
  ];

  it.each(refused)("%s is left out and counted", async (_, reason, snapshot) => {
    const samples = await scrape([sound, snapshot]);
    expect([...samples]).toEqual([
      [`polytraders_exporter_refused_series{metric="${snapshot.name}",reason="${reason}"}`, 1],
      ['polytraders_bot_invocations_total{bot_id="a"}', 1],
    ]);
  });

  it("refuses other bounds under one name", async () => {
    const other = { ...latencyOf([1, 1, 1], 1), bounds: [1, 2] };
    const samples = await scrape([latencyOf([1, 0, 0], 1), other]);
    expect(samples.get('polytraders_bot_latency_seconds_count{bot_id="' + BOT_ID + '"}')).toBe(1);
  });
});

it("declares the mandatory metrics with labels from the closed list", () => {
  expect(Object.values(BOT_METRICS).map(({ name, labels }) => `${name}{${labels.join()}}`)).toEqual(
    [
      "polytraders_bot_invocations_total{bot_id,decision,reason_code}",
      "polytraders_bot_errors_total{bot_id,error_class}",
      "polytraders_bot_latency_seconds{bot_id}",
      "polytraders_bot_inputs_stale{bot_id,input_name}",
      "polytraders_bot_dependency_unavailable{bot_id,dep}",
    ],
  );
  expect(
    METRIC_LABELS.filter((label) => /market|token|wallet|address|condition/.test(label)),
  ).toEqual([]);
});
