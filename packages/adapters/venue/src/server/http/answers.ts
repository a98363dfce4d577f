import type { GatewayAnswer } from "../../gateway/gateway.ts";

/** 200 with a JSON body. */
export function ok(body: unknown): GatewayAnswer {
  return { status: 200, body };
}

/** A refusal in the venue's shape. */
export function refused(status: number, error: string): GatewayAnswer {
  return { status, body: { error } };
}

export const INVALID_PAYLOAD = refused(400, "Invalid order payload");
export const UNAUTHORIZED = refused(401, "Unauthorized/Invalid api key");
export const INVALID_WALLET_PROOF = refused(401, "Invalid L1 Request headers");
export const NO_ORDER_BOOK = refused(404, "No orderbook exists for the requested token id");
export const MARKET_NOT_FOUND = refused(404, "market not found");
export const INVALID_TOKEN = refused(400, "Invalid token id");
