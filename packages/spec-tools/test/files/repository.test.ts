import { join } from "node:path";
import { expect, it, vi } from "vitest";
import {
  docsScore,
  formatProblem,
  generate,
  listSpecFiles,
  loadSpec,
  validateSpecs,
} from "../../src/index.ts";

// Real files of real size: slow on a busy machine, never hanging.
vi.setConfig({ testTimeout: 30_000 });

const SPECS = join(import.meta.dirname, "../../../../specs");
const files = listSpecFiles(SPECS);

it("finds nothing wrong with the specs of this repository", () => {
  expect(files.length).toBeGreaterThanOrEqual(3);
  expect(validateSpecs(files).map(formatProblem)).toEqual([]);
});

it("finds their generated files up to date", async () => {
  const { problems } = await generate(files, { check: true });
  expect(problems.map(formatProblem)).toEqual([]);
});

it.each(files)("finds %s completely documented", (file) => {
  const { spec } = loadSpec(file);
  const { items } = docsScore(spec ?? {});
  expect(items.filter((item) => !item.isComplete)).toEqual([]);
});
