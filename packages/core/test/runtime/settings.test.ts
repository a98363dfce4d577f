import {
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildManifest,
  buildMarkets,
  buildParameter,
  buildRuntime,
  heartbeat,
  inMarket,
  level,
  runFrames,
  script,
  TEST_REASON,
  TEST_SIGNAL,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import {
  PolytradersError,
  publish,
  SettingsForMarket,
  type BotConfiguration,
  type LoadedBot,
  type ParameterRule,
} from "../../src/index.ts";

const UPPER = buildParameter({ default: 10, warning: 20, hard: 30, direction: "upper" });
const LOWER = buildParameter({
  default: 10,
  warning: 5,
  hard: 2,
  direction: "lower",
  unit: "seconds",
});

function settle(
  parameters: Readonly<Record<string, ParameterRule>>,
  configuration: BotConfiguration,
  isKilled = false,
): SettingsForMarket {
  return new SettingsForMarket(buildManifest({ parameters }), configuration, "v1", isKilled);
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PolytradersError) return error.code;
    throw error;
  }
  return "none";
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
}

describe("precedence", () => {
  const parameters = { window: buildParameter({ default: 1 }) };
  const layers = {
    parameters: { window: 2 },
    mode: "shadow",
    markets: { "market-1": { parameters: { window: 3 }, mode: "enforced" } },
  } as const satisfies BotConfiguration;

  it("is default, strategy, market, operator, from weakest to strongest", () => {
    expect(settle(parameters, {}).of("market-1").parameters).toEqual({ window: 1 });
    expect(settle(parameters, {}).of("market-1").mode).toBe("advisory");
    const configured = settle(parameters, layers);
    expect(configured.of("market-0")).toMatchObject({ mode: "shadow", parameters: { window: 2 } });
    expect(configured.of("market-1")).toMatchObject({
      mode: "enforced",
      parameters: { window: 3 },
    });
    const overridden = settle(parameters, {
      ...layers,
      operator: { parameters: { window: 4 }, mode: "quarantine" },
    });
    for (const marketId of ["market-0", "market-1"]) {
      expect(overridden.of(marketId)).toMatchObject({
        mode: "quarantine",
        parameters: { window: 4 },
      });
    }
  });

  it("lets the kill switch win over everything, operators included", () => {
    const killed = settle(parameters, { ...layers, operator: { mode: "enforced" } }, true);
    expect(killed.of("market-0").mode).toBe("off");
    expect(killed.of("market-1").mode).toBe("off");
    const bot = buildBot(buildContract(), () => ({
      decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
    }));
    const run = buildRuntime({ bots: [bot], isKilled: true });
    run.runtime.command(buildCommand("set_mode", { mode: "enforced" }));
    run.runtime.command(buildCommand("resume"));
    run.runtime.apply(script(book({})));
    expect(run.envelopes).toEqual([]);
  });

  it("reaches bots in each market", () => {
    const bot = buildBot(buildContract({ parameters }), () => ({
      perMarket: (market) => ({
        decide: () => publish(TEST_SIGNAL, TEST_REASON, market.parameters.window, 1, {}),
      }),
    }));
    const { envelopes } = runFrames({
      markets: buildMarkets(2),
      bots: [{ bot, configuration: layers }],
      frames: [book({}), inMarket(1, book({}))],
    });
    expect(envelopes.map(({ value, mode }) => [value, mode])).toEqual([
      [2, "shadow"],
      [3, "enforced"],
    ]);
  });
});

describe("parameters", () => {
  it("may lie anywhere up to the hard bound, in either direction", () => {
    for (const value of [-5, 0, 10, 20, 30]) {
      expect(settle({ p: UPPER }, { parameters: { p: value } }).general.parameters).toEqual({
        p: value,
      });
    }
    for (const value of [2, 5, 10, 1e9]) {
      expect(settle({ p: LOWER }, { parameters: { p: value } }).general.parameters).toEqual({
        p: value,
      });
    }
  });

  it("are refused beyond the hard bound, in either direction, wherever they come from", () => {
    for (const [rule, value] of [
      [UPPER, 30.001],
      [LOWER, 1.999],
    ] as const) {
      for (const configuration of [
        { parameters: { p: value } },
        { operator: { parameters: { p: value } } },
        { markets: { "market-0": { parameters: { p: value } } } },
      ]) {
        expect(codeOf(() => settle({ p: rule }, configuration))).toBe("BOT_PARAMETER_BEYOND_HARD");
      }
    }
  });

  it("warn beyond the warning bound, not at it", () => {
    const warnings = (rule: ParameterRule, p: number) =>
      settle({ p: rule }, { parameters: { p } }).general.warnings;
    expect(warnings(UPPER, 20)).toEqual([]);
    expect(warnings(UPPER, 21)).toEqual(["p 21 is above its warning bound 20"]);
    expect(warnings(LOWER, 5)).toEqual([]);
    expect(warnings(LOWER, 4)).toEqual(["p 4 is below its warning bound 5"]);
    expect(settle({ p: buildParameter({ default: 1e9 }) }, {}).general.warnings).toEqual([]);
  });

  it.each<[name: string, rule: ParameterRule, value: unknown]>([
    ["a text for a number", UPPER, "12"],
    ["NaN", UPPER, Number.NaN],
    ["infinity", UPPER, Number.POSITIVE_INFINITY],
    ["nothing", UPPER, null],
    ["undefined", UPPER, undefined],
    ["a fraction for an integer", buildParameter({ default: 1, type: "integer" }), 1.5],
    ["less than the minimum", buildParameter({ default: 1, minimum: 0 }), -1],
    ["more than the maximum", buildParameter({ default: 1, maximum: 5 }), 6],
    ["a number for a switch", buildParameter({ default: true }), 1],
    ["a list for a text", buildParameter({ default: "a" }), ["a"]],
    ["a text that is no choice", buildParameter({ default: "a", choices: ["a", "b"] }), "c"],
  ])("are refused when they are %s", (_name, rule, value) => {
    expect(codeOf(() => settle({ p: rule }, { parameters: { p: value } }))).toBe(
      "BOT_PARAMETER_INVALID",
    );
  });

  it("are known by their aliases, one spelling at a time", () => {
    const parameters = {
      windowSeconds: buildParameter({ default: 1, aliases: ["window_seconds"] }),
    };
    const settled = settle(parameters, { parameters: { window_seconds: 7 } });
    expect(settled.general.parameters).toEqual({ windowSeconds: 7 });
    const both = { window_seconds: 7, windowSeconds: 8 };
    expect(codeOf(() => settle(parameters, { parameters: both }))).toBe("BOT_PARAMETER_INVALID");
  });

  it("are refused by a wrong name, with place and choice", () => {
    const message = messageOf(() => settle({ p: UPPER, q: LOWER }, { parameters: { pp: 1 } }));
    expect(message).toContain("bots.intel.test_bot.parameters.pp");
    expect(message).toContain("BOT_PARAMETER_UNKNOWN");
    expect(message).toContain("one of p, q");
    expect(codeOf(() => settle({}, { parameters: { toString: 1 } }))).toBe("BOT_PARAMETER_UNKNOWN");
  });

  it("name the market of an override that is refused", () => {
    const configuration = { markets: { "market-7": { parameters: { p: 31 } } } };
    expect(messageOf(() => settle({ p: UPPER }, configuration))).toContain(
      "bots.intel.test_bot.markets.market-7.parameters.p",
    );
  });

  it("cannot be changed by the bot that holds them", () => {
    const settled = settle({ p: UPPER }, {});
    expect(Object.isFrozen(settled.general.parameters)).toBe(true);
    expect(Object.isFrozen(settled.general.warnings)).toBe(true);
  });

  it("past the warning bound ride on each decision, market by market", () => {
    const bot = buildBot(buildContract({ parameters: { p: UPPER } }), () => ({
      decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
    }));
    const configuration = { markets: { "market-1": { parameters: { p: 25 } } } };
    const { envelopes } = runFrames({
      markets: buildMarkets(2),
      bots: [{ bot, configuration }],
      frames: [book({}), inMarket(1, book({}), level("bid", 0.4, 1))],
    });
    expect(envelopes.map(({ warnings }) => warnings.length)).toEqual([0, 1, 1]);
  });

  it("beyond the hard bound keep the whole run from starting", () => {
    const bot = buildBot(buildContract({ parameters: { p: UPPER } }), () => ({
      decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
    }));
    const configuration = { parameters: { p: 31 } };
    expect(codeOf(() => buildRuntime({ bots: [{ bot, configuration }] }))).toBe(
      "BOT_PARAMETER_BEYOND_HARD",
    );
  });
});

describe("modes", () => {
  it("that the bot does not support are refused wherever they come from", () => {
    const manifest = buildManifest({ modes: ["off", "shadow"], defaultMode: "shadow" });
    for (const configuration of [
      { mode: "enforced" },
      { operator: { mode: "enforced" } },
      { markets: { "market-0": { mode: "enforced" } } },
    ] as const) {
      const settle2 = () => new SettingsForMarket(manifest, configuration, "v1");
      expect(codeOf(settle2)).toBe("BOT_MODE_UNSUPPORTED");
    }
  });

  it("off in one market: the bot is not called there", () => {
    const called: string[] = [];
    const bot = buildBot(buildContract(), () => ({
      perMarket: ({ marketId }) => ({ onOrderBook: () => called.push(marketId) }),
    }));
    const configuration = { markets: { "market-0": { mode: "off" } } } as const;
    runFrames({
      markets: buildMarkets(2),
      bots: [{ bot, configuration }],
      frames: [book({}), inMarket(1, book({}))],
    });
    expect(called).toEqual(["market-1"]);
  });
});

describe("operator commands", () => {
  const frames = script(book({}), inMarket(1, book({})));

  function buildTalker(botId: string): LoadedBot {
    return buildBot(
      buildContract({ manifest: { botId, modes: ["off", "shadow", "advisory"] } }),
      () => ({
        decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
      }),
    );
  }

  function said(
    ...commands: Parameters<ReturnType<typeof buildRuntime>["runtime"]["command"]>[0][]
  ) {
    const run = buildRuntime({
      markets: buildMarkets(2),
      bots: [buildTalker("intel.one"), buildTalker("intel.two")],
    });
    for (const command of commands) run.runtime.command(command);
    run.runtime.apply(frames);
    const lines = run.envelopes.map(({ botId, marketId, mode }) =>
      [botId.slice(6), marketId.slice(7), mode].join(" "),
    );
    return { lines, notices: run.notices };
  }

  it("pause and resume all bots, one bot, or one market", () => {
    const one = { scope: { botId: "intel.one" } };
    const oneMarket = { scope: { botId: "intel.one", marketId: "market-1" } };
    expect(said(buildCommand("pause")).lines).toEqual([]);
    expect(said(buildCommand("pause"), buildCommand("resume")).lines).toHaveLength(4);
    expect(said(buildCommand("pause", one)).lines).toEqual(["two 0 advisory", "two 1 advisory"]);
    expect(said(buildCommand("pause", oneMarket)).lines).toEqual([
      "one 0 advisory",
      "two 0 advisory",
      "two 1 advisory",
    ]);
    expect(
      said(buildCommand("pause", oneMarket), buildCommand("resume", oneMarket)).lines,
    ).toHaveLength(4);
    // Paused everywhere: resuming one market is not enough.
    expect(said(buildCommand("pause", one), buildCommand("resume", oneMarket)).lines).toHaveLength(
      2,
    );
  });

  it("set the mode of all bots, one bot, or one market", () => {
    const scope = { botId: "intel.two", marketId: "market-0" };
    const { lines } = said(
      buildCommand("set_mode", { mode: "shadow" }),
      buildCommand("set_mode", { mode: "off", scope }),
    );
    expect(lines).toEqual(["one 0 shadow", "one 1 shadow", "two 1 shadow"]);
    expect(
      said(
        buildCommand("set_mode", { mode: "off", scope }),
        buildCommand("set_mode", { mode: "shadow" }),
      ).lines,
    ).toHaveLength(4);
  });

  it("silence heartbeats too, market by market", () => {
    const heard: string[] = [];
    const bot = buildBot(buildContract(), () => ({
      perMarket: ({ marketId }) => ({ onHeartbeat: () => heard.push(marketId) }),
    }));
    const { runtime } = buildRuntime({ markets: buildMarkets(2), bots: [bot] });
    runtime.apply(frames);
    runtime.command(buildCommand("pause", { scope: { marketId: "market-0" } }));
    runtime.apply(script(heartbeat()));
    runtime.command(buildCommand("set_mode", { mode: "off" }));
    runtime.apply(script(heartbeat()));
    expect(heard).toEqual(["market-1"]);
  });

  it("cannot set a mode that a bot does not support, and say so", () => {
    const { lines, notices } = said(buildCommand("set_mode", { mode: "enforced" }));
    expect(lines.every((line) => line.endsWith("advisory"))).toBe(true);
    expect(notices.map(({ code, botId }) => [code, botId])).toEqual([
      ["BOT_MODE_UNSUPPORTED", "intel.one"],
      ["BOT_MODE_UNSUPPORTED", "intel.two"],
    ]);
  });
});
