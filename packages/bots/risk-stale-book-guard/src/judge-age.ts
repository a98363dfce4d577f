import type { MarketFacts } from "@polytraders/core";
import type { Parameters, ReasonCode } from "./contract.gen.ts";

/** What of a market its freshness is judged by. */
export type FreshnessFacts = Pick<MarketFacts, "newestExchangeTimeMs"> & {
  /** False after a gap, until the venue sends a full book again. */
  readonly isProven: boolean;
};

/** What one look at the age of a book found. */
export interface AgeFinding {
  readonly reasonCode: ReasonCode;
  /** Age of the newest message, or of the heartbeat that vouches for it, ms; `null` when it cannot be told. */
  readonly ageMs: number | null;
  /** Age allowed, ms. */
  readonly ageMsMax: number;
  /** Why no age can be told; `null` when it can. */
  readonly unproven: "unknown_market" | "no_message" | "gap" | "clock_ahead" | null;
}

/**
 * Judges whether a book may be priced on.
 *
 * @param facts - `undefined` for a market of which nothing is known
 * @param heartbeatAtMs - when the feed last said that it is alive; 0 before the first time
 */
export function judgeAge(
  facts: FreshnessFacts | undefined,
  heartbeatAtMs: number,
  nowMs: number,
  parameters: Parameters,
): AgeFinding {
  const { bookAgeMsMax, heartbeatAgeMsMax, isHeartbeatEnough, ageWarnShare } = parameters;
  const refuse = (why: NonNullable<AgeFinding["unproven"]>): AgeFinding => ({
    reasonCode: why === "unknown_market" ? "RISK_STALE_MARKET_DATA" : "RISK_STALE_BOOK",
    ageMs: null,
    ageMsMax: bookAgeMsMax,
    unproven: why,
  });
  if (facts === undefined) return refuse("unknown_market");
  const { newestExchangeTimeMs, isProven } = facts;
  if (newestExchangeTimeMs === 0) return refuse("no_message");
  if (!isProven) return refuse("gap");
  if (newestExchangeTimeMs - nowMs > parameters.clockSkewMsMax) {
    return refuse("clock_ahead");
  }
  const bookAgeMs = Math.max(0, nowMs - newestExchangeTimeMs);
  const isVouched = isHeartbeatEnough && heartbeatAtMs > 0 && bookAgeMs > bookAgeMsMax;
  const ageMs = isVouched ? Math.max(0, nowMs - heartbeatAtMs) : bookAgeMs;
  const ageMsMax = isVouched ? heartbeatAgeMsMax : bookAgeMsMax;
  return { reasonCode: codeOfAge(ageMs, ageMsMax, ageWarnShare), ageMs, ageMsMax, unproven: null };
}

function codeOfAge(ageMs: number, ageMsMax: number, warnShare: number): ReasonCode {
  // Written so that an age which is no number is refused.
  if (!(ageMs <= ageMsMax)) return "RISK_STALE_BOOK";
  return ageMs >= warnShare * ageMsMax ? "RISK_BOOK_AGEING" : "RISK_BOOK_FRESH";
}
