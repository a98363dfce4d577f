import { compile } from "../bootstrap/build.mjs";
import { checkImportRules } from "./import-rules.ts";
import { checkPackedPackages } from "./packed-packages.ts";
import { runTests } from "./tests.ts";
import { runScript, runTool } from "./tool.ts";
import { checkTypes } from "./type-check.ts";
import type { Gate } from "./gate.ts";

const concurrent = { needsBuild: false, isExclusive: false };
const concurrentAfterBuild = { needsBuild: true, isExclusive: false };
const exclusive = { needsBuild: false, isExclusive: true };

/** Every gate of `npm test`, in the order in which results are needed. */
export const gates: readonly Gate[] = [
  {
    name: "build",
    purpose: "every package compiles, in dependency order",
    ...exclusive,
    run: compile,
  },
  {
    name: "types",
    purpose: "tests and tools type-check too",
    ...concurrent,
    run: checkTypes,
  },
  {
    name: "lint",
    purpose: "oxlint with type-aware rules; a warning fails",
    ...concurrent,
    run: ({ isFixing }) =>
      runTool("oxlint", [
        "--type-aware",
        "--deny-warnings",
        "--format=unix",
        ...(isFixing ? ["--fix"] : []),
      ]),
  },
  {
    name: "format",
    purpose: "oxfmt agrees with every file",
    ...concurrent,
    run: ({ isFixing }) => runTool("oxfmt", isFixing ? [] : ["--check"]),
  },
  {
    name: "tidy",
    purpose: "our own style checks",
    ...concurrent,
    run: () => runScript("tools/tidy/main.ts", []),
  },
  {
    name: "imports",
    purpose: "who may import whom",
    ...concurrent,
    run: checkImportRules,
  },
  {
    name: "unused",
    purpose: "no unused file, export or dependency",
    ...concurrent,
    run: () => runTool("knip", ["--no-config-hints"]),
  },
  {
    name: "specs",
    purpose: "generated contracts equal what the specs generate",
    ...concurrentAfterBuild,
    run: ({ isFixing }) =>
      runScript("packages/cli/dist/main.js", [
        "spec",
        "generate",
        ...(isFixing ? [] : ["--check"]),
      ]),
  },
  {
    name: "api",
    purpose: "the public surface equals its reviewed report",
    ...concurrentAfterBuild,
    run: ({ isFixing }) => runScript("tools/gates/api-reports.ts", isFixing ? ["--fix"] : []),
  },
  {
    name: "packages",
    purpose: "what would be published is whole and resolvable",
    ...concurrentAfterBuild,
    run: checkPackedPackages,
  },
  {
    name: "unit",
    purpose: "fast tests",
    ...exclusive,
    run: () => runTests(["--project", "unit"]),
  },
  {
    name: "integration",
    purpose: "tests with processes, files and a browser",
    ...exclusive,
    run: () => runTests(["--project", "integration"]),
  },
  {
    name: "golden",
    purpose: "formulas against the golden vectors",
    ...exclusive,
    run: () => runTests(["--config", "tools/golden/vitest.config.ts"]),
  },
];
