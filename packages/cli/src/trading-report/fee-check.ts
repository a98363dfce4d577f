import type { MarketDefinition } from "@polytraders/core";
import { fromMicro, priceUsd } from "@polytraders/core";
import { platformFeeUsd } from "@polytraders/quant";
import type { FeeTotals } from "./acceptance/fees-charged.ts";
import type { TrackedFill } from "./fill-book.ts";

/** Adds up what taking was charged, and what the markets' terms ask for. */
export class FeeCheck {
  #count = 0;
  #expected = 0;
  #charged = 0;
  #unjudged = 0;

  /** @param sign - -1 for a fill that is taken back */
  add(fill: TrackedFill, { terms }: MarketDefinition, sign: 1 | -1): void {
    if (fill.role !== "taker") return;
    if (terms === undefined) {
      this.#unjudged += sign;
      return;
    }
    const schedule = terms.fees ?? { rate: 0, exponent: 1 };
    const feeUsd = platformFeeUsd(fromMicro(fill.size), priceUsd(fill.price), schedule);
    this.#count += sign;
    this.#expected += sign * Math.round(feeUsd * 1e6);
    this.#charged += sign * fill.feeMicroUsd;
  }

  get totals(): FeeTotals {
    return {
      takerFillCount: this.#count,
      expectedMicroUsd: this.#expected,
      chargedMicroUsd: this.#charged,
      unjudgedFillCount: this.#unjudged,
    };
  }
}
