import { configDefaults, defineConfig } from "vitest/config";

const conditions = ["@polytraders/source"];

/** Three projects: fast tests, type tests, and those that start processes, browsers or large runs. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // The module cache ignores tsconfig changes and has served stale transforms.
    fsModuleCache: false,
    coverage: { include: ["packages/**/src/**/*.ts"] },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/**/test/**/*.test.ts", "tools/**/test/**/*.test.ts"],
          // The golden vectors have a run of their own, with a summary.
          exclude: [...configDefaults.exclude, "**/*.integration.test.ts", "tools/golden/**"],
          typecheck: { enabled: false },
        },
      },
      {
        extends: true,
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["packages/core/test/**/*.test-d.ts"],
            tsconfig: "./packages/core/tsconfig.json",
          },
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [
            "packages/**/test/**/*.integration.test.ts",
            "tools/**/test/**/*.integration.test.ts",
            "examples/**/*.integration.test.ts",
          ],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
