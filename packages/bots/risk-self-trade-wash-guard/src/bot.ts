import { approve, defineBot, reject, reshape, type VoteDecision } from "@polytraders/core";
import { contract, type Types } from "./contract.gen.ts";
import { explainOverlap } from "./explain-overlap.ts";
import { judgeOverlap, UNKNOWN_MARKET, type OverlapFinding } from "./judge-overlap.ts";

/** SelfTradeWashGuard (1.19): stops orders that would trade with our own open orders. */
export default defineBot(contract, ({ openOrders, marketFacts }) => {
  let newest: OverlapFinding | null = null;
  return {
    perMarket: ({ parameters }) => ({
      vote: (intent) => {
        const facts = marketFacts.of(intent.marketId);
        const tokenIndex = facts?.tokenIds.indexOf(intent.tokenId) ?? -1;
        newest =
          facts === undefined || tokenIndex < 0
            ? UNKNOWN_MARKET
            : judgeOverlap(
                intent,
                openOrders.inMarket(intent.marketId),
                tokenIndex === 0 ? facts.book : facts.complementBook,
                parameters,
              );
        return voteOf(newest);
      },
    }),
    explain: (decision) =>
      newest?.reasonCode === decision.reasonCode
        ? explainOverlap(newest)
        : (contract.manifest.reasonCodes[decision.reasonCode]?.userMessage ?? ""),
  };
});

function voteOf({ reasonCode, constraints }: OverlapFinding): VoteDecision<Types> {
  if (constraints !== null) return reshape(reasonCode, constraints);
  return reasonCode === "RISK_SELF_TRADE_CLEAR" ? approve(reasonCode) : reject(reasonCode);
}
