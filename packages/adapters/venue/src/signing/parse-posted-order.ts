import type { OrderSide, OrderType, Refusal } from "../exchange/order-request.ts";
import { isCanonicalUint256 } from "./abi-word.ts";
import { DEPOSIT_WALLET_SIGNATURE_TEXT_LENGTH } from "./deposit-wallet-signature.ts";
import { INVALID_PAYLOAD, VERSION_MISMATCH } from "./order-refusals.ts";
import { SIGNATURE_TEXT_LENGTH } from "./recover-address.ts";
import {
  ZERO_BYTES32,
  type PostedOrder,
  type SignatureType,
  type SignedOrder,
} from "./signed-order.ts";

/** A body that is an order, or why it is none. */
export type ParsedOrder =
  | { readonly isParsed: true; readonly posted: PostedOrder }
  | { readonly isParsed: false; readonly refusal: Refusal };

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const BYTES32 = /^0x[0-9a-fA-F]{64}$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const OWNER_LENGTH_MAX = 64;

const MALFORMED: ParsedOrder = { isParsed: false, refusal: INVALID_PAYLOAD };
const RETIRED: ParsedOrder = { isParsed: false, refusal: VERSION_MISMATCH };

/**
 * Reads the body of `POST /order`, or one leg of `POST /orders`, from decoded JSON. Keys may come in
 * any order; unknown ones are ignored; `postOnly`, `deferExec`, `expiration`, `metadata` and
 * `builder` may be missing. Numbers must be spelt the canonical way. An order of the retired form
 * (with `taker`, `nonce` and `feeRateBps`, without `timestamp`) is a version mismatch.
 */
export function parsePostedOrder(body: unknown): ParsedOrder {
  if (!isRecord(body) || !isRecord(body["order"])) return MALFORMED;
  const fields = body["order"];
  if (isRetiredForm(fields)) return RETIRED;
  const order = signedOrderOf(fields);
  const owner = body["owner"];
  const orderType = orderTypeOf(body["orderType"]);
  const isPostOnly = flagOf(body["postOnly"]);
  const defersExecution = flagOf(body["deferExec"]);
  const expirationSeconds = integerOf(fields["expiration"] ?? "0");
  if (
    order === null ||
    typeof owner !== "string" ||
    owner.length > OWNER_LENGTH_MAX ||
    orderType === null ||
    isPostOnly === null ||
    defersExecution === null ||
    expirationSeconds === null
  ) {
    return MALFORMED;
  }
  return {
    isParsed: true,
    posted: { order, owner, orderType, isPostOnly, defersExecution, expirationSeconds },
  };
}

function signedOrderOf(fields: Readonly<Record<string, unknown>>): SignedOrder | null {
  const salt = saltOf(fields["salt"]);
  const maker = lowerCase(fields["maker"], ADDRESS);
  const signer = lowerCase(fields["signer"], ADDRESS);
  const tokenId = uint256Of(fields["tokenId"]);
  const makerAmount = integerOf(fields["makerAmount"]);
  const takerAmount = integerOf(fields["takerAmount"]);
  const side = sideOf(fields["side"]);
  const signatureType = signatureTypeOf(fields["signatureType"]);
  const timestampMs = integerOf(fields["timestamp"]);
  const metadata = lowerCase(fields["metadata"] ?? ZERO_BYTES32, BYTES32);
  const builder = lowerCase(fields["builder"] ?? ZERO_BYTES32, BYTES32);
  const signature = signatureOf(fields["signature"]);
  if (salt === null || maker === null || signer === null || tokenId === null) return null;
  if (makerAmount === null || takerAmount === null || side === null) return null;
  if (signatureType === null || timestampMs === null || signature === null) return null;
  if (metadata === null || builder === null || makerAmount === 0 || takerAmount === 0) return null;
  return {
    salt,
    maker,
    signer,
    tokenId,
    makerAmount,
    takerAmount,
    side,
    signatureType,
    timestampMs,
    metadata,
    builder,
    signature,
  };
}

function isRetiredForm(fields: Readonly<Record<string, unknown>>): boolean {
  return (
    fields["timestamp"] === undefined &&
    fields["nonce"] !== undefined &&
    fields["feeRateBps"] !== undefined &&
    fields["taker"] !== undefined
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A number, or its canonical decimal text. A number beyond 2^53 is no longer the one signed. */
function saltOf(value: unknown): string | null {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  }
  return uint256Of(value);
}

function uint256Of(value: unknown): string | null {
  return typeof value === "string" && isCanonicalUint256(value) ? value : null;
}

/** Canonical decimal text of a safe integer. */
function integerOf(value: unknown): number | null {
  if (typeof value !== "string" || value.length > 16) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= 0 && String(number) === value ? number : null;
}

function lowerCase(value: unknown, form: RegExp): string | null {
  return typeof value === "string" && form.test(value) ? value.toLowerCase() : null;
}

function signatureOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (value.length < 4 || value.length > 2 * DEPOSIT_WALLET_SIGNATURE_TEXT_LENGTH) return null;
  if (value.length !== SIGNATURE_TEXT_LENGTH && value.length % 2 !== 0) return null;
  return HEX.test(value) ? value : null;
}

function sideOf(value: unknown): OrderSide | null {
  return value === "BUY" || value === "SELL" ? value : null;
}

function orderTypeOf(value: unknown): OrderType | null {
  return value === "GTC" || value === "GTD" || value === "FOK" || value === "FAK" ? value : null;
}

function signatureTypeOf(value: unknown): SignatureType | null {
  return value === 0 || value === 1 || value === 2 || value === 3 ? value : null;
}

function flagOf(value: unknown): boolean | null {
  if (value === undefined) return false;
  return typeof value === "boolean" ? value : null;
}
