import fc from "fast-check";
import { expect, it } from "vitest";
import { fromSnakeCase, toSnakeCase } from "../../src/contracts/snake-case.ts";

it("maps names at every depth and leaves values and data keys alone", () => {
  const envelope = {
    schemaVersion: 1,
    reasonCode: "INTEL_DECAY_NORMAL",
    payload: { halfLifeMs: 1, byToken: { "0xAbC": ["keepMe"], RISK_CAP: null } },
  };
  const snake = {
    schema_version: 1,
    reason_code: "INTEL_DECAY_NORMAL",
    payload: { half_life_ms: 1, by_token: { "0xAbC": ["keepMe"], RISK_CAP: null } },
  };
  expect(toSnakeCase(envelope)).toEqual(snake);
  expect(fromSnakeCase(snake)).toEqual(envelope);
});

it("takes back any plain JSON value, keys that are already in snake case included", () => {
  const key = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[a-zA-Z0-9_]{1,12}$/),
    fc.constant("__proto__"),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.jsonValue({ maxDepth: 0 }),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (original) => {
      expect(fromSnakeCase(toSnakeCase(original))).toEqual(original);
    }),
  );
});

it("gives different keys different images", () => {
  const keys = fc.stringMatching(/^[a-z][aA_]{0,6}$/);
  fc.assert(
    fc.property(keys, keys, (first, second) => {
      fc.pre(first !== second);
      // The callback returns plain objects with one key each.
      const [image] = Object.keys(toSnakeCase({ [first]: 0 }) as object);
      const [other] = Object.keys(toSnakeCase({ [second]: 0 }) as object);
      expect(image).not.toBe(other);
    }),
  );
});
