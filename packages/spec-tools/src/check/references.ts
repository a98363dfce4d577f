import { READINESS } from "@polytraders/core";
import { nearestNameHint } from "../read/nearest-name.ts";
import type { FieldPath } from "../read/source-document.ts";
import type { Assertion } from "../schema/measurement.ts";
import type { PayloadField } from "../schema/payload.ts";
import { ProblemList, type CheckInput, type SpecCheck } from "./spec-check.ts";

interface Declared {
  readonly reasonCodes: readonly string[] | undefined;
  readonly metrics: readonly string[] | undefined;
  readonly parameters: readonly string[] | undefined;
  readonly votes: readonly string[] | undefined;
  readonly signals:
    | Readonly<Record<string, { payload: Readonly<Record<string, PayloadField>> }>>
    | undefined;
}

/** Whatever a section refers to by name is declared in the spec. Sections of wrong shape are not judged. */
export const checkReferences: SpecCheck = (input) => {
  const list = new ProblemList(input.document);
  const declared = declaredBy(input);
  for (const [path, assertion] of assertionsOf(input))
    checkAssertion(list, declared, path, assertion);
  checkCodeReferences(list, declared, input);
  checkTestParameters(list, declared, input);
  checkGateSteps(list, input);
  checkIds(list, input);
  return list.problems;
};

function declaredBy({ draft }: CheckInput): Declared {
  const keys = (record: object | undefined): string[] | undefined => record && Object.keys(record);
  return {
    reasonCodes: keys(draft.reasonCodes),
    metrics: keys(draft.metrics?.emitted),
    parameters: keys(draft.parameters),
    votes: draft.output?.votes,
    signals: draft.output?.signals,
  };
}

function mustKnow(
  list: ProblemList,
  path: FieldPath,
  name: string,
  known: readonly string[] | undefined,
  what: string,
): void {
  if (known === undefined || known.includes(name)) return;
  list.at("SPEC_REFERENCE_UNKNOWN", path, {
    expected: `the name of ${what}`,
    found: JSON.stringify(name),
    hint: nearestNameHint(name, known),
  });
}

function* assertionsOf({ draft }: CheckInput): Generator<[FieldPath, Assertion]> {
  for (const [index, gate] of (draft.promotionGates ?? []).entries())
    yield [["promotionGates", index], gate];
  for (const [index, injection] of (draft.failureInjections ?? []).entries()) {
    const path = ["failureInjections", index];
    for (const [at, expected] of injection.expect.entries())
      yield [[...path, "expect", at], expected];
    for (const [at, expected] of injection.recovery.expect.entries())
      yield [[...path, "recovery", "expect", at], expected];
  }
  for (const suite of ["unit", "integration", "property"] as const) {
    for (const [index, test] of (draft.acceptanceTests?.[suite] ?? []).entries()) {
      for (const [at, expected] of test.expect.entries())
        yield [["acceptanceTests", suite, index, "expect", at], expected];
    }
  }
}

function checkAssertion(
  list: ProblemList,
  declared: Declared,
  path: FieldPath,
  assertion: Assertion,
): void {
  const { measurement } = assertion;
  const at = (field: string): FieldPath => [...path, "measurement", field];
  switch (measurement.measure) {
    case "reason_code":
      mustKnow(
        list,
        at("reasonCode"),
        measurement.reasonCode,
        declared.reasonCodes,
        "a declared reason code",
      );
      break;
    case "metric":
      mustKnow(list, at("metric"), measurement.metric, declared.metrics ?? [], "a declared metric");
      break;
    case "vote":
      mustKnow(list, at("vote"), measurement.vote, declared.votes ?? [], "a declared vote");
      break;
    case "signal": {
      const signals = declared.signals ?? {};
      mustKnow(list, at("kind"), measurement.kind, Object.keys(signals), "an emitted signal");
      const payload = signals[measurement.kind]?.payload;
      if (payload) checkField(list, at("field"), measurement.field, payload);
      break;
    }
    default:
  }
}

function checkField(
  list: ProblemList,
  path: FieldPath,
  field: string,
  payload: Readonly<Record<string, PayloadField>>,
): void {
  let fields: Readonly<Record<string, PayloadField>> = payload;
  for (const name of field.split(".").slice(1)) {
    const found = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!found) {
      mustKnow(list, path, name, Object.keys(fields), "a field of the payload");
      return;
    }
    fields = found.type === "object" ? found.fields : {};
  }
}

function checkCodeReferences(list: ProblemList, declared: Declared, { draft }: CheckInput): void {
  const known = declared.reasonCodes;
  const code = (path: FieldPath, name: string): void =>
    mustKnow(list, path, name, known, "a declared reason code");
  for (const [name, metric] of Object.entries(draft.metrics?.emitted ?? {})) {
    for (const [index, used] of (metric.reasonCodes ?? []).entries())
      code(["metrics", "emitted", name, "reasonCodes", index], used);
  }
  for (const [answer, path] of Object.entries(draft.decisionLogic ?? {})) {
    for (const [index, used] of (path?.reasonCodes ?? []).entries())
      code(["decisionLogic", answer, "reasonCodes", index], used);
  }
  const fallback = draft.failureModes?.safeFallback.reasonCode;
  if (fallback != null) code(["failureModes", "safeFallback", "reasonCode"], fallback);
  const override = draft.operationalProfile?.humanOverride?.reasonCode;
  if (override != null) code(["operationalProfile", "humanOverride", "reasonCode"], override);
}

function checkTestParameters(list: ProblemList, declared: Declared, { draft }: CheckInput): void {
  for (const suite of ["unit", "integration", "property"] as const) {
    for (const [index, test] of (draft.acceptanceTests?.[suite] ?? []).entries()) {
      for (const name of Object.keys(test.given.parameters ?? {})) {
        const path = ["acceptanceTests", suite, index, "given", "parameters", name];
        mustKnow(list, path, name, declared.parameters ?? [], "a declared parameter");
      }
    }
  }
}

function checkGateSteps(list: ProblemList, { draft }: CheckInput): void {
  for (const [index, gate] of (draft.promotionGates ?? []).entries()) {
    const next = READINESS[READINESS.indexOf(gate.from) + 1];
    if (gate.to === next) continue;
    list.at("SPEC_FIELD_INVALID", ["promotionGates", index, "to"], {
      expected:
        next === undefined ? `no gate after ${gate.from}` : `${next}, the step after ${gate.from}`,
      found: gate.to,
      hint: "Promotion never skips a step.",
    });
  }
}

/** Ids of injections, tests and gates name evidence; two of one name would share it. */
function checkIds(list: ProblemList, { draft }: CheckInput): void {
  const sections: [FieldPath, readonly { id: string }[] | undefined][] = [
    [["failureInjections"], draft.failureInjections],
    [["promotionGates"], draft.promotionGates],
    [["acceptanceTests", "unit"], draft.acceptanceTests?.unit],
    [["acceptanceTests", "integration"], draft.acceptanceTests?.integration],
    [["acceptanceTests", "property"], draft.acceptanceTests?.property],
  ];
  for (const [path, entries] of sections) {
    const seen = new Set<string>();
    for (const [index, { id }] of (entries ?? []).entries()) {
      if (seen.has(id)) {
        list.at("SPEC_NAME_TAKEN", [...path, index, "id"], {
          expected: "an id of its own",
          found: `${JSON.stringify(id)} a second time`,
          hint: "Rename one of the two.",
        });
      }
      seen.add(id);
    }
  }
}
