import { expect, it } from "vitest";
import { packageManifest } from "../checks/package-manifest.ts";
import { sourceFile } from "../source-file.ts";
import type { Repository } from "../check.ts";

const path = "packages/core/package.json";
const complete = {
  type: "module",
  license: "MIT",
  description: "What it is.",
  files: ["dist", "README.md"],
  engines: { node: ">=24" },
  exports: { ".": { "@polytraders/source": "./src/index.ts", default: "./dist/index.js" } },
  publishConfig: { access: "public", exports: { ".": { default: "./dist/index.js" } } },
};
const whole: Repository = {
  has: () => true,
  read: () => '{ "path": "./packages/core/tsconfig.build.json" }',
};

function faults(manifest: object, repository = whole): string[] {
  const file = sourceFile(path, JSON.stringify(manifest));
  return packageManifest.find(file, repository).map(({ message }) => message);
}

it("accepts a complete manifest, and anything private", () => {
  expect(faults(complete)).toEqual([]);
  expect(faults({ private: true })).toEqual([]);
});

it.each(Object.keys(complete))("misses %s", (key) => {
  expect(faults({ ...complete, [key]: undefined }).length).toBeGreaterThan(0);
});

it("refuses to publish the source condition", () => {
  const publishConfig = { access: "public", exports: complete.exports };
  expect(faults({ ...complete, publishConfig })).toEqual([
    '"publishConfig.exports" must hide the sources',
  ]);
});

it("asks for a README, a tsconfig and a place in the build", () => {
  expect(faults(complete, { has: () => false, read: () => "{}" })).toHaveLength(3);
});
