import { approve, defineBot, reject, warn, type VoteDecision } from "@polytraders/core";
import { contract, type Types } from "./contract.gen.ts";
import { explainAge } from "./explain-age.ts";
import { judgeAge, type AgeFinding } from "./judge-age.ts";

/** StaleBookGuard (1.18): refuses what was priced on a book that is old or cannot be proven fresh. */
export default defineBot(contract, ({ marketFacts }) => {
  let newest: AgeFinding | null = null;
  return {
    perMarket: (market) => {
      let heartbeatAtMs = 0;
      return {
        onHeartbeat: ({ nowMs }) => {
          heartbeatAtMs = nowMs;
        },
        vote: ({ marketId }, { nowMs }) => {
          const facts = marketFacts.of(marketId);
          const seen = facts && {
            newestExchangeTimeMs: facts.newestExchangeTimeMs,
            isProven: facts.book.isProven,
          };
          newest = judgeAge(seen, heartbeatAtMs, nowMs, market.parameters);
          return voteOf(newest);
        },
      };
    },
    explain: (decision) =>
      newest?.reasonCode === decision.reasonCode
        ? explainAge(newest)
        : (contract.manifest.reasonCodes[decision.reasonCode]?.userMessage ?? ""),
  };
});

function voteOf({ reasonCode }: AgeFinding): VoteDecision<Types> {
  if (reasonCode === "RISK_BOOK_FRESH") return approve(reasonCode);
  return reasonCode === "RISK_BOOK_AGEING" ? warn(reasonCode) : reject(reasonCode);
}
