import { describe, expect, it } from "vitest";

import { findDifference } from "../compare.ts";

const TOLERANCE = { abs: 1e-9, rel: 1e-9 };

describe("an answer passes", () => {
  it.each([
    [1 + 1.9e-9, 1],
    [1e6 + 9e-4, 1e6],
    [
      { b: [1, null], a: "x" },
      { a: "x", b: [1, null] },
    ],
    [true, true],
  ])("%j for %j", (actual, expected) => {
    expect(findDifference(actual, expected, TOLERANCE)).toBeUndefined();
  });
});

describe("an answer fails", () => {
  it.each([
    [1 + 3e-9, 1, "answer"],
    [NaN, 1, "found NaN"],
    [Infinity, 1, "found Infinity"],
    [undefined, null, "answer"],
    ["1", 1, "answer"],
    [[1, 2], [1], "expected 1 items, found 2"],
    [{ a: 1, b: 2 }, { a: 1 }, "expected keys a, found a,b"],
    [{ a: [{ c: 1 }] }, { a: [{ c: 2 }] }, "answer.a[0].c: expected 2, found 1"],
    [{}, [], "answer"],
    [null, {}, "answer"],
  ])("%j for %j", (actual, expected, message) => {
    expect(findDifference(actual, expected, TOLERANCE)).toContain(message);
  });
});
