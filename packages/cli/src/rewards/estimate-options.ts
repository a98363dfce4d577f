import type { RewardOrder } from "@polytraders/quant";

/** Options of `rewards estimate`. Exactly one of `competition`, `book` and `data` says who else quotes. */
export interface EstimateOptions {
  readonly order: readonly RewardOrder[];
  /** Daily pool, in USD. */
  readonly pool: number;
  /** Farthest distance from the midpoint that scores, in cents. */
  readonly maxSpread: number;
  /** Smallest order that scores, in shares. */
  readonly minSize: number;
  readonly multiplier: number;
  /** Share of the day in which the orders rest. */
  readonly uptime: number;
  /** Midpoint of YES; with a stated competition there is no book to take it from. */
  readonly mid?: number;
  /** Sum of all other makers' scores. */
  readonly competition?: number;
  readonly book?: string;
  readonly data?: readonly string[];
  readonly market?: string;
  /** Epoch ms. */
  readonly at?: number;
  readonly cache: string;
  readonly json?: boolean;
}
