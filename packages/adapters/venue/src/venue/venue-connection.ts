import { PolytradersError } from "@polytraders/core";
import type { GatewayRequest, Respond, RouteHandler } from "../gateway/gateway.ts";
import type { VenueSession } from "../gateway/sessions.ts";
import { balanceRoutes } from "../server/account/balance-routes.ts";
import { FunderBook } from "../server/account/funder-book.ts";
import { heartbeatRoutes } from "../server/account/heartbeat-routes.ts";
import { ownDataRoutes } from "../server/account/own-data-routes.ts";
import { RouteCall, type QueryValues } from "../server/http/route-call.ts";
import type { Route } from "../server/http/route.ts";
import { tokenRoutes } from "../server/markets/token-routes.ts";
import { cancellingRoutes } from "../server/orders/cancel-orders.ts";
import { postingRoutes } from "../server/orders/post-orders.ts";
import { admitInProcess, bodyOf, type PlaceableOrder } from "./in-process-order.ts";
import type { Venue } from "./open-venue.ts";

/** Who connects. */
export interface ConnectionOptions {
  /** Address that the session belongs to, and that unsigned orders spend from. */
  readonly signer: string;
  /** Which of the signer's API keys; 0 by default. */
  readonly nonce?: number;
}

/** One request as the wire would carry it, its body as a value. */
export interface ConnectionRequest {
  /** Verb and path pattern, such as `POST /order` or `GET /data/order/{id}`. */
  readonly route: string;
  /** What the path's placeholders stand for. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryValues;
  readonly body?: unknown;
}

/** Which orders or trades to list; every given field must match. */
export interface ListScope {
  /** Of an order when orders are listed, of a trade when trades are. */
  readonly id?: string;
  readonly conditionId?: string;
  readonly tokenId?: string;
  /** Cursor of the page, from the last page's `next_cursor`. */
  readonly cursor?: string;
}

/**
 * What a bot in process trades through: one API key and the requests it may make. They pass the
 * venue's door like those of the wire, through modes, limits and faults, and are answered by the
 * same routes: the same status, body and headers, at once or in the venue's time. `null` is an
 * answer that never comes.
 *
 * Frames of the two channels come from `venue.feed` and, under `session.apiKey`, `venue.userFeed`.
 */
export interface VenueConnection {
  readonly session: VenueSession;
  place(order: PlaceableOrder, respond: Respond): void;
  /** At most 15. */
  placeBatch(orders: readonly PlaceableOrder[], respond: Respond): void;
  cancel(orderId: string, respond: Respond): void;
  /** At most 1,000. */
  cancelMany(orderIds: readonly string[], respond: Respond): void;
  cancelAll(respond: Respond): void;
  cancelMarket(
    scope: { readonly conditionId?: string; readonly tokenId?: string },
    respond: Respond,
  ): void;
  /** @param heartbeatId - the id that the last one was answered with, `""` for the first */
  heartbeat(heartbeatId: string, respond: Respond): void;
  /** An open order of the session's. */
  order(orderId: string, respond: Respond): void;
  openOrders(scope: ListScope, respond: Respond): void;
  trades(scope: ListScope, respond: Respond): void;
  /** @param tokenId - `null` for pUSD */
  balance(tokenId: string | null, respond: Respond): void;
  /**
   * Any request of those above, and of the books and prices of tokens.
   *
   * @throws PolytradersError `VENUE_COMMAND_INVALID` for a route that does not exist in process
   */
  send(request: ConnectionRequest, respond: Respond): void;
}

/**
 * Opens a session with a venue in the same process: a new API key, or the one that this signer and
 * nonce have already.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` when the signer has too many keys
 */
export function connectInProcess(venue: Venue, options: ConnectionOptions): VenueConnection {
  const { nonce = 0 } = options;
  const signer = options.signer.toLowerCase();
  const session = venue.sessions.create(signer, nonce) ?? venue.sessions.derive(signer, nonce);
  if (session === null) {
    throw new PolytradersError("VENUE_COMMAND_INVALID", {
      expected: "a signer that may have one more API key",
      found: signer,
    });
  }
  venue.wallets.claim(signer, signer);
  return new InProcessConnection(venue, session);
}

class InProcessConnection implements VenueConnection {
  readonly session: VenueSession;
  readonly #venue: Venue;
  readonly #routes: ReadonlyMap<string, Route>;

  constructor(venue: Venue, session: VenueSession) {
    this.session = session;
    this.#venue = venue;
    this.#routes = new Map(
      routesOf(venue).map((route) => [`${route.method} ${route.path}`, route]),
    );
  }

  place(order: PlaceableOrder, respond: Respond): void {
    this.send({ route: "POST /order", body: bodyOf(order) }, respond);
  }

  placeBatch(orders: readonly PlaceableOrder[], respond: Respond): void {
    this.send({ route: "POST /orders", body: orders.map(bodyOf) }, respond);
  }

  cancel(orderId: string, respond: Respond): void {
    this.send({ route: "DELETE /order", body: { orderID: orderId } }, respond);
  }

  cancelMany(orderIds: readonly string[], respond: Respond): void {
    this.send({ route: "DELETE /orders", body: orderIds }, respond);
  }

  cancelAll(respond: Respond): void {
    this.send({ route: "DELETE /cancel-all" }, respond);
  }

  cancelMarket(
    { conditionId, tokenId }: { readonly conditionId?: string; readonly tokenId?: string },
    respond: Respond,
  ): void {
    const body = { market: conditionId, asset_id: tokenId };
    this.send({ route: "DELETE /cancel-market-orders", body }, respond);
  }

  heartbeat(heartbeatId: string, respond: Respond): void {
    this.send({ route: "POST /v1/heartbeats", body: { heartbeat_id: heartbeatId } }, respond);
  }

  order(orderId: string, respond: Respond): void {
    this.send({ route: "GET /data/order/{id}", params: { id: orderId } }, respond);
  }

  openOrders(scope: ListScope, respond: Respond): void {
    this.send({ route: "GET /data/orders", query: queryOf(scope) }, respond);
  }

  trades(scope: ListScope, respond: Respond): void {
    this.send({ route: "GET /data/trades", query: queryOf(scope) }, respond);
  }

  balance(tokenId: string | null, respond: Respond): void {
    const query: QueryValues =
      tokenId === null
        ? { asset_type: "COLLATERAL" }
        : { asset_type: "CONDITIONAL", token_id: tokenId };
    this.send({ route: "GET /balance-allowance", query }, respond);
  }

  send(request: ConnectionRequest, respond: Respond): void {
    const route = this.#routes.get(request.route);
    if (route === undefined) {
      throw new PolytradersError("VENUE_COMMAND_INVALID", {
        expected: `one of ${[...this.#routes.keys()].join(", ")}`,
        found: request.route,
      });
    }
    const call = callOf(request);
    const subject = route.subject?.(call);
    const isOwn = route.auth !== "public";
    const { apiKey, signer } = this.session;
    const passage: GatewayRequest = {
      route: request.route,
      session: isOwn ? apiKey : null,
      signer: isOwn ? signer : null,
      address: call.address,
      itemCount: subject?.itemCount ?? 1,
      conditionId: subject?.conditionId ?? null,
    };
    this.#venue.gateway.handle(passage, handlerOf(route, call, this.session), respond);
  }
}

function routesOf({ exchange, wallets, chainId }: Venue): readonly Route[] {
  const funders = new FunderBook();
  const admission = {
    chainId,
    wallets,
    marketOfToken: (tokenId: string) => exchange.marketOfToken(tokenId)?.terms,
  };
  return [
    ...postingRoutes({
      ...admission,
      exchange,
      funders,
      admit: (body, session) => admitInProcess(body, session, admission),
    }),
    ...cancellingRoutes(exchange),
    ...heartbeatRoutes(exchange),
    ...ownDataRoutes(exchange),
    ...balanceRoutes({ exchange, chainId, wallets, funders }),
    ...tokenRoutes(exchange),
  ];
}

function handlerOf(route: Route, call: RouteCall, session: VenueSession): RouteHandler {
  switch (route.auth) {
    case "public":
      return (respond) => respond(route.answer(call));
    case "key":
      return (respond) => respond(route.answer(call, session));
    case "trading key":
      return route.work(call, session);
    case "wallet":
      return (respond) => respond(route.answer(call, session));
  }
}

function callOf({ route, params = {}, query = {}, body }: ConnectionRequest): RouteCall {
  return new RouteCall({
    params,
    query,
    path: route.slice(route.indexOf(" ") + 1),
    text: "",
    headers: {},
    address: "local",
    json: body,
  });
}

function queryOf({ id, conditionId, tokenId, cursor }: ListScope): QueryValues {
  return { id, market: conditionId, asset_id: tokenId, next_cursor: cursor };
}
