import type { EpochMs } from "@polytraders/core";
import type { VenueOrder } from "../exchange/order-request.ts";
import type { MakerFill, VenueTrade } from "../exchange/venue-trade.ts";

/** One message of the user channel before it is written as JSON. */
export type UserFrame = UserOrderFrame | UserTradeFrame;

/** An order of the session began, changed or ended. */
export interface UserOrderFrame {
  readonly kind: "order";
  readonly session: string;
  readonly conditionId: string;
  readonly timeMs: EpochMs;
  readonly type: "PLACEMENT" | "UPDATE" | "CANCELLATION";
  /**
   * As the venue writes it: `LIVE`, `MATCHED`, `DELAYED`, `CANCELED`, and the ones its documents do
   * not list: `INVALID`, `CANCELED_MARKET_RESOLVED`, `CANCELED_` and a sentence.
   */
  readonly status: string;
  /** True for an order that the engine killed: the venue leaves time, matched size and outcome empty. */
  readonly isKilled: boolean;
  readonly order: VenueOrder;
}

/**
 * A trade in which the session took part, at its match and at each step of its settlement. The
 * taker is told of all resting orders in it, a maker of its own: see {@link makersShownIn}.
 */
export interface UserTradeFrame {
  readonly kind: "trade";
  readonly session: string;
  readonly conditionId: string;
  readonly timeMs: EpochMs;
  readonly role: "TAKER" | "MAKER";
  readonly trade: VenueTrade;
}

/** Takes frames of its session, in order. */
export type UserSubscriber = (frame: UserFrame) => void;

/** The resting orders of a trade that the session of a frame is told of. */
export function makersShownIn({ role, session, trade }: UserTradeFrame): readonly MakerFill[] {
  return role === "TAKER"
    ? trade.makers
    : trade.makers.filter((maker) => maker.session === session);
}
