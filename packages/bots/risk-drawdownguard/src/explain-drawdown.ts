import type { Decision } from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

/** A vote of this bot in plain words. */
export function explainDrawdown(decision: Decision<Types>, parameters: Parameters): string {
  const { drawdownShareMax, drawdownWarnShare } = parameters;
  const limit = percent(drawdownShareMax);
  switch (decision.reasonCode) {
    case "RISK_DRAWDOWN_BREACH":
      return `refused, and halted all trading: the account has lost ${limit} or more of its highest cash, or its cash is below zero. An operator resets the halt.`;
    case "RISK_DRAWDOWN_NEAR":
      return `let it pass with a warning: the account has lost ${percent(drawdownShareMax * drawdownWarnShare)} or more of its highest cash; ${limit} halts all trading.`;
    case "RISK_DRAWDOWN_UNKNOWN":
      return "refused: cash, positions or the highest cash are not known, so nobody can say how much is lost.";
    default:
      return `let it pass: less than ${percent(drawdownShareMax * drawdownWarnShare)} of the highest cash is lost; ${limit} halts all trading.`;
  }
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100} %`;
}
