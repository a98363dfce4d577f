import type { Exposure } from "./exposure.ts";

/**
 * `standard` never lets the position-count and portfolio limits stop a sell or an addition to a held
 * token; `literal` reproduces seed 002, where both limits also stop sells (maths.md C11).
 */
export type RiskMode = "standard" | "literal";

/** Limits of one account, in integer micro-units. */
export interface RiskLimits {
  readonly startingBalanceMicroUsd: number;
  readonly drawdownMicroUsdMax: number;
  readonly tradeSizeMicroUsdMax: number;
  readonly perMarketMicroUsdMax: number;
  readonly portfolioMicroUsdMax: number;
  readonly openPositionsMax: number;
  readonly dailyVolumeMicroUsdMax: number;
  /** Smallest order that the market takes. */
  readonly orderSizeMicroSharesMin: number;
  readonly mode: RiskMode;
}

/** The account at the moment of the check. */
export interface RiskState extends Exposure {
  /** Effective equity (maths.md 6.3). */
  readonly equityMicroUsd: number;
  /** Fills of both sides since midnight UTC. */
  readonly dailyVolumeMicroUsd: number;
  /** The latch: once true it stays until an operator clears it. */
  readonly isHalted: boolean;
}

/** An order to check. */
export interface RiskedOrder {
  readonly side: "BUY" | "SELL";
  /** What a share counts against the limits; fees are part of it only where the limits include them. */
  readonly priceMicroUsd: number;
  readonly sizeMicroShares: number;
}

/** Checks in their order, and the two ways in which an order fails outside them. */
export type RiskCheckName =
  | "DRAWDOWN_HALT"
  | "MAX_TRADE_SIZE"
  | "DAILY_VOLUME_CAP"
  | "MAX_OPEN_POSITIONS"
  | "MAX_PER_MARKET"
  | "MAX_PORTFOLIO"
  | "MIN_SIZE"
  | "BELOW_MIN_SIZE"
  | "INVALID_INPUT";

export type RiskStep = readonly [
  check: RiskCheckName,
  outcome: "PASS" | "DOWNSIZE" | "SKIP" | "REJECT",
];

/** What the pipeline decided and how it got there. */
export interface RiskVerdict {
  readonly decision: "ALLOW" | "REJECT";
  /** `OK`, `DOWNSIZED`, or the check that rejected. */
  readonly reason: "OK" | "DOWNSIZED" | RiskCheckName;
  /** Approved size, a multiple of the lot; 0 when rejected. */
  readonly sizeMicroShares: number;
  /** Value of the approved size, rounded up; 0 when rejected. */
  readonly valueMicroUsd: number;
  /** Every check made, in order; the last one is where the order was rejected, if it was. */
  readonly steps: readonly RiskStep[];
}
