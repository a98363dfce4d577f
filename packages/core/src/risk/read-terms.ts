import type { OrderTerms } from "../contracts/risk-decision.ts";
import { PRICE_UNITS_PER_USD } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { RefusalReason, RiskRefusal } from "./runtime-reasons.ts";

/** Smallest step of an order's size: 0.01 share in micro-shares. */
export const SIZE_STEP = 10_000;
/** A billion shares in micro-shares: beyond it somebody has mistaken the unit. */
export const SIZE_MAX = 1_000_000_000_000_000;

/** Names of what is read from a strategy's intent; anything else in it is ignored. */
export const INTENT_FIELDS = [
  "tokenId",
  "side",
  "price",
  "size",
  "timeInForce",
  "isPostOnly",
  "isReduceOnly",
  "expiresAtMs",
  "portfolioId",
  "signalRef",
  "modelEdgeBps",
  "slippageBpsMax",
] as const;

/**
 * Reads what a strategy gave as an intent. Typed bots cannot get the shape wrong; plain JavaScript
 * and arithmetic can.
 */
export function readTerms(given: unknown, market: MarketState): OrderTerms | RiskRefusal {
  if (typeof given !== "object" || given === null) {
    return refusal("RISK_INTENT_MALFORMED", `a ${typeof given}`);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field is checked below
  const raw = given as Readonly<Record<keyof OrderTerms, unknown>>;
  const { tokenId, side, price, size, timeInForce } = raw;
  const { isPostOnly = false, isReduceOnly = false, expiresAtMs = null } = raw;
  if (side !== "BUY" && side !== "SELL") {
    return refusal("RISK_INTENT_MALFORMED", `side ${shown(side)}`);
  }
  if (typeof isPostOnly !== "boolean" || typeof isReduceOnly !== "boolean") {
    return refusal("RISK_INTENT_MALFORMED", "a flag that is neither true nor false");
  }
  if (expiresAtMs !== null && !isWhole(expiresAtMs)) {
    return refusal("RISK_INTENT_MALFORMED", `expiresAtMs ${shown(expiresAtMs)}`);
  }
  const lifetime = lifetimeOf(timeInForce, isPostOnly, expiresAtMs);
  if ("reasonCode" in lifetime) return lifetime;
  if (typeof tokenId !== "string" || tokenId === "" || !isTokenOf(market, tokenId)) {
    return refusal("RISK_INTENT_TOKEN_UNKNOWN", `token ${shown(tokenId)}`);
  }
  if (!isWhole(price) || price <= 0 || price >= PRICE_UNITS_PER_USD) {
    return refusal("RISK_INTENT_PRICE_INVALID", `price ${shown(price)}`);
  }
  if (!isWhole(size) || size <= 0) {
    const isHuge = typeof size === "number" && size > SIZE_MAX;
    return refusal(
      isHuge ? "RISK_INTENT_SIZE_TOO_LARGE" : "RISK_INTENT_SIZE_INVALID",
      `size ${shown(size)}`,
    );
  }
  return {
    tokenId,
    side,
    price,
    size,
    timeInForce: lifetime.timeInForce,
    isPostOnly,
    isReduceOnly,
    expiresAtMs,
  };
}

type Lifetime = Pick<OrderTerms, "timeInForce">;

function lifetimeOf(
  timeInForce: unknown,
  isPostOnly: boolean,
  expiresAtMs: number | null,
): Lifetime | RiskRefusal {
  if (timeInForce === "GTC") return { timeInForce };
  if (timeInForce === "GTD") {
    if (expiresAtMs !== null) return { timeInForce };
    return refusal("RISK_INTENT_MALFORMED", "GTD without an expiry");
  }
  if (timeInForce !== "FOK" && timeInForce !== "FAK") {
    return refusal("RISK_INTENT_MALFORMED", `timeInForce ${shown(timeInForce)}`);
  }
  if (!isPostOnly) return { timeInForce };
  return refusal("RISK_INTENT_MALFORMED", `post-only ${timeInForce}`);
}

/** Holds readable terms against the market as it is now. */
export function checkTerms(
  terms: OrderTerms,
  market: MarketState,
  nowMs: number,
): RiskRefusal | null {
  const { status, book, definition } = market;
  if (status.startsWith("resolved")) return refusal("RISK_MARKET_RESOLVED", status);
  if (status !== "open") return refusal("RISK_MARKET_HALTED", status);
  if (terms.expiresAtMs !== null && terms.expiresAtMs <= nowMs) {
    return refusal("RISK_INTENT_EXPIRED", `expired at ${terms.expiresAtMs}, now ${nowMs}`);
  }
  if (terms.price % book.tickSize !== 0) {
    return refusal("RISK_INTENT_PRICE_OFF_GRID", `price ${terms.price} at tick ${book.tickSize}`);
  }
  if (terms.size > SIZE_MAX) return refusal("RISK_INTENT_SIZE_TOO_LARGE", `size ${terms.size}`);
  if (terms.size % SIZE_STEP !== 0) {
    return refusal("RISK_INTENT_SIZE_OFF_GRID", `size ${terms.size}`);
  }
  return belowMinimum(terms.size, definition.minimumOrderSize);
}

/** A refusal when a size is below the venue's minimum. */
export function belowMinimum(size: number, minimum: number): RiskRefusal | null {
  if (size >= minimum && size > 0) return null;
  return refusal("RISK_BELOW_MIN_SIZE", `size ${size}, minimum ${minimum}`);
}

/** A refusal in the risk module's own name. */
export function refusal(reasonCode: RefusalReason, found: string): RiskRefusal {
  return { reasonCode, found };
}

function isTokenOf({ definition }: MarketState, tokenId: string): boolean {
  return definition.tokenIds[0] === tokenId || definition.tokenIds[1] === tokenId;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Text of any value, short and without side effects. */
function shown(value: unknown): string {
  if (typeof value === "string") return value.slice(0, 100);
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}
