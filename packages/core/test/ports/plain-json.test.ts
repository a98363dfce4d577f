import fc from "fast-check";
import { expect, it } from "vitest";
import { encodePlainJson } from "../../src/ports/plain-json.ts";

it("gives exactly the same value back, negative zero as zero", () => {
  const scalar = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    // JSON has no negative zero; adding 0 makes it 0.
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (original) => {
      expect(JSON.parse(encodePlainJson(original, "state"))).toStrictEqual(original);
    }),
  );
  expect(encodePlainJson([-0], "state")).toBe("[0]");
});

it.each([
  ["undefined", { a: undefined }, "state.a"],
  ["NaN", [1, Number.NaN], "state[1]"],
  ["Infinity", { a: { b: Infinity } }, "state.a.b"],
  ["bigint", 1n, "state"],
  ["function", { run: () => 1 }, "state.run"],
  ["an instance of a class", { a: new Map() }, "state.a"],
  ["an instance of a class", new Float64Array(1), "state"],
  ["an instance of a class", { at: new Date(0) }, "state.at"],
])("refuses %s, which JSON would change without a word", (found, value, field) => {
  expect(() => encodePlainJson(value, "state")).toThrow(
    expect.objectContaining({ code: "STORE_VALUE_INVALID", detail: { found, place: { field } } }),
  );
});

it("refuses a value that contains itself, but not one that is used twice", () => {
  const shared = { a: 1 };
  expect(encodePlainJson([shared, shared], "state")).toBe('[{"a":1},{"a":1}]');
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(() => encodePlainJson(cycle, "state")).toThrow("contains itself");
});
