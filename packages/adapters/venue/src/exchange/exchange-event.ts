import type { EpochMs, MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";
import type { BookSide } from "../matching/market-book.ts";
import type { MarketPhase } from "../market/venue-market.ts";
import type { VenueOrder } from "./order-request.ts";
import type { VenueTrade } from "./venue-trade.ts";

/** One level's new displayed total, on the view of the first token. */
export interface LevelChange {
  readonly bookSide: BookSide;
  readonly bookPrice: PriceUnits;
  /** 0 when the level is gone. */
  readonly size: MicroShares;
}

/**
 * What happened at the exchange, in order. Every event is folded into the state hash. Objects are
 * fresh and never changed afterwards.
 */
export type ExchangeEvent =
  | { readonly kind: "market_listed"; readonly timeMs: EpochMs; readonly conditionId: string }
  | {
      readonly kind: "market_phase_changed";
      readonly timeMs: EpochMs;
      readonly conditionId: string;
      readonly phase: MarketPhase;
    }
  | {
      readonly kind: "tick_size_changed";
      readonly timeMs: EpochMs;
      readonly conditionId: string;
      readonly oldTickSize: PriceUnits;
      readonly newTickSize: PriceUnits;
    }
  | {
      readonly kind: "resolution_changed";
      readonly timeMs: EpochMs;
      readonly conditionId: string;
      readonly phase: "proposed" | "disputed" | "final";
      /** Payout per token, price units; of a proposal what it proposes, `null` for a dispute. */
      readonly payouts: readonly [PriceUnits, PriceUnits] | null;
    }
  /** Displayed depth changed: all changes of one operation together. */
  | {
      readonly kind: "book_changed";
      readonly timeMs: EpochMs;
      readonly conditionId: string;
      readonly changes: readonly LevelChange[];
      /** True when a trade was part of it: the venue then sends whole books as well. */
      readonly hasTraded: boolean;
    }
  | { readonly kind: "order_placed"; readonly timeMs: EpochMs; readonly order: VenueOrder }
  /** Held by a taker delay. */
  | { readonly kind: "order_delayed"; readonly timeMs: EpochMs; readonly order: VenueOrder }
  /** Matched in part or whole. */
  | { readonly kind: "order_updated"; readonly timeMs: EpochMs; readonly order: VenueOrder }
  | { readonly kind: "order_cancelled"; readonly timeMs: EpochMs; readonly order: VenueOrder }
  /**
   * An order refused after its answer was due (after a delay), or killed by the venue. One that was
   * refused at once never was an order: it is told of, and leaves count and hash as they were.
   */
  | { readonly kind: "order_killed"; readonly timeMs: EpochMs; readonly order: VenueOrder }
  | { readonly kind: "trade_matched"; readonly timeMs: EpochMs; readonly trade: VenueTrade }
  /** The trade's settlement state is new; FAILED has given everything back. */
  | { readonly kind: "trade_settled"; readonly timeMs: EpochMs; readonly trade: VenueTrade }
  /** On-chain balance of pUSD (`tokenId` null) or of a token. */
  | {
      readonly kind: "balance_changed";
      readonly timeMs: EpochMs;
      readonly account: string;
      readonly tokenId: string | null;
      /** Micro-pUSD or micro-shares after the change. */
      readonly balance: number;
      readonly cause: BalanceCause;
    }
  | {
      readonly kind: "chain_action_finished";
      readonly timeMs: EpochMs;
      readonly actionId: string;
      readonly account: string;
      readonly action: "split" | "merge" | "convert" | "redeem";
      readonly isConfirmed: boolean;
      readonly conditionId: string;
      readonly size: MicroShares;
      readonly costMicroUsd: MicroUsd;
      readonly transactionHash: string;
    }
  /** No valid heartbeat in time: every open order of the session is cancelled. */
  | {
      readonly kind: "heartbeat_lapsed";
      readonly timeMs: EpochMs;
      readonly session: string;
      readonly cancelledCount: number;
    }
  | {
      readonly kind: "venue_mode_changed";
      readonly timeMs: EpochMs;
      readonly mode: VenueMode;
    };

/** What the venue as a whole lets through. */
export type VenueMode = "normal" | "restarting" | "post_only" | "cancel_only" | "disabled";

export type BalanceCause =
  | "deposit"
  | "withdrawal"
  | "settlement"
  | "split"
  | "merge"
  | "convert"
  | "redeem"
  | "chain_cost"
  | "reward"
  | "rebate"
  | "fee"
  | "fault";

/** Hears every event while it happens; must not call back into the exchange. */
export type ExchangeListener = (event: ExchangeEvent) => void;
