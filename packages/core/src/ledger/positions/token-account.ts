import type { MicroShares, MicroUsd, PriceUnits } from "../../domain/units.ts";
import type { PositionCell } from "./position-cell.ts";
import type { PositionGroup } from "./position-group.ts";
import { valuedAt, type PositionValue, UNHELD } from "./position-value.ts";

/** A market the ledger knows, with what open orders promise in it. */
export interface MarketAccount {
  readonly marketIndex: number;
  readonly marketId: string;
  readonly group: PositionGroup;
  readonly set: NegRiskSet | null;
  readonly tokens: readonly [TokenAccount, TokenAccount];
  /** Final payouts per share; `null` before. */
  payouts: readonly [PriceUnits, PriceUnits] | null;
  /** Notional of open buy orders. */
  reservedBuys: MicroUsd;
}

/** Markets of which at most one is won. */
export interface NegRiskSet {
  readonly negRiskSetId: string;
  readonly group: PositionGroup;
  readonly markets: MarketAccount[];
  /** Outcomes of the whole set; more than `markets` when some are not listed or not named. */
  readonly outcomeCount: number;
}

/** One token: its position, its newest prices, and what it adds to the ledger's totals. */
export class TokenAccount {
  readonly tokenIndex: number;
  readonly tokenId: string;
  readonly marketIndex: number;
  /** 0 for the first token (YES), 1 for the second. */
  readonly outcome: 0 | 1;
  /** Its place in the group. */
  readonly cellIndex: number;
  readonly cell: PositionCell;
  /** -1 while unknown, 0 for an empty side. */
  bestBid: PriceUnits = -1;
  /** What decides whether a position counts as won; -1 while unknown. */
  price: PriceUnits = -1;
  /** Final payout; -1 before. */
  payout: PriceUnits = -1;
  /** Shares that open sell orders promise. */
  reservedSells: MicroShares = 0;
  value: PositionValue = UNHELD;

  constructor(place: {
    readonly tokenIndex: number;
    readonly tokenId: string;
    readonly marketIndex: number;
    readonly outcome: 0 | 1;
    readonly cellIndex: number;
    readonly cell: PositionCell;
  }) {
    this.tokenIndex = place.tokenIndex;
    this.tokenId = place.tokenId;
    this.marketIndex = place.marketIndex;
    this.outcome = place.outcome;
    this.cellIndex = place.cellIndex;
    this.cell = place.cell;
  }

  revalue(): PositionValue {
    this.value = valuedAt(this.cell, this);
    return this.value;
  }
}
