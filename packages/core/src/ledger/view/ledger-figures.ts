import type { SettlementState } from "../../contracts/fill-event.ts";
import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "../../domain/units.ts";

/** Money by what may be done with it. */
export interface LedgerCash {
  /** Settled and not promised to a matched purchase; what the peak follows. */
  readonly cashMicroUsd: MicroUsd;
  /** What the chain shows. */
  readonly settledMicroUsd: MicroUsd;
  /** Promised to matched purchases that are not mined. */
  readonly committedMicroUsd: MicroUsd;
  /** Expected from matched sales that are not mined; no part of cash. */
  readonly unsettledProceedsMicroUsd: MicroUsd;
  /** Notional of open buy orders. */
  readonly reservedMicroUsd: MicroUsd;
  /** Fees that open buy orders may cost on top. */
  readonly reservedFeesMicroUsd: MicroUsd;
  /** Cash less everything reserved; may be negative when orders promise more than there is. */
  readonly availableMicroUsd: MicroUsd;
}

/** Equity by its names; there is no such thing as a "balance". */
export interface LedgerEquity {
  readonly cashMicroUsd: MicroUsd;
  /** Positions won or resolved, from one dollar on. */
  readonly redeemableMicroUsd: MicroUsd;
  /** Other positions and sales on their way, at the lower of cost and bid. */
  readonly inFlightMicroUsd: MicroUsd;
  /** Notional of open buy orders; contained in cash. */
  readonly reservedMicroUsd: MicroUsd;
  /** Cash, redeemable and, unless the mode is literal, in flight. */
  readonly effectiveEquityMicroUsd: MicroUsd;
  /** Positions whose price is unknown: they count at cost until it is known. */
  readonly unmarkedPositionCount: number;
}

export interface LedgerPnl {
  /** Net of fees. */
  readonly realizedMicroUsd: MicroUsd;
  /** Held positions at payout, bid or else cost, less their cost and fees. */
  readonly unrealizedMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
  readonly rebatesPaidMicroUsd: MicroUsd;
  readonly rewardsPaidMicroUsd: MicroUsd;
  /** Estimated and not paid; no part of cash, equity or realised profit. */
  readonly rebatesAccruedMicroUsd: MicroUsd;
  readonly rewardsAccruedMicroUsd: MicroUsd;
}

export interface LedgerPosition {
  readonly marketId: string;
  readonly tokenId: string;
  /** Micro-shares, fills on their way included; below 0 only when oversold. */
  readonly size: MicroShares;
  readonly settledSize: MicroShares;
  /** Size less settled size. */
  readonly pendingSize: MicroShares;
  /** Promised by open sell orders. */
  readonly reservedSize: MicroShares;
  /** Without fees. */
  readonly costMicroUsd: MicroUsd;
  readonly heldFeesMicroUsd: MicroUsd;
  /** Cost per share in price units, rounded half up; 0 when nothing is held. */
  readonly averagePrice: PriceUnits;
  readonly realizedPnlMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
  readonly redeemableMicroUsd: MicroUsd;
  readonly inFlightMicroUsd: MicroUsd;
  readonly unrealizedPnlMicroUsd: MicroUsd;
  /** `null` while unknown. */
  readonly bestBid: PriceUnits | null;
  /** Final payout per share; `null` before. */
  readonly payout: PriceUnits | null;
  /** `null` without a fill. */
  readonly lastFillAtMs: EpochMs | null;
}

export interface LedgerFillState {
  readonly fillId: string;
  readonly orderId: string;
  readonly tokenId: string;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly notionalMicroUsd: MicroUsd;
  readonly feeMicroUsd: MicroUsd;
  readonly settlement: SettlementState;
  readonly bookedAtMs: EpochMs;
}

/** What an order of ours still promises. */
export interface LedgerOrder {
  readonly orderId: string;
  readonly tokenId: string;
  readonly side: "BUY" | "SELL";
  readonly openSize: MicroShares;
  readonly openNotionalMicroUsd: MicroUsd;
  /** Micro-shares of all fills seen, failed ones too. */
  readonly filledSize: MicroShares;
}
