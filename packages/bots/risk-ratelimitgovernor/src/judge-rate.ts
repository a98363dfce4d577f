import type { Parameters, ReasonCode } from "./contract.gen.ts";

/** What the rate of orders is judged by, at the moment of one intent. */
export interface RateFacts {
  /** Age of the venue's last word, ms; `null` before the first. */
  readonly venueHeardAgeMs: number | null;
  /** Requests left by the venue's own count; `null` where it sets no limit. */
  readonly requestsLeft: number | null;
  /** True for an order that only makes a position smaller. */
  readonly isClosing: boolean;
  readonly sentWithinSecond: number;
  readonly sentWithinTenSeconds: number;
  /** Orders of the intent's strategy within a minute. */
  readonly strategySentWithinMinute: number;
  /** Intents that this bot let pass within a second in the market. */
  readonly marketPassedWithinSecond: number;
}

/** Where a limit was found to be full or nearly so. */
export type RateWindow = "second" | "ten_seconds" | "strategy" | "market" | "venue";

/** What a look at the rate of orders found. */
export interface RateFinding {
  readonly reasonCode: ReasonCode;
  /** The fullest window looked at; `null` where the venue's budget is not known. */
  readonly window: RateWindow | null;
  readonly used: number;
  readonly limit: number;
}

/** Judges whether one more order may be sent. */
export function judgeRate(facts: RateFacts, parameters: Parameters): RateFinding {
  const { venueHeardAgeMs, requestsLeft, isClosing } = facts;
  const { venueHeardAgeMsMax } = parameters;
  if (venueHeardAgeMs === null || !(venueHeardAgeMs <= venueHeardAgeMsMax)) {
    const used = venueHeardAgeMs ?? Number.POSITIVE_INFINITY;
    return { reasonCode: "RISK_RATE_STATE_UNKNOWN", window: null, used, limit: venueHeardAgeMsMax };
  }
  const reserve = isClosing ? 0 : parameters.placeRequestsReserve;
  if (requestsLeft !== null && !(requestsLeft > reserve)) {
    return { reasonCode: "RISK_RATE_LIMITED", window: "venue", used: requestsLeft, limit: reserve };
  }
  const fullest = fullestWindow(facts, parameters);
  return { reasonCode: codeOf(fullest, parameters.warnShare), ...fullest };
}

function codeOf({ used, limit }: Omit<RateFinding, "reasonCode">, warnShare: number): ReasonCode {
  if (!(used < limit)) return "RISK_RATE_LIMITED";
  return used >= warnShare * limit ? "RISK_RATE_LIMIT_NEAR" : "RISK_RATE_WITHIN_LIMITS";
}

/** The window with the largest used share. A closing order is bound by the signer's windows only. */
function fullestWindow(facts: RateFacts, parameters: Parameters): Omit<RateFinding, "reasonCode"> {
  let window: RateWindow = "second";
  let used = facts.sentWithinSecond;
  let limit = parameters.ordersPerSecondMax;
  const look = (name: RateWindow, nextUsed: number, nextLimit: number): void => {
    // A count that is no number stays the fullest: it is refused.
    if (Number.isNaN(used) || nextUsed / nextLimit <= used / limit) return;
    window = name;
    used = nextUsed;
    limit = nextLimit;
  };
  look("ten_seconds", facts.sentWithinTenSeconds, parameters.ordersPerTenSecondsMax);
  if (!facts.isClosing) {
    look("strategy", facts.strategySentWithinMinute, parameters.strategyOrdersPerMinuteMax);
    look("market", facts.marketPassedWithinSecond, parameters.marketOrdersPerSecondMax);
  }
  return { window, used, limit };
}
