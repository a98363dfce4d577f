import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";

export type OrderSide = "BUY" | "SELL";
export type OrderType = "GTC" | "GTD" | "FOK" | "FAK";

/** An order as signed and posted, amounts in base units. The signature has been checked by then. */
export interface OrderRequest {
  /** The order's EIP-712 digest, or any unique text in process. */
  readonly orderId: string;
  /** Wallet whose money and shares it uses: the signed `maker`, lower case. */
  readonly account: string;
  /** API key it was posted under; cancels, heartbeats and user events go by it. */
  readonly session: string;
  readonly tokenId: string;
  readonly side: OrderSide;
  /** What the maker gives: micro-pUSD for BUY, micro-shares for SELL. */
  readonly makerAmount: number;
  /** What the maker wants: micro-shares for BUY, micro-pUSD for SELL. */
  readonly takerAmount: number;
  readonly orderType: OrderType;
  readonly isPostOnly: boolean;
  /** Stated expiry of a GTD order; it takes effect a minute earlier. `null` for the other types. */
  readonly expiresAtMs: EpochMs | null;
  /** `true` asks not to wait for the chain. This venue matches at once and never waits for it. */
  readonly defersExecution: boolean;
  /** `bytes32` of the builder, `null` without one. */
  readonly builderCode: string | null;
}

/** Status of an accepted order in the answer to its placement. */
export type PlacementStatus = "live" | "matched" | "delayed" | "unmatched";

/** Answer to a placement. */
export type PlacementAnswer =
  | {
      readonly isAccepted: true;
      readonly orderId: string;
      readonly status: PlacementStatus;
      /** Given so far, base units of what the maker gives; 0 without a match. */
      readonly makingAmount: number;
      /** Received so far, base units, before fees; 0 without a match. */
      readonly takingAmount: number;
      readonly tradeIds: readonly string[];
    }
  | { readonly isAccepted: false; readonly refusal: Refusal };

/** Why the venue says no: its own words and HTTP status. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly httpStatus: number;
  /** The venue's text, exactly as it sends it. */
  readonly text: string;
  /** Seconds until another try makes sense, where the venue says so. */
  readonly retryAfterSeconds?: number;
}

/** What kind of refusal it is, for callers in process. */
export type RefusalCode =
  | "invalid_payload"
  | "invalid_token"
  | "market_not_found"
  | "market_not_ready"
  | "trading_disabled"
  | "cancel_only"
  | "post_only_mode"
  | "engine_restarting"
  | "address_banned"
  | "closed_only"
  | "tick_size"
  | "price_range"
  | "size_minimum"
  | "marketable_minimum"
  | "amount_accuracy"
  | "duplicate"
  | "balance"
  | "expiration"
  | "crosses_book"
  | "fok_unfilled"
  | "fak_unmatched"
  | "post_only_type"
  | "version_mismatch"
  | "rate_limited"
  | "timed_out"
  | "execution_failed"
  | "match_delayed"
  | "unauthorized";

/** Answer to a cancel of any form. */
export interface CancelAnswer {
  readonly cancelled: readonly string[];
  /** Reason by order id, in the venue's words. */
  readonly notCancelled: Readonly<Record<string, string>>;
}

/** State of an order that the venue knows. */
export type OrderState =
  | "live"
  /** Held by a taker delay: not on the book, not cancellable, funds reserved. */
  | "delayed"
  | "matched"
  | "cancelled"
  | "cancelled_market_resolved"
  /** Killed by the venue. */
  | "invalid";

/** An order as the venue keeps it. */
export interface VenueOrder {
  readonly request: OrderRequest;
  /** The exchange's own number, in order of acceptance. */
  readonly index: number;
  readonly conditionId: string;
  readonly token: 0 | 1;
  /** Limit in the order's own token. */
  readonly price: PriceUnits;
  readonly originalSize: MicroShares;
  readonly matchedSize: MicroShares;
  /** Money received or paid in matches, before fees. */
  readonly matchedMicroUsd: MicroUsd;
  readonly state: OrderState;
  /** Free text of a cancellation, `null` when there is none. */
  readonly cancelReason: string | null;
  readonly createdAtMs: EpochMs;
  /** When it took its place in the book; `null` while it never rested. */
  readonly restingSinceMs: EpochMs | null;
  readonly tradeIds: readonly string[];
}
