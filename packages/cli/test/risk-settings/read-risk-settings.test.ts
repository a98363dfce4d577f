import { PolytradersError } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import {
  profileFile,
  readRiskSettings,
  type RiskSettingsSources,
} from "../../src/risk-settings/read-risk-settings.ts";
import type { ResolvedRiskSettings } from "../../src/risk-settings/resolve-risk-settings.ts";
import { PROFILE_NAMES } from "../../src/risk-settings/risk-section.ts";
import { readRunConfig } from "../../src/run/read-run-config.ts";
import { outsideFolder } from "../polytraders-process.ts";

const { write } = outsideFolder();

function read(
  sources: Partial<RiskSettingsSources> & { readonly yaml?: string },
): ResolvedRiskSettings & { readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const { yaml, ...rest } = sources;
  const configFile = yaml === undefined ? undefined : write("settings.yaml", yaml);
  const result = readRiskSettings({
    config: configFile === undefined ? undefined : readRunConfig(configFile),
    configFile,
    environment: {},
    warn: (text) => warnings.push(text),
    ...rest,
  });
  return { ...result, warnings };
}

function errorOf(action: () => unknown): PolytradersError {
  try {
    action();
  } catch (error) {
    if (error instanceof PolytradersError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const originOf = ({ resolved }: ResolvedRiskSettings, wanted: string): string | undefined =>
  resolved.find(({ parameter }) => parameter.name === wanted)?.origin;

describe("risk settings", () => {
  it("come from environment over file over profile over default", () => {
    const yaml =
      "risk:\n  profile: conservative\n  PM_MAX_TRADE_SIZE_USD: 18\n  PM_LP_MAX_MARKETS: 5\n";
    const result = read({ yaml, environment: { PM_MAX_TRADE_SIZE_USD: "12.5" } });
    expect(result.settings).toMatchObject({
      tradeSizeMicroUsdMax: 12_500_000,
      lpMarketsMax: 5,
      lpOrderMicroUsd: 15_000_000,
      startingBalanceMicroUsd: 500_000_000,
    });
    const origins = [
      "PM_MAX_TRADE_SIZE_USD",
      "PM_LP_MAX_MARKETS",
      "PM_LP_ORDER_SIZE_USD",
      "PM_STARTING_BALANCE_USD",
    ].map((name) => originOf(result, name));
    expect(origins).toEqual(["environment", "file", "profile", "default"]);
  });

  it("take the profile from the command line, else the environment, else the file", () => {
    const yaml = "risk: { profile: conservative }\n";
    const orderOf = (sources: Parameters<typeof read>[0]): number =>
      read(sources).settings.lpOrderMicroUsd / 1e6;
    const environment = { PM_RISK_PROFILE: "aggressive" };
    expect(orderOf({ yaml })).toBe(15);
    expect(orderOf({ yaml, environment })).toBe(50);
    expect(orderOf({ yaml, environment, profile: "conservative" })).toBe(15);
  });

  it.each([
    ["PM_MAX_TRADE_SIZE_USD", "25 dollars", "from 0 to 1000000000, in USD", '"25 dollars"'],
    ["PM_MAX_TRADE_SIZE_USD", "-1", "a number of up to 6 decimals from 0", '"-1"'],
    ["PM_MAX_TRADE_SIZE_USD", "NaN", "a number of up to 6 decimals from 0", '"NaN"'],
    ["PM_MAX_TRADE_SIZE_USD", "0.0000001", "a number of up to 6 decimals from 0", '"0.0000001"'],
    ["PM_MAX_TRADE_SIZE_USD", "", "a number of up to 6 decimals from 0", "nothing"],
    ["PM_MAX_OPEN_POSITIONS", "2.5", "a whole number", '"2.5"'],
    ["PM_TIMING_JITTER_PCT", "15", "15 % is written 0.15", '"15"'],
    ["PM_DRY_RUN", "maybe", "true or false", '"maybe"'],
    ["PM_RISK_MODE", "relaxed", "one of standard, literal", '"relaxed"'],
    ["PM_RISK_PROFILE", "bold", "one of conservative, aggressive", '"bold"'],
  ])("refuse %s=%s from the environment", (name, value, allowed, found) => {
    const error = errorOf(() => read({ environment: { [name]: value } }));
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.message).toContain(`environment ${name}: `);
    expect(error.message).toContain(allowed);
    expect(error.message).toContain(`found ${found}`);
  });

  it("refuse a wrong value and an unknown name in the file, with their lines", () => {
    const wrong = errorOf(() => read({ yaml: "risk:\n  PM_TIMING_JITTER_PCT: 15\n" }));
    expect(wrong.message).toContain("15 % is written 0.15");
    expect(wrong.detail.place).toMatchObject({ line: 2, field: "risk.PM_TIMING_JITTER_PCT" });
    const unknown = errorOf(() => read({ yaml: "risk:\n  PM_TIMING_JITER_PCT: 0.1\n" }));
    expect(unknown.detail.place).toMatchObject({ line: 2 });
    expect(unknown.message).toContain("Did you mean PM_TIMING_JITTER_PCT?");
  });

  it("refuse settings that contradict each other", () => {
    const error = errorOf(() => read({ environment: { PM_MAX_DRAWDOWN_USD: "600" } }));
    expect(error.message).toContain("PM_MAX_DRAWDOWN_USD at most PM_STARTING_BALANCE_USD");
    expect(error.message).toContain("600 (environment) and 500 (default)");
  });

  it("warn of variables that are none, without showing what is in them", () => {
    const { warnings } = read({
      environment: { PM_MAX_DRAWDONW_USD: "1", PM_PRIVATE_KEY: "0xsecret", PATH: "/bin" },
    });
    expect(warnings).toEqual([
      "warning: PM_MAX_DRAWDONW_USD is no setting and is ignored. Did you mean PM_MAX_DRAWDOWN_USD?",
      expect.stringContaining("PM_PRIVATE_KEY is no setting"),
    ]);
    expect(warnings.join()).not.toContain("0xsecret");
  });
});

describe("the shipped profiles", () => {
  it.each(PROFILE_NAMES)(
    "%s is a configuration and gives settings that fit together",
    (profile) => {
      expect(readRunConfig(profileFile(profile)).risk).toBeDefined();
      const { settings } = read({ profile });
      expect(settings.lpOrderMicroUsd).toBeLessThanOrEqual(settings.perMarketMicroUsdMax);
      expect(settings.lpOrderMicroUsd).toBeLessThanOrEqual(settings.tradeSizeMicroUsdMax);
      expect(settings.portfolioMicroUsdMax).toBeLessThanOrEqual(settings.startingBalanceMicroUsd);
      expect(settings.lpMarketsMax).toBeLessThanOrEqual(settings.openPositionsMax);
    },
  );

  it("differ as the guide says", () => {
    const [careful, bold] = [read({ profile: "conservative" }), read({ profile: "aggressive" })];
    expect(careful.settings).toMatchObject({
      lpOrderMicroUsd: 15_000_000,
      lpMarketsMax: 4,
      lpDailyRewardMicroUsdMin: 50_000_000,
      lpRefreshIntervalMs: 600_000,
      exitLossShare: 0.3,
    });
    expect(bold.settings).toMatchObject({
      lpOrderMicroUsd: 50_000_000,
      lpMarketsMax: 10,
      lpDailyRewardMicroUsdMin: 1_000_000,
      lpRefreshIntervalMs: 60_000,
      lpPlacementLevel: 1,
    });
  });
});
