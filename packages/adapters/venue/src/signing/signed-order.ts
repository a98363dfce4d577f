import type { OrderSide, OrderType } from "../exchange/order-request.ts";

/** Whose signature an order carries: 0 EOA, 1 POLY_PROXY, 2 POLY_GNOSIS_SAFE, 3 POLY_1271. */
export type SignatureType = 0 | 1 | 2 | 3;

/** The signed part of an order, checked for form. Addresses and words are lower-case hexadecimal. */
export interface OrderStruct {
  /** Canonical decimal `uint256`. */
  readonly salt: string;
  /** Wallet whose money it uses. */
  readonly maker: string;
  readonly signer: string;
  /** Canonical decimal `uint256`. */
  readonly tokenId: string;
  /** Base units, positive. */
  readonly makerAmount: number;
  readonly takerAmount: number;
  readonly side: OrderSide;
  readonly signatureType: SignatureType;
  /** Epoch milliseconds by the client's clock. */
  readonly timestampMs: number;
  readonly metadata: string;
  readonly builder: string;
}

/** An order with its signature. */
export interface SignedOrder extends OrderStruct {
  /** `0x` and hexadecimal digits. */
  readonly signature: string;
}

/** One order as posted: what was signed and what travels beside it. */
export interface PostedOrder {
  readonly order: SignedOrder;
  /** API key the poster claims. */
  readonly owner: string;
  readonly orderType: OrderType;
  readonly isPostOnly: boolean;
  readonly defersExecution: boolean;
  /** Stated expiry, seconds; 0 for none. */
  readonly expirationSeconds: number;
}

/** A word of zeros: no metadata, no builder. */
export const ZERO_BYTES32 = `0x${"0".repeat(64)}`;
