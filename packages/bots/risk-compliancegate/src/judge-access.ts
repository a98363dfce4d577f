import type { VenueHealth } from "@polytraders/core";
import type { AccessPolicy } from "./access-policy.ts";
import type { Parameters, ReasonCode } from "./contract.gen.ts";

type AccessParameters = Pick<Parameters, "isGeoblockRequired" | "venueHeardAgeMsMax">;

/** What the right to trade is judged by, at the moment of one intent. */
export interface AccessFacts extends Pick<VenueHealth, "status" | "isGeoblocked" | "country"> {
  /** Age of the venue's last word, ms; `null` before the first. */
  readonly venueHeardAgeMs: number | null;
  /** `null` for a market of which nothing is known. */
  readonly market: { readonly marketId: string; readonly slug: string } | null;
  /** True for an order that makes a position smaller. */
  readonly isClosing: boolean;
}

/** What a look at the right to trade found. */
export interface AccessFinding {
  readonly reasonCode: ReasonCode;
  /** The rule behind it, in plain words with what was found. */
  readonly rule: string;
}

/** Judges whether an order may be sent from here, by us, into its market. */
export function judgeAccess(
  facts: AccessFacts,
  policy: AccessPolicy,
  parameters: AccessParameters,
): AccessFinding {
  const [unreadable] = policy.unreadable;
  if (unreadable !== undefined) {
    return {
      reasonCode: "RISK_COMPLIANCE_POLICY_INVALID",
      rule: `"${unreadable}" is no country code`,
    };
  }
  const missing = missingFact(facts, parameters);
  if (missing !== null) return { reasonCode: "RISK_COMPLIANCE_UNVERIFIED", rule: missing };
  const { country, isClosing } = facts;
  if (country !== null && policy.blockedCountries.has(country)) {
    return {
      reasonCode: "RISK_COMPLIANCE_COUNTRY_BLOCKED",
      rule: `nothing is traded from ${country}`,
    };
  }
  const closed = openingRule(facts, policy);
  if (closed === null)
    return { reasonCode: "RISK_COMPLIANCE_CLEARED", rule: "no rule forbids the order" };
  return isClosing ? { reasonCode: "RISK_COMPLIANCE_CLOSE_ONLY", rule: closed.rule } : closed;
}

function missingFact(
  { market, venueHeardAgeMs, isGeoblocked, country }: AccessFacts,
  { isGeoblockRequired, venueHeardAgeMsMax }: AccessParameters,
): string | null {
  if (market === null) return "nothing is known of this market";
  if (!isGeoblockRequired) return null;
  if (venueHeardAgeMs === null) return "the venue was never heard of";
  if (!(venueHeardAgeMs <= venueHeardAgeMsMax)) {
    return `the venue was last heard of ${venueHeardAgeMs} ms ago, ${venueHeardAgeMsMax} ms are allowed`;
  }
  if (isGeoblocked === null) return "the venue was not asked whether we may trade from here";
  return country === null ? "the country of our address is not known" : null;
}

/** What forbids opening positions; `null` when nothing does. */
function openingRule(facts: AccessFacts, policy: AccessPolicy): AccessFinding | null {
  const { isGeoblocked, country, status, market } = facts;
  const from = country ?? "a country that is not known";
  if (isGeoblocked === true) {
    return { reasonCode: "RISK_GEOFENCE_BLOCK", rule: `the venue blocks our address in ${from}` };
  }
  if (country !== null && policy.closeOnlyCountries.has(country)) {
    return { reasonCode: "RISK_GEOFENCE_BLOCK", rule: `positions may only be closed from ${from}` };
  }
  if (status === "closed_only") {
    return {
      reasonCode: "RISK_COMPLIANCE_ACCOUNT_CLOSE_ONLY",
      rule: "the venue takes only closing orders from this account",
    };
  }
  const names = market === null ? [] : [market.marketId, market.slug];
  const isBlocked = names.some((name) => policy.blockedMarkets.has(name));
  const isAllowed =
    policy.allowedMarkets.size === 0 || names.some((name) => policy.allowedMarkets.has(name));
  if (!isBlocked && isAllowed) return null;
  const list = isBlocked
    ? "is on the list of blocked markets"
    : "is not on the list of allowed markets";
  return { reasonCode: "RISK_COMPLIANCE_MARKET_BLOCKED", rule: `${market?.slug ?? "it"} ${list}` };
}
