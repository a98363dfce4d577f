import type {
  BotBehaviour,
  BotMarket,
  DecideBehaviour,
  MarketHandlers,
  PerMarketBehaviour,
  PlanBehaviour,
  VoteBehaviour,
} from "../bot/behaviour.ts";
import type { BotTypes } from "../bot/contract.ts";

/** The forms that are called directly, market by market. */
export type HandlerBehaviour =
  | DecideBehaviour<BotTypes>
  | PerMarketBehaviour<BotTypes>
  | PlanBehaviour<BotTypes>
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
  if ("plan" in behaviour) {
    return (market) => ({
      plan: (order, draft, context) => behaviour.plan(order, draft, context, market),
    });
  }
  throw new TypeError("the factory returned none of decide, vote, plan, perMarket, streams");
}

/** True for a bot that only answers questions about intents or orders: events pass it by. */
export function onlyAnswers(behaviour: BotBehaviour<BotTypes>): boolean {
  const asksNothing = !("perMarket" in behaviour) && !("decide" in behaviour);
  return asksNothing && ("vote" in behaviour || "plan" in behaviour);
}
