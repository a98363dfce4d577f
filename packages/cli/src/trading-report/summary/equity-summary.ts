import type { EpochMs, MicroUsd } from "@polytraders/core";

/** Money by its names at one moment; there is no such thing as a "balance". */
export interface EquityPoint {
  readonly timeMs: EpochMs;
  /** Settled and not promised to a matched purchase. */
  readonly cashMicroUsd: MicroUsd;
  /** Cash less what open orders promise, fees included. */
  readonly availableMicroUsd: MicroUsd;
  /** Notional of open buy orders; contained in cash. */
  readonly reservedMicroUsd: MicroUsd;
  /** Positions won or resolved. */
  readonly redeemableMicroUsd: MicroUsd;
  /** Other positions and sales on their way, at the lower of cost and bid. */
  readonly inFlightMicroUsd: MicroUsd;
  /** Cash, redeemable and, unless the mode is literal, in flight. */
  readonly effectiveEquityMicroUsd: MicroUsd;
  /** Highest cash in force, moved by deposits and withdrawals. */
  readonly peakMicroUsd: MicroUsd;
  /** Effective equity at which trading halts; `null` while there is no peak. */
  readonly haltAtMicroUsd: MicroUsd | null;
  /** Cost of all held positions. */
  readonly exposureMicroUsd: MicroUsd;
}

/** Equity over time as columns; of a long run the extremes of every column stay. */
export interface EquitySeries {
  readonly timeMs: readonly EpochMs[];
  readonly cashMicroUsd: readonly (number | null)[];
  readonly availableMicroUsd: readonly (number | null)[];
  readonly reservedMicroUsd: readonly (number | null)[];
  readonly redeemableMicroUsd: readonly (number | null)[];
  readonly inFlightMicroUsd: readonly (number | null)[];
  readonly effectiveEquityMicroUsd: readonly (number | null)[];
  readonly peakMicroUsd: readonly (number | null)[];
  readonly haltAtMicroUsd: readonly (number | null)[];
  readonly exposureMicroUsd: readonly (number | null)[];
  /** Peak less effective equity, as a share of the peak. */
  readonly drawdown: readonly (number | null)[];
}

/** The deepest point below a peak. */
export interface WorstDrawdown {
  readonly timeMs: EpochMs;
  /** Share of the peak, 0 to 1; above 1 only with negative equity. */
  readonly drawdown: number;
  readonly lostMicroUsd: MicroUsd;
  readonly peakMicroUsd: MicroUsd;
  readonly effectiveEquityMicroUsd: MicroUsd;
  /** Effective equity left before the halt; 0 or less at and beyond it. */
  readonly distanceMicroUsd: MicroUsd | null;
}

/** What was lost from the peak, and how far it was to the halt. */
export interface DrawdownSummary {
  /** By the ledger's definition: from the highest cash to effective equity. `null` without a peak. */
  readonly worst: WorstDrawdown | null;
  /** At the end of the run. */
  readonly nowShare: number;
  readonly distanceToHaltMicroUsd: MicroUsd | null;
  readonly level: "OK" | "WARN" | "HALT";
  readonly isHalted: boolean;
  /** When the ledger latched its first halt; `null` for none. */
  readonly haltedAtMs: EpochMs | null;
  /** The worst drawdown told by every definition of the peak: see `drawdownStories`. */
  readonly stories: readonly DrawdownStory[];
}

/**
 * One way to measure a drawdown. A drawdown under one definition may be none under another: an open
 * winner that comes to nothing was never cash, while redeemed money that is lost afterwards was.
 */
export interface DrawdownStory {
  readonly definition: "cash_peak" | "marked_peak" | "cash_only";
  /** In words, for a reader. */
  readonly meaning: string;
  readonly worstShare: number;
  readonly worstAtMs: EpochMs | null;
  readonly peakMicroUsd: MicroUsd;
  readonly equityMicroUsd: MicroUsd;
  /** Whether the limit of the run would have halted by this definition. */
  readonly wouldHalt: boolean;
}

/** Exposure at cost, resting orders apart. */
export interface ExposureSummary {
  readonly nowMicroUsd: MicroUsd;
  readonly highestMicroUsd: MicroUsd;
  readonly highestAtMs: EpochMs | null;
  readonly openPositionCount: number;
  /** Markets in which there ever was a position or an order, largest exposure first. */
  readonly markets: readonly MarketExposure[];
  /** Markets left out of the list. */
  readonly marketsLeftOut: number;
}

export interface MarketExposure {
  readonly marketId: string;
  readonly slug: string;
  readonly nowMicroUsd: MicroUsd;
  readonly highestMicroUsd: MicroUsd;
  readonly reservedNowMicroUsd: MicroUsd;
  /** The other figures are of the whole run. */
  readonly fillCount: number;
  readonly volumeMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
}
