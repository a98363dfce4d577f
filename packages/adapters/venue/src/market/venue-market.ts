import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";
import type { FeeSchedule } from "@polytraders/quant";

/** Index of a market's token: 0 is the first (usually Yes), 1 the second. */
export type TokenIndex = 0 | 1;

/** What a market charges and gives back. Makers pay nothing. */
export interface MarketFees extends FeeSchedule {
  /** Share of a market's taker fees that goes back to its makers each day, 0 to 1. */
  readonly rebateShare: number;
}

/** A market's liquidity programme. */
export interface RewardTerms {
  /** Pool per UTC day. */
  readonly dailyPoolMicroUsd: MicroUsd;
  /** Furthest scoring distance from the adjusted midpoint, price units. */
  readonly spreadMax: PriceUnits;
  /** Smallest size that scores, micro-shares. */
  readonly sizeMin: MicroShares;
  /** Time an order must have rested before it scores. */
  readonly orderAgeMsMin: number;
  /** In-game multiplier `b` of the score. */
  readonly multiplier: number;
}

/** 2100-01-01: the end of a market of which nobody knows when it ends. */
export const NEVER_MS: EpochMs = 4_102_444_800_000;

/** Everything that does not change while a market lives. */
export interface VenueMarketTerms {
  /** `0x` and 64 hexadecimal digits. */
  readonly conditionId: string;
  readonly questionId: string;
  readonly slug: string;
  readonly question: string;
  readonly description: string;
  readonly outcomes: readonly [first: string, second: string];
  /** Decimal token ids (position ids of protocol v2). */
  readonly tokenIds: readonly [first: string, second: string];
  /** Which exchange contract settles it: v1 assets sign under domain version 2, v2 under 3. */
  readonly protocol: "v1" | "v2";
  readonly minimumOrderSize: MicroShares;
  /** The neg-risk set it belongs to; `null` for a market of its own. */
  readonly negRiskSetId: string | null;
  /** Place within its neg-risk set, 0 for a market of its own. */
  readonly negRiskIndex: number;
  readonly fees: MarketFees;
  readonly rewards: RewardTerms | null;
  /** Window in which a taker is held and revalidated; 0 for none (`itode`). */
  readonly takerDelayMs: number;
  /** Longer delay of sports markets, answered at once with `delayed`; 0 for none (`seconds_delay`). */
  readonly secondsDelay: number;
  readonly gameStartAtMs: EpochMs | null;
  /** True when every resting order is cancelled at `gameStartAtMs`. */
  readonly clearsBookOnStart: boolean;
  readonly endAtMs: EpochMs;
  /** The event (group of markets) it is listed under. */
  readonly eventSlug: string;
}

/** Where a market stands. */
export type MarketPhase =
  | "open"
  /** Listed, not accepting orders; orders already resting stay and may be cancelled. */
  | "halted"
  /** Trading has ended, nobody knows the outcome yet. Orders are cancelled on the way in. */
  | "closed"
  | "resolved";

/** Progress of a market's resolution. */
export type ResolutionPhase = "none" | "proposed" | "disputed" | "final";

/** What of a market changes. */
export interface VenueMarketState {
  readonly phase: MarketPhase;
  readonly tickSize: PriceUnits;
  readonly resolution: ResolutionPhase;
  /** Payout per token in price units, summing to 10,000; `null` before it is final. */
  readonly payouts: readonly [first: PriceUnits, second: PriceUnits] | null;
  /** Last traded price on the view of the first token, `null` when never traded. */
  readonly lastTradePrice: PriceUnits | null;
  /** Side of the last taker on the view of the first token; `null` when never traded. */
  readonly lastTradeSide: "BUY" | "SELL" | null;
  readonly volumeMicroUsd: MicroUsd;
}
