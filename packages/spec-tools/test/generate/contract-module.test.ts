import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { BotContract } from "@polytraders/core";
import { contractModule } from "../../src/generate/contract-module.ts";
import { renewReadme } from "../../src/generate/readme.ts";
import { resolveSpec, type ResolvedSpec } from "../../src/generate/resolved-spec.ts";
import { parseSpec } from "../../src/read/loaded-spec.ts";
import { changed, SMALLEST_SPEC } from "../spec-fixture.ts";

let folder: string;
beforeAll(() => {
  // Inside of the package, so that the module finds @polytraders/core as a bot does.
  folder = mkdtempSync(join(import.meta.dirname, "temporary-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function resolved(text: string): ResolvedSpec {
  const { spec, problems } = parseSpec("bot.yaml", text);
  if (!spec) throw new Error(`fixture is no spec: ${JSON.stringify(problems)}`);
  return resolveSpec(spec, { registry: undefined, payloads: new Map() });
}

let counter = 0;
async function load(text: string): Promise<BotContract> {
  const source = await contractModule(resolved(text));
  // Throws on anything that Node could not run as it stands.
  stripTypeScriptTypes(source, { mode: "strip" });
  counter += 1;
  const path = join(folder, `contract-${counter}.ts`);
  writeFileSync(path, source);
  const module: { contract: BotContract } = await import(path);
  return module.contract;
}

it("accepts parameters up to the hard bound and refuses them past it", async () => {
  const { parametersSchema } = await load(SMALLEST_SPEC);
  const accepts = (windowSeconds: unknown): boolean =>
    parametersSchema.safeParse({ windowSeconds }).success;
  expect([60, 120, 300].map(accepts)).toEqual([true, true, true]);
  expect([301, 60.5, "60", null, undefined].map(accepts)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(parametersSchema.safeParse({ windowSeconds: 60, other: 1 }).success).toBe(false);
});

it("takes the hard bound as the lower end where small values are dangerous", async () => {
  const text = changed(
    "    default: 60\n    warning: 120\n    hard: 300\n",
    "    default: 30\n    warning: 15\n    hard: 5\n    direction: lower\n    maximum: 40\n",
  );
  const { parametersSchema } = await load(text);
  const accepts = (windowSeconds: number): boolean =>
    parametersSchema.safeParse({ windowSeconds }).success;
  expect([4, 5, 40, 41].map(accepts)).toEqual([false, true, true, false]);
});

it("checks payloads strictly, nested and nullable ones too", async () => {
  const text = changed(
    "        samples: { type: integer, minimum: 0, description: Samples in the window. }\n",
    `        best:
          type: object
          isNullable: true
          description: Best prices.
          fields:
            levels: { type: array, description: Levels., items: { type: number, minimum: 0, description: A price. } }
            side: { type: string, choices: [bid, ask], isNullable: true, description: Side. }
`,
  );
  const { emitsSchemas } = await load(text);
  const schema = new Map(Object.entries<BotContract["parametersSchema"]>(emitsSchemas)).get(
    "spread",
  );
  const accepts = (payload: unknown): boolean => schema?.safeParse(payload).success ?? false;
  expect(accepts({ best: null })).toBe(true);
  expect(accepts({ best: { levels: [0.1, 2], side: null } })).toBe(true);
  expect(accepts({ best: { levels: [-0.1], side: null } })).toBe(false);
  expect(accepts({ best: { levels: [], side: "mid" } })).toBe(false);
  expect(accepts({ best: { levels: [], side: "bid", more: 1 } })).toBe(false);
  expect(accepts({})).toBe(false);
});

it("lets no text of a spec become code, comment or marker", async () => {
  const evil =
    "*/ process.exit(1); /* `${process.exit(1)}` \\\" ' <!-- generated:end --> | \\u0022";
  const text = changed(
    "    description: Window of the mean.",
    `    description: ${JSON.stringify(evil)}`,
    changed("purpose: Watches the spread.", `purpose: ${JSON.stringify(`${evil}\n${evil}`)}`),
  ).replace(
    "parameters:",
    `parameters:\n  side:\n    type: string\n    default: ${JSON.stringify(evil)}\n    choices: [${JSON.stringify(evil)}, "a|b (c)"]\n    description: Side.`,
  );
  const contract = await load(text);
  expect(contract.manifest.purpose).toBe(`${evil}\n${evil}`);
  expect(contract.manifest.parameters["windowSeconds"]?.description).toBe(evil);
  const parameters = { side: evil, windowSeconds: 60 };
  expect(contract.parametersSchema.safeParse(parameters).success).toBe(true);

  const readme = renewReadme(undefined, resolved(text)) ?? "";
  expect(readme.split("<!-- generated:end -->")).toHaveLength(2);
  expect(renewReadme(readme, resolved(text))).toBe(readme);
});

it("hashes the content of a spec, not its spelling", () => {
  const { specHash } = resolved(SMALLEST_SPEC);
  expect(resolved(`# comment\n${SMALLEST_SPEC}`).specHash).toBe(specHash);
  expect(
    resolved(JSON.stringify(parseSpec("bot.yaml", SMALLEST_SPEC).document.value)).specHash,
  ).toBe(specHash);
  expect(resolved(changed("hard: 300", "hard: 301")).specHash).not.toBe(specHash);
});
