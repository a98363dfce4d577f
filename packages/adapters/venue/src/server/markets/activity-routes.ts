import { formatPrice, formatShares } from "@polytraders/core";
import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import type { VenueTrade } from "../../exchange/venue-trade.ts";
import { checksumAddress } from "../account/checksum-address.ts";
import { MARKET_NOT_FOUND, ok, refused } from "../http/answers.ts";
import type { Route } from "../http/route.ts";
import { marketOf } from "./find-market.ts";

/** Trades shown of one market, newest first. */
const TRADES_SHOWN = 50;

/** Most markets in one request. */
const MARKETS_MAX = 100;

/** Recent trades of a market, of one or of several. */
export function activityRoutes(exchange: Exchange): readonly Route[] {
  const eventsOf = (market: ListedMarket): unknown[] =>
    exchange
      .trades({ conditionId: market.terms.conditionId })
      .slice(0, TRADES_SHOWN)
      .map((trade) => tradeEvent(trade, market));
  return [
    {
      method: "GET",
      path: "/markets/live-activity/{id}",
      auth: "public",
      answer: (call) => {
        const market = marketOf(exchange, call.params["id"] ?? "");
        return market === undefined ? MARKET_NOT_FOUND : ok(eventsOf(market));
      },
    },
    {
      method: "POST",
      path: "/markets/live-activity",
      auth: "public",
      answer: (call) => {
        const { json } = call;
        if (!Array.isArray(json)) return refused(400, "Invalid payload");
        if (json.length > MARKETS_MAX) return refused(400, "Payload exceeds the limit");
        const ids: unknown[] = json;
        const events = ids.flatMap((id) => {
          const market = typeof id === "string" ? marketOf(exchange, id) : undefined;
          return market === undefined ? [] : eventsOf(market);
        });
        return ok(events);
      },
    },
  ];
}

function tradeEvent(trade: VenueTrade, { terms }: ListedMarket): Readonly<Record<string, unknown>> {
  return {
    event_type: "trade",
    market: {
      condition_id: terms.conditionId,
      asset_id: terms.tokenIds[trade.token],
      question: terms.question,
      icon: "",
      slug: terms.slug,
    },
    user: {
      address: checksumAddress(trade.takerAccount),
      username: "",
      profile_picture: "",
      optimized_profile_picture: "",
      pseudonym: "",
    },
    side: trade.side,
    size: formatShares(trade.size),
    fee_rate_bps: "0",
    price: formatPrice(trade.price),
    outcome: terms.outcomes[trade.token],
    outcome_index: trade.token,
    transaction_hash: trade.transactionHash,
    timestamp: String(Math.floor(trade.matchedAtMs / 1_000)),
  };
}
