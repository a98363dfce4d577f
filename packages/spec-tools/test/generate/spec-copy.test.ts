import { expect, it } from "vitest";
import { stringify } from "yaml";
import { resolveSpec, type SpecSurroundings } from "../../src/generate/resolved-spec.ts";
import { specCopy } from "../../src/generate/spec-copy.ts";
import { parseSpec } from "../../src/read/loaded-spec.ts";
import { changed, REGISTRY, problemsOf } from "../spec-fixture.ts";

const surroundings: SpecSurroundings = {
  registry: REGISTRY,
  payloads: new Map([
    ["market_halt", { isGateClosed: { type: "boolean", description: "Closed: yes or no." } }],
  ]),
};

/** Depends on the registry and on another bot's spec. */
const OPEN_SPEC = changed(
  "    severity: INFO\n    meaning: A spread was published.\n    action: None.\n    userMessage: The spread is as stated.\n",
  "    when: Always. # kept\n",
  changed(
    "    - { topic: order_book, isRequired: true }",
    "    - topic: signal\n      kind: market_halt\n      isRequired: false\n    - { topic: order_book, isRequired: true }",
  ),
);

function copyOf(text: string, isYaml: boolean): string {
  const { document, spec } = parseSpec("bot.yaml", text);
  if (!spec) throw new Error("fixture is no spec");
  return specCopy(document, resolveSpec(spec, surroundings), isYaml);
}

function hashOf(text: string, around: SpecSurroundings): string {
  const { spec } = parseSpec("bot.yaml", text);
  if (!spec) throw new Error("copy is no spec");
  return resolveSpec(spec, around).specHash;
}

const alone: SpecSurroundings = { registry: undefined, payloads: new Map() };
const data = parseSpec("bot.yaml", OPEN_SPEC).document.value;

it.each([
  ["block YAML", OPEN_SPEC, true],
  ["flow YAML", stringify(data, { collectionStyle: "flow" }), true],
  ["JSON on one line", JSON.stringify(data), false],
  ["JSON on many lines", `${JSON.stringify(data, null, 2)}\n`, false],
])("stands alone, with the same content, as %s", (_, text, isYaml) => {
  expect(problemsOf(text).map(({ code }) => code)).toEqual([
    "SPEC_PAYLOAD_UNKNOWN",
    "SPEC_REASON_CODE_UNREGISTERED",
  ]);
  const copy = copyOf(text, isYaml);
  expect(problemsOf(copy)).toEqual([]);
  expect(hashOf(copy, alone)).toBe(hashOf(text, surroundings));
  if (!isYaml) {
    expect(() => {
      JSON.parse(copy);
    }).not.toThrow();
  }
});

it("changes nothing in a spec that already stands alone", () => {
  const copy = copyOf(OPEN_SPEC, true);
  const withoutNotice = copy.slice(copy.indexOf("\n") + 1);
  expect(copyOf(withoutNotice, false)).toBe(withoutNotice);
});
