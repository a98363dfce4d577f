import type { Exchange } from "../../exchange/exchange.ts";
import type { CancelAnswer } from "../../exchange/order-request.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import { INVALID_PAYLOAD, ok, refused } from "../http/answers.ts";
import { isRecord, type RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";

/** Most ids in one request. */
const IDS_MAX = 1_000;

const INVALID_ORDER_ID = refused(400, "Invalid orderID");
const ORDER_ID = /^0x[0-9a-fA-F]{64}$/;

/** The four ways to cancel. */
export function cancellingRoutes(exchange: Exchange): readonly Route[] {
  return [
    {
      method: "DELETE",
      path: "/order",
      auth: "trading key",
      subject: (call) => ({ conditionId: conditionOfOrder(call, exchange) }),
      work: (call, session) => (respond) => {
        const orderId = isRecord(call.json) ? call.json["orderID"] : undefined;
        if (typeof orderId !== "string" || !ORDER_ID.test(orderId))
          return respond(INVALID_ORDER_ID);
        respond(answerOf(exchange.cancel(session.apiKey, [orderId.toLowerCase()])));
      },
    },
    {
      method: "DELETE",
      path: "/orders",
      auth: "trading key",
      subject: (call) => ({ itemCount: Array.isArray(call.json) ? call.json.length : 1 }),
      work: (call, session) => (respond) => {
        const ids = orderIdsOf(call.json);
        if (!Array.isArray(ids)) return respond(ids);
        respond(answerOf(exchange.cancel(session.apiKey, ids)));
      },
    },
    {
      method: "DELETE",
      path: "/cancel-all",
      auth: "trading key",
      work: (_call, session) => (respond) => respond(answerOf(exchange.cancelAll(session.apiKey))),
    },
    {
      method: "DELETE",
      path: "/cancel-market-orders",
      auth: "trading key",
      subject: (call) => ({ conditionId: scopeOf(call.json)?.conditionId ?? null }),
      work: (call, session) => (respond) => {
        const scope = scopeOf(call.json);
        if (scope === null) return respond(INVALID_PAYLOAD);
        respond(answerOf(exchange.cancelMarket(session.apiKey, scope)));
      },
    },
  ];
}

function answerOf({ cancelled, notCancelled }: CancelAnswer): GatewayAnswer {
  return ok({ canceled: cancelled, not_canceled: notCancelled });
}

/** Distinct ids of a request's body, or why it is refused. */
function orderIdsOf(body: unknown): string[] | GatewayAnswer {
  if (!Array.isArray(body) || body.length === 0) return INVALID_PAYLOAD;
  if (body.length > IDS_MAX) {
    return refused(400, `Too many orders in payload: ${body.length}, max allowed: ${IDS_MAX}`);
  }
  const ids = new Set<string>();
  for (const id of body) {
    if (typeof id !== "string" || !ORDER_ID.test(id)) return INVALID_ORDER_ID;
    ids.add(id.toLowerCase());
  }
  return [...ids];
}

/** Market, token or both; `null` when neither is named or either is no text. */
function scopeOf(body: unknown): { conditionId?: string; tokenId?: string } | null {
  if (!isRecord(body)) return null;
  const market = body["market"];
  const asset = body["asset_id"];
  const scope: { conditionId?: string; tokenId?: string } = {};
  if (typeof market === "string" && market !== "") scope.conditionId = market.toLowerCase();
  else if (market !== undefined && market !== null && market !== "") return null;
  if (typeof asset === "string" && asset !== "") scope.tokenId = asset;
  else if (asset !== undefined && asset !== null && asset !== "") return null;
  return scope.conditionId === undefined && scope.tokenId === undefined ? null : scope;
}

function conditionOfOrder(call: RouteCall, exchange: Exchange): string | null {
  const orderId = isRecord(call.json) ? call.json["orderID"] : undefined;
  if (typeof orderId !== "string") return null;
  return exchange.order(orderId.toLowerCase())?.conditionId ?? null;
}
