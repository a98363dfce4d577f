import type { BotManifest } from "../bot/manifest.ts";
import type { MarketTopic, OrderTopic } from "../bot/vocabulary.ts";

/** Which market data and order news a bot declares as its input; the runtime delivers nothing else. */
export function consumedTopics(
  manifest: BotManifest,
): Readonly<Record<MarketTopic | OrderTopic, boolean>> {
  const declared: ReadonlySet<string> = new Set(manifest.consumes.map(({ topic }) => topic));
  return {
    order_book: declared.has("order_book"),
    trade: declared.has("trade"),
    market_status: declared.has("market_status"),
    heartbeat: declared.has("heartbeat"),
    order_update: declared.has("order_update"),
    fill: declared.has("fill"),
  };
}
