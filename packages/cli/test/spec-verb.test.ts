import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Command } from "commander";
import { specVerb } from "../src/commands/spec.ts";
import type { ExitCode } from "../src/verb.ts";

const SPEC = `schemaVersion: 1
identity: { id: intel.first, name: First, layer: intelligence, authority: observe }
purpose: Watches.
inputs: { consumes: [{ topic: order_book, isRequired: true }] }
output: { signals: { first: { unit: usd, description: First., payload: {} } } }
reasonCodes:
  INTEL_FIRST: { severity: INFO, meaning: First., action: None., userMessage: First. }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "polytraders-verb-"));
  mkdirSync(join(folder, "first"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(
  ...args: string[]
): Promise<{ out: string; err: string; exit: ExitCode | undefined }> {
  const result: { out: string; err: string; exit: ExitCode | undefined } = {
    out: "",
    err: "",
    exit: undefined,
  };
  const program = new Command();
  specVerb.register(program, {
    out: (text) => (result.out += `${text}\n`),
    err: (text) => (result.err += `${text}\n`),
    isTerminal: false,
    workingDirectory: folder,
    environment: {},
    exit: (code) => (result.exit = code),
  });
  await program.parseAsync(["spec", ...args], { from: "user" });
  return result;
}

it("validates a bot's folder", async () => {
  writeFileSync(join(folder, "first/spec.yaml"), SPEC);
  expect(await run("validate", "first")).toEqual({
    out: "first/spec.yaml: intel.first, documentation 4 of 27\n1 spec, 0 problems\n",
    err: "",
    exit: 0,
  });
});

it("fails with file, line and hint, and with one JSON document", async () => {
  writeFileSync(join(folder, "first/spec.yaml"), SPEC.replace("purpose", "porpose"));
  const text = await run("validate", "first");
  expect(text.err.split("\n")).toEqual([
    "first/spec.yaml:1:1 purpose: SPEC_FIELD_MISSING: expected text, found nothing. Add purpose.",
    'first/spec.yaml:3:1 porpose: SPEC_KEY_UNKNOWN: expected a known name, found "porpose". Did you mean "purpose"?',
    "",
  ]);
  expect(text.exit).toBe(1);

  const json = await run("validate", "first", "--json");
  expect(JSON.parse(json.out)).toMatchObject({
    schemaVersion: 1,
    problems: [
      { line: 1 },
      { code: "SPEC_KEY_UNKNOWN", line: 3, column: 1, hint: 'Did you mean "purpose"?' },
    ],
  });
  expect(json.err).toBe("");
  expect(json.exit).toBe(1);
});

it("generates, then finds no drift, then finds it", async () => {
  writeFileSync(join(folder, "first/spec.yaml"), SPEC);
  const written = await run("generate", "first");
  expect(written.out).toBe(
    "wrote first/contract.gen.ts\nwrote first/parameters.schema.json\nwrote first/README.md\n1 spec, 3 files, 3 written\n",
  );
  expect((await run("generate", "first", "--check")).exit).toBe(0);

  const contract = join(folder, "first/contract.gen.ts");
  writeFileSync(contract, readFileSync(contract, "utf8").replace("Watches.", "Sleeps."));
  const drift = await run("generate", "first", "--check");
  expect(drift.exit).toBe(1);
  expect(drift.err).toContain("first/contract.gen.ts:1:1: SPEC_GENERATED_DRIFT");
});

it("says that there is no spec", async () => {
  await expect(run("validate", "first")).rejects.toThrow(
    "SPEC_UNREADABLE: expected specs/<layer>/<name>.yaml",
  );
});
