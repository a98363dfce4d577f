import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checks } from "../check-list.ts";
import { inspect } from "../inspect.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tidy-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

it("names the file, the line and the check", () => {
  write("packages/core/src/clock.ts", "\nexport const now = new Date();\n");
  expect(inspect(folder, checks).faults).toEqual([
    "packages/core/src/clock.ts:2: time is a port, take it as an argument: export const now = new Date(); [ambient-date]",
  ]);
});

it("leaves out installed, compiled and generated files", () => {
  for (const path of ["node_modules/a/src/helpers.ts", "packages/core/dist/utils.js"])
    write(path, "");
  expect(inspect(folder, checks)).toEqual({ fileCount: 0, faults: [] });
});
