import { approve, reject, reshape, type VoteDecision } from "@polytraders/core";
import type { RiskCheckName } from "@polytraders/quant";
import type { PortfolioVerdict } from "./check-portfolio.ts";
import type { ReasonCode, Types } from "./contract.gen.ts";

const REFUSALS: Readonly<Record<RiskCheckName, ReasonCode>> = {
  DRAWDOWN_HALT: "RISK_DRAWDOWN_BREACH",
  MAX_TRADE_SIZE: "RISK_TRADE_SIZE_LIMIT",
  DAILY_VOLUME_CAP: "RISK_DAILY_VOLUME_LIMIT",
  MAX_OPEN_POSITIONS: "RISK_OPEN_POSITIONS_LIMIT",
  MAX_PER_MARKET: "RISK_MARKET_LIMIT",
  MAX_PORTFOLIO: "RISK_PORTFOLIO_LIMIT",
  MIN_SIZE: "RISK_BELOW_MIN_SIZE",
  BELOW_MIN_SIZE: "RISK_BELOW_MIN_SIZE",
  INVALID_INPUT: "RISK_ACCOUNT_UNKNOWN",
};

/** Checks that make an order smaller; the others refuse. */
const CUTS: Partial<Readonly<Record<RiskCheckName, ReasonCode>>> = {
  MAX_TRADE_SIZE: "RISK_TRADE_SIZE_CUT",
  DAILY_VOLUME_CAP: "RISK_DAILY_VOLUME_CUT",
  MAX_PER_MARKET: "RISK_MARKET_CUT",
  MAX_PORTFOLIO: "RISK_PORTFOLIO_CUT",
};

/** The vote that a verdict stands for. An order that was cut bears the code of the tightest limit. */
export function voteOfVerdict(verdict: PortfolioVerdict): VoteDecision<Types> {
  const { decision, reason, steps, notionalMicroUsdMax, isHalted } = verdict;
  if (decision === "REJECT") {
    if (isHalted && reason === "DRAWDOWN_HALT") return reject("RISK_KILL_SWITCH_ACTIVE");
    const isCheck = reason !== "OK" && reason !== "DOWNSIZED";
    return reject(isCheck ? REFUSALS[reason] : "RISK_ACCOUNT_UNKNOWN");
  }
  const tightest = steps.findLast(([, outcome]) => outcome === "DOWNSIZE");
  if (tightest === undefined) return approve("RISK_PORTFOLIO_OK");
  const code = CUTS[tightest[0]] ?? "RISK_PORTFOLIO_CUT";
  return reshape(code, { notionalMicroUsdMax });
}
