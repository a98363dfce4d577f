import type { SpecDraft } from "../read/spec-draft.ts";

/** One item of the Dev Guide's checklist, as far as this spec goes. */
export interface DocsItem {
  readonly requirement: string;
  readonly isComplete: boolean;
}

/** How much of the documentation a spec completes. */
export interface DocsScore {
  readonly completed: number;
  readonly total: 27;
  readonly items: readonly DocsItem[];
}

type Check = (spec: SpecDraft) => boolean;

/** The 27 items of the checklist (page section 29), each with what completes it. */
const CHECKLIST: readonly (readonly [requirement: string, isComplete: Check])[] = [
  ["Purpose defined", (spec) => isText(spec.purpose)],
  [
    "Required inputs listed",
    (spec) => spec.inputs?.consumes.some((input) => input.isRequired) ?? false,
  ],
  ["Parameters defined", (spec) => everyParameter(spec, (rule) => isText(rule.description))],
  ["Defaults defined", (spec) => everyParameter(spec, (rule) => isText(rule.whyDefault))],
  ["Warning thresholds defined", (spec) => numericBounds(spec, "warning")],
  ["Hard thresholds defined", (spec) => numericBounds(spec, "hard")],
  ["Safe fallback defined", (spec) => isText(spec.failureModes?.safeFallback.description)],
  ["Structured output defined", hasOutput],
  ["Developer log defined", (spec) => isFilled(spec.reporting?.developerLog.fields)],
  ["Plain-English explanation", (spec) => isFilled(spec.reporting?.plainEnglish)],
  ["Unit tests defined", (spec) => isFilled(spec.acceptanceTests?.unit)],
  ["Integration tests defined", (spec) => isFilled(spec.acceptanceTests?.integration)],
  ["Property tests defined", (spec) => isFilled(spec.acceptanceTests?.property)],
  ["Failure-mode block complete", (spec) => spec.failureModes !== undefined],
  ["Reference implementation pseudocode", (spec) => isText(spec.pseudocode)],
  [
    "Wire examples (input + output)",
    (spec) => isFilled(spec.wireExamples?.input) && isFilled(spec.wireExamples?.output),
  ],
  ["Reason codes listed", (spec) => hasEntries(spec.reasonCodes)],
  ["Metrics & logs defined", (spec) => hasEntries(spec.metrics?.emitted)],
  ["State & persistence defined", (spec) => spec.state !== undefined],
  ["Concurrency & idempotency defined", (spec) => spec.concurrency !== undefined],
  ["Dependencies declared", (spec) => spec.dependencies !== undefined],
  ["Security surfaces declared", (spec) => isText(spec.security?.surfaces)],
  ["Polymarket V2 compatibility declared", (spec) => spec.polymarketV2 !== undefined],
  ["Version & migration history declared", (spec) => isFilled(spec.versioning?.history)],
  [
    "Operational runbook defined",
    (spec) => isFilled(spec.runbook?.alerts) && isText(spec.runbook?.overview),
  ],
  ["Promotion gates defined", (spec) => isFilled(spec.promotionGates)],
  ["Failure-injection recipes defined", (spec) => isFilled(spec.failureInjections)],
];

/** Counts the checklist items that a spec completes. Structured sections count only with content. */
export function docsScore(spec: SpecDraft): DocsScore {
  const items = CHECKLIST.map(([requirement, isComplete]) => ({
    requirement,
    isComplete: isComplete(spec),
  }));
  return { completed: items.filter((item) => item.isComplete).length, total: 27, items };
}

function isText(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "";
}

function isFilled(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function hasEntries(record: object | undefined): boolean {
  return record !== undefined && Object.keys(record).length > 0;
}

function hasOutput(spec: SpecDraft): boolean {
  const { output } = spec;
  return (
    hasEntries(output?.signals) ||
    isFilled(output?.votes) ||
    output?.emitsOrderIntents === true ||
    output?.emitsExecutionPlans === true
  );
}

type Parameters = NonNullable<SpecDraft["parameters"]>;

function everyParameter(spec: SpecDraft, test: (rule: Parameters[string]) => boolean): boolean {
  const rules = Object.values(spec.parameters ?? {});
  return rules.length > 0 && rules.every(test);
}

/** Each number must state the bound, or state with `null` that it has none. */
function numericBounds(spec: SpecDraft, bound: "warning" | "hard"): boolean {
  return everyParameter(
    spec,
    (rule) => (rule.type !== "integer" && rule.type !== "number") || rule[bound] !== undefined,
  );
}
