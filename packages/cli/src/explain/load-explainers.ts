import { loadBot, Runtime, type BotHost, type LoadedBot } from "@polytraders/core";
import { loadBuiltInBots } from "../run/select-bots.ts";
import type { RunIdentity } from "./run-identity.ts";

/** Puts a bot's decision into words of its own; nothing where the bot has none. */
export type Explainers = ReadonlyMap<string, BotHost>;

/** Loads the bots of a run again, as far as they are still there. */
export async function loadExplainers(
  identity: RunIdentity,
  workingDirectory: string,
): Promise<Explainers> {
  const builtIn = await loadBuiltInBots();
  const loaded: LoadedBot[] = [];
  for (const { botId, reference } of identity.bots) {
    const present = builtIn.find((bot) => bot.manifest.botId === botId);
    if (present !== undefined) loaded.push(present);
    else {
      try {
        loaded.push(await loadBot(reference, workingDirectory));
      } catch {
        // The bot has moved since the run; its codes still explain its decisions.
      }
    }
  }
  try {
    const runtime = new Runtime({
      markets: [],
      bots: loaded.map((bot) => ({ bot, configuration: {} })),
      configVersion: "",
      seed: 0,
      stopwatch: { nowMs: () => 0 },
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: () => undefined,
    });
    return new Map(runtime.hosts.map((host) => [host.botId, host]));
  } catch {
    // A bot that requires one that is gone cannot be assembled; explain without its own words.
    return new Map();
  }
}
