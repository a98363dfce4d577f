import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXECUTION_REASONS } from "../../src/trading/execution-reasons.ts";

const registry = readFileSync(
  new URL("../../../../specs/reason-codes.yaml", import.meta.url),
  "utf8",
);

describe("reason codes of the trading desk", () => {
  it.each(Object.entries(EXECUTION_REASONS))("%s stands in the registry", (code, severity) => {
    const found = new RegExp(`^  ${code}:\\n    severity: (\\w+)`, "m").exec(registry);
    expect(found?.[1]).toBe(severity);
  });
});
