import { approve, defineBot, reject, warn, type VoteDecision } from "@polytraders/core";
import { contract, type Types } from "./contract.gen.ts";
import { explainRate } from "./explain-rate.ts";
import { judgeRate, type RateFinding } from "./judge-rate.ts";
import { PassedWindow } from "./passed-window.ts";

/** RateLimitGovernor (1.5): keeps orders under the venue's rate limits, and a reserve for closing ones. */
export default defineBot(contract, ({ openOrders, venueHealth, ledger }) => {
  let newest: RateFinding | null = null;
  return {
    perMarket: ({ parameters }) => {
      const passed = new PassedWindow(parameters.marketOrdersPerSecondMax);
      return {
        vote: ({ botId, tokenId, side, isReduceOnly }, { nowMs }) => {
          const { heardAtMs } = venueHealth;
          const isClosing =
            isReduceOnly || (side === "SELL" && (ledger.position(tokenId)?.size ?? 0) > 0);
          newest = judgeRate(
            {
              venueHeardAgeMs: heardAtMs === null ? null : nowMs - heardAtMs,
              requestsLeft: venueHealth.requestsLeft("place"),
              isClosing,
              sentWithinSecond: openOrders.sentWithin(1_000),
              sentWithinTenSeconds: openOrders.sentWithin(10_000),
              strategySentWithinMinute: openOrders.sentWithin(60_000, botId),
              marketPassedWithinSecond: passed.countWithin(1_000, nowMs),
            },
            parameters,
          );
          const vote = voteOf(newest);
          if (vote.vote !== "REJECT") passed.note(nowMs);
          return vote;
        },
      };
    },
    explain: (decision) =>
      newest?.reasonCode === decision.reasonCode
        ? explainRate(newest)
        : (contract.manifest.reasonCodes[decision.reasonCode]?.userMessage ?? ""),
  };
});

function voteOf({ reasonCode }: RateFinding): VoteDecision<Types> {
  if (reasonCode === "RISK_RATE_WITHIN_LIMITS") return approve(reasonCode);
  return reasonCode === "RISK_RATE_LIMIT_NEAR" ? warn(reasonCode) : reject(reasonCode);
}
