import { resolve } from "node:path";

import { defineConfig } from "vitest/config";

import { SummaryReporter } from "./summary-reporter.ts";

/** The formulas against vectors computed elsewhere, with a summary line at the end. */
export default defineConfig({
  root: resolve(import.meta.dirname, "../.."),
  test: {
    name: "golden",
    include: ["tools/golden/test/**/*.test.ts"],
    fsModuleCache: false,
    reporters: ["default", new SummaryReporter()],
  },
});
