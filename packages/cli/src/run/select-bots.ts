import { dirname } from "node:path";
import {
  loadBot,
  PolytradersError,
  SettingsForMarket,
  type ConfiguredBot,
  type LoadedBot,
} from "@polytraders/core";
import { BUILT_IN_BOTS } from "../bot-catalog.ts";
import { ConfigDocument } from "./config-document.ts";
import type { BotEntry, RunConfig } from "./run-config.ts";

/** What the command line says about bots. */
export interface BotSelection {
  /** From `--bots`: ids, Dev Guide numbers, names, packages or paths. */
  readonly references: readonly string[] | undefined;
  readonly config: RunConfig;
  /** File the configuration came from; its paths are relative to it. */
  readonly configFile: string | undefined;
  readonly workingDirectory: string;
}

/** Loads the bots that come with the command line. */
export async function loadBuiltInBots(): Promise<LoadedBot[]> {
  return Promise.all(BUILT_IN_BOTS.map((name) => loadBot(name, import.meta.dirname)));
}

/**
 * Finds the bots of a run: those of `--bots`, else those of the configuration, else the built-in
 * ones that emit signals and no orders (a guard has nothing to vote on without a strategy); and
 * adds built-in bots that a chosen one requires. Settings are checked here, where the file they
 * stand in is known.
 *
 * @throws PolytradersError BOT_NOT_FOUND, CONFIG_INVALID, BOT_MODE_UNSUPPORTED, BOT_PARAMETER_UNKNOWN,
 *   BOT_PARAMETER_INVALID, BOT_PARAMETER_BEYOND_HARD and what loading throws
 */
export async function selectBots(selection: BotSelection): Promise<ConfiguredBot[]> {
  const builtIn = await loadBuiltInBots();
  const entries = Object.entries(selection.config.bots ?? {});
  const configured = await Promise.all(
    entries.map(async ([id, entry]) => ({
      id,
      entry,
      bot: await placed(selection, ["bots", id], () =>
        loadConfigured(id, entry, builtIn, selection),
      ),
    })),
  );
  const known = [...configured.map(({ bot }) => bot), ...builtIn];
  const chosen =
    selection.references === undefined
      ? configured.length > 0
        ? configured.map(({ bot }) => bot)
        : builtIn.filter(onlySpeaks)
      : await Promise.all(
          selection.references.map((name) => findBot(name, known, selection.workingDirectory)),
        );
  return Promise.all(
    withRequirements(unique(chosen), known).map(async (bot) => {
      const own = configured.find((candidate) => candidate.bot === bot);
      const result = configure(bot, own?.entry);
      await placed(selection, ["bots", own?.id ?? bot.manifest.botId], () =>
        Promise.resolve(new SettingsForMarket(bot.manifest, result.configuration, "")),
      );
      return result;
    }),
  );
}

/** True for a bot that emits signals and has nothing to do with orders: the others need a strategy. */
function onlySpeaks({ manifest }: LoadedBot): boolean {
  const emits = manifest.emits.map(({ contract }) => contract);
  const isAboutOrders = emits.includes("OrderIntent") || emits.includes("ExecutionPlan");
  return emits.includes("SignalEnvelope") && !isAboutOrders;
}

/** Runs an action about one entry of the configuration; its error then says where that stands. */
async function placed<T>(
  { configFile }: BotSelection,
  entry: readonly string[],
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (configFile === undefined || !(error instanceof PolytradersError)) throw error;
    const { code, detail } = error;
    if (detail.place?.file !== undefined) throw error;
    // The runtime names fields `bots.<bot id>.parameters.<name>`; a bot id has one dot.
    const rest = detail.place?.field?.split(".").slice(3) ?? [];
    const place = new ConfigDocument(configFile).placeOf([...entry, ...rest]);
    throw new PolytradersError(code, { ...detail, place });
  }
}

async function loadConfigured(
  id: string,
  entry: BotEntry,
  builtIn: readonly LoadedBot[],
  { configFile, workingDirectory }: BotSelection,
): Promise<LoadedBot> {
  const base = configFile === undefined ? workingDirectory : dirname(configFile);
  const reference = entry.path ?? entry.package;
  if (reference === undefined) return findBot(id, builtIn, base);
  const bot = await loadBot(reference, base);
  if (isCalled(bot, id)) return bot;
  throw new PolytradersError("CONFIG_INVALID", {
    expected: `the id of the bot in ${reference}, ${bot.manifest.botId}`,
    found: id,
    hint: "Name the entry after the bot.",
  });
}

async function findBot(
  name: string,
  known: readonly LoadedBot[],
  baseDirectory: string,
): Promise<LoadedBot> {
  const found = known.find((bot) => isCalled(bot, name));
  if (found !== undefined) return found;
  try {
    return await loadBot(name, baseDirectory);
  } catch (error) {
    if (!(error instanceof PolytradersError) || error.code !== "BOT_NOT_FOUND") throw error;
    throw new PolytradersError("BOT_NOT_FOUND", {
      expected: "the id or number of a known bot, a package, or a bot's folder",
      found: error.detail.found,
      hint: `${error.detail.hint ?? ""} Known bots: ${known.map(({ manifest }) => manifest.botId).join(", ")}.`.trim(),
    });
  }
}

function isCalled({ manifest, reference }: LoadedBot, name: string): boolean {
  return (
    manifest.botId === name ||
    manifest.number === name ||
    manifest.name === name ||
    reference === name ||
    manifest.aliases.includes(name)
  );
}

function withRequirements(chosen: readonly LoadedBot[], known: readonly LoadedBot[]): LoadedBot[] {
  const all = [...chosen];
  for (const { manifest } of all) {
    for (const { botId, isOptional } of manifest.requires) {
      const isPresent = all.some((bot) => bot.manifest.botId === botId);
      const found =
        isOptional || isPresent ? undefined : known.find((bot) => bot.manifest.botId === botId);
      // Pushing while iterating is meant: what is added may have requirements too.
      if (found !== undefined) all.push(found);
    }
  }
  return all;
}

function unique(bots: readonly LoadedBot[]): LoadedBot[] {
  return [...new Map(bots.map((bot) => [bot.manifest.botId, bot])).values()];
}

/** In a backtest signals must reach their consumers, so bots run advisory unless configured otherwise. */
function configure(bot: LoadedBot, entry: BotEntry | undefined): ConfiguredBot {
  const mode = bot.manifest.modes.includes("advisory") ? "advisory" : bot.manifest.defaultMode;
  return {
    bot,
    configuration: {
      mode: entry?.mode ?? mode,
      parameters: entry?.parameters,
      markets: entry?.markets,
      operator: entry?.operator,
    },
    markets: entry?.watches,
  };
}
