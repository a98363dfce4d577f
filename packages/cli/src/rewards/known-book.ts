import type { BookLevel } from "@polytraders/quant";

/** The book of a market's first token at one moment, without our orders. Prices in USD, sizes in shares. */
export interface KnownBook {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
  /** What it is, for the heading of the answer. */
  readonly title: string;
}
