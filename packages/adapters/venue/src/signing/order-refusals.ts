import type { Refusal, RefusalCode } from "../exchange/order-request.ts";

function badRequest(code: RefusalCode, text: string): Refusal {
  return { code, httpStatus: 400, text };
}

/** Not an order at all. */
export const INVALID_PAYLOAD = badRequest("invalid_payload", "Invalid order payload");
/** Signed for another version of the exchange. */
export const VERSION_MISMATCH = badRequest("version_mismatch", "order_version_mismatch");
export const INVALID_TOKEN = badRequest("invalid_token", "Invalid token id");
export const INVALID_EXPIRATION = badRequest("expiration", "invalid expiration");
export const FOREIGN_OWNER = badRequest(
  "unauthorized",
  "the order owner has to be the owner of the API KEY",
);
export const FOREIGN_SIGNER = badRequest(
  "unauthorized",
  "the order signer address has to be the address of the API KEY",
);
export const INVALID_SIGNATURE = badRequest("unauthorized", "invalid signature");
