import type { Exchange } from "../../exchange/exchange.ts";
import type { TokenIndex } from "../../market/venue-market.ts";
import type { MarketClient } from "./market-client.ts";

/** Which of a market's tokens a client follows: bit 0 the first, bit 1 the second. */
export type TokenMask = number;

export function maskOf(token: TokenIndex): TokenMask {
  return 1 << token;
}

/**
 * Places of all clients together that wait for tokens nobody has listed. Listed ones are as many as
 * the venue has; names that clients make up must not fill its memory.
 */
const WAITING_MAX = 100_000;

/** Who follows which market. Tokens that are not listed yet wait for their market. */
export class MarketRooms {
  #waitingCount = 0;
  readonly #exchange: Exchange;
  readonly #rooms = new Map<string, Map<MarketClient, TokenMask>>();
  readonly #unlisted = new Map<string, Set<MarketClient>>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Clients of a market, in the order in which they came. */
  of(conditionId: string): ReadonlyMap<MarketClient, TokenMask> | undefined {
    return this.#rooms.get(conditionId);
  }

  /** Lets a client follow a token; one that is not listed is left out when too many wait already. */
  enter(client: MarketClient, tokenId: string): void {
    const place = this.#placeOf(tokenId);
    if (place === undefined) return this.#wait(client, tokenId);
    client.tokenIds.add(tokenId);
    const room = this.#rooms.get(place.conditionId) ?? new Map<MarketClient, TokenMask>();
    room.set(client, (room.get(client) ?? 0) | place.mask);
    this.#rooms.set(place.conditionId, room);
  }

  leave(client: MarketClient, tokenId: string): void {
    if (!client.tokenIds.delete(tokenId)) return;
    this.#stopWaiting(client, tokenId);
    const place = this.#placeOf(tokenId);
    const room = place && this.#rooms.get(place.conditionId);
    if (place === undefined || room === undefined) return;
    const left = (room.get(client) ?? 0) & ~place.mask;
    if (left === 0) room.delete(client);
    else room.set(client, left);
    if (room.size === 0) this.#rooms.delete(place.conditionId);
  }

  /** Lets in everyone who has waited for a market. */
  open(conditionId: string): void {
    for (const tokenId of this.#exchange.market(conditionId)?.terms.tokenIds ?? []) {
      for (const client of this.#unlisted.get(tokenId) ?? []) {
        this.#stopWaiting(client, tokenId);
        this.enter(client, tokenId);
      }
    }
  }

  #wait(client: MarketClient, tokenId: string): void {
    if (this.#waitingCount >= WAITING_MAX) return;
    const waiting = this.#unlisted.get(tokenId) ?? new Set();
    if (waiting.has(client)) return;
    this.#waitingCount += 1;
    client.tokenIds.add(tokenId);
    waiting.add(client);
    this.#unlisted.set(tokenId, waiting);
  }

  #stopWaiting(client: MarketClient, tokenId: string): void {
    const waiting = this.#unlisted.get(tokenId);
    if (waiting?.delete(client) !== true) return;
    this.#waitingCount -= 1;
    if (waiting.size === 0) this.#unlisted.delete(tokenId);
  }

  #placeOf(
    tokenId: string,
  ): { readonly conditionId: string; readonly mask: TokenMask } | undefined {
    const terms = this.#exchange.marketOfToken(tokenId)?.terms;
    if (terms === undefined) return undefined;
    return { conditionId: terms.conditionId, mask: maskOf(terms.tokenIds[0] === tokenId ? 0 : 1) };
  }
}
