import {
  approve,
  defineBot,
  reject,
  reshape,
  warn,
  type MarketFacts,
  type VoteDecision,
} from "@polytraders/core";
import { contract, type Parameters, type Types } from "./contract.gen.ts";
import { explainCost } from "./explain-cost.ts";
import { judgeCost, type CostFinding } from "./judge-cost.ts";
import { oppositePrice } from "./order-cost.ts";

/** FeeAndGasGuard (1.14): cuts, makes passive or refuses what its fees and gas make not worth it. */
export default defineBot(contract, ({ marketFacts, ledger, venueHealth }) => {
  let newest: { readonly finding: CostFinding; readonly parameters: Parameters } | null = null;
  return {
    perMarket: ({ parameters }) => ({
      vote: (intent) => {
        const facts = marketFacts.of(intent.marketId);
        const book = facts && bookOf(facts, intent.tokenId);
        const held = ledger.position(intent.tokenId)?.size ?? 0;
        const seen = book && {
          opposite: oppositePrice(book, intent.side),
          tickSize: book.tickSize,
          freeCashMicroUsd: ledger.cashMicroUsd - ledger.reservedMicroUsd,
          isExit: intent.side === "SELL" && held > 0,
          gasMicroPol: venueHealth.gasMicroPol,
        };
        const finding = judgeCost(intent, seen ?? null, parameters);
        newest = { finding, parameters };
        return voteOf(finding);
      },
    }),
    explain: (decision) =>
      newest?.finding.reasonCode === decision.reasonCode
        ? explainCost(newest.finding, newest.parameters)
        : (contract.manifest.reasonCodes[decision.reasonCode]?.userMessage ?? ""),
  };
});

/** The book seen from the token; `undefined` for a token of another market. */
function bookOf({ tokenIds, book, complementBook }: MarketFacts, tokenId: string) {
  if (tokenId === tokenIds[0]) return book;
  return tokenId === tokenIds[1] ? complementBook : undefined;
}

function voteOf({ reasonCode, constraints }: CostFinding): VoteDecision<Types> {
  if (constraints !== null) return reshape(reasonCode, constraints);
  if (reasonCode === "RISK_FEES_ACCEPTED") return approve(reasonCode);
  const isWarning = reasonCode === "RISK_FEE_GAS_LOW" || reasonCode === "RISK_FEE_TO_EDGE_HIGH";
  return isWarning ? warn(reasonCode) : reject(reasonCode);
}
