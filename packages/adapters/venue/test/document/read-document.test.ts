import { PolytradersError, z } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "../../src/document/nearest-name.ts";
import { readDocument } from "../../src/document/read-document.ts";

const schema = z.strictObject({
  name: z.string(),
  kind: z.enum(["one", "two"]).default("one"),
  when: z.union([z.int(), z.strictObject({ from: z.int(), until: z.int().max(9) })]).default(0),
  list: z.array(z.strictObject({ size: z.number().min(1) })).default([]),
});

function read(text: string): z.output<typeof schema> {
  return readDocument(text, "a.yaml", { schema, code: "VENUE_WORLD_INVALID" });
}

function errorOf(text: string): PolytradersError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof PolytradersError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a document", () => {
  it("is YAML or JSON", () => {
    const expected = { name: "x", kind: "two", when: 0, list: [{ size: 2 }] };
    expect(read("name: x\nkind: two\nlist:\n  - size: 2\n")).toEqual(expected);
    expect(read('{"name":"x","kind":"two","list":[{"size":2}]}')).toEqual(expected);
  });

  it.each([
    ["name: 3", { line: 1, column: 1, field: "name" }, "a string, found 3"],
    [
      "name: x\nkind: three",
      { line: 2, column: 1, field: "kind" },
      'one of one, two, found "three"',
    ],
    [
      "name: x\nlist:\n  - size: 0",
      { line: 3, column: 5, field: "list.0.size" },
      "1 or more, found 0",
    ],
    ["name: x\nlist: 3", { line: 2, column: 1, field: "list" }, "a array, found 3"],
    ["name: x\nlist: [3]", { line: 2, column: 8, field: "list.0" }, "a mapping, found 3"],
    [
      "name: x\nwhen: { from: 1, until: 10 }",
      { line: 2, column: 18, field: "when.until" },
      "9 or less, found 10",
    ],
    [
      "name: x\nwhen: { from: 1, untli: 3 }",
      { line: 2, column: 1, field: "when.until" },
      "found nothing",
    ],
    ["name: x\nkinds: one", { line: 2, column: 1, field: "kinds" }, 'Did you mean "kind"?'],
    ["name: x\ncompletely: else", { field: "completely" }, "Known here: name, kind, when, list."],
    ["name: [", { line: 1 }, "YAML or JSON"],
    ["3", {}, "a mapping, found 3"],
  ])("%j is refused with its place", (text, place, words) => {
    const error = errorOf(text);
    expect(error.detail.place).toMatchObject({ file: "a.yaml", ...place });
    expect(error.message).toContain(words);
  });

  it("that would unfold to gigabytes is refused", () => {
    const names = Array.from({ length: 9 }, (_, index) => `a${index}`);
    const bomb = names.map((name, index) => {
      const inner = index === 0 ? "x" : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(", ")}]`;
    });
    expect(errorOf(bomb.join("\n")).message).toMatch(/alias/i);
  });

  it("of any text is read or refused, never anything else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(PolytradersError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("the name that was meant", () => {
  it.each([
    ["probabilty", "probability"],
    ["order_minimum_shares", "minimumOrderShares"],
    ["size-tick", "tickSize"],
    ["TickSize", "tickSize"],
    ["fee", "fees"],
    ["something else entirely", undefined],
  ])("%s is %s", (name, expected) => {
    const known = ["probability", "tickSize", "minimumOrderShares", "fees"];
    expect(nearestName(name, known)).toBe(expected);
  });
});
