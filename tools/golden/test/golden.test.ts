import { describe, expect, it } from "vitest";

import { findDifference } from "../compare.ts";
import { readGoldenCoverage } from "../coverage.ts";
import { registry } from "../registry.ts";

const { files, implemented } = readGoldenCoverage();

describe.each(files)("$topic", ({ cases, default_tolerance }) => {
  for (const { id, fn, description, input, expected, tolerance } of cases) {
    const adaptor = registry.get(fn);
    it.skipIf(adaptor === undefined)(`${id} ${fn}: ${description}`, ({ task }) => {
      task.meta.isGoldenVector = true;
      const difference = findDifference(adaptor?.(input), expected, tolerance ?? default_tolerance);
      expect(difference).toBeUndefined();
    });
  }
});

describe("golden vectors", () => {
  it.skipIf(files.length === 0)("name functions that exist here", () => {
    expect(implemented).not.toEqual([]);
  });
});
