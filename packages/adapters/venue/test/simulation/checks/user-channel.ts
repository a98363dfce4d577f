import type { SettlementState } from "@polytraders/core";
import type { VenueTrade } from "../../../src/exchange/venue-trade.ts";
import type { UserFrame, UserOrderFrame, UserTradeFrame } from "../../../src/feed/user-frame.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

const FOLLOWS: Readonly<Record<SettlementState, readonly SettlementState[]>> = {
  MATCHED: ["MINED", "RETRYING"],
  RETRYING: ["MINED", "FAILED"],
  MINED: ["CONFIRMED"],
  CONFIRMED: [],
  FAILED: [],
};

/** What one session has heard. */
class Heard {
  readonly #isTold: boolean;
  readonly #venue: Venue;
  /** Matched sizes by order, as order frames say. */
  readonly #matched = new Map<string, number>();
  /** Shares by order that trade frames say. */
  readonly #traded = new Map<string, number>();
  readonly #settlements = new Map<string, SettlementState>();
  readonly #ended = new Set<string>();

  constructor(venue: Venue, isTold: boolean) {
    this.#venue = venue;
    this.#isTold = isTold;
  }

  hear(frame: UserFrame): void {
    if (frame.kind === "order") this.#hearOrder(frame);
    else this.#hearTrade(frame);
  }

  atEnd(): void {
    for (const [trade, state] of this.#settlements) {
      demand(isOver(state) || !this.#isTold, () => `${trade} was last heard of as ${state}`);
    }
    for (const [orderId, matched] of this.#matched) {
      if (!this.#isTold) continue;
      demand(this.#ended.has(orderId), () => `the end of order ${orderId} was never told`);
      const traded = this.#traded.get(orderId) ?? 0;
      demand(
        matched === traded,
        () => `order ${orderId}: ${matched} matched by its frames, ${traded} by its trades`,
      );
      const known = this.#venue.exchange.order(orderId)?.matchedSize ?? 0;
      demand(matched === known, () => `order ${orderId}: ${matched} heard, ${known} matched`);
    }
  }

  #hearOrder({ order, type, isKilled }: UserOrderFrame): void {
    const { orderId } = order.request;
    const before = this.#matched.get(orderId);
    // An order that never was one is told of once, and may be posted again.
    if (isKilled && before === undefined) return;
    if (type === "PLACEMENT") {
      demand(
        before === undefined || order.state !== "delayed",
        () => `order ${orderId} was placed twice`,
      );
    } else {
      demand(before !== undefined || !this.#isTold, () => `${type} of ${orderId}, never placed`);
    }
    demand(!this.#ended.has(orderId), () => `${type} of ${orderId} after its end`);
    demand(order.matchedSize >= (before ?? 0), () => `order ${orderId} was unfilled`);
    const isLimited = order.request.orderType === "GTC" || order.request.orderType === "GTD";
    demand(
      !isLimited || order.matchedSize <= order.originalSize,
      () => `order ${orderId} was overfilled`,
    );
    this.#matched.set(orderId, order.matchedSize);
    if (order.state !== "live" && order.state !== "delayed" && type !== "PLACEMENT") {
      this.#ended.add(orderId);
    }
  }

  #hearTrade(frame: UserTradeFrame): void {
    const { trade, role } = frame;
    const key = `${role} ${trade.tradeId}`;
    const before = this.#settlements.get(key);
    const next = trade.settlement;
    if (before === undefined) {
      demand(next === "MATCHED" || !this.#isTold, () => `${key} began as ${next}`);
    } else {
      const isNext = FOLLOWS[before].includes(next) || (!this.#isTold && !isOver(before));
      demand(isNext, () => `${key} became ${next} after ${before}`);
    }
    this.#settlements.set(key, next);
    if (next === "MATCHED") this.#noteFills(frame, trade);
  }

  #noteFills({ role, session }: UserTradeFrame, trade: VenueTrade): void {
    const add = (orderId: string, size: number): void => {
      this.#traded.set(orderId, (this.#traded.get(orderId) ?? 0) + size);
    };
    if (role === "TAKER") add(trade.takerOrderId, trade.size);
    else {
      for (const maker of trade.makers) {
        if (maker.session === session) add(maker.orderId, maker.size);
      }
    }
  }
}

function isOver(state: SettlementState): boolean {
  return state === "CONFIRMED" || state === "FAILED";
}

/**
 * What each session is told agrees with itself and with the venue: orders begin, fill and end once,
 * trades take legal steps and none after FAILED, and fills are the sum of trades.
 *
 * @param isTold - false when faults may lose frames
 */
export function checkUserChannel(
  venue: Venue,
  apiKeys: readonly string[],
  isTold: boolean,
): SimulationCheck {
  let problem: Error | null = null;
  const sessions = apiKeys.map((apiKey) => {
    const heard = new Heard(venue, isTold);
    venue.userFeed.subscribe(apiKey, (frame) => {
      try {
        heard.hear(frame);
      } catch (error) {
        problem ??= error instanceof Error ? error : new Error(String(error));
      }
    });
    return heard;
  });
  return {
    afterStep: () => {
      if (problem !== null) throw problem;
    },
    atEnd: () => {
      for (const heard of sessions) heard.atEnd();
    },
  };
}
