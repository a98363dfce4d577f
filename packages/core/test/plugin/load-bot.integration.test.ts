import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildManifest } from "@polytraders/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z, type BotManifest } from "../../src/index.ts";

const lineSchema = z.object({
  botId: z.string().optional(),
  file: z.string().optional(),
  reference: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
});
type Line = z.infer<typeof lineSchema>;

/** A bot as an author without any build would write it, in JavaScript and in TypeScript. */
function botSource(overrides: Partial<BotManifest> = {}, annotation = ""): string {
  return `
    import { defineBot, defineContract, z } from "@polytraders/core";
    import { map } from "rxjs";
    const contract = defineContract({
      manifest: ${JSON.stringify(buildManifest(overrides))},
      parametersSchema: z.strictObject({}),
      emitsSchemas: {},
      consumesSchemas: {},
    });
    const unused${annotation} = String(map);
    export default defineBot(contract, () => ({ perMarket: () => ({}) }));
  `;
}

const packageJson = (fields: object) =>
  JSON.stringify({ version: "1.0.0", type: "module", ...fields });

/** Files of the temporary folder, which lies outside of any node_modules of ours. */
const FILES: Readonly<Record<string, string>> = {
  "plain/bot.js": botSource({ botId: "intel.plain" }),
  "typed/bot.ts": botSource({ botId: "intel.typed" }, ": string"),
  "folder/package.json": packageJson({ name: "folder", main: "./lib/start.js" }),
  "folder/lib/start.js": botSource({ botId: "intel.folder" }),
  "folder/bot.js": "throw new Error('not the declared entry')",
  "mainless/package.json": packageJson({ name: "mainless" }),
  "mainless/src/index.ts": botSource({ botId: "intel.mainless" }),
  "node_modules/installed-bot/package.json": packageJson({ name: "installed-bot", main: "./i.js" }),
  "node_modules/installed-bot/i.js": botSource({ botId: "intel.installed" }),
  "node_modules/@me/import-only/package.json": packageJson({
    name: "@me/import-only",
    exports: { ".": { import: "./i.js" } },
  }),
  "node_modules/@me/import-only/i.js": botSource({ botId: "intel.import_only" }),
  "empty/readme.txt": "no bot here",
  "throws.js": "throw new Error('went wrong at load');",
  "syntax.js": "export default {",
  "enum.ts": "export enum Colour { Red }",
  "missing-import.js": "import 'not-installed-anywhere';",
  "broken-json/package.json": "{",
  "nothing.js": "export const bot = 1;",
  "shape.js": "export default { contract: {}, create: 1 };",
  "null.js": "export default null;",
  "promise.js": "export default Promise.resolve({});",
  "future.js": botSource({ coreRange: "^99.0.0" }),
  "fields.js": botSource({ docsScore: 99 }),
  "layer.js": botSource({ authority: "trade", layer: "intelligence", botId: "intel.trader" }),
  "create.js": botSource().replace(
    "() => ({ perMarket: () => ({}) })",
    "() => { throw new Error('x'); }",
  ),
};

let folder = "";
const answers = new Map<string, Line>();

const REFERENCES = [
  "./plain/bot.js",
  "./plain",
  "./typed",
  "typed/bot.ts",
  "./folder",
  "./mainless",
  "installed-bot",
  "@me/import-only",
  "./empty",
  "./nowhere",
  "not-installed",
  ...Object.keys(FILES)
    .filter((file) => !file.includes("/"))
    .map((file) => `./${file}`),
  "./broken-json",
  // After all those failures, a good bot still loads.
  "./plain/bot.js",
];

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "polytraders-bots-")));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const loader = join(import.meta.dirname, "loader-process.ts");
  const output = execFileSync(
    process.execPath,
    ["--conditions=@polytraders/source", loader, folder, ...REFERENCES],
    // The loader must find the host's modules by itself, not through this folder.
    { cwd: folder, encoding: "utf8" },
  );
  const lines = output.trimEnd().split("\n");
  if (lines.length !== REFERENCES.length)
    throw new Error(`expected an answer each, found ${output}`);
  for (const [index, line] of lines.entries()) {
    const parsed: unknown = JSON.parse(line);
    answers.set(REFERENCES[index] ?? "", lineSchema.parse(parsed));
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a bot is loaded", () => {
  it.each([
    ["./plain/bot.js", "intel.plain", "plain/bot.js"],
    ["./plain", "intel.plain", "plain/bot.js"],
    ["./typed", "intel.typed", "typed/bot.ts"],
    ["typed/bot.ts", "intel.typed", "typed/bot.ts"],
    ["./folder", "intel.folder", "folder/lib/start.js"],
    ["./mainless", "intel.mainless", "mainless/src/index.ts"],
    ["installed-bot", "intel.installed", "node_modules/installed-bot/i.js"],
    ["@me/import-only", "intel.import_only", "node_modules/@me/import-only/i.js"],
  ])("from %s", (reference, botId, file) => {
    expect(answers.get(reference)).toEqual({ botId, reference, file: join(folder, file) });
  });
});

describe("a bot is refused, by a code of its own and with its file", () => {
  it.each([
    ["./empty", "BOT_NOT_FOUND", "./empty"],
    ["./nowhere", "BOT_NOT_FOUND", "./nowhere"],
    ["not-installed", "BOT_NOT_FOUND", "no package not-installed"],
    ["./throws.js", "BOT_LOAD_FAILED", "went wrong at load"],
    ["./syntax.js", "BOT_LOAD_FAILED", "Unexpected end of input"],
    ["./enum.ts", "BOT_LOAD_FAILED", "enum"],
    ["./missing-import.js", "BOT_LOAD_FAILED", "not-installed-anywhere"],
    ["./broken-json", "BOT_LOAD_FAILED", "package.json that is JSON"],
    ["./nothing.js", "BOT_EXPORT_INVALID", "no default export"],
    ["./shape.js", "BOT_EXPORT_INVALID", "another shape"],
    ["./null.js", "BOT_EXPORT_INVALID", "another shape"],
    ["./promise.js", "BOT_EXPORT_INVALID", "another shape"],
    ["./future.js", "BOT_HOST_VERSION_UNSUPPORTED", "^99.0.0"],
    ["./fields.js", "BOT_MANIFEST_INVALID", "manifest.docsScore"],
    ["./layer.js", "BOT_AUTHORITY_NOT_ALLOWED", "trade in intel.trader"],
    ["./create.js", "BOT_CREATE_FAILED", "intel.test_bot: x"],
  ])("%s: %s", (reference, code, found) => {
    const answer = answers.get(reference);
    expect(answer?.code).toBe(code);
    expect(answer?.message).toContain(found);
    if (code !== "BOT_NOT_FOUND") expect(answer?.message).toContain(join(folder, reference));
    expect(answer?.message).not.toContain("    at ");
  });
});
