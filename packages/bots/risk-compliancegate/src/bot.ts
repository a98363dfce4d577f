import { approve, defineBot, reject, reshape, type VoteDecision } from "@polytraders/core";
import { readPolicy } from "./access-policy.ts";
import { contract, type Types } from "./contract.gen.ts";
import { judgeAccess, type AccessFinding } from "./judge-access.ts";

/** ComplianceGate (1.8): refuses what venue, country or market lists do not allow. */
export default defineBot(contract, ({ venueHealth, ledger, marketFacts }) => {
  let newest: AccessFinding | null = null;
  return {
    perMarket: ({ parameters }) => {
      const policy = readPolicy(parameters);
      return {
        vote: ({ marketId, tokenId, side }, { nowMs }) => {
          const market = marketFacts.of(marketId) ?? null;
          const { status, isGeoblocked, country, heardAtMs } = venueHealth;
          // A buy closes a position in the other token, with which it merges.
          const closes =
            side === "SELL" ? tokenId : market?.tokenIds.find((each) => each !== tokenId);
          const isClosing = closes !== undefined && (ledger.position(closes)?.size ?? 0) > 0;
          const venueHeardAgeMs = heardAtMs === null ? null : nowMs - heardAtMs;
          const facts = { status, isGeoblocked, country, venueHeardAgeMs, market, isClosing };
          newest = judgeAccess(facts, policy, parameters);
          return voteOf(newest);
        },
      };
    },
    explain: ({ reasonCode }) => {
      if (newest?.reasonCode !== reasonCode) {
        return contract.manifest.reasonCodes[reasonCode]?.userMessage ?? "";
      }
      if (reasonCode === "RISK_COMPLIANCE_CLEARED") return `passed: ${newest.rule}.`;
      const manner = reasonCode === "RISK_COMPLIANCE_CLOSE_ONLY" ? "limited to closing" : "refused";
      return `${manner}: ${newest.rule}.`;
    },
  };
});

function voteOf({ reasonCode }: AccessFinding): VoteDecision<Types> {
  if (reasonCode === "RISK_COMPLIANCE_CLEARED") return approve(reasonCode);
  return reasonCode === "RISK_COMPLIANCE_CLOSE_ONLY"
    ? reshape(reasonCode, { closeOnly: true })
    : reject(reasonCode);
}
