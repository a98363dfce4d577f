import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { checkSpecs } from "../../src/check/check-specs.ts";
import { docsScore } from "../../src/check/docs-score.ts";
import { formatProblem } from "../../src/problem.ts";
import { parseSpec } from "../../src/read/loaded-spec.ts";
import { SMALLEST_SPEC } from "../spec-fixture.ts";

const SPEC = readFileSync(
  join(import.meta.dirname, "../../../../specs/intelligence/liquidity_decay_monitor.yaml"),
  "utf8",
);

/** Checks a text and insists that every problem has a place inside of it. */
function check(text: string): void {
  const loaded = parseSpec("bot.yaml", text);
  const problems = checkSpecs([loaded], { registry: undefined, neighbours: [] });
  docsScore(loaded.draft);
  const lineCount = text.split("\n").length;
  const odd = problems.filter(
    (problem) =>
      problem.line < 1 ||
      problem.line > lineCount ||
      problem.column < 1 ||
      formatProblem(problem).includes("undefined"),
  );
  expect(odd).toEqual([]);
}

it(
  "never throws on text that was cut, doubled or overwritten anywhere",
  { timeout: 30_000 },
  () => {
    fc.assert(
      fc.property(
        fc.nat(SMALLEST_SPEC.length),
        fc.nat(40),
        fc.oneof(
          fc.string({ maxLength: 12 }),
          fc.constantFrom("{", "]", ": ", "- ", "&a ", "*a", "!!x ", "\t", "\n", "?", "<<: "),
        ),
        (start, length, insert) => {
          check(`${SMALLEST_SPEC.slice(0, start)}${insert}${SMALLEST_SPEC.slice(start + length)}`);
        },
      ),
      { numRuns: 300 },
    );
  },
);

it.each([
  ["the smallest spec", SMALLEST_SPEC, 200],
  ["a complete spec", SPEC, 25],
])("never throws on any value in any place of %s", { timeout: 30_000 }, (_, source, numRuns) => {
  const data = parseSpec("bot.yaml", source).document.value;
  const places = placesOf(data, []);
  const foreign = fc.oneof(
    fc.constantFrom<unknown>(null, [], {}, -1, 1e308, "", true, [[[]]], {
      __proto__: 1,
      constructor: 1,
    }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  fc.assert(
    fc.property(fc.nat(places.length - 1), foreign, (at, value) => {
      const place = places[at] ?? [];
      check(stringify(replaceAt(data, place, value)));
    }),
    { numRuns },
  );
});

it("reports every planted unknown key", () => {
  const data = parseSpec("bot.yaml", SMALLEST_SPEC).document.value;
  const objects = placesOf(data, []).filter((place) => isFixedObject(data, place));
  for (const place of objects) {
    const text = stringify(replaceAt(data, [...place, "zzUnknown"], 1));
    const { problems } = parseSpec("bot.yaml", text);
    expect(problems.map(({ code, field }) => [code, field.endsWith("zzUnknown")])).toEqual([
      ["SPEC_KEY_UNKNOWN", true],
    ]);
  }
});

it("refuses references that multiply", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
  expect(parseSpec("bot.yaml", bomb).problems[0]?.code).toBe("SPEC_SYNTAX");
});

type Place = readonly (string | number)[];

function placesOf(value: unknown, place: Place): Place[] {
  if (typeof value !== "object" || value === null) return [place];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [place, ...entries.flatMap(([key, child]) => placesOf(child, [...place, key]))];
}

function replaceAt(value: unknown, place: Place, replacement: unknown): unknown {
  const [first, ...rest] = place;
  if (first === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item: unknown, at) =>
      at === first ? replaceAt(item, rest, replacement) : item,
    );
  const fields = typeof value === "object" && value !== null ? value : {};
  const child: unknown = Reflect.get(fields, first);
  return { ...fields, [first]: replaceAt(child, rest, replacement) };
}

/** Mappings with names of their own choosing accept any well-formed name. */
const OPEN = [
  "parameters",
  "output.signals",
  "output.signals.spread.payload",
  "reasonCodes",
  "metrics.emitted",
];

function isFixedObject(data: unknown, place: Place): boolean {
  let value = data;
  for (const part of place)
    value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !OPEN.includes(place.join("."))
  );
}
