import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import { MARKET_NOT_FOUND, ok, refused } from "../http/answers.ts";
import { cursorPage } from "../http/cursor-page.ts";
import type { RouteCall } from "../http/route-call.ts";
import type { Route, RouteSubject } from "../http/route.ts";
import { marketOf, placeOfToken } from "./find-market.ts";
import { compactMarket, isAccepting, marketObject, simplifiedMarket } from "./market-object.ts";

const PAGE = 500;

const INVALID_CURSOR = refused(400, "invalid next_cursor");

export interface MarketRoutePorts {
  readonly exchange: Exchange;
  /** Address of pUSD. */
  readonly collateral: string;
  /** When a market began to take orders, ISO 8601. */
  readonly listedAtOf: (market: ListedMarket) => string;
}

/** Which markets there are, whole, simplified and compact. */
export function marketRoutes(ports: MarketRoutePorts): readonly Route[] {
  const { exchange, collateral, listedAtOf } = ports;
  const whole = (market: ListedMarket): unknown =>
    marketObject(market, { collateral, listedAt: listedAtOf(market) });
  const simplified = (market: ListedMarket): unknown => simplifiedMarket(market, { collateral });
  const all = (): readonly ListedMarket[] => exchange.markets();
  // Sampled are those with a liquidity programme.
  const sampled = (): readonly ListedMarket[] =>
    all().filter((market) => market.terms.rewards !== null && isAccepting(market));
  return [
    listing("/markets", all, whole),
    listing("/simplified-markets", all, simplified),
    listing("/sampling-markets", sampled, whole),
    listing("/sampling-simplified-markets", sampled, simplified),
    single("/markets/{id}", exchange, whole),
    single("/clob-markets/{id}", exchange, (market) => compactMarket(market, listedAtOf(market))),
    {
      method: "GET",
      path: "/markets-by-token/{id}",
      auth: "public",
      answer: (call) => {
        const place = placeOfToken(exchange, call.params["id"] ?? "");
        if (place === null) return MARKET_NOT_FOUND;
        const { conditionId, tokenIds } = place.market.terms;
        return ok({
          condition_id: conditionId,
          primary_token_id: tokenIds[0],
          secondary_token_id: tokenIds[1],
        });
      },
    },
  ];
}

function listing(
  path: string,
  markets: () => readonly ListedMarket[],
  rowOf: (market: ListedMarket) => unknown,
): Route {
  return {
    method: "GET",
    path,
    auth: "public",
    answer: (call) => {
      const page = cursorPage(markets(), { cursor: call.query("next_cursor"), limit: PAGE }, rowOf);
      return page === null ? INVALID_CURSOR : ok(page);
    },
  };
}

function single(path: string, exchange: Exchange, rowOf: (market: ListedMarket) => unknown): Route {
  return {
    method: "GET",
    path,
    auth: "public",
    subject: conditionSubject,
    answer: (call) => {
      const market = marketOf(exchange, call.params["id"] ?? "");
      return market === undefined ? MARKET_NOT_FOUND : ok(rowOf(market));
    },
  };
}

function conditionSubject(call: RouteCall): RouteSubject {
  return { conditionId: call.params["id"]?.toLowerCase() ?? null };
}
