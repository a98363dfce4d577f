import { MICRO } from "@polytraders/core";
import type { SettlementFinding } from "./judge-settlement.ts";

/** A finding in plain words, with its numbers. */
export function explainSettlement(finding: SettlementFinding): string {
  const { reasonCode, leftMicroUsd, facts, parameters } = finding;
  if (facts.isReducing) return "passed: the order makes a position smaller.";
  if (reasonCode === "RISK_SETTLEMENT_EXPOSURE_UNKNOWN") {
    if (!facts.isMarketKnown) return "refused: nothing is known of this market.";
    const { reconciledAgeMs } = facts;
    return reconciledAgeMs === null
      ? "refused: the ledger was never reconciled with the venue."
      : `refused: the ledger was reconciled ${reconciledAgeMs} ms ago, ${parameters.reconciledAgeMsMax} ms are allowed.`;
  }
  const sums =
    `${usd(facts.windowMicroUsd)} of ${usd(parameters.windowUsdMax * MICRO)} settle together, ` +
    `${usd(facts.marketMicroUsd)} of ${usd(parameters.marketUsdMax * MICRO)} in this market, the order adds ${usd(facts.notionalMicroUsd)}`;
  switch (reasonCode) {
    case "RISK_SETTLEMENT_EXPOSURE_LIMIT":
      return `refused: ${sums}.`;
    case "RISK_SETTLEMENT_DOWNSIZED":
      return `cut to ${usd(leftMicroUsd ?? 0)}: ${sums}.`;
    case "RISK_SETTLEMENT_EXPOSURE_NEAR":
      return `passed with a warning: ${sums}.`;
    default:
      return `passed: ${sums}.`;
  }
}

function usd(microUsd: number): string {
  return `$${(microUsd / MICRO).toFixed(2)}`;
}
