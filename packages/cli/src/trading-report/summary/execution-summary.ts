import type {
  EpochMs,
  MicroShares,
  MicroUsd,
  PriceUnits,
  SettlementState,
} from "@polytraders/core";

/** Horizons at which a fill is looked at again. */
export const MARKOUT_HORIZONS_MS = [5_000, 30_000, 300_000] as const;

/** Values at 5, 30 and 300 seconds, in the order of {@link MARKOUT_HORIZONS_MS}. */
export type AtHorizons = readonly [number | null, number | null, number | null];

/** One fill, as kept for the reader. Prices and differences are dollars per share of our token. */
export interface FillLine {
  readonly fillId: string;
  readonly orderId: string;
  /** Strategy or operator command; `unknown` for a fill of an order never sent. */
  readonly originId: string;
  readonly marketId: string;
  readonly slug: string;
  readonly outcome: string;
  readonly timeMs: EpochMs;
  readonly side: "BUY" | "SELL";
  readonly role: "maker" | "taker";
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly notionalMicroUsd: MicroUsd;
  /** Negative for a rebate. */
  readonly feeMicroUsd: MicroUsd;
  /** Provisional until CONFIRMED; FAILED was taken back. */
  readonly settlement: SettlementState;
  /** Displayed at our price when the order was sent; `null` for takers and where the book was unknown. */
  readonly queueAheadMicroShares: MicroShares | null;
  /** Price worse than the mid when risk approved the order; negative is better. `null` without a mid. */
  readonly decisionSlippageUsd: number | null;
  /** The same against the mid when the order reached the venue. */
  readonly arrivalSlippageUsd: number | null;
  /** Mid after the horizon against the price, in our favour positive; `null` where not known. */
  readonly markoutUsd: AtHorizons;
}

/** Size-weighted means over fills; `null` where no fill had the figure. */
export interface ExecutionQuality {
  readonly fillCount: number;
  readonly sizeMicroShares: MicroShares;
  readonly volumeMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
  readonly decisionSlippageUsd: number | null;
  readonly arrivalSlippageUsd: number | null;
  readonly queueAheadMicroShares: number | null;
  readonly markoutUsd: AtHorizons;
  /** Fills behind each markout: those whose later mid is known. */
  readonly markoutFillCounts: readonly [number, number, number];
}

/** Fills of the run. Failed ones are counted apart and are in no other figure. */
export interface FillsSummary {
  readonly all: ExecutionQuality;
  readonly maker: ExecutionQuality;
  readonly taker: ExecutionQuality;
  /** By settlement state at the end. */
  readonly bySettlement: Readonly<Record<SettlementState, number>>;
  /** Fills that are neither confirmed nor failed, and their notional. */
  readonly unsettledCount: number;
  readonly unsettledMicroUsd: MicroUsd;
  /** Newest fills, oldest of them first. */
  readonly newest: readonly FillLine[];
  /** Fills that are only in the aggregates. */
  readonly leftOut: number;
}

/** How many got how far, from wish to money. */
export interface FunnelLine {
  /** Strategy or operator command. */
  readonly originId: string;
  readonly intents: number;
  readonly refused: number;
  /** Let pass by the votes, but the strategy's mode sends nothing. */
  readonly recorded: number;
  readonly approved: number;
  /** Approved with less than was asked. */
  readonly reshaped: number;
  /** Approved orders of which something went to the venue. */
  readonly sent: number;
  readonly rested: number;
  readonly filledOrders: number;
  readonly fills: number;
  /** Notional of the orders sent, at their limits. */
  readonly orderNotionalMicroUsd: MicroUsd;
  /** When it last wanted an order; `null` for never. */
  readonly lastIntentAtMs: EpochMs | null;
}

/** A count by reason code and the bot behind it. */
export interface ReasonCount {
  readonly reasonCode: string;
  readonly botId: string;
  readonly count: number;
}

/** What became of the orders that risk let through. */
export interface OrderOutcomes {
  readonly filled: number;
  /** Ended with some of it filled. */
  readonly partlyFilled: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly rejected: number;
  /** Given up before anything of it was sent. */
  readonly notSent: number;
  /** Neither over nor known. */
  readonly unknown: number;
  readonly open: number;
}

export interface OrdersSummary {
  /** Plans of execution bots, and the placements in them. */
  readonly plans: number;
  readonly placements: number;
  readonly funnel: readonly FunnelLine[];
  readonly outcomes: OrderOutcomes;
  readonly refusals: readonly ReasonCount[];
  readonly reshapes: readonly ReasonCount[];
  readonly warnings: readonly ReasonCount[];
  readonly quarantines: readonly ReasonCount[];
  /** What the venue said when it refused. */
  readonly venueRejects: readonly ReasonCount[];
}
