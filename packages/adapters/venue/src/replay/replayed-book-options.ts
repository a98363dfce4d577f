import type { EpochMs, MicroShares, PriceUnits } from "@polytraders/core";
import { STRICT_RESILIENCE, type QueueModel, type ResilienceRules } from "@polytraders/quant";
import type { BookListener, SelfTradePrevention } from "../matching/market-book.ts";

/**
 * How much of a resting order is filled when the record trades through its price, or shows an
 * opposite level at it or beyond.
 *
 * - `remainder`: all that is left, as level 2 models do: whoever traded beyond our price had to take
 *   us first. What this grants beyond the size that the record shows is counted in
 *   {@link ReplayCounts.beyondShownSize}. The rest of an order that came as a taker counts as resting
 *   only once the record's other side has stood clear of its price; before, `shown` holds for it.
 * - `shown` (default): no more than that trade's size, or than the opposite level displays. A run never
 *   fills more than the record shows.
 */
export type CrossingRule = "remainder" | "shown";

/** How our orders live inside a recorded book. */
export interface ReplayedBookModel {
  /** Who is thought to cancel ahead of our resting orders. Risk-averse: only trades advance us. */
  readonly queueModel: QueueModel;
  /** What happens to depth that we took. Strict: it is gone until the record empties the level. */
  readonly overlay: ResilienceRules;
  readonly crossing: CrossingRule;
  /**
   * What a record means whose own best bid reaches its best ask. On this venue the two would have
   * matched, so such a book is stale or mixed, and whoever trades both its sides is paid by nobody:
   * `refuse` matches nothing until it has come apart. `allow` trades it as it stands, for fixtures.
   */
  readonly crossedRecord: "refuse" | "allow";
  /** Smallest fill of a resting order, micro-shares, 1 or more. */
  readonly lotSize: MicroShares;
  readonly selfTradePrevention: SelfTradePrevention;
}

/** The cautious choice in every respect. */
export const STRICT_REPLAY_MODEL: ReplayedBookModel = {
  queueModel: { family: "risk_averse" },
  overlay: STRICT_RESILIENCE,
  crossing: "shown",
  crossedRecord: "refuse",
  lotSize: 1,
  selfTradePrevention: "cancel_resting",
};

/** What a replayed book is made of. */
export interface ReplayedBookOptions extends Partial<ReplayedBookModel> {
  readonly tickSize: PriceUnits;
  readonly listener: BookListener;
  /** The venue's time, for depth that comes back; not needed by the strict overlay. */
  readonly nowMs?: () => EpochMs;
}

/** What a replayed book has seen and given, micro-shares. */
export interface ReplayCounts {
  /** Taken from recorded levels: by our takers, and by recorded orders that crossed ours. */
  readonly takenSize: MicroShares;
  /** Given to our resting orders by recorded trades, cancels ahead and crossings. */
  readonly restingFilledSize: MicroShares;
  /** Part of `restingFilledSize` for which the record shows no size: see {@link CrossingRule}. */
  readonly beyondShownSize: MicroShares;
  /** Rows that broke the format and were left out. */
  readonly refusedRowCount: number;
  /** Recorded trades that moved nobody because the book was not ready. */
  readonly skippedTradeCount: number;
}
