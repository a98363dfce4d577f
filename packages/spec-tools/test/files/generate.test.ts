import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { generate, validateSpecs } from "../../src/index.ts";
import { SMALLEST_SPEC } from "../spec-fixture.ts";

// Real files of real size: slow on a busy machine, never hanging.
vi.setConfig({ testTimeout: 30_000 });

const REPOSITORY = join(import.meta.dirname, "../../../..");
const BOT = "packages/bots/intelligence-liquidity-decay-monitor";

let root: string;
let specs: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "polytraders-spec-"));
  cpSync(join(REPOSITORY, "specs"), join(root, "specs"), { recursive: true });
  specs = [
    "intelligence/liquidity_decay_monitor",
    "intelligence/order_flow_analyzer",
    "risk/market_halt_detector",
  ].map((name) => join(root, "specs", `${name}.yaml`));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const shown = (paths: readonly string[]): string[] =>
  paths.map((path) => relative(root, path)).toSorted();

it("writes the same bytes every time, and nothing the second time", async () => {
  const first = await generate(specs);
  expect(first.problems).toEqual([]);
  const texts = first.written.map((path) => readFileSync(path, "utf8"));
  expect(shown(first.written)).toContain(`${BOT}/src/contract.gen.ts`);

  const second = await generate(specs);
  expect(second.written).toEqual([]);

  rmSync(join(root, "packages"), { recursive: true });
  const third = await generate(specs.toReversed());
  expect(shown(third.written)).toEqual(
    shown(first.written).filter((path) => path.startsWith("packages/")),
  );
  expect(first.written.map((path) => readFileSync(path, "utf8"))).toEqual(texts);
});

it("finds drift in each kind of file and writes nothing while checking", async () => {
  await generate(specs);
  const files = [`${BOT}/src/contract.gen.ts`, `${BOT}/parameters.schema.json`, `${BOT}/spec.yaml`];
  for (const file of files) write(file, `${read(file)} `);
  write(`${BOT}/README.md`, read(`${BOT}/README.md`).replace("windowSeconds", "windowHours"));
  rmSync(join(root, "specs/schema/bot-spec.schema.json"));

  const result = await generate(specs, { check: true });
  expect(shown(result.drifted)).toEqual([
    `${BOT}/README.md`,
    `${BOT}/parameters.schema.json`,
    `${BOT}/spec.yaml`,
    `${BOT}/src/contract.gen.ts`,
    "specs/schema/bot-spec.schema.json",
  ]);
  expect(new Set(result.problems.map(({ code }) => code))).toEqual(
    new Set(["SPEC_GENERATED_DRIFT"]),
  );
  expect(read(`${BOT}/parameters.schema.json`).endsWith(" ")).toBe(true);
});

it("leaves hand-written files and text outside of the markers alone", async () => {
  await generate(specs);
  write(`${BOT}/src/bot.ts`, "// by hand\n");
  const readme = `before\n${read(`${BOT}/README.md`)}after\n`;
  write(`${BOT}/README.md`, readme.replace("## Parameters", "## Something else"));
  const { written } = await generate(specs);
  expect(shown(written)).toEqual([`${BOT}/README.md`]);
  expect(read(`${BOT}/README.md`)).toBe(readme);
  expect(read(`${BOT}/src/bot.ts`)).toBe("// by hand\n");
});

it("writes nothing at all while one spec is broken", async () => {
  write(
    "specs/risk/market_halt_detector.yaml",
    read("specs/risk/market_halt_detector.yaml").replace("layer: risk", "layer: risc"),
  );
  const result = await generate(specs);
  expect(result.problems.length).toBeGreaterThan(0);
  expect(() => read(`${BOT}/README.md`)).toThrow("ENOENT");
});

it("refuses a README with one marker only", async () => {
  await generate(specs);
  write(`${BOT}/README.md`, read(`${BOT}/README.md`).replace("<!-- generated:end -->", ""));
  const { problems, written } = await generate(specs);
  expect(problems.map(({ code }) => code)).toEqual(["SPEC_GENERATION_FAILED"]);
  expect(written).toEqual([]);
});

it("generates beside a spec in its own folder, without a registry", async () => {
  mkdirSync(join(root, "mine"));
  write("mine/spec.yaml", SMALLEST_SPEC);
  const outside = mkdtempSync(join(tmpdir(), "polytraders-bot-"));
  writeFileSync(join(outside, "spec.yaml"), SMALLEST_SPEC);
  const { written, problems } = await generate([join(outside, "spec.yaml")]);
  expect(problems).toEqual([]);
  expect(written.map((path) => relative(outside, path))).toEqual([
    "contract.gen.ts",
    "parameters.schema.json",
    "README.md",
  ]);
  rmSync(outside, { recursive: true });
});

it("gives the travelling copy the same contract as the spec it was made from", async () => {
  await generate(specs);
  const copy = mkdtempSync(join(tmpdir(), "polytraders-copy-"));
  mkdirSync(join(copy, "src"));
  cpSync(join(root, BOT, "spec.yaml"), join(copy, "spec.yaml"));
  expect(validateSpecs([join(copy, "spec.yaml")])).toEqual([]);
  await generate([join(copy, "spec.yaml")]);
  expect(readFileSync(join(copy, "src/contract.gen.ts"), "utf8")).toBe(
    read(`${BOT}/src/contract.gen.ts`),
  );
  rmSync(copy, { recursive: true });
});

it("looks a consumed payload up in its emitter's spec, given or not", async () => {
  await generate(specs);
  const alone = read(`${BOT}/src/contract.gen.ts`);
  expect(alone).toContain("export interface MarketHaltPayload {");
  expect((await generate(specs.slice(0, 1))).written).toEqual([]);
});

it("adds a new code to the lock, and refuses to reword one", async () => {
  await generate(specs);
  const registry = read("specs/reason-codes.yaml");
  write(
    "specs/reason-codes.yaml",
    `${registry}  GOV_NEW: { severity: INFO, meaning: New., action: None., userMessage: New. }\n`,
  );
  expect(validateSpecs(specs).map(({ code }) => code)).toEqual(["SPEC_REASON_CODE_UNLOCKED"]);
  expect(shown((await generate(specs)).written)).toEqual(["specs/reason-codes.lock.json"]);
  expect(validateSpecs(specs)).toEqual([]);

  write(
    "specs/reason-codes.yaml",
    registry.replace("The order book is older than its freshness limit.", "The book is odd."),
  );
  const codes = validateSpecs(specs).map(({ code }) => code);
  expect(codes).toEqual(["SPEC_REASON_CODE_REMOVED", "SPEC_REASON_CODE_REWORDED"]);
  expect((await generate(specs)).written).toEqual([]);
});
