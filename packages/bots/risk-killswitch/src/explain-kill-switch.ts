import { formatDecimal, type Decision } from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

/** A vote of this bot in plain words. */
export function explainKillSwitch(decision: Decision<Types>, parameters: Parameters): string {
  const { startingBalanceMicroUsd, drawdownMicroUsdMax, drawdownWarnShare } = parameters;
  const floor = usd(startingBalanceMicroUsd - drawdownMicroUsdMax);
  switch (decision.reasonCode) {
    case "RISK_KILL_SWITCH_ACTIVE":
      return "refused: the kill switch is engaged for this strategy, this market or everything; an operator resets it.";
    case "RISK_DRAWDOWN_BREACH":
      return `refused, and halted all trading: equity is ${floor} or less, which is ${usd(drawdownMicroUsdMax)} below the start.`;
    case "RISK_FEED_LOST":
      return `refused, and halted all trading: the venue was silent for more than ${parameters.feedSilenceMsMax} ms with positions or orders open.`;
    case "RISK_MARKET_FEED_LOST":
      return `refused, and halted the market: it was silent for more than ${parameters.marketSilenceMsMax} ms with a position or order open in it.`;
    case "RISK_STRATEGY_RUNAWAY":
      return `refused, and halted the strategy: it wanted more than ${parameters.strategyIntentsPerSecondMax} orders within one second.`;
    case "RISK_ACCOUNT_UNKNOWN":
      return "refused: equity is not known, so nobody can say how much is lost.";
    case "RISK_KILL_SWITCH_NEAR":
      return `let it pass with a warning: ${Math.round(drawdownWarnShare * 100)} % or more of the allowed loss of ${usd(drawdownMicroUsdMax)} is used.`;
    default:
      return `let it pass: nothing is halted, and equity is above ${floor}.`;
  }
}

function usd(amountMicroUsd: number): string {
  return `${formatDecimal(amountMicroUsd, 6)} pUSD`;
}
