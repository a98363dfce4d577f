import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inspectPackedFolder } from "../packed-folder.ts";

const manifest = {
  name: "a",
  license: "MIT",
  files: ["dist", "README.md", "spec.yaml"],
  exports: { ".": { default: "./dist/index.js" } },
  dependencies: { b: "1.0.0" },
};

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "packed-"));
  for (const path of ["LICENSE", "README.md", "spec.yaml", "dist/index.js"]) write(path, "");
  write("package.json", JSON.stringify(manifest));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

it("accepts a whole package", async () => {
  expect(await inspectPackedFolder(folder)).toEqual([]);
});

it.each(["LICENSE", "README.md", "spec.yaml"])("misses %s", async (path) => {
  rmSync(join(folder, path));
  expect(await inspectPackedFolder(folder)).toEqual([`${path} is missing`]);
});

it.each([
  ["sources in exports", { exports: { ".": { "@polytraders/source": "./src/index.ts" } } }],
  ["a workspace version", { dependencies: { b: "workspace:*" } }],
  ["another license", { license: "UNLICENSED" }],
])("refuses %s", async (_fault, part) => {
  write("package.json", JSON.stringify({ ...manifest, ...part }));
  expect(await inspectPackedFolder(folder)).toHaveLength(1);
});

it.each(["test/a.test.ts", "src/index.ts", "dist/a.test.js"])(
  "refuses to ship %s",
  async (path) => {
    write(path, "");
    expect(await inspectPackedFolder(folder)).toContain(`${path} should not be published`);
  },
);
