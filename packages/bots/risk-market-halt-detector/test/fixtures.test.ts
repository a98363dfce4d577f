import { join } from "node:path";
import { acceptBot } from "@polytraders/core";
import { FIXTURE_CASES, readFixtureCase, runFixtureCase } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const folder = join(import.meta.dirname, "../fixtures");

describe("fixtures", () => {
  it.each(FIXTURE_CASES)("%s", (name) => {
    const { input, expected } = readFixtureCase(folder, name);
    expect(runFixtureCase(acceptBot(bot, folder, "src/bot.ts"), input)).toEqual(expected);
  });
});
