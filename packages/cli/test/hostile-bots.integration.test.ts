import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReportEnvelope } from "@polytraders/core";
import type { BotSummary, RunSummary } from "../src/run/run-summary.ts";
import { writeBot } from "./bot-folder.ts";
import {
  assertSucceeded,
  outsideFolder,
  polytraders,
  readLines,
  runFolders,
  type Ended,
} from "./polytraders-process.ts";

const { path: folder } = outsideFolder();
const GOOD = ["4.16", "4.3", "1.17"];
const DECISION = `publish("spread", "INTEL_SPREAD_PUBLISHED", 1, 1, { isWide: false })`;

/** A bot whose `decide` consists of these statements. */
const deciding = (statements: string): string =>
  `let calls = 0;
export default defineBot(contract, () => ({ decide({ market, book }) { calls += 1; ${statements} } }));`;

const HOSTILE = {
  undeclared_code: deciding(`return { ...${DECISION}, reasonCode: "INTEL_MADE_UP" };`),
  foreign_market: deciding(`return { ...${DECISION}, marketId: "another-market" };`),
  not_a_number: deciding(`return { ...${DECISION}, value: NaN };`),
  wrong_payload: deciding(`return { ...${DECISION}, payload: { isWide: "yes" } };`),
  thrower: deciding(`throw new Error("out of order");`),
  looper: deciding(`
    const before = process.threadCpuUsage();
    let spent = { user: 0, system: 0 };
    while (calls <= 3 && spent.user + spent.system < 1_000_000) spent = process.threadCpuUsage(before);
    return ${DECISION};`),
  promiser: `export default defineBot(contract, () => ({ async decide() { throw new Error("late"); } }));`,
  stray: deciding(`
    if (calls === 5) setTimeout(() => { throw new Error("from a timer"); }, 0);
    if (calls === 6) void Promise.reject(new Error("from a promise"));
    return ${DECISION};`),
  broken_stream: `import { map } from "rxjs";
export default defineBot(contract, () => ({
  streams: ({ orderBooks }) => orderBooks.pipe(map(() => { throw new Error("in the stream"); })),
}));`,
} as const;

const referencesOf = (names: readonly string[]): string[] => ["--bots", names.join(",")];

/** What must not depend on who else takes part: event numbers do, suspensions are events. */
function decisionsOfGoodBots(run: RunSummary): unknown[] {
  const good = new Set(run.bots.filter(({ number }) => number !== null).map(({ botId }) => botId));
  return readLines<ReportEnvelope>(join(run.runDir, "envelopes.ndjson"))
    .filter(({ botId }) => good.has(botId))
    .map(({ botId, marketId, timeMs, reasonCode, value, confidence, payload, observed }) => [
      [botId, marketId, timeMs, reasonCode, value, confidence],
      payload,
      observed,
    ]);
}

describe("hostile bots beside good ones", () => {
  let ended: Ended;
  let alone: RunSummary;
  let together: RunSummary;

  beforeAll(async () => {
    const specs = Object.entries(HOSTILE).map(([name, source]) =>
      writeBot(folder, { name, source }),
    );
    const generated = await polytraders(["spec", "generate", ...specs], { folder });
    assertSucceeded(generated);
    const goodRun = await polytraders(["demo", ...referencesOf(GOOD), "--json"], { folder });
    const everybody = [...Object.keys(HOSTILE).map((name) => `./${name}`), ...GOOD];
    ended = await polytraders(["demo", ...referencesOf(everybody), "--json"], { folder });
    alone = JSON.parse(goodRun.stdout) as RunSummary;
    together = JSON.parse(ended.stdout) as RunSummary;
  }, 120_000);

  const botOf = (name: string): BotSummary | undefined =>
    together.bots.find(({ botId }) => botId === `intel.${name}`);
  const noticeOf = (name: string, code: string) =>
    together.notices.find((notice) => notice.botId === `intel.${name}` && notice.code === code);

  it("leaves the run and every good bot's decisions as they are without them", () => {
    assertSucceeded(ended);
    expect(together.events).toBe(alone.events);
    // How long a call takes is the machine's business, everything else must be the same.
    const withoutTiming = (run: RunSummary) =>
      run.bots.filter(({ number }) => number !== null).map((bot) => ({ ...bot, overruns: null }));
    expect(withoutTiming(together)).toEqual(withoutTiming(alone));
    const expected = decisionsOfGoodBots(alone);
    expect(expected.length).toBe(alone.envelopes);
    expect(decisionsOfGoodBots(together)).toEqual(expected);
  });

  it.each([
    ["undeclared_code", "BOT_REASON_CODE_UNDECLARED", "INTEL_MADE_UP"],
    ["foreign_market", "BOT_OUTPUT_FOREIGN_MARKET", "another-market"],
    ["not_a_number", "BOT_OUTPUT_MALFORMED", "NaN"],
    ["wrong_payload", "BOT_OUTPUT_MALFORMED", "isWide"],
    ["promiser", "BOT_OUTPUT_MALFORMED", "promise"],
  ])("refuses and counts everything that %s says", (name, code, found) => {
    const bot = botOf(name);
    expect(bot).toMatchObject({ decisions: 0, suspended: null });
    expect(bot?.refusedOutputs).toBeGreaterThan(1_000);
    expect(noticeOf(name, code)?.count).toBe(bot?.refusedOutputs);
    expect(noticeOf(name, code)?.first).toContain(found);
  });

  it("reports a bot that keeps looping and takes it out of service", () => {
    expect(botOf("looper")).toMatchObject({ suspended: "call_budget", overruns: 3, decisions: 3 });
    expect(noticeOf("looper", "BOT_CALL_OVERRAN")?.first).toMatch(/after 1\d\d\d ms/);
    expect(noticeOf("looper", "BOT_SUSPENDED")?.count).toBe(1);
  });

  it.each([
    ["thrower", "failures"],
    ["broken_stream", "stream_ended"],
  ])("takes %s out of service", (name, reason) => {
    const bot = botOf(name);
    expect(bot?.suspended).toBe(reason);
    expect(bot?.failures).toBeGreaterThan(0);
    expect(noticeOf(name, "BOT_CALL_FAILED")?.count).toBe(bot?.failures);
  });

  it("counts what a bot throws after its call, and keeps its decisions", () => {
    const notice = together.notices.find(({ botId }) => botId === "a bot");
    expect(notice?.count).toBe(2);
    expect(notice?.first).toContain("from a ");
    expect(botOf("stray")?.decisions).toBeGreaterThan(1_000);
  });
});

describe("bots that cannot take part", () => {
  const parent = join(folder, "unfit");
  const out = join(folder, "unfit-runs");

  beforeAll(async () => {
    mkdirSync(parent);
    const requires = (botId: string) => (text: string) =>
      `${text}\ndependencies:\n  blocksOrders: false\n  requires:\n    - { botId: ${botId} }\n`;
    const fit = deciding(`return ${DECISION};`);
    const others = [
      writeBot(parent, { name: "throws_at_load", source: `throw new Error("no licence");` }),
      writeBot(parent, {
        name: "throws_at_start",
        source: `export default defineBot(contract, () => { throw new Error("no memory"); });`,
      }),
      writeBot(parent, { name: "no_export", source: fit.replace("export default", "") }),
      writeBot(parent, {
        name: "no_form",
        source: "export default defineBot(contract, () => ({}));",
      }),
      writeBot(parent, { name: "needy", source: fit, spec: requires("intel.absent") }),
    ];
    const first = writeBot(parent, { name: "first", source: fit, spec: requires("intel.second") });
    const second = writeBot(parent, { name: "second", source: fit, spec: requires("intel.first") });
    // Together the two are refused, and rightly; apart nobody can know of the cycle.
    for (const specs of [others, [first], [second]]) {
      const generated = await polytraders(["spec", "generate", ...specs], { folder });
      assertSucceeded(generated);
    }
  }, 60_000);

  it.each([
    [["throws_at_load"], "BOT_LOAD_FAILED", "no licence"],
    [["throws_at_start"], "BOT_CREATE_FAILED", "no memory"],
    [["no_export"], "BOT_EXPORT_INVALID", "no default export"],
    [["no_form"], "BOT_CREATE_FAILED", "none of decide, vote, plan, perMarket, streams"],
    [["needy"], "BOT_REQUIREMENT_MISSING", "intel.absent"],
    [["first", "second"], "BOT_REQUIREMENT_CYCLE", "intel.first -> intel.second -> intel.first"],
  ])("%s: one clear line, and no run folder", async (names, code, found) => {
    const references = names.map((name) => `./unfit/${name}`);
    const ended = await polytraders(
      ["demo", ...referencesOf([...references, ...GOOD]), "--out", out],
      {
        folder,
      },
    );
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe("");
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
    expect(ended.stderr).toContain(code);
    expect(ended.stderr).toContain(found);
    expect(runFolders(out)).toEqual([]);
  });

  it("spec validate names the cycle in requires, with its place", async () => {
    const specs = ["first", "second"].map((name) => join(parent, name, "spec.yaml"));
    const ended = await polytraders(["spec", "validate", ...specs], { folder });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/unfit\/first\/spec\.yaml:\d+:\d+ .*SPEC_REQUIRES_CYCLE/);
  });

  it("spec generate refuses a default beyond its own hard bound and writes nothing", async () => {
    const spec = writeBot(parent, {
      name: "reckless",
      source: "",
      spec: (text) => text.replace("default: 3", "default: 51"),
    });
    const ended = await polytraders(["spec", "generate", spec], { folder });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /unfit\/reckless\/spec\.yaml:\d+:\d+ parameters\.wideSpreadCents.*SPEC_DEFAULT_BREAKS_HARD_BOUND/,
    );
    expect(existsSync(join(parent, "reckless/contract.gen.ts"))).toBe(false);
  });
});
