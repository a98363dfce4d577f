import type { Metric } from "../schema/reporting.ts";
import { ProblemList, type SpecCheck } from "./spec-check.ts";

/** Each metric says what its type needs: counters count, gauges and histograms observe. */
export const checkMetrics: SpecCheck = ({ document, draft }) => {
  const list = new ProblemList(document);
  for (const [name, metric] of Object.entries(draft.metrics?.emitted ?? {}))
    checkMetric(list, name, metric);
  return list.problems;
};

function checkMetric(list: ProblemList, name: string, metric: Metric): void {
  const path = ["metrics", "emitted", name];
  const observes = metric.type !== "counter";
  if (observes && metric.observes === undefined) {
    list.at("SPEC_FIELD_MISSING", [...path, "observes"], {
      expected: `what the ${metric.type} observes: value or confidence`,
      found: "nothing",
      hint: "Add observes.",
    });
  }
  if (!observes && metric.observes !== undefined) {
    list.at("SPEC_FIELD_INVALID", [...path, "observes"], {
      expected: "nothing: a counter adds one per decision",
      found: metric.observes,
      hint: "Remove observes, or make the metric a histogram.",
    });
  }
  const isHistogram = metric.type === "histogram";
  if (isHistogram !== (metric.buckets !== undefined)) {
    list.at(isHistogram ? "SPEC_FIELD_MISSING" : "SPEC_FIELD_INVALID", [...path, "buckets"], {
      expected: isHistogram ? "upper bounds of the buckets" : `no buckets in a ${metric.type}`,
      found: isHistogram ? "nothing" : "buckets",
      hint: isHistogram ? "Add buckets, ascending." : "Remove buckets.",
    });
  }
  const isAscending = metric.buckets?.every(
    (bound, at, all) => at === 0 || bound > Number(all[at - 1]),
  );
  if (isAscending === false) {
    list.at("SPEC_FIELD_INVALID", [...path, "buckets"], {
      expected: "bucket bounds in ascending order",
      found: metric.buckets?.join(", ") ?? "none",
      hint: "Sort them and remove repeated ones.",
    });
  }
}
