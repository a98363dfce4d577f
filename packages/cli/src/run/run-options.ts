import type { EnvelopePolicy } from "./envelope-policy.ts";

/** Options of every verb that runs bots. */
export interface RunOptions {
  readonly bots?: readonly string[];
  readonly config?: string;
  readonly out: string;
  readonly envelopes: EnvelopePolicy;
  readonly json?: boolean;
}

/** Options of `backtest`. */
export interface BacktestOptions extends RunOptions {
  readonly data: readonly string[];
  readonly seed?: number;
  /** Factors on every purchase, for the capacity curve. */
  readonly capacity?: readonly number[];
  readonly cache: string;
}

/** Options of `demo`. */
export interface DemoOptions extends RunOptions {
  readonly seed: number;
  readonly markets: number;
  readonly minutes: number;
  /** Whether the day of trading follows. */
  readonly trading: boolean;
}
