import type { EpochMs } from "@polytraders/core";
import type { GatewayAnswer, GatewayRequest } from "./gateway.ts";
import {
  SignerBuckets,
  type BucketState,
  type RateTier,
  type SignerAllowance,
} from "./rate-limit-buckets.ts";
import { AddressWindows, addressLimitsOf } from "./rate-limit-windows.ts";
import type { RateLimiter, RateLimitVerdict } from "./rate-limiter.ts";

export interface RateLimitOptions {
  /** Limits by network address in windows of 10 s and 10 min; on by default. */
  readonly byAddress?: boolean;
  /**
   * Token buckets by signer: `enforce` refuses, `warn` only adds `Poly-RateLimit-Warning`, `off`
   * leaves them out. `enforce` by default.
   */
  readonly bySigner?: "enforce" | "warn" | "off";
  /** Tier of a signer (lower-case address); `Standard` by default. */
  readonly tierOf?: (signer: string) => RateTier;
}

/** Routes that use up a signer's allowance, and which one. */
const SIGNER_ROUTES: Readonly<Record<string, SignerAllowance>> = {
  "POST /order": "orders",
  "POST /orders": "orders",
  "DELETE /order": "cancels",
  "DELETE /orders": "cancels",
  "DELETE /cancel-all": "cancels",
  "DELETE /cancel-market-orders": "cancels",
};

/** Cancels whose cost is known when they have been done. */
const COSTS_WHAT_IT_CANCELS = new Set(["DELETE /cancel-all", "DELETE /cancel-market-orders"]);

const PASS: RateLimitVerdict = { kind: "pass", headers: {} };

/**
 * The venue's limits, in exchange time. By address, a request that exceeds a window waits for the
 * next one, and is refused when that one is full as well. By signer it is refused at once.
 */
export function createRateLimiter(options: RateLimitOptions = {}): RateLimiter {
  const { byAddress = true, bySigner = "enforce", tierOf = standardTier } = options;
  const windows = new AddressWindows();
  const buckets = new SignerBuckets();

  return {
    admit(request: GatewayRequest, nowMs: EpochMs): RateLimitVerdict {
      let delayMs = 0;
      if (byAddress) {
        const limits = addressLimitsOf(request.route);
        const wait = windows.admit(request.address, limits, nowMs);
        if (wait === null) return { kind: "refuse", answer: refusal(10, {}) };
        delayMs = wait;
      }
      const { signer, route } = request;
      const allowance = SIGNER_ROUTES[route];
      if (bySigner === "off" || signer === null || allowance === undefined) {
        return delayMs === 0 ? PASS : { kind: "delay", delayMs, headers: {} };
      }
      const tier = tierOf(signer);
      const cost = COSTS_WHAT_IT_CANCELS.has(route) ? 1 : request.itemCount;
      const state = buckets.take(signer, tier, allowance, { cost, nowMs });
      const headers = headersOf(state, tier);
      if (!state.isAdmitted) {
        if (bySigner === "enforce") {
          const seconds = Math.max(1, Math.ceil((state.resetAtMs - nowMs) / 1_000));
          return { kind: "refuse", answer: refusal(seconds, headers) };
        }
        headers["Poly-RateLimit-Warning"] = "rate limit exceeded";
      }
      return delayMs === 0 ? { kind: "pass", headers } : { kind: "delay", delayMs, headers };
    },

    charge(request: GatewayRequest, answer: GatewayAnswer, nowMs: EpochMs): void {
      const { signer, route } = request;
      if (bySigner === "off" || signer === null || !COSTS_WHAT_IT_CANCELS.has(route)) return;
      const cost = cancelledCountOf(answer.body);
      if (cost > 0) buckets.charge(signer, tierOf(signer), cost, nowMs);
    },
  };
}

function standardTier(): RateTier {
  return "Standard";
}

function headersOf(state: BucketState, tier: RateTier): Record<string, string> {
  return {
    "Poly-RateLimit-Remaining": String(state.remaining),
    "Poly-RateLimit-Reset": String(Math.ceil(state.resetAtMs / 1_000)),
    "Poly-RateLimit-Tier": tier,
  };
}

function refusal(retryAfterSeconds: number, headers: Record<string, string>): GatewayAnswer {
  return {
    status: 429,
    body: { error: "Too Many Requests" },
    headers: { ...headers, "Retry-After": String(retryAfterSeconds) },
  };
}

function cancelledCountOf(body: unknown): number {
  if (typeof body !== "object" || body === null || !("canceled" in body)) return 0;
  return Array.isArray(body.canceled) ? body.canceled.length : 0;
}
