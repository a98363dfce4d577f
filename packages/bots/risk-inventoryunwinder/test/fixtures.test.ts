import { join } from "node:path";
import { FIXTURE_CASES, readStrategyCase, runStrategyCase } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const folder = join(import.meta.dirname, "../fixtures");

describe("fixtures", () => {
  it.each(FIXTURE_CASES)("%s", (name) => {
    const { input, expected } = readStrategyCase(folder, name);
    expect(runStrategyCase(bot, input)).toEqual(expected);
  });
});
