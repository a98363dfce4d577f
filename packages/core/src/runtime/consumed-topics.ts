import type { BotManifest } from "../bot/manifest.ts";
import { MARKET_TOPICS, type MarketTopic } from "../bot/vocabulary.ts";

/** Which market data a bot declares as its input; the runtime delivers nothing else. */
export function consumedTopics(manifest: BotManifest): Readonly<Record<MarketTopic, boolean>> {
  const declared: ReadonlySet<string> = new Set(manifest.consumes.map(({ topic }) => topic));
  const [orderBook, trade, marketStatus, heartbeat] = MARKET_TOPICS;
  return {
    [orderBook]: declared.has(orderBook),
    [trade]: declared.has(trade),
    [marketStatus]: declared.has(marketStatus),
    [heartbeat]: declared.has(heartbeat),
  };
}
