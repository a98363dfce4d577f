import {
  SettingsForMarket,
  type ConfiguredBot,
  type LedgerOptions,
  type LoadedBot,
  type MarketDefinition,
  type Mode,
} from "@polytraders/core";
import { parametersFor, settlementWindowUsd } from "../risk-settings/bot-parameters.ts";
import { ledgerRules } from "../risk-settings/ledger-rules.ts";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import { switchedOffBy } from "../risk-settings/strategy-switches.ts";
import { marketParametersFor } from "./market-parameters.ts";
import type { BotEntry, RunConfig } from "./run-config.ts";
import { EXECUTION_ORDER, GUARD_ORDER, REQUIRED_GUARDS, RISK_ACTORS } from "./trading-order.ts";

/** What a trading run's bots are put together from. */
export interface TradingBotsOptions {
  /** What `selectBots` chose; the strategies among them are what trades. */
  readonly chosen: readonly ConfiguredBot[];
  /** Every bot that comes with the command line. */
  readonly known: readonly LoadedBot[];
  /** `bots` of the configuration: what it says of a bot overrides what the settings give it. */
  readonly entries: RunConfig["bots"];
  /** With their terms. */
  readonly markets: readonly MarketDefinition[];
  /** Only a real venue has a word on whether our address may trade. */
  readonly venue: "simulated" | "real";
}

/** The bots of a trading run, and how the order path asks them. */
export interface TradingBots {
  readonly bots: readonly ConfiguredBot[];
  readonly guardOrder: readonly string[];
  readonly requiredGuards: readonly string[];
  readonly executionOrder: readonly string[];
  readonly ledger: Required<Pick<LedgerOptions, "drawdownRules" | "divergenceRules">>;
  /** What a person should know before the run starts: sentences. */
  readonly notes: readonly string[];
}

/** Whether a run has somebody who wants orders. */
export function isTradingRun(chosen: readonly ConfiguredBot[]): boolean {
  return chosen.some(({ bot }) => isStrategy(bot));
}

/**
 * The bots of a trading run: every guard in force, execution bots, the strategies that were chosen,
 * and whoever gives a signal that one of them uses.
 *
 * @throws PolytradersError BOT_MODE_UNSUPPORTED, BOT_PARAMETER_UNKNOWN, BOT_PARAMETER_INVALID,
 *   BOT_PARAMETER_BEYOND_HARD
 */
export function tradingBots(settings: RiskSettings, options: TradingBotsOptions): TradingBots {
  const notes: string[] = [];
  const path = [...GUARD_ORDER, ...RISK_ACTORS, ...EXECUTION_ORDER];
  const onPath = path.flatMap((id) =>
    options.known.filter(({ manifest }) => manifest.botId === id),
  );
  const cast = withSignals(
    unique([...onPath, ...options.chosen.map(({ bot }) => bot)]),
    options.known,
  );
  return {
    bots: cast.map((bot) => configure(bot, settings, options, notes)),
    guardOrder: GUARD_ORDER,
    requiredGuards: REQUIRED_GUARDS,
    executionOrder: EXECUTION_ORDER,
    ledger: ledgerRules(settings),
    notes,
  };
}

function configure(
  bot: LoadedBot,
  settings: RiskSettings,
  options: TradingBotsOptions,
  notes: string[],
): ConfiguredBot {
  const { manifest } = bot;
  const entry = entryOf(bot, options.entries);
  const byMarket = marketParametersFor(manifest.botId, options.markets);
  const cap = modeCap(bot, settings, notes);
  const { operator } = entry ?? {};
  const configuration = {
    mode: cap(wantedMode(bot, entry)),
    parameters: {
      ...parametersFor(manifest.botId, settings),
      ...parametersOfRun(manifest.botId, settings, options),
      ...canonical(bot, entry?.parameters),
    },
    markets: mergeMarkets(bot, byMarket, entry, cap),
    operator: operator && { ...operator, mode: operator.mode && cap(operator.mode) },
  };
  // Says what is wrong before the run's folder exists.
  void new SettingsForMarket(manifest, configuration, "");
  return { bot, configuration, markets: entry?.watches };
}

/** What a run's surroundings ask of a guard. */
function parametersOfRun(
  botId: string,
  settings: RiskSettings,
  { venue, markets }: TradingBotsOptions,
): Readonly<Record<string, boolean | number>> {
  // A simulated venue has no address of ours to block; a real one must have answered.
  if (botId === "risk.compliancegate") return { isGeoblockRequired: venue === "real" };
  // A quiet book is no stale one while the feed is alive.
  if (botId === "risk.stale_book_guard") return { isHeartbeatEnough: true };
  if (botId !== "risk.settlementexposureguard") return {};
  // Where nobody knows when anything ends, every market would count as ending with every other.
  const isEndKnown = markets.some(({ terms }) => typeof terms?.endAtMs === "number");
  return { windowUsdMax: settlementWindowUsd(settings, isEndKnown) };
}

/** In a trading run everybody is in force, unless configured otherwise; observers publish. */
function wantedMode({ manifest }: LoadedBot, entry: BotEntry | undefined): Mode {
  const { modes, authority, defaultMode } = manifest;
  const usual = authority === "observe" || authority === "audit" ? "advisory" : "enforced";
  return entry?.mode ?? (modes.includes(usual) ? usual : defaultMode);
}

type ModeCap = (mode: Mode) => Mode;

/** What a dry run and the switches of strategies leave of any mode, wherever it was asked for. */
function modeCap(bot: LoadedBot, settings: RiskSettings, notes: string[]): ModeCap {
  const { botId, modes, authority } = bot.manifest;
  if (authority !== "trade") return (mode) => mode;
  const variable = isStrategy(bot) ? switchedOffBy(botId, settings) : null;
  if (variable !== null) {
    notes.push(`${botId} is off: ${variable} is false.`);
    return () => "off";
  }
  if (!settings.isDryRun) return (mode) => mode;
  notes.push(`${botId} decides and sends nothing: PM_DRY_RUN is true.`);
  const silent = modes.includes("shadow") ? "shadow" : "off";
  return (mode) => (mode === "enforced" ? silent : mode);
}

function mergeMarkets(
  bot: LoadedBot,
  byMarket: ReturnType<typeof marketParametersFor>,
  entry: BotEntry | undefined,
  cap: ModeCap,
): ConfiguredBot["configuration"]["markets"] {
  const own = entry?.markets ?? {};
  const ids = [...new Set([...Object.keys(byMarket), ...Object.keys(own)])];
  if (ids.length === 0) return undefined;
  return Object.fromEntries(
    ids.map((id) => {
      const parameters = { ...byMarket[id], ...canonical(bot, own[id]?.parameters) };
      const mode = own[id]?.mode;
      return [id, { mode: mode && cap(mode), parameters }];
    }),
  );
}

/** A bot's parameters under their declared names, so that another spelling overrides them, too. */
function canonical(
  { manifest }: LoadedBot,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const rules = Object.entries(manifest.parameters);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const known = rules.find(([, { aliases }]) => aliases.includes(name));
      return [known?.[0] ?? name, value];
    }),
  );
}

function entryOf(
  { manifest, reference }: LoadedBot,
  entries: RunConfig["bots"] = {},
): BotEntry | undefined {
  const { botId, number, name, aliases } = manifest;
  const names = [botId, number, name, reference, ...aliases];
  return Object.entries(entries).find(([id]) => names.includes(id))?.[1];
}

/** Adds the known bots that emit what somebody consumes, and so on for what these consume. */
function withSignals(chosen: readonly LoadedBot[], known: readonly LoadedBot[]): LoadedBot[] {
  const all = [...chosen];
  for (const { manifest } of all) {
    for (const { kind } of manifest.consumes) {
      if (kind === null || all.some((bot) => emits(bot, kind))) continue;
      // Pushing while iterating is meant.
      all.push(...known.filter((bot) => emits(bot, kind)).slice(0, 1));
    }
  }
  return all;
}

function emits({ manifest }: LoadedBot, wanted: string): boolean {
  return manifest.emits.some(({ kind }) => kind === wanted);
}

function isStrategy({ manifest }: LoadedBot): boolean {
  return manifest.layer === "strategy" && manifest.authority === "trade";
}

function unique(bots: readonly LoadedBot[]): LoadedBot[] {
  return [...new Map(bots.map((bot) => [bot.manifest.botId, bot])).values()];
}
