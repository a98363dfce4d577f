import { formatPrice, formatShares } from "@polytraders/core";
import type { OverlapFinding } from "./judge-overlap.ts";

/** A finding in plain words, with its numbers. */
export function explainOverlap({
  reasonCode,
  constraints,
  own,
  othersBefore,
}: OverlapFinding): string {
  if (reasonCode === "RISK_STALE_MARKET_DATA") {
    return "refused: nothing is known of this market or of its token.";
  }
  if (own === null) return "passed: no order of ours is on the other side.";
  const order = `our own order ${own.orderId} at ${formatPrice(own.price)}`;
  if (reasonCode === "RISK_SELF_TRADE_CLEAR") return `passed: it does not reach ${order}.`;
  const others = `others show ${formatShares(othersBefore)} shares before it`;
  if (reasonCode === "RISK_SELF_TRADE") return `refused: it would trade with ${order}; ${others}.`;
  const bound = constraints?.priceMax ?? constraints?.priceMin ?? own.price;
  return `cut to what lies before ${order}, at ${formatPrice(bound)} or better: ${others}.`;
}
