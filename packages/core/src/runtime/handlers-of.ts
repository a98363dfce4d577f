import type {
  BotBehaviour,
  BotMarket,
  DecideBehaviour,
  MarketHandlers,
  PerMarketBehaviour,
  VoteBehaviour,
} from "../bot/behaviour.ts";
import type { BotTypes } from "../bot/contract.ts";

/** The forms that are called directly, market by market. */
export type HandlerBehaviour =
  | DecideBehaviour<BotTypes>
  | PerMarketBehaviour<BotTypes>
  | VoteBehaviour<BotTypes>;

/** Makes a bot's handlers in one market. */
type HandlerFactory = (market: BotMarket<BotTypes>) => MarketHandlers<BotTypes>;

/** Every direct form as handlers per market, the one form the host calls. */
export function handlersOf(behaviour: HandlerBehaviour): HandlerFactory {
  if ("perMarket" in behaviour) return (market) => behaviour.perMarket(market);
  if ("decide" in behaviour) {
    return (market) => ({
      decide: (context) => behaviour.decide({ market, book: market.book }, context),
    });
  }
  if ("vote" in behaviour) {
    return (market) => ({ vote: (intent, context) => behaviour.vote(intent, context, market) });
  }
  throw new TypeError("the factory returned none of decide, vote, perMarket, streams");
}

/** True for a guard that is asked about intents and takes nothing else: events pass it by. */
export function isPureGuard(behaviour: BotBehaviour<BotTypes>): boolean {
  return "vote" in behaviour && !("perMarket" in behaviour) && !("decide" in behaviour);
}
