import { formatDecimal, type Decision } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";

const PLACES: Readonly<Record<string, string>> = {
  STRAT_MAKER_QUOTE_INSIDE: "one tick better than the best price",
  STRAT_MAKER_QUOTE_JOINED: "beside the best price",
  STRAT_MAKER_QUOTE_REDUCING: "out of what is held",
};

/** One sentence about a quote. */
export function explainQuote(decision: Decision<Types>): string {
  if (!("intent" in decision)) return "";
  const { side, size, price, modelEdgeBps = 0 } = decision.intent;
  const verb = side === "BUY" ? "buy" : "sell";
  const shares = formatDecimal(size, 6);
  const place = PLACES[decision.reasonCode] ?? "";
  return `Quotes to ${verb} ${shares} shares at ${formatDecimal(price, 4)}, ${place}. Against the fair value of the book, after fees and the buffer, that leaves ${Math.round(modelEdgeBps)} basis points.`;
}
