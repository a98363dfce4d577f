import type { MarketDefinition } from "@polytraders/core";
import type { LatencyModel, SessionOptions } from "@polytraders/venue";
import { readRiskSettings } from "../risk-settings/read-risk-settings.ts";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import type { RunPlan } from "../run/execute-run.ts";
import type { RunSelection } from "../run/run-selection.ts";
import { loadBuiltInBots } from "../run/select-bots.ts";
import { tradingBots } from "../run/trading-bots.ts";
import type { CliIo } from "../verb.ts";
import type { LatencySection, TradingSection } from "./trading-section.ts";

/** The risk settings of a run: environment over configuration over profile over default. */
export function tradingSettings(
  { config, configFile }: Pick<RunSelection, "config" | "configFile">,
  io: Pick<CliIo, "environment" | "err">,
): RiskSettings {
  const { settings } = readRiskSettings({
    config,
    configFile: configFile ?? undefined,
    environment: io.environment,
    warn: io.err,
  });
  return settings;
}

/**
 * The bots of a trading run and its order path.
 *
 * @throws PolytradersError what configuring bots throws
 */
export async function castTrading(
  { config, chosen }: Pick<RunSelection, "config" | "chosen">,
  markets: readonly MarketDefinition[],
  settings: RiskSettings,
  io: Pick<CliIo, "err">,
): Promise<Pick<RunPlan, "bots" | "trading">> {
  const known = await loadBuiltInBots();
  const { bots, ...orderPath } = tradingBots(settings, {
    chosen,
    known,
    entries: config.bots,
    markets,
    venue: "simulated",
  });
  for (const note of orderPath.notes) io.err(note);
  const strategyIds = bots
    .filter(({ bot }) => bot.manifest.authority === "trade")
    .map(({ bot }) => bot.manifest.botId);
  return { bots, trading: { ...orderPath, settings, strategyIds } };
}

/** What a simulated account begins with, and how far it is from its venue. */
export function sessionOptionsOf(
  { cashUsd, latency = {} }: TradingSection,
  settings: RiskSettings,
): Pick<SessionOptions, "cashMicroUsd" | "latency"> {
  const { feedMs, orderMs, cancelMs, answerMs } = latency;
  return {
    cashMicroUsd:
      cashUsd === undefined ? settings.startingBalanceMicroUsd : Math.round(cashUsd * 1_000_000),
    latency: {
      ...(feedMs === undefined ? {} : { feed: modelOf(feedMs) }),
      ...(orderMs === undefined ? {} : { order: modelOf(orderMs) }),
      ...(cancelMs === undefined ? {} : { cancel: modelOf(cancelMs) }),
      ...(answerMs === undefined ? {} : { answer: modelOf(answerMs) }),
    },
  };
}

function modelOf(section: LatencySection): LatencyModel {
  return typeof section === "number"
    ? { kind: "constant", ms: section }
    : { kind: "lognormal", p50Ms: section.p50, p99Ms: section.p99 };
}
