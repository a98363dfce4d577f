import type { SettlementState } from "../contracts/fill-event.ts";
import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "../domain/units.ts";
import type { Income } from "./income/accruals.ts";
import type { MarketListing } from "./positions/market-registry.ts";

/** What made an entry necessary. */
export interface LedgerCause {
  /** Kernel time. */
  readonly timeMs: EpochMs;
  /** Groups everything that follows from one event. */
  readonly correlationId: string;
  /** Position in the kernel's event sequence. */
  readonly eventSequence: number;
}

/** Who ordered something by hand, and why. */
export interface OperatorOrder {
  readonly operator: string;
  readonly reason: string;
}

interface Entry<K extends string> extends LedgerCause {
  readonly kind: K;
  /** Counts the entries of a ledger from 0. */
  readonly sequence: number;
}

export interface MarketListed extends Entry<"market_listed">, MarketListing {}

/** Money from (positive) or to outside. */
export interface CashTransferred extends Entry<"cash_transferred"> {
  readonly operationId: string;
  readonly amountMicroUsd: MicroUsd;
}

/** Tokens from (positive) or to outside. */
export interface TokensTransferred extends Entry<"tokens_transferred"> {
  readonly operationId: string;
  readonly tokenId: string;
  readonly size: MicroShares;
  /** Cost that arriving tokens are given; 0 for those that leave. */
  readonly costMicroUsd: MicroUsd;
}

export interface OrderReserved extends Entry<"order_reserved"> {
  readonly orderId: string;
  readonly tokenId: string;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly size: MicroShares;
  /** Fees that may come on top of a purchase. */
  readonly feeMicroUsdMax: MicroUsd;
}

/** The order is over; what it promised beyond `filledSize` is free again. */
export interface OrderEnded extends Entry<"order_ended"> {
  readonly orderId: string;
  readonly filledSize: MicroShares;
}

/** A fill seen for the first time. */
export interface FillBooked extends Entry<"fill_booked"> {
  readonly fillId: string;
  readonly venueTradeId: string;
  readonly orderId: string;
  readonly tokenId: string;
  readonly side: "BUY" | "SELL";
  readonly role: "maker" | "taker";
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly notionalMicroUsd: MicroUsd;
  /** On top of a purchase, out of the proceeds of a sale. */
  readonly feeMicroUsd: MicroUsd;
  /** FAILED when its failure was the first news: nothing is booked. */
  readonly settlement: SettlementState;
  readonly exchangeTimeMs: EpochMs;
  /** False for a fill of an order that this ledger never reserved. */
  readonly isOrderKnown: boolean;
}

/** A fill has come further on its way to the chain. */
export interface FillAdvanced extends Entry<"fill_advanced"> {
  readonly fillId: string;
  readonly settlement: "RETRYING" | "MINED" | "CONFIRMED";
  readonly exchangeTimeMs: EpochMs;
}

/** A fill has failed and everything it had changed is taken back. */
export interface FillReversed extends Entry<"fill_reversed"> {
  readonly fillId: string;
  readonly exchangeTimeMs: EpochMs;
}

export interface PairsSplit extends Entry<"pairs_split"> {
  readonly operationId: string;
  readonly marketId: string;
  readonly size: MicroShares;
}

export interface PairsMerged extends Entry<"pairs_merged"> {
  readonly operationId: string;
  readonly marketId: string;
  readonly size: MicroShares;
}

export interface NegRiskConverted extends Entry<"neg_risk_converted"> {
  readonly operationId: string;
  readonly negRiskSetId: string;
  /** Markets whose NO tokens were given. */
  readonly marketIds: readonly string[];
  readonly size: MicroShares;
  /** YES tokens received of each other market of the set. */
  readonly receivedSize: MicroShares;
  readonly collateralMicroUsd: MicroUsd;
}

export interface MarketResolved extends Entry<"market_resolved"> {
  readonly marketId: string;
  /** Per share of the first and second token; they sum to 10,000, and are 5,000 each when void. */
  readonly payouts: readonly [PriceUnits, PriceUnits];
}

export interface TokensRedeemed extends Entry<"tokens_redeemed"> {
  readonly operationId: string;
  readonly marketId: string;
  readonly sizes: readonly [MicroShares, MicroShares];
  /** Size times payout, rounded down for either token. */
  readonly paidMicroUsd: readonly [MicroUsd, MicroUsd];
}

/** An estimate of income, kept apart from money. */
export interface IncomeAccrued extends Entry<"income_accrued"> {
  readonly operationId: string;
  readonly income: Income;
  readonly marketId: string;
  readonly utcDay: number;
  readonly amountMicroUsd: MicroUsd;
  /** The fill it stands or falls with; `null` without one. */
  readonly fillId: string | null;
}

/** Income has arrived; it takes the place of what was accrued for it. */
export interface IncomePaid extends Entry<"income_paid"> {
  readonly operationId: string;
  readonly income: Income;
  /** `null` for a payout of the whole day. */
  readonly marketId: string | null;
  readonly utcDay: number;
  readonly amountMicroUsd: MicroUsd;
}

/** How far the ledger is from what the venue shows. */
export type DivergenceLevel = "OK" | "WARN" | "AUTO_CORRECT";

/** The ledger's settled cash was compared with the venue's, and overwritten when far off. */
export interface CashChecked extends Entry<"cash_checked"> {
  readonly expectedMicroUsd: MicroUsd;
  readonly actualMicroUsd: MicroUsd;
  readonly level: DivergenceLevel;
}

/** The same for the settled tokens of one kind. */
export interface TokensChecked extends Entry<"tokens_checked"> {
  readonly tokenId: string;
  readonly expectedSize: MicroShares;
  readonly actualSize: MicroShares;
  readonly level: DivergenceLevel;
  /** Cost given to tokens that were not known before. */
  readonly costMicroUsd: MicroUsd;
}

export interface DrawdownHalted extends Entry<"drawdown_halted"> {
  readonly peakMicroUsd: MicroUsd;
  readonly effectiveMicroUsd: MicroUsd;
  readonly cashMicroUsd: MicroUsd;
}

export interface PeakReset extends Entry<"peak_reset">, OperatorOrder {
  readonly peakBeforeMicroUsd: MicroUsd;
  readonly cashMicroUsd: MicroUsd;
}

export interface HaltReset extends Entry<"halt_reset">, OperatorOrder {}

/** Everything that can be written into a ledger. The entries alone rebuild it. */
export type LedgerEntry =
  | MarketListed
  | CashTransferred
  | TokensTransferred
  | OrderReserved
  | OrderEnded
  | FillBooked
  | FillAdvanced
  | FillReversed
  | PairsSplit
  | PairsMerged
  | NegRiskConverted
  | MarketResolved
  | TokensRedeemed
  | IncomeAccrued
  | IncomePaid
  | CashChecked
  | TokensChecked
  | DrawdownHalted
  | PeakReset
  | HaltReset;
