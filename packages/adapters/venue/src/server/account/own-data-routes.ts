import type { Exchange, OrderFilter, TradeFilter } from "../../exchange/exchange.ts";
import type { VenueTrade } from "../../exchange/venue-trade.ts";
import { ok, refused } from "../http/answers.ts";
import { cursorPage } from "../http/cursor-page.ts";
import { isRecord, type RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import { orderRow } from "./order-row.ts";
import { tradeRow } from "./trade-row.ts";

const PAGE = 100;

const ORDER_NOT_FOUND = refused(404, "order not found");
const INVALID_CURSOR = refused(400, "invalid next_cursor");
const INVALID_TIME = refused(400, "invalid time, expected epoch seconds");

/** What a key may read of itself: its open orders, its trades, what of its orders scores. */
export function ownDataRoutes(exchange: Exchange): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/data/order/{id}",
      auth: "key",
      answer: (call, session) => {
        const orderId = call.params["id"]?.toLowerCase() ?? "";
        const [order] = exchange.openOrders({ session: session.apiKey, orderId });
        return order === undefined ? ORDER_NOT_FOUND : ok(orderRow(order, exchange));
      },
    },
    {
      method: "GET",
      path: "/data/orders",
      auth: "key",
      answer: (call, session) => {
        const orders = exchange.openOrders(orderFilterOf(call, session.apiKey));
        const page = cursorPage(
          orders,
          { cursor: call.query("next_cursor"), limit: PAGE },
          (order) => orderRow(order, exchange),
        );
        return page === null ? INVALID_CURSOR : ok(page);
      },
    },
    {
      method: "GET",
      path: "/data/pre-migration-orders",
      auth: "key",
      answer: () => ok(cursorPage([], { cursor: "", limit: PAGE }, () => null)),
    },
    {
      method: "GET",
      path: "/data/trades",
      auth: "key",
      answer: (call, session) => {
        const filter = tradeFilterOf(call, session.apiKey);
        if (filter === null) return INVALID_TIME;
        const maker = call.query("maker_address").toLowerCase();
        const trades = exchange.trades(filter);
        const page = cursorPage(
          maker === "" ? trades : trades.filter((trade) => hasParty(trade, maker)),
          { cursor: call.query("next_cursor"), limit: PAGE },
          (trade) => tradeRow(trade, session.apiKey, exchange),
        );
        return page === null ? INVALID_CURSOR : ok(page);
      },
    },
    ...scoringRoutes(exchange),
  ];
}

function scoringRoutes(exchange: Exchange): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/order-scoring",
      auth: "key",
      answer: (call) => ok({ scoring: isScoring(call.query("order_id"), exchange) }),
    },
    {
      method: "POST",
      path: "/orders-scoring",
      auth: "key",
      answer: (call) => {
        const { json } = call;
        const ids = isRecord(json) ? json["orderIds"] : json;
        if (!Array.isArray(ids) || ids.length > 1_000) return refused(400, "Invalid orderID");
        const scoring = new Map<string, boolean>();
        for (const id of ids) {
          if (typeof id === "string") scoring.set(id, isScoring(id, exchange));
        }
        return ok(Object.fromEntries(scoring));
      },
    },
  ];
}

function isScoring(orderId: string, exchange: Exchange): boolean {
  return exchange.isScoring(orderId.toLowerCase());
}

function orderFilterOf(call: RouteCall, session: string): OrderFilter {
  const filter: { session: string; orderId?: string; conditionId?: string; tokenId?: string } = {
    session,
  };
  const orderId = call.query("id").toLowerCase();
  const conditionId = call.query("market").toLowerCase();
  const tokenId = call.query("asset_id");
  if (orderId !== "") filter.orderId = orderId;
  if (conditionId !== "") filter.conditionId = conditionId;
  if (tokenId !== "") filter.tokenId = tokenId;
  return filter;
}

/** `null` when a time is no number of seconds. */
function tradeFilterOf(call: RouteCall, session: string): TradeFilter | null {
  const before = secondsOf(call.query("before"));
  const after = secondsOf(call.query("after"));
  if (before === null || after === null) return null;
  const { orderId: _unused, ...scope } = orderFilterOf(call, session);
  const tradeId = call.query("id");
  return {
    ...scope,
    ...(tradeId === "" ? {} : { tradeId }),
    ...(before === undefined ? {} : { matchedBeforeMs: before * 1_000 }),
    ...(after === undefined ? {} : { matchedAfterMs: after * 1_000 }),
  };
}

function secondsOf(text: string): number | null | undefined {
  if (text === "") return undefined;
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function hasParty(trade: VenueTrade, account: string): boolean {
  return trade.takerAccount === account || trade.makers.some((maker) => maker.account === account);
}
