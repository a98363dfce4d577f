import { formatDecimal, type Decision } from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

/** A vote of this bot in plain words. */
export function explainLimits(decision: Decision<Types>, parameters: Parameters): string {
  switch (decision.reasonCode) {
    case "RISK_KILL_SWITCH_ACTIVE":
      return "refused: the kill switch is engaged; an operator resets it.";
    case "RISK_DRAWDOWN_BREACH":
      return `refused, and halted all trading: of ${usd(parameters.startingBalanceMicroUsd)} at the start, ${usd(parameters.drawdownMicroUsdMax)} or more are lost.`;
    case "RISK_TRADE_SIZE_LIMIT":
    case "RISK_TRADE_SIZE_CUT":
      return `${done(decision)}: one order may be worth ${usd(parameters.tradeSizeMicroUsdMax)}.`;
    case "RISK_DAILY_VOLUME_LIMIT":
    case "RISK_DAILY_VOLUME_CUT":
      return `${done(decision)}: ${usd(parameters.dailyVolumeMicroUsdMax)} may be traded in a day (UTC), open buys included.`;
    case "RISK_OPEN_POSITIONS_LIMIT":
      return `${done(decision)}: ${parameters.openPositionsMax} tokens may be held at once.`;
    case "RISK_MARKET_LIMIT":
    case "RISK_MARKET_CUT":
      return `${done(decision)}: ${usd(parameters.perMarketMicroUsdMax)} may be spent in one market, both tokens and open buys together.`;
    case "RISK_PORTFOLIO_LIMIT":
    case "RISK_PORTFOLIO_CUT":
      return `${done(decision)}: ${usd(parameters.portfolioMicroUsdMax)} may be spent in all markets, open buys included.`;
    case "RISK_BELOW_MIN_SIZE":
      return "refused: what the limits leave is smaller than the smallest order of the market.";
    case "RISK_ACCOUNT_UNKNOWN":
      return "refused: a figure of the account or the order is not known, so no limit can be said to hold.";
    default:
      return "let it pass: the order keeps every limit.";
  }
}

function done(decision: Decision<Types>): string {
  const left = "constraints" in decision ? decision.constraints?.notionalMicroUsdMax : undefined;
  return left === undefined ? "refused" : `cut the order to ${usd(left)}`;
}

function usd(amountMicroUsd: number): string {
  return `${formatDecimal(amountMicroUsd, 6)} pUSD`;
}
