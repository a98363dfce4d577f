import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cruise, type CruiseReport } from "../import-rules.ts";

const index = "export const a = 1;\n";
const clean: Record<string, string> = {
  "packages/quant/src/index.ts": index,
  "packages/core/src/index.ts": 'export * from "../../quant/src/index.ts";\n',
  "packages/core/src/risk/approval.ts": index,
  "packages/core/src/risk/risk-module.ts": 'import "./approval.ts";\nexport const b = 1;\n',
  "packages/core/src/port.ts":
    'import type * as approval from "./risk/approval.ts";\nexport type A = typeof approval;\n',
  "packages/core/src/di.ts": 'import { container } from "tsyringe";\nexport { container };\n',
  "packages/spec-tools/src/index.ts": 'export * from "../../core/src/index.ts";\n',
  "packages/testkit/src/index.ts": 'export * from "../../core/src/index.ts";\n',
  "packages/adapters/left/src/index.ts":
    'import "node:net";\nexport * from "../../../core/src/index.ts";\n',
  "packages/adapters/right/src/index.ts": index,
  "packages/bots/one/src/index.ts":
    'export * from "../../../core/src/index.ts";\nexport * from "./bot.ts";\n',
  "packages/bots/one/src/bot.ts": 'export * from "../../../quant/src/index.ts";\n',
  "packages/bots/two/src/index.ts": index,
  "packages/bots/two/test/bot.test.ts": 'import "../../../testkit/src/index.ts";\n',
  "packages/core/dist/index.js": "export const a = 1;\n",
  "node_modules/tsyringe/package.json": '{ "name": "tsyringe", "main": "index.js" }',
  "node_modules/tsyringe/index.js": "exports.container = {};\n",
  "node_modules/ws/package.json": '{ "name": "ws", "main": "index.js" }',
  "node_modules/ws/index.js": "exports.connect = {};\n",
};

/** One file per planted fault: where it is, what it imports, and the rule that must refuse it. */
const planted: readonly (readonly [rule: string, path: string, target: string])[] = [
  ["no-cycles", "packages/quant/src/cycle.ts", "./cycle.ts"],
  ["nothing-unresolvable", "packages/core/src/missing.ts", "./nowhere.ts"],
  ["quant-imports-nothing-of-ours", "packages/quant/src/up.ts", "../../core/src/index.ts"],
  ["core-imports-only-quant", "packages/core/src/up.ts", "../../adapters/left/src/index.ts"],
  ["core-imports-only-quant", "packages/core/src/bot.ts", "../../bots/one/src/index.ts"],
  ["spec-tools-imports-only-core", "packages/spec-tools/src/up.ts", "../../bots/one/src/index.ts"],
  ["testkit-imports-only-core", "packages/testkit/src/up.ts", "../../adapters/left/src/index.ts"],
  ["bots-import-only-core-and-quant", "packages/bots/one/src/other.ts", "../../two/src/index.ts"],
  [
    "bots-import-only-core-and-quant",
    "packages/bots/one/src/adapter.ts",
    "../../../adapters/left/src/index.ts",
  ],
  ["bots-have-no-network", "packages/bots/one/src/net.ts", "node:net"],
  ["bots-have-no-network", "packages/bots/one/src/http.ts", "http"],
  ["bots-have-no-network", "packages/bots/one/src/child.ts", "node:child_process"],
  ["bots-have-no-network", "packages/bots/one/src/ws.ts", "ws"],
  ["adapters-import-only-core", "packages/adapters/left/src/other.ts", "../../right/src/index.ts"],
  [
    "adapters-import-only-core",
    "packages/adapters/left/src/bot.ts",
    "../../../bots/one/src/index.ts",
  ],
  ["testkit-never-from-src", "packages/adapters/left/src/kit.ts", "../../../testkit/src/index.ts"],
  ["only-di-imports-the-container", "packages/core/src/container.ts", "tsyringe"],
  ["only-risk-makes-approvals", "packages/core/src/forge.ts", "./risk/approval.ts"],
  [
    "only-risk-makes-approvals",
    "packages/bots/one/src/forge.ts",
    "../../../core/src/risk/approval.ts",
  ],
  [
    "no-compiled-output-across-packages",
    "packages/bots/one/src/dist.ts",
    "../../../core/dist/index.js",
  ],
];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "import-rules-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function violations(files: Record<string, string>): Promise<CruiseReport["summary"]> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const sources = Object.keys(files).filter((path) => /\/(?:src|test)\//.test(path));
  const report = await cruise(folder, sources);
  if ("failure" in report) throw new Error(report.failure);
  return report.summary;
}

it("accepts the imports that the architecture wants, having looked at every file", async () => {
  const summary = await violations(clean);
  expect(summary.violations).toEqual([]);
  expect(summary.totalCruised).toBeGreaterThanOrEqual(11);
});

it("refuses every planted fault, each by its own rule", async () => {
  const faults: Record<string, string> = Object.fromEntries(
    planted.map(([, path, target]) => [path, `import "${target}";\n`]),
  );
  const summary = await violations({ ...clean, ...faults });
  const found = summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
  for (const [rule, path] of planted) expect(found).toContain(`${rule} ${path}`);
});
