import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import type { TokenIndex } from "../../market/venue-market.ts";

/** A token of a listed market. */
export interface TokenPlace {
  readonly market: ListedMarket;
  readonly token: TokenIndex;
}

/** Where a token belongs, `null` when no market has it. */
export function placeOfToken(exchange: Exchange, tokenId: string): TokenPlace | null {
  const market = exchange.marketOfToken(tokenId);
  if (market === undefined) return null;
  return { market, token: market.terms.tokenIds[0] === tokenId ? 0 : 1 };
}

/** A market by its condition id in any spelling of its digits. */
export function marketOf(exchange: Exchange, conditionId: string): ListedMarket | undefined {
  return exchange.market(conditionId) ?? exchange.market(conditionId.toLowerCase());
}
