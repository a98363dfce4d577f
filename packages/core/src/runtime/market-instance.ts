import type { MarketHandlers } from "../bot/behaviour.ts";
import type { BotTypes } from "../bot/contract.ts";

type Handlers = MarketHandlers<BotTypes>;

/**
 * One bot's handlers in one market. Authors return literals, classes, whatever they like; here they
 * all have one shape, so that the calls of each frame do not have to look up what kind of object
 * they meet.
 */
export class MarketInstance {
  readonly handlers: Handlers;
  readonly onOrderBook: Handlers["onOrderBook"];
  readonly onTrade: Handlers["onTrade"];
  readonly onMarketStatus: Handlers["onMarketStatus"];
  readonly decide: Handlers["decide"];
  readonly vote: Handlers["vote"];

  constructor(handlers: Handlers) {
    this.handlers = handlers;
    this.onOrderBook = handlers.onOrderBook?.bind(handlers);
    this.onTrade = handlers.onTrade?.bind(handlers);
    this.onMarketStatus = handlers.onMarketStatus?.bind(handlers);
    this.decide = handlers.decide?.bind(handlers);
    this.vote = handlers.vote?.bind(handlers);
  }
}
