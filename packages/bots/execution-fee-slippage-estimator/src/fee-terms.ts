import type { MarketFeeTerms, MarketTerms } from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";

/** What the market charges, or a conservative default where nobody has said. */
export function feeTermsOf(
  terms: MarketTerms | undefined,
  { fallbackFeeRate }: Parameters,
): MarketFeeTerms & { readonly isKnown: boolean } {
  const fees = terms?.fees ?? null;
  if (fees !== null) return { ...fees, isKnown: true };
  return { rate: fallbackFeeRate, exponent: 1, rebateShare: 0, isKnown: false };
}
