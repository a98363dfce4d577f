import type { EpochMs } from "@polytraders/core";
import type { GatewayAnswer, GatewayRequest } from "./gateway.ts";

/** What the limits say about a request. */
export type RateLimitVerdict =
  | { readonly kind: "pass"; readonly headers: Readonly<Record<string, string>> }
  /** Throttled: let through later. */
  | {
      readonly kind: "delay";
      readonly delayMs: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** Refused with 429, `Retry-After` and the limit's own headers. */
  | { readonly kind: "refuse"; readonly answer: GatewayAnswer };

/** Limits by address and by signer. */
export interface RateLimiter {
  /** Takes what the request costs, and says whether it may pass. */
  admit(request: GatewayRequest, nowMs: EpochMs): RateLimitVerdict;
  /** Takes what only the answer tells: a cancel-all costs what it cancelled. */
  charge?(request: GatewayRequest, answer: GatewayAnswer, nowMs: EpochMs): void;
}
