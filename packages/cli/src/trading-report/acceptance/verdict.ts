import type { AcceptanceSummary, AcceptanceTest } from "../summary/acceptance-summary.ts";

/** Whether a run can be believed: as bad as the worst of its tests. */
export function acceptanceVerdict(tests: readonly AcceptanceTest[]): AcceptanceSummary["verdict"] {
  const verdicts = new Set(tests.map(({ verdict }) => verdict));
  if (verdicts.has("fail")) return "fail";
  if (verdicts.has("warn")) return "warn";
  return verdicts.has("pass") ? "pass" : "not_applicable";
}
