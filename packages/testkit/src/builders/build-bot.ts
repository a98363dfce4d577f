import {
  acceptBot,
  defineBot,
  type BotBehaviour,
  type BotContract,
  type BotTypes,
  type Grants,
  type LoadedBot,
} from "@polytraders/core";
import { buildContract } from "./build-contract.ts";

/** Name under which built bots appear in messages. */
const MEMORY_FILE = "bot-in-memory.ts";

/**
 * A bot in memory that has passed the host's own checks, ready for a run. Without `create` it says
 * nothing; without a contract it is the observer that {@link buildContract} makes.
 *
 * @throws PolytradersError what `acceptBot` throws
 */
export function buildBot(): LoadedBot;
export function buildBot<T extends BotTypes>(
  contract: BotContract<T>,
  create?: (grants: Grants<T>) => BotBehaviour<T>,
): LoadedBot;
export function buildBot<T extends BotTypes>(
  contract?: BotContract<T>,
  create?: (grants: Grants<T>) => BotBehaviour<T>,
): LoadedBot {
  if (contract === undefined) return buildBot(buildContract());
  const definition = defineBot(contract, create ?? (() => ({ perMarket: () => ({}) })));
  return acceptBot(definition, contract.manifest.botId, MEMORY_FILE);
}
