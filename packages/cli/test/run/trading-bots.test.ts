import type { LoadedBot, MarketDefinition } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOT_PARAMETERS } from "../../src/risk-settings/bot-parameters.ts";
import { readRiskSettings } from "../../src/risk-settings/read-risk-settings.ts";
import { PROFILE_NAMES, type ProfileName } from "../../src/risk-settings/risk-section.ts";
import { RISK_PARAMETER_LIST, type RiskSettings } from "../../src/risk-settings/risk-settings.ts";
import type { RunConfig } from "../../src/run/run-config.ts";
import { loadBuiltInBots } from "../../src/run/select-bots.ts";
import { isTradingRun, tradingBots, type TradingBots } from "../../src/run/trading-bots.ts";
import { EXECUTION_ORDER, GUARD_ORDER, REQUIRED_GUARDS } from "../../src/run/trading-order.ts";

const known = await loadBuiltInBots();

function market(marketId: string, terms?: MarketDefinition["terms"]): MarketDefinition {
  return {
    marketId,
    slug: marketId,
    tokenIds: [`${marketId}-yes`, `${marketId}-no`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 5_000_000,
    isNegRisk: false,
    ...(terms === undefined ? {} : { terms }),
  };
}

const MARKETS: readonly MarketDefinition[] = [
  market("fees", {
    fees: { rate: 0.03, exponent: 1, rebateShare: 0.25 },
    rewards: null,
    endAtMs: 1_790_000_000_000,
    gameStartAtMs: null,
    tags: [],
  }),
  market("unknown"),
];

function settingsOf(
  environment: Readonly<Record<string, string>> = {},
  profile?: ProfileName,
): RiskSettings {
  return readRiskSettings({ environment, profile, warn: () => undefined }).settings;
}

/** Another strategy, as far as composing a run can tell. */
function idle(botId: string): LoadedBot {
  const bot = botOf("strat.maker_tight");
  return { ...bot, manifest: { ...bot.manifest, botId, aliases: [], number: null, name: botId } };
}

const OTHERS = ["strat.neg_risk_sum_arb", "strat.copy_leaders", "strat.synth_edge"].map(idle);

function composed(
  settings: RiskSettings,
  entries: RunConfig["bots"] = {},
  markets = MARKETS,
  venue: "simulated" | "real" = "simulated",
): TradingBots {
  const strategies = ["strat.maker_tight", "strat.lp_rewards"].map(botOf);
  const chosen = [...strategies, ...OTHERS].map((bot) => ({ bot, configuration: {} }));
  return tradingBots(settings, { chosen, known, entries, markets, venue });
}

function botOf(botId: string): LoadedBot {
  const bot = known.find(({ manifest }) => manifest.botId === botId);
  if (bot === undefined) throw new Error(`expected ${botId} among the built-in bots`);
  return bot;
}

function configurationOf({ bots }: TradingBots, botId: string) {
  const found = bots.find(({ bot }) => bot.manifest.botId === botId);
  if (found === undefined) throw new Error(`expected ${botId} in the run`);
  return found.configuration;
}

/** Everything a run would do differently, as text. */
function fingerprint(run: TradingBots): string {
  const bots = run.bots.map(({ bot, configuration }) => [bot.manifest.botId, configuration]);
  return JSON.stringify([bots, run.ledger, run.notes]);
}

describe("the settings of risk and quoting", () => {
  /** Another allowed value for each kind of setting. */
  const OTHER_VALUES = [
    "true",
    "false",
    "7",
    "600",
    "0.05",
    "0.25",
    "0.97",
    "literal",
    "two",
    "daily",
    "none",
  ];

  it.each(RISK_PARAMETER_LIST)("%s reaches what it is about", (_setting, { name, standard }) => {
    const before = fingerprint(composed(settingsOf()));
    const reached = OTHER_VALUES.filter((value) => value !== standard).some((value) => {
      try {
        return fingerprint(composed(settingsOf({ [name]: value }))) !== before;
      } catch {
        return false;
      }
    });
    expect(reached).toBe(true);
  });

  it("have no target that does not exist", () => {
    for (const [botId, parameters] of Object.entries(BOT_PARAMETERS)) {
      const declared = Object.keys(botOf(botId).manifest.parameters);
      expect(Object.keys(parameters).filter((name) => !declared.includes(name))).toEqual([]);
    }
  });

  it("are each read", () => {
    const read = new Set<string>();
    const settings = new Proxy(settingsOf(), {
      get: (target, name) => {
        read.add(String(name));
        return Reflect.get(target, name) as unknown;
      },
    });
    composed(settings);
    const unread = RISK_PARAMETER_LIST.map(([setting]) => setting).filter(
      (name) => !read.has(name),
    );
    expect(unread).toEqual([]);
  });

  it("never ask more of a bot than it takes, whatever is allowed", () => {
    const extremes = "0 0.000001 0.0001 0.001 0.01 0.5 1 2 10 1000 86400 1000000000".split(" ");
    const words = ["true", "daily", "rolling", "literal", "two", "none"];
    const change = fc.constantFrom(...RISK_PARAMETER_LIST).chain(([, { name, kind }]) => {
      const allowed = [...extremes, ...words].filter((text) => kind.read(text) !== undefined);
      return fc.constantFrom(...allowed).map((value) => [name, value] as const);
    });
    const changes = fc
      .array(change, { minLength: 1, maxLength: 6 })
      .map(Object.fromEntries<string>);
    let runCount = 0;
    fc.assert(
      fc.property(changes, (environment) => {
        let settings: RiskSettings;
        try {
          settings = settingsOf(environment);
        } catch {
          return;
        }
        runCount += 1;
        expect(() => composed(settings)).not.toThrow();
      }),
      { numRuns: 2_000, seed: 3 },
    );
    expect(runCount).toBeGreaterThan(1_000);
  });
});

describe("a trading run", () => {
  const run = composed(settingsOf());

  it("has every guard, execution bot and chosen strategy in force", () => {
    const expected = [...GUARD_ORDER, "risk.inventoryunwinder", ...EXECUTION_ORDER];
    for (const botId of [...expected, "strat.maker_tight", "strat.lp_rewards"]) {
      expect([botId, configurationOf(run, botId).mode]).toEqual([botId, "enforced"]);
    }
    expect(run.guardOrder[0]).toBe("risk.killswitch");
    expect(REQUIRED_GUARDS.filter((botId) => !GUARD_ORDER.includes(botId))).toEqual([]);
  });

  it("asks every built-in guard and execution bot, and knows each by its id", () => {
    const ids = known
      .filter(({ manifest }) => ["vote", "shape"].includes(manifest.authority))
      .map(({ manifest }) => manifest.botId);
    expect(ids.toSorted()).toEqual([...GUARD_ORDER, ...EXECUTION_ORDER].toSorted());
  });

  it("brings along whoever gives a signal that is used, and lets it publish", () => {
    expect(configurationOf(run, "intel.liquidity_decay_monitor").mode).toBe("advisory");
    expect(configurationOf(run, "intel.orderflowanalyzer").mode).toBe("advisory");
  });

  it("tells guards the fees and the end of each market that states them", () => {
    const ofMarket = (botId: string): unknown =>
      configurationOf(run, botId).markets?.["fees"]?.parameters;
    expect(ofMarket("risk.feeandgasguard")).toEqual({ feeRate: 0.03, feeExponent: 1 });
    expect(ofMarket("risk.portfolioguard")).toEqual({ takerFeeRate: 0.03 });
    expect(ofMarket("risk.settlementexposureguard")).toEqual({ resolvesAtMs: 1_790_000_000_000 });
    expect(configurationOf(run, "risk.feeandgasguard").markets?.["unknown"]).toBeUndefined();
  });

  it("halves what may settle together only where ends are known", () => {
    const windowOf = (markets: readonly MarketDefinition[]): unknown =>
      configurationOf(composed(settingsOf(), {}, markets), "risk.settlementexposureguard")
        .parameters?.["windowUsdMax"];
    expect(windowOf(MARKETS)).toBe(200);
    expect(windowOf([market("unknown")])).toBe(400);
  });

  it("asks a simulated venue for no geoblock answer, and a real one for it", () => {
    const requiredBy = (made: TradingBots): unknown =>
      configurationOf(made, "risk.compliancegate").parameters?.["isGeoblockRequired"];
    expect(requiredBy(run)).toBe(false);
    expect(requiredBy(composed(settingsOf(), {}, MARKETS, "real"))).toBe(true);
  });

  it("is one because of a strategy, not because of a bot that reduces", () => {
    const chosen = (botId: string) => [{ bot: botOf(botId), configuration: {} }];
    expect(isTradingRun(chosen("strat.maker_tight"))).toBe(true);
    expect(isTradingRun(chosen("risk.inventoryunwinder"))).toBe(false);
    expect(isTradingRun(chosen("intel.orderflowanalyzer"))).toBe(false);
  });
});

describe("the configuration of a bot", () => {
  it("overrides what the settings give it, under any of its names", () => {
    const made = composed(settingsOf(), {
      "1.1": { parameters: { max_trade_size_micro_usd: 7_000_000 } },
      "risk.liquidityguard": { mode: "shadow", markets: { fees: { mode: "off" } } },
    });
    expect(configurationOf(made, "risk.portfolioguard").parameters?.["tradeSizeMicroUsdMax"]).toBe(
      7_000_000,
    );
    expect(configurationOf(made, "risk.liquidityguard")).toMatchObject({
      mode: "shadow",
      markets: { fees: { mode: "off" } },
    });
  });

  it("keeps what a market has of its own", () => {
    const made = composed(settingsOf(), {
      "risk.feeandgasguard": { markets: { fees: { parameters: { feeRate: 0.01 } } } },
    });
    expect(configurationOf(made, "risk.feeandgasguard").markets?.["fees"]?.parameters).toEqual({
      feeRate: 0.01,
      feeExponent: 1,
    });
  });

  it("is refused where it names what does not exist", () => {
    const entries = { "risk.killswitch": { parameters: { nonsense: 1 } } };
    expect(() => composed(settingsOf(), entries)).toThrow(/BOT_PARAMETER_UNKNOWN/);
  });
});

describe("switches", () => {
  const modesWith = (environment: Readonly<Record<string, string>>) => {
    const made = composed(settingsOf(environment));
    const modeOf = (botId: string): unknown => configurationOf(made, botId).mode;
    return { modeOf, notes: made.notes };
  };

  it("keep families of strategies off, and say which", () => {
    const { modeOf, notes } = modesWith({
      PM_ENABLE_LIQUIDITY: "false",
      PM_ENABLE_ARBITRAGE: "true",
    });
    expect(modeOf("strat.maker_tight")).toBe("off");
    expect(modeOf("strat.lp_rewards")).toBe("off");
    expect(modeOf("strat.neg_risk_sum_arb")).toBe("enforced");
    expect(modeOf("strat.copy_leaders")).toBe("off");
    expect(modeOf("strat.synth_edge")).toBe("off");
    expect(notes).toContain("strat.maker_tight is off: PM_ENABLE_LIQUIDITY is false.");
    expect(notes).toHaveLength(4);
  });

  it("let no market and no operator of the configuration trade in a dry run", () => {
    const made = composed(settingsOf({ PM_DRY_RUN: "true" }), {
      "strat.maker_tight": {
        mode: "enforced",
        markets: { fees: { mode: "enforced" } },
        operator: { mode: "enforced" },
      },
    });
    expect(configurationOf(made, "strat.maker_tight")).toMatchObject({
      mode: "shadow",
      markets: { fees: { mode: "shadow" } },
      operator: { mode: "shadow" },
    });
  });

  it("let a dry run decide and send nothing, the stop-loss included", () => {
    const { modeOf, notes } = modesWith({ PM_DRY_RUN: "true" });
    expect(modeOf("strat.maker_tight")).toBe("shadow");
    expect(modeOf("risk.inventoryunwinder")).toBe("shadow");
    expect(modeOf("risk.killswitch")).toBe("enforced");
    expect(notes).toContain("strat.maker_tight decides and sends nothing: PM_DRY_RUN is true.");
  });
});

describe.each([undefined, ...PROFILE_NAMES])("a maker with 500 USD under profile %s", (profile) => {
  const settings = settingsOf({}, profile);
  const made = composed(settings);
  const numberOf = (botId: string, name: string): number =>
    Number(configurationOf(made, botId).parameters?.[name]);

  it("may quote both sides of an ordinary market at every ordinary price", () => {
    const orderMicroUsd = numberOf("strat.maker_tight", "orderMicroUsd");
    expect(2 * orderMicroUsd).toBeLessThanOrEqual(settings.perMarketMicroUsdMax);
    expect(orderMicroUsd).toBeLessThanOrEqual(settings.tradeSizeMicroUsdMax);
    for (const price of [0.05, 0.1, 0.5, 0.9, 0.95]) {
      const shares = orderMicroUsd / 1e6 / price;
      expect(shares).toBeGreaterThanOrEqual(5);
      // Smallest order that takes at the venue: one dollar.
      expect(shares * price).toBeGreaterThanOrEqual(1);
    }
  });

  it("reaches no limit on rates by quoting every market at once", () => {
    const perMinute = 2 * settings.lpMarketsMax * 2;
    expect(perMinute).toBeLessThan(300);
    const most = settings.lpMarketsMax * settings.perMarketMicroUsdMax;
    expect(Math.min(most, settings.portfolioMicroUsdMax)).toBeLessThan(
      settings.startingBalanceMicroUsd,
    );
  });

  it("holds its orders within every ceiling of every guard", () => {
    const most = Math.min(
      settings.perMarketMicroUsdMax / 1e6,
      numberOf("risk.settlementexposureguard", "marketUsdMax"),
    );
    expect(most).toBe(settings.perMarketMicroUsdMax / 1e6);
    expect(numberOf("strat.maker_tight", "inventoryMicroUsdMax")).toBeLessThanOrEqual(most * 1e6);
  });
});
