import type { ConfiguredBot } from "@polytraders/core";
import type { TradingSession } from "@polytraders/venue";
import { readRiskSettings } from "../risk-settings/read-risk-settings.ts";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import type { RunPlan } from "../run/execute-run.ts";
import type { RunConfig } from "../run/run-config.ts";
import type { RunSelection } from "../run/run-selection.ts";
import { loadBuiltInBots } from "../run/select-bots.ts";
import { tradingBots } from "../run/trading-bots.ts";
import type { CliIo } from "../verb.ts";

/** What a trading run is asked for, before there is a venue. */
export interface TradingSelection {
  readonly config: RunConfig;
  readonly configFile: string | null;
  readonly chosen: readonly ConfiguredBot[];
  readonly settings: RiskSettings;
}

/** Where a run trades, and who: what of its plan follows from that. */
export interface TradingGround {
  readonly session: TradingSession;
  /** Rows that will come; `null` where nobody knows. */
  readonly rowCount: number | null;
  readonly plan: Pick<RunPlan, "origin" | "markets" | "bots" | "trading">;
}

/** Adds the risk settings: environment over configuration over profile over default. */
export function withSettings(
  { config, configFile, chosen }: Pick<RunSelection, "config" | "configFile" | "chosen">,
  io: Pick<CliIo, "environment" | "err">,
): TradingSelection {
  const { settings } = readRiskSettings({
    config,
    configFile: configFile ?? undefined,
    environment: io.environment,
    warn: io.err,
  });
  return { config, configFile, chosen, settings };
}

/**
 * Puts the bots of a trading run around its session.
 *
 * @throws PolytradersError what configuring bots throws
 */
export async function groundOf(
  session: TradingSession,
  selection: TradingSelection,
  io: Pick<CliIo, "err">,
  rowCount: number | null,
): Promise<TradingGround> {
  const { config, chosen, settings } = selection;
  const { markets, origin } = session;
  const { bots, ...orderPath } = tradingBots(settings, {
    chosen,
    known: await loadBuiltInBots(),
    entries: config.bots,
    markets,
    venue: "simulated",
  });
  for (const note of orderPath.notes) io.err(note);
  const strategyIds = bots
    .filter(({ bot }) => bot.manifest.authority === "trade")
    .map(({ bot }) => bot.manifest.botId);
  const trading = { ...orderPath, settings, strategyIds };
  return { session, rowCount, plan: { origin, markets, bots, trading } };
}
