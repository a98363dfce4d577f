import type { EpochMs } from "@polytraders/core";

/** One request at the venue's door, whichever way it came. */
export interface GatewayRequest {
  /** Verb and path pattern, such as `POST /order` or `GET /data/order/{id}`. */
  readonly route: string;
  /** API key, `null` for public routes. */
  readonly session: string | null;
  /** Signer of the session, lower case; `null` for public routes. */
  readonly signer: string | null;
  /** Network address, for limits by address; `"local"` in process. */
  readonly address: string;
  /** Orders or ids in the request, for limits by signer. */
  readonly itemCount: number;
  /** Market it is about, where it is about one. */
  readonly conditionId: string | null;
}

/** What the client gets: JSON body, status, extra headers. */
export interface GatewayAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Delivers an answer; `null` means that none ever comes (a timeout). */
export type Respond = (answer: GatewayAnswer | null) => void;

/**
 * Does the work behind a route; may answer later.
 *
 * @param refusedLegs - for batches of orders: text by position of the legs that must be answered as
 * refused, as `{success: true, errorMsg: text, orderID: ""}`, without reaching the exchange
 */
export type RouteHandler = (
  respond: (answer: GatewayAnswer) => void,
  refusedLegs: ReadonlyMap<number, string>,
) => void;

/**
 * The door that every request passes, over HTTP and in process alike: venue modes, rate limits and
 * faults, before and after the handler.
 */
export interface Gateway {
  handle(request: GatewayRequest, handler: RouteHandler, respond: Respond): void;
  /** The venue's clock as clients see it: skewed by a fault. */
  clientNowMs(): EpochMs;
}
