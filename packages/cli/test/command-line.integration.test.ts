import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { BUILT_IN_BOTS } from "../src/bot-catalog.ts";
import { CLI_VERSION } from "../src/version.ts";
import { outsideFolder, polytraders, repositoryFolder } from "./polytraders-process.ts";

const { path: folder, write } = outsideFolder();

interface ListedBot {
  readonly botId: string;
  readonly number: string | null;
  readonly mode: string;
  readonly docsScore: number;
}

describe("polytraders", () => {
  it.each([
    "polytraders",
    "polytraders demo",
    "polytraders backtest",
    "polytraders explain",
    "polytraders venue",
    "polytraders data",
    "polytraders data import",
    "polytraders data inspect",
    "polytraders risk",
    "polytraders risk settings",
    "polytraders risk stress",
    "polytraders rewards",
    "polytraders rewards estimate",
    "polytraders spec",
    "polytraders spec validate",
    "polytraders spec generate",
    "polytraders bot",
    "polytraders bot list",
  ])("%s has --help", async (verb) => {
    const ended = await polytraders([...verb.split(" ").slice(1), "--help"], { folder });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(new RegExp(`^Usage: ${verb}`));
    expect(ended.stderr).toBe("");
  });

  it.each([
    [["nope"], "unknown command"],
    [["demo", "--nope"], "unknown option"],
    [["demo", "--bots", ","], "At least one bot"],
    [["demo", "--seed", "1.5"], "whole number"],
    [["demo", "--markets", "0"], "CONFIG_INVALID"],
    [["demo", "--envelopes", "every=0"], "all, none or every=N"],
    [["demo", "extra"], "too many arguments"],
    [["backtest"], "--data <path>"],
    [["explain", "run"], "missing required argument 'id'"],
    [["data", "import", "file"], "--out <folder>"],
  ])("%j is a usage error", async (args, words) => {
    const ended = await polytraders(args, { folder });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).not.toContain("    at ");
  });

  it("prints its version", async () => {
    expect((await polytraders(["--version"], { folder })).stdout.trim()).toBe(CLI_VERSION);
  });

  it.each([
    [["demo", "--minutes", "1", "--json"], 0],
    [["bot", "list", "--json"], 0],
    [["spec", "validate", "nowhere", "--json"], 1],
  ])("%j prints exactly one JSON document", async (args, code) => {
    const ended = await polytraders(args, { folder });
    expect(ended.code).toBe(code);
    expect(ended.stdout.endsWith("\n")).toBe(true);
    expect(JSON.parse(ended.stdout)).toMatchObject({ schemaVersion: 1 });
  });

  it("bot list shows what a bot is and the mode it would run in", async () => {
    write("listed.yaml", "bots:\n  risk.market_halt_detector: { mode: off }\n");
    const args = ["bot", "list", "--config", "listed.yaml"];
    const { bots } = JSON.parse((await polytraders([...args, "--json"], { folder })).stdout) as {
      readonly bots: readonly ListedBot[];
    };
    const shown = bots.map(({ botId, number, mode, docsScore }) => [
      botId,
      number,
      mode,
      docsScore,
    ]);
    expect(shown).toHaveLength(BUILT_IN_BOTS.length);
    expect(shown).toEqual(
      expect.arrayContaining([
        ["intel.liquidity_decay_monitor", "4.16", "shadow", 27],
        ["intel.orderflowanalyzer", "4.3", "advisory", 27],
        ["risk.market_halt_detector", "1.17", "off", 27],
        ["risk.portfolioguard", "1.1", "enforced", 27],
      ]),
    );
    const table = (await polytraders(args, { folder })).stdout.split("\n");
    expect(table[0]?.split(/ {2,}/)).toEqual([
      "id",
      "number",
      "layer",
      "authority",
      "mode",
      "version",
      "docs",
    ]);
    const halts = table.find((line) => line.startsWith("risk.market_halt_detector "));
    expect(halts?.split(/ {2,}/)).toEqual([
      "risk.market_halt_detector",
      "1.17",
      "risk",
      "vote",
      "off",
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      "27/27",
    ]);
  });

  it("runs nothing before it has read the help: no package of ours but the command line itself", async () => {
    const main = join(repositoryFolder, "packages/cli/src/main.ts");
    const trace = `import { registerHooks } from "node:module";
registerHooks({ resolve(specifier, context, next) {
  if (!/^[./]|^file:|^node:/.test(specifier)) process.stderr.write(specifier + "\\n");
  return next(specifier, context);
} });`;
    const hook = write("trace.mjs", trace);
    const { stderr } = await promisify(execFile)(process.execPath, [
      "--no-warnings",
      "--conditions=@polytraders/source",
      "--import",
      hook,
      main,
      "--help",
    ]);
    expect(new Set(stderr.trim().split("\n"))).toEqual(new Set(["commander"]));
  });
});

describe("configuration errors", () => {
  const DECAY = "bots:\n  intel.liquidity_decay_monitor:\n";

  it.each([
    ["seeed: 1", "1:1 seeed: CONFIG_INVALID"],
    ["seed: -1", "1:1 seed: CONFIG_INVALID: expected 0 or more, found -1"],
    ["seed: soon", `1:1 seed: CONFIG_INVALID: expected a number, found "soon"`],
    ["- seed", ": CONFIG_INVALID: expected a mapping, found a list"],
    ["seed: 1\nbots: }", "2:7: CONFIG_SYNTAX"],
    [`${DECAY}    mood: advisory`, "3:5 bots.intel.liquidity_decay_monitor.mood: CONFIG_INVALID"],
    [`${DECAY}    mode: loud`, `3:5 bots.intel.liquidity_decay_monitor.mode: CONFIG_INVALID`],
    [
      `${DECAY}    mode: enforced`,
      "3:5 bots.intel.liquidity_decay_monitor.mode: BOT_MODE_UNSUPPORTED",
    ],
    [
      `${DECAY}    parameters:\n      windowSecs: 30`,
      "4:7 bots.intel.liquidity_decay_monitor.parameters.windowSecs: BOT_PARAMETER_UNKNOWN",
    ],
    [
      `${DECAY}    parameters:\n      windowSeconds: "30"`,
      "4:7 bots.intel.liquidity_decay_monitor.parameters.windowSeconds: BOT_PARAMETER_INVALID",
    ],
    [
      `${DECAY}    parameters:\n      windowSeconds: 301`,
      "4:7 bots.intel.liquidity_decay_monitor.parameters.windowSeconds: BOT_PARAMETER_BEYOND_HARD",
    ],
    [
      `bots:\n  "4.16":\n    operator:\n      parameters: { windowSeconds: 301 }`,
      "4:21 bots.4.16.operator.parameters.windowSeconds: BOT_PARAMETER_BEYOND_HARD",
    ],
    ["bots:\n  intel.nobody: {}", "2:3 bots.intel.nobody: BOT_NOT_FOUND"],
    ["bots:\n  intel.nobody: { path: ./nowhere }", "2:3 bots.intel.nobody: BOT_NOT_FOUND"],
  ])("%j is named with file, line, column and field", async (text, expected) => {
    const name = `config-${expected.replaceAll(/\W+/g, "-").slice(0, 100)}.yaml`;
    write(name, `${text}\n`);
    const ended = await polytraders(["bot", "list", "--config", name], { folder });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain(
      `error ${name}${expected.startsWith(":") ? "" : ":"}${expected}`,
    );
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("keep a run from beginning", async () => {
    write("bad.yaml", `${DECAY}    parameters: { windowSeconds: 301 }\n`);
    const args = ["demo", "--config", "bad.yaml", "--out", "never"];
    expect((await polytraders(args, { folder })).code).toBe(2);
    expect(existsSync(join(folder, "never"))).toBe(false);
  });
});
