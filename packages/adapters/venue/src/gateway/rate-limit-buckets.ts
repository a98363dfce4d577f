import type { EpochMs } from "@polytraders/core";

/** A signer's standing by its volume of 30 days. */
export type RateTier =
  | "Standard"
  | "Copper"
  | "Bronze"
  | "Silver"
  | "Gold"
  | "Platinum"
  | "Diamond"
  | "Elite";

interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

interface TierTerms {
  readonly orders: Allowance;
  readonly cancels: Allowance;
  /** Whether what a cancel-all cancelled may be owed. */
  readonly mayOwe: boolean;
}

const terms = (
  orders: readonly [perSecond: number, burst: number],
  mayOwe: boolean,
): TierTerms => ({
  orders: { perSecond: orders[0], burst: orders[1] },
  // Cancels have twice the orders' allowance in every tier.
  cancels: { perSecond: orders[0] * 2, burst: orders[1] * 2 },
  mayOwe,
});

const TIER_TERMS: Readonly<Record<RateTier, TierTerms>> = {
  Standard: terms([40, 60], true),
  Copper: terms([60, 90], true),
  Bronze: terms([80, 120], true),
  Silver: terms([200, 300], true),
  Gold: terms([400, 600], true),
  Platinum: terms([450, 675], false),
  Diamond: terms([525, 787], false),
  Elite: terms([600, 900], false),
};

/** What a request of a signer uses up. */
export type SignerAllowance = "orders" | "cancels";

/** A bucket's answer. */
export interface BucketState {
  readonly isAdmitted: boolean;
  /** Whole tokens left, negative when owed. */
  readonly remaining: number;
  /** When a request of the same cost passes; now when it passes at once. */
  readonly resetAtMs: EpochMs;
}

interface Bucket {
  tokens: number;
  updatedAtMs: EpochMs;
}

/** Signers remembered at a time; the longest unseen is forgotten first. */
const SIGNERS_MAX = 10_000;

/** Token buckets by signer, one for orders and one for cancels. Time is the caller's. */
export class SignerBuckets {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Takes `cost` tokens, all or none.
   *
   * @param cost - orders or ids in the request
   */
  take(
    signer: string,
    tier: RateTier,
    allowance: SignerAllowance,
    { cost, nowMs }: { readonly cost: number; readonly nowMs: EpochMs },
  ): BucketState {
    const limit = TIER_TERMS[tier][allowance];
    const bucket = this.#filled(signer, allowance, limit, nowMs);
    // A request that costs more than the whole bucket passes when the bucket is full, and is owed.
    const needed = Math.min(cost, limit.burst);
    const isAdmitted = bucket.tokens >= needed;
    const missing = isAdmitted ? 0 : needed - bucket.tokens;
    if (isAdmitted) bucket.tokens -= cost;
    return {
      isAdmitted,
      remaining: Math.floor(bucket.tokens),
      resetAtMs: isAdmitted ? nowMs : nowMs + Math.ceil((missing * 1_000) / limit.perSecond),
    };
  }

  /** Takes tokens that a finished request turned out to cost. */
  charge(signer: string, tier: RateTier, cost: number, nowMs: EpochMs): void {
    const { cancels, mayOwe } = TIER_TERMS[tier];
    const bucket = this.#filled(signer, "cancels", cancels, nowMs);
    bucket.tokens = mayOwe ? bucket.tokens - cost : Math.max(0, bucket.tokens - cost);
  }

  #filled(signer: string, allowance: SignerAllowance, limit: Allowance, nowMs: EpochMs): Bucket {
    const name = `${allowance}:${signer}`;
    const found = this.#buckets.get(name);
    if (found === undefined) {
      if (this.#buckets.size >= 2 * SIGNERS_MAX) {
        const [oldest] = this.#buckets.keys();
        if (oldest !== undefined) this.#buckets.delete(oldest);
      }
      const fresh: Bucket = { tokens: limit.burst, updatedAtMs: nowMs };
      this.#buckets.set(name, fresh);
      return fresh;
    }
    const elapsedMs = Math.max(0, nowMs - found.updatedAtMs);
    found.tokens = Math.min(limit.burst, found.tokens + (elapsedMs * limit.perSecond) / 1_000);
    found.updatedAtMs = Math.max(found.updatedAtMs, nowMs);
    return found;
  }
}
