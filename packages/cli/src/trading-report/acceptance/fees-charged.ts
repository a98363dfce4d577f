import type { MicroUsd } from "@polytraders/core";
import { counted } from "../money-text.ts";
import type { AcceptanceTest } from "../summary/acceptance-summary.ts";

const NAME = "fees_charged";
const TITLE = "Taking is charged by the venue's fee formula";
/** Difference of all fees allowed, as a share of what is expected. */
const DIFFERENCE_MAX = 0.01;
/** Rounding of one match, micro-pUSD. */
const ROUNDING_MICRO_USD = 10;

/** Fees of taking in markets whose fee terms are known. */
export interface FeeTotals {
  readonly takerFillCount: number;
  /** By the published formula. */
  readonly expectedMicroUsd: MicroUsd;
  readonly chargedMicroUsd: MicroUsd;
  /** Taking fills in markets whose terms are not known. */
  readonly unjudgedFillCount: number;
}

/** Fees charged against those that the market's terms ask for. */
export function feesCharged(totals: FeeTotals): AcceptanceTest {
  const { takerFillCount, expectedMicroUsd, chargedMicroUsd, unjudgedFillCount } = totals;
  const details = {
    takerFills: takerFillCount,
    expectedUsd: expectedMicroUsd / 1e6,
    chargedUsd: chargedMicroUsd / 1e6,
    unjudgedFills: unjudgedFillCount,
  };
  const base = { name: NAME, title: TITLE, bound: DIFFERENCE_MAX, unit: "share", details } as const;
  if (takerFillCount === 0) {
    const explanation =
      unjudgedFillCount === 0
        ? "No fill took liquidity; makers pay no fee."
        : "The fee terms of the markets in which orders took are not known.";
    return { ...base, verdict: "not_applicable", value: null, explanation };
  }
  const difference = Math.abs(chargedMicroUsd - expectedMicroUsd);
  const share = expectedMicroUsd > 0 ? difference / expectedMicroUsd : difference > 0 ? 1 : 0;
  const isPass =
    difference <= DIFFERENCE_MAX * expectedMicroUsd + ROUNDING_MICRO_USD * takerFillCount;
  const sums = `$${details.chargedUsd.toFixed(2)} were charged where $${details.expectedUsd.toFixed(2)} were due`;
  return {
    ...base,
    verdict: isPass ? "pass" : "fail",
    value: share,
    explanation: isPass
      ? `${sums}, over ${counted(takerFillCount, "fill")}.`
      : `${sums}: costs are not real.`,
  };
}
