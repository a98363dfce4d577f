import { join } from "node:path";
import { FIXTURE_CASES, readPlanCase, runPlanCase } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const folder = join(import.meta.dirname, "../fixtures");

describe("fixtures", () => {
  it.each(FIXTURE_CASES)("%s", (name) => {
    const { input, expected } = readPlanCase(folder, name);
    expect(runPlanCase(bot, input)).toEqual(expected);
  });
});
