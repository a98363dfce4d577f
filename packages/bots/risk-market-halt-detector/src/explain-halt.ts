import type { Decision } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";

/** A decision of this bot in plain words. */
export function explainHalt(decision: Decision<Types>): string {
  if (!("signal" in decision)) return `voted ${decision.vote}.`;
  const { payload } = decision;
  const gate = payload.isGateClosed ? "closed the gate" : "holds the gate open";
  switch (payload.status) {
    case "HALTED":
      return `${gate}: the venue does not accept orders in this market.`;
    case "FEED_DOWN":
      return `${gate}: the feed's heartbeat is lost.`;
    case "VENUE_BLOWOUT":
      return `${gate}: ${(payload.venueBlowoutFraction * 100).toFixed(0)} % of the venue's markets are blown out.`;
    case "SUSPECT":
      return `${gate}: ${payload.silenceSeconds.toFixed(1)} s of silence against ${payload.silenceThresholdSeconds.toFixed(1)} s allowed, or a blown-out spread on a thin book.`;
    default:
      return payload.isGateClosed
        ? `keeps the gate closed until ${payload.openChecks} OPEN checks have become enough.`
        : `${gate}: the market trades normally.`;
  }
}
