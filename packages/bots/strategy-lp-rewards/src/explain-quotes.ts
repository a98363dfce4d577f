import { formatPrice, formatShares, type Decision } from "@polytraders/core";
import type { LpQuotePayload, Types } from "./contract.gen.ts";
import { shown } from "./settings.ts";

type ToldQuote = LpQuotePayload["quotes"][number];

/** One paragraph for a decision of this bot: what was done, why there, and what it should bring. */
export function explainQuotes(decision: Decision<Types>): string {
  if (!("signal" in decision)) return explainOrder(decision);
  const { reasonCode, payload } = decision;
  switch (reasonCode) {
    case "STRAT_LP_QUOTING":
      return [
        ...payload.quotes.map((quote) => orderText(quote, payload)),
        ...leftOutText(payload),
        payText(payload),
      ].join(" ");
    case "STRAT_LP_QUOTE_KEPT":
      return `keeps ${listText(payload)}: the midpoint, ${cents(payload.midUsd)}, has moved little since. ${payText(payload)}`;
    case "STRAT_LP_QUOTE_REPLACED":
      return `takes back its quotes, because the midpoint, now ${cents(payload.midUsd)}, has moved away from them or they are not wanted any more; new ones follow once they are gone.`;
    case "STRAT_LP_WAITING":
    case "STRAT_LP_CUT_BELOW_MIN":
      return `waits before it asks again: ${payload.found}.`;
    case "STRAT_LP_NOT_RANKED":
      return `does not quote it now: ${payload.found}. ${payText(payload)}`;
    default:
      return `does not quote it: ${payload.found}.${payload.quotes.length > 0 ? ` It takes back ${listText(payload)}.` : ""}`;
  }
}

function leftOutText({ found }: LpQuotePayload): string[] {
  return found === "" ? [] : [`The other side is left out: ${found}.`];
}

/** An order by itself; its reasons are in the quote decision that follows it. */
function explainOrder(decision: Decision<Types>): string {
  const size = "intent" in decision ? `${formatShares(decision.intent.size)} ` : "";
  const price = "intent" in decision ? ` at ${formatPrice(decision.intent.price)}` : "";
  const does =
    decision.reasonCode === "STRAT_LP_ASK_PLACED"
      ? `offers ${size}held shares${price}`
      : `rests a bid for ${size}shares${price}`;
  return `${does} to earn liquidity rewards; its quote decision in the same event says why there, and what it should bring.`;
}

function orderText(quote: ToldQuote, { bandCents, sizeSharesMin }: LpQuotePayload): string {
  const { outcome, side, priceUsd, sizeShares, distanceCents, isNew } = quote;
  const does = isNew ? "rests" : "keeps";
  const what = side === "BUY" ? "a bid for" : "an offer of";
  const where = `${placeText(quote)}, ${shown(distanceCents)} cents from the midpoint where up to ${shown(bandCents ?? 0)} are rewarded`;
  return `${does} ${what} ${shown(sizeShares)} ${outcome} at ${shown(priceUsd)}: ${where}; the programme asks for ${shown(sizeSharesMin ?? 0)} shares.`;
}

/** How the order stands to the best of the others: the nearer, the sooner it is filled. */
function placeText({ side, priceUsd, bestUsd }: ToldQuote): string {
  const name = side === "BUY" ? "best bid" : "best offer of the others";
  if (bestUsd === null) return `there is no ${name}`;
  const behind = side === "BUY" ? bestUsd - priceUsd : priceUsd - bestUsd;
  const best = `the ${name} of ${shown(bestUsd)}`;
  if (behind > 1e-9) return `behind ${best}, to be filled seldom`;
  return behind < -1e-9 ? `before ${best}, as it must be to score` : `beside ${best}`;
}

function payText(payload: LpQuotePayload): string {
  const { score, competition, sampleShare, earnedUsdPerDay, paidUsdPerDay } = payload;
  const { poolUsdPerDay, expectedLossUsdPerDay } = payload;
  if (score === null || competition === null || earnedUsdPerDay === null) return "";
  const share = shown(100 * (sampleShare ?? 0));
  const unpaid = paidUsdPerDay === 0 ? ", which alone is below the payout minimum of 1 USD" : "";
  return `${shown(score)} points against ${shown(competition)} of the others' are ${share} % of a pool of ${shown(poolUsdPerDay ?? 0)} USD a day: an estimate of ${shown(earnedUsdPerDay)} USD${unpaid}, against an expected loss of ${shown(expectedLossUsdPerDay ?? 0)}.`;
}

function listText({ quotes }: LpQuotePayload): string {
  if (quotes.length === 0) return "its quotes";
  return quotes
    .map(({ outcome, side, priceUsd, sizeShares }) => {
      const what = side === "BUY" ? "bid for" : "offer of";
      return `its ${what} ${shown(sizeShares)} ${outcome} at ${shown(priceUsd)}`;
    })
    .join(" and ");
}

function cents(midUsd: number | null): string {
  return midUsd === null ? "unknown" : shown(midUsd);
}
