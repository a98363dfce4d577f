import { formatDecimal, type Decision } from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";

/** A vote of this bot in plain words. */
export function explainLiquidity(decision: Decision<Types>, parameters: Parameters): string {
  const percent = Math.round(parameters.depthShareMax * 10_000) / 100;
  const top = formatDecimal(parameters.topOfBookMicroUsdMin, 6);
  switch (decision.reasonCode) {
    case "RISK_STALE_BOOK":
      return `refused: the order book is unproven or older than ${parameters.orderBookAgeMsMax} ms.`;
    case "RISK_LIQUIDITY_INSUFFICIENT":
      return `refused: the best level is worth less than ${top} pUSD, or ${percent} % of what the order could take is too little.`;
    case "RISK_SPREAD_TOO_WIDE":
      return `lets it only rest: the spread is more than ${parameters.spreadMultipleMax} times its median.`;
    case "RISK_INSUFFICIENT_VISIBLE_DEPTH":
      return `cut the order to ${percent} % of the visible size that it could take.`;
    default:
      return `let it pass: it takes at most ${percent} % of the visible size, or nothing at once.`;
  }
}
