import type { FeedFrame } from "../../feed/feed-frame.ts";
import { CLOSE, type ChannelLimits, type ChannelOptions } from "./channel-options.ts";
import { readMarketMessage, type MarketMessage } from "./channel-message.ts";
import type { ClientConnection } from "./client-connection.ts";
import { EncodedFrame } from "./encoded-frame.ts";
import { createMarketClient, type MarketClient } from "./market-client.ts";
import { marketFrameJson } from "./market-frame-json.ts";
import { MarketRooms } from "./market-rooms.ts";
import { topOfBookFrame } from "./top-of-book.ts";
import { textFrame } from "./websocket-frame.ts";

const NO_NEW_ASSETS = textFrame("NO NEW ASSETS");
const INVALID_OPERATION = textFrame("INVALID OPERATION");

/** `/ws/market`: public, one subscription per connection that can be changed at any time. */
export class MarketChannel {
  readonly #options: ChannelOptions;
  readonly #limits: ChannelLimits;
  readonly #rooms: MarketRooms;
  readonly #clients = new Set<MarketClient>();
  readonly #unsubscribe: () => void;

  constructor(options: ChannelOptions, limits: ChannelLimits) {
    this.#options = options;
    this.#limits = limits;
    this.#rooms = new MarketRooms(options.exchange);
    this.#unsubscribe = options.feed.subscribe((frame) => this.#tell(frame));
  }

  accept(connection: ClientConnection): void {
    const client = createMarketClient(connection);
    this.#clients.add(client);
    connection.startIdleTimer();
    connection.onMessage((text) => this.#hear(client, text));
    connection.onClose(() => {
      this.#clients.delete(client);
      for (const tokenId of client.tokenIds) this.#rooms.leave(client, tokenId);
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  #hear(client: MarketClient, text: string): void {
    const message = readMarketMessage(text);
    if (message !== null && (client.hasSubscribed || message.operation !== "unsubscribe")) {
      return this.#apply(client, message);
    }
    if (client.hasSubscribed) client.connection.send(INVALID_OPERATION);
    else client.connection.close(CLOSE.policy, "invalid subscription payload");
  }

  #apply(client: MarketClient, message: MarketMessage): void {
    client.hasSubscribed = true;
    client.hasCustomFeatures = message.custom_feature_enabled ?? client.hasCustomFeatures;
    client.level = message.level ?? client.level;
    const tokenIds = message.assets_ids ?? [];
    if (message.operation === "unsubscribe") {
      for (const tokenId of tokenIds) this.#rooms.leave(client, tokenId);
    } else this.#follow(client, tokenIds, message.initial_dump ?? true);
    if (client.tokenIds.size > 0 || client.followsNews) client.connection.stopIdleTimer();
    else client.connection.startIdleTimer();
  }

  #follow(client: MarketClient, tokenIds: readonly string[], wantsDump: boolean): void {
    if (tokenIds.length === 0) {
      client.followsNews = true;
      return;
    }
    const fresh = [...new Set(tokenIds)]
      .filter((tokenId) => !client.tokenIds.has(tokenId))
      .slice(0, this.#limits.subscriptionsMax - client.tokenIds.size);
    if (fresh.length === 0) return client.connection.send(NO_NEW_ASSETS);
    for (const tokenId of fresh) this.#rooms.enter(client, tokenId);
    if (wantsDump) this.#dump(client, fresh);
  }

  /** Whole books of newly followed tokens, in one array. Tokens that nobody knows have none. */
  #dump(client: MarketClient, tokenIds: readonly string[]): void {
    const { exchange, feed } = this.#options;
    const books: string[] = [];
    let isSilent = false;
    for (const tokenId of tokenIds) {
      const market = exchange.marketOfToken(tokenId);
      if (market === undefined) continue;
      const { conditionId, tokenIds: both } = market.terms;
      if (feed.isFrozen(conditionId)) {
        isSilent = true;
        continue;
      }
      const frame = feed.snapshot(conditionId)[both[0] === tokenId ? 0 : 1];
      const shown = frame && client.level === 1 ? topOfBookFrame(frame) : frame;
      if (shown) books.push(...marketFrameJson(market, shown));
    }
    if (books.length > 0 || !isSilent) client.connection.sendText(`[${books.join(",")}]`);
  }

  #tell(frame: FeedFrame): void {
    const market = this.#options.exchange.market(frame.conditionId);
    if (market === undefined) return;
    const encoded = new EncodedFrame(market, frame);
    if (frame.kind === "new_market") {
      this.#rooms.open(frame.conditionId);
      for (const client of this.#clients) if (client.hasCustomFeatures) send(client, encoded, 3);
      return;
    }
    const isCustom = frame.kind === "best_bid_ask" || frame.kind === "market_resolved";
    const room = this.#rooms.of(frame.conditionId);
    for (const [client, mask] of room ?? []) {
      if (!isCustom || client.hasCustomFeatures) send(client, encoded, mask);
    }
    if (frame.kind !== "market_resolved") return;
    for (const client of this.#clients) {
      const isNews = client.followsNews && client.hasCustomFeatures;
      if (isNews && room?.has(client) !== true) send(client, encoded, 3);
    }
  }
}

function send({ connection, level }: MarketClient, encoded: EncodedFrame, mask: number): void {
  for (const message of encoded.messagesFor(mask, level === 1)) connection.send(message);
}
