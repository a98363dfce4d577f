import { formatPrice, priceUsd } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import { venueBookOf } from "../../feed/token-book.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import { INVALID_TOKEN, NO_ORDER_BOOK, ok, refused } from "../http/answers.ts";
import { isRecord, type RouteCall } from "../http/route-call.ts";
import type { Route, RouteSubject } from "../http/route.ts";
import { placeOfToken, type TokenPlace } from "./find-market.ts";
import { bestPriceText, lastPriceOf, lastSideOf, midText, spreadText } from "./token-prices.ts";

/** Most tokens in one request. */
const BATCH_MAX = 500;

const INVALID_SIDE = refused(400, "Invalid side");
const INVALID_BATCH = refused(400, "Invalid payload");

/** Books and prices of single tokens and of several at once. */
export function tokenRoutes(exchange: Exchange): readonly Route[] {
  const book = (place: TokenPlace): unknown => {
    const answer = venueBookOf(place.market, place.token, exchange.nowMs);
    const { market, asset_id, timestamp, hash, ...rest } = answer;
    const { last_trade_price: last } = rest;
    // Clients hash the keys in the order they come in.
    const whole = { market, asset_id, timestamp, hash, ...rest, last_trade_price: last };
    return place.market.terms.protocol === "v2" ? { ...whole, version: "v2" } : whole;
  };
  return [
    single(exchange, "/book", book),
    batch(exchange, "/books", ({ known }) => known.map(({ place }) => book(place))),
    ...parameterRoutes(exchange),
    single(exchange, "/midpoint", (place) => ({ mid: midText(place) })),
    batch(exchange, "/midpoints", (tokens) => byToken(tokens, midText)),
    single(exchange, "/price", (place, call) => {
      const side = sideOf(call.query("side"));
      return side === null ? INVALID_SIDE : { price: bestPriceText(place, side) };
    }),
    batch(exchange, "/prices", pricesOf),
    single(exchange, "/spread", (place) => ({ spread: spreadText(place) })),
    batch(exchange, "/spreads", (tokens) => byToken(tokens, spreadText)),
    single(exchange, "/last-trade-price", lastTrade),
    batch(exchange, "/last-trades-prices", ({ known }) =>
      known
        .filter(({ place }) => place.market.state.lastTradePrice !== null)
        .map(({ tokenId, place }) => Object.assign({ token_id: tokenId }, lastTrade(place))),
    ),
  ];
}

/** What a client must know to make an order; by query and by path. */
function parameterRoutes(exchange: Exchange): readonly Route[] {
  const parameters: Readonly<Record<string, (place: TokenPlace) => unknown>> = {
    "/tick-size": ({ market }) => ({ minimum_tick_size: priceUsd(market.state.tickSize) }),
    "/neg-risk": ({ market }) => ({ neg_risk: market.terms.negRiskSetId !== null }),
    "/fee-rate": () => ({ base_fee: 0 }),
  };
  return Object.entries(parameters).flatMap(([path, rowOf]) => [
    single(exchange, path, rowOf),
    single(exchange, `${path}/{id}`, rowOf),
  ]);
}

function lastTrade({ market, token }: TokenPlace): { price: string; side: string } {
  const price = lastPriceOf(market, token);
  return { price: price === null ? "0.5" : formatPrice(price), side: lastSideOf(market, token) };
}

function single(
  exchange: Exchange,
  path: string,
  rowOf: (place: TokenPlace, call: RouteCall) => unknown,
): Route {
  return {
    method: "GET",
    path,
    auth: "public",
    subject: (call) => tokenSubject(call, exchange),
    answer: (call) => {
      const tokenId = tokenIdOf(call);
      if (tokenId === null) return INVALID_TOKEN;
      const place = placeOfToken(exchange, tokenId);
      if (place === null) return NO_ORDER_BOOK;
      const row = rowOf(place, call);
      return row === INVALID_SIDE ? INVALID_SIDE : ok(row);
    },
  };
}

interface BatchToken {
  readonly tokenId: string;
  readonly side: "BUY" | "SELL" | null;
  readonly place: TokenPlace;
}

interface Batch {
  /** Tokens that are listed, in the order asked for. */
  readonly known: readonly BatchToken[];
}

function batch(exchange: Exchange, path: string, answerOf: (batch: Batch) => unknown): Route {
  return {
    method: "POST",
    path,
    auth: "public",
    answer: (call): GatewayAnswer => {
      const { json } = call;
      if (!Array.isArray(json)) return INVALID_BATCH;
      if (json.length > BATCH_MAX) return refused(400, "Payload exceeds the limit");
      const items: unknown[] = json;
      const known: BatchToken[] = [];
      for (const item of items) {
        if (!isRecord(item) || typeof item["token_id"] !== "string") return INVALID_BATCH;
        const tokenId = item["token_id"];
        const place = placeOfToken(exchange, tokenId);
        if (place !== null) known.push({ tokenId, side: sideOf(item["side"]), place });
      }
      return ok(answerOf({ known }));
    },
  };
}

function byToken({ known }: Batch, textOf: (place: TokenPlace) => string): object {
  return Object.fromEntries(known.map(({ tokenId, place }) => [tokenId, textOf(place)]));
}

/** The sides asked for; both where none is named. */
function pricesOf({ known }: Batch): object {
  const prices = new Map<string, { BUY?: string; SELL?: string }>();
  for (const { tokenId, side, place } of known) {
    const row = prices.get(tokenId) ?? {};
    if (side !== "SELL") row.BUY = bestPriceText(place, "BUY");
    if (side !== "BUY") row.SELL = bestPriceText(place, "SELL");
    prices.set(tokenId, row);
  }
  return Object.fromEntries(prices);
}

function sideOf(value: unknown): "BUY" | "SELL" | null {
  const text = typeof value === "string" ? value.toUpperCase() : "";
  return text === "BUY" || text === "SELL" ? text : null;
}

/** From the path or the query; `null` when it is no decimal number. */
function tokenIdOf(call: RouteCall): string | null {
  const tokenId = call.params["id"] ?? call.query("token_id");
  return /^\d{1,78}$/.test(tokenId) ? tokenId : null;
}

function tokenSubject(call: RouteCall, exchange: Exchange): RouteSubject {
  const tokenId = tokenIdOf(call);
  if (tokenId === null) return {};
  return { conditionId: exchange.marketOfToken(tokenId)?.terms.conditionId ?? null };
}
