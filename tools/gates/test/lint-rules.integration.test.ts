import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root } from "../../bootstrap/workspace.mjs";
import { runTool } from "../tool.ts";

const pure = "packages/core/src";
const long = (lineCount: number): string =>
  Array.from({ length: lineCount }, (_, line) => `export type A${line} = 1;`).join("\n");

/** Path, text, and the rule that must refuse it. */
const planted: readonly (readonly [rule: string, path: string, text: string])[] = [
  ["no-restricted-properties", `${pure}/now.ts`, "export const a = Date.now();"],
  ["no-restricted-properties", `${pure}/random.ts`, "export const a = Math.random();"],
  [
    "no-restricted-properties",
    "packages/bots/one/src/clock.ts",
    "export const a = performance.now();",
  ],
  [
    "no-restricted-globals",
    "packages/adapters/synthetic/src/wait.ts",
    "export const a = setTimeout(() => 1, 1);",
  ],
  [
    "no-restricted-globals",
    "packages/quant/src/wait.ts",
    "export const a = setInterval(() => 1, 1);",
  ],
  ["no-console", `${pure}/print.ts`, 'console.log("a");\nexport {};'],
  ["no-default-export", `${pure}/default.ts`, "export default 1;"],
  [
    "no-restricted-imports",
    `${pure}/container.ts`,
    'import { container } from "tsyringe";\nexport { container };',
  ],
  ["no-explicit-any", `${pure}/any.ts`, "export const a = (b: any): string => String(b);"],
  [
    "no-non-null-assertion",
    `${pure}/bang.ts`,
    "export const a = (b: { c?: object }): object => b.c!;",
  ],
  [
    "no-unsafe-type-assertion",
    `${pure}/cast.ts`,
    "export const a = (b: unknown): string => b as string;",
  ],
  [
    "no-floating-promises",
    `${pure}/floating.ts`,
    "const f = async (): Promise<void> => {};\nexport const g = (): void => {\n  f();\n};",
  ],
  [
    "no-misused-promises",
    `${pure}/misused.ts`,
    "const on = (f: () => void): void => f();\non(async () => {\n  await Promise.resolve();\n});\nexport {};",
  ],
  [
    "switch-exhaustiveness-check",
    `${pure}/switch.ts`,
    'export function f(a: "x" | "y"): void {\n  switch (a) {\n    case "x":\n      break;\n  }\n}',
  ],
  ["max-lines", `${pure}/long.ts`, long(401)],
  [
    "max-lines-per-function",
    `${pure}/tall.ts`,
    `export function f(): void {\n${"  void 0;\n".repeat(71)}}`,
  ],
  [
    "no-focused-tests",
    "packages/core/test/only.test.ts",
    'import { it } from "vitest";\nit.only("a", () => {});',
  ],
];

const accepted: Record<string, string> = {
  "packages/bots/one/src/index.ts": "export default 1;",
  "packages/cli/src/print.ts": 'console.log("a");\nexport const a = Date.now();',
  "packages/core/src/contract.gen.ts": long(500),
};

let output = "";
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lint-rules-"));
  copyFileSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  copyFileSync(join(root, "tsconfig.base.json"), join(folder, "tsconfig.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const files = [
    ...planted.map(([, path, text]) => [path, text] as const),
    ...Object.entries(accepted),
  ];
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  ({ output } = await runTool("oxlint", ["--type-aware", "--format", "unix", "packages"], folder));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function findingsOf(path: string): string {
  const lines = output.split("\n").filter((line) => line.startsWith(path));
  return lines.join("\n");
}

it.each(planted)("%s refuses %s", (rule, path) => {
  expect(findingsOf(path)).toContain(`(${rule})`);
});

it.each(Object.keys(accepted))("accepts %s", (path) => {
  expect(findingsOf(path)).toBe("");
});
