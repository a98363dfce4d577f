import {
  BOT_METRICS,
  botMetricName,
  type MetricDeclaration,
  type MetricLabels,
  type MetricSnapshot,
} from "../ports/metrics.ts";
import type { MetricTally } from "./bot-counters.ts";
import type { BotHost } from "./bot-host.ts";
import { unavailableRequirements } from "./unavailable-requirements.ts";

/** What every bot counts, and what its spec declares, as of now. */
export function metricSnapshots(hosts: readonly BotHost[]): MetricSnapshot[] {
  return hosts.flatMap((host) => [
    ...decisionsOf(host),
    ...errorsOf(host),
    ...inputsOf(host, hosts),
    ...declaredOf(host),
  ]);
}

function decisionsOf({ botId, counters }: BotHost): MetricSnapshot[] {
  return [...counters.reasons.values()].map(({ code, rule, count }) =>
    scalar(BOT_METRICS.invocations, count, {
      bot_id: botId,
      decision: rule.severity,
      reason_code: code,
    }),
  );
}

function errorsOf({ botId, counters, budget, deduplicator }: BotHost): MetricSnapshot[] {
  const byClass = {
    call_failed: counters.failureCount,
    call_overran: budget.overrunCount,
    output_refused: counters.refusedOutputCount,
    input_stale: counters.staleInputCount,
    decision_repeated: deduplicator.duplicateCount,
  };
  return Object.entries(byClass).map(([name, count]) =>
    scalar(BOT_METRICS.errors, count, { bot_id: botId, error_class: name }),
  );
}

function inputsOf(host: BotHost, hosts: readonly BotHost[]): MetricSnapshot[] {
  const { botId, counters, contract } = host;
  const unavailable = unavailableRequirements(host, hosts);
  const stale = { bot_id: botId, input_name: "order_book" };
  return [
    scalar(BOT_METRICS.staleInputs, counters.isInputStale ? 1 : 0, stale),
    ...contract.manifest.requires.map(({ botId: dep }) =>
      scalar(BOT_METRICS.unavailableDependencies, unavailable.includes(dep) ? 1 : 0, {
        bot_id: botId,
        dep,
      }),
    ),
  ];
}

function declaredOf({ botId, contract, counters }: BotHost): MetricSnapshot[] {
  const { layer } = contract.manifest;
  return counters.metrics.map((tally) => {
    const identity = {
      name: botMetricName(layer, botId, tally.rule.name),
      help: tally.rule.meaning,
      labels: { bot_id: botId },
    };
    return tally.rule.type === "histogram"
      ? { ...identity, ...histogramOf(tally) }
      : { ...identity, type: tally.rule.type, value: tally.value };
  });
}

function histogramOf({ rule, buckets, value }: MetricTally): {
  readonly type: "histogram";
  readonly bounds: readonly number[];
  readonly buckets: readonly number[];
  readonly sum: number;
} {
  return { type: "histogram", bounds: rule.buckets, buckets: [...buckets], sum: value };
}

function scalar(
  { name, help, type }: MetricDeclaration,
  value: number,
  labels: MetricLabels,
): MetricSnapshot {
  return { name, help, type: type === "gauge" ? "gauge" : "counter", labels, value };
}
