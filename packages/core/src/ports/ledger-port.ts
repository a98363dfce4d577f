import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "../domain/units.ts";

/** What we hold of one token. */
export interface HeldPosition {
  readonly marketId: string;
  readonly tokenId: string;
  /** Shares held, fills that have not settled included. */
  readonly size: MicroShares;
  /** What they cost, fees excluded. */
  readonly costMicroUsd: MicroUsd;
  /** Cost over size; 0 for an empty position. */
  readonly averagePrice: PriceUnits;
  /** Fees paid on the position so far, rebates taken off. */
  readonly feesMicroUsd: MicroUsd;
  readonly realizedPnlMicroUsd: MicroUsd;
}

/** Over which time a peak is looked for. */
export type PeakMode = "all_time" | "rolling" | "daily";

/**
 * The ledger as guards and strategies read it, inside one event. Never "balance": every figure has
 * its name. Exposure is cost basis, not mark.
 */
export interface LedgerPort {
  /** Collateral. */
  readonly cashMicroUsd: MicroUsd;
  /** What resolved or nearly certain positions will pay. */
  readonly redeemableMicroUsd: MicroUsd;
  /** The other positions, each at the lower of cost and best bid. */
  readonly inFlightMicroUsd: MicroUsd;
  /** Held back for resting and sent buys. */
  readonly reservedMicroUsd: MicroUsd;
  /** Cash that is settled and not promised: what a new purchase may use. */
  readonly availableMicroUsd: MicroUsd;
  /** Cash, redeemable and in-flight. */
  readonly effectiveEquityMicroUsd: MicroUsd;
  /** Equity when the books were opened, moved by deposits and withdrawals. */
  readonly startEquityMicroUsd: MicroUsd;
  /** Sum of cost over all positions, resting buys excluded. */
  readonly exposureMicroUsd: MicroUsd;
  /** Distinct tokens held. */
  readonly openPositionCount: number;
  /** Notional of the fills of the current UTC day, both sides. */
  readonly dailyVolumeMicroUsd: MicroUsd;
  /** When the books were last found equal to the venue; `null` before the first time. */
  readonly reconciledAtMs: EpochMs | null;
  /** Highest cash seen, moved by deposits and withdrawals. */
  peakCashMicroUsd(mode: PeakMode): MicroUsd;
  /** Cost of the positions in both tokens of a market, resting buys excluded. */
  marketExposureMicroUsd(marketId: string): MicroUsd;
  /** Held back for resting and sent buys in a market. */
  marketReservedMicroUsd(marketId: string): MicroUsd;
  /** Micro-shares that are settled, not sold and not promised: what can be sold now. */
  sellableSize(tokenId: string): MicroShares;
  /** Newest fill of a market that has not failed; `null` without one. */
  lastFillAtMs(marketId: string): EpochMs | null;
  /** What we hold of a token; `undefined` for nothing. */
  position(tokenId: string): HeldPosition | undefined;
  /** Every position that is not empty, in order of opening. */
  positions(): readonly HeldPosition[];
}
