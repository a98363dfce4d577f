import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CLI_VERSION } from "../src/version.ts";

it("the version is the one of package.json", () => {
  const text = readFileSync(join(import.meta.dirname, "../package.json"), "utf8");
  expect(JSON.parse(text)).toMatchObject({ version: CLI_VERSION });
});
