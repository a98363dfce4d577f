import type { RateFinding, RateWindow } from "./judge-rate.ts";

const WINDOWS: Readonly<Record<Exclude<RateWindow, "venue">, string>> = {
  second: "orders were sent within a second",
  ten_seconds: "orders were sent within ten seconds",
  strategy: "orders were sent within a minute by this strategy",
  market: "orders were let pass within a second in this market",
};

/** A finding in plain words, with its numbers. */
export function explainRate({ reasonCode, window, used, limit }: RateFinding): string {
  if (window === null) {
    return Number.isFinite(used)
      ? `refused: the venue was last heard of ${used} ms ago, ${limit} ms are allowed.`
      : "refused: the venue was never heard of, so its budget is not known.";
  }
  if (window === "venue") {
    return `refused: the venue allows ${used} more requests, and ${limit} are kept for closing orders.`;
  }
  const count = `${used} ${WINDOWS[window]}, ${limit} are allowed`;
  if (reasonCode === "RISK_RATE_LIMITED") return `refused: ${count}.`;
  return reasonCode === "RISK_RATE_LIMIT_NEAR"
    ? `passed with a warning: ${count}.`
    : `passed: ${count}.`;
}
