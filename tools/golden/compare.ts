import type { Tolerance } from "./golden-file.ts";

/**
 * The first place where an answer differs from the expected one, or `undefined` when it passes.
 *
 * Numbers pass within the tolerance; strings, booleans, nulls, array lengths and key sets must match
 * exactly.
 */
export function findDifference(
  actual: unknown,
  expected: unknown,
  tolerance: Tolerance,
  place = "answer",
): string | undefined {
  if (typeof expected === "number" && typeof actual === "number") {
    const allowed = tolerance.abs + tolerance.rel * Math.abs(expected);
    if (actual === expected || Math.abs(actual - expected) <= allowed) return undefined;
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    if (actual.length !== expected.length) {
      return `${place}: expected ${expected.length} items, found ${actual.length}`;
    }
    return firstOf(expected, (item, index) =>
      findDifference(actual[index], item, tolerance, `${place}[${index}]`),
    );
  } else if (isRecord(expected) && isRecord(actual)) {
    const keys = Object.keys(expected).toSorted();
    const found = Object.keys(actual).toSorted();
    if (keys.join() !== found.join()) {
      return `${place}: expected keys ${keys.join()}, found ${found.join()}`;
    }
    return firstOf(keys, (key) =>
      findDifference(actual[key], expected[key], tolerance, `${place}.${key}`),
    );
  } else if (actual === expected) return undefined;
  return `${place}: expected ${JSON.stringify(expected)}, found ${textOf(actual)}`;
}

function textOf(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function firstOf<Item>(
  items: readonly Item[],
  differenceOf: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const difference = differenceOf(item, index);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
