import { cancelBehindProbability, type CancelModel } from "./cancel-behind-probability.ts";

/** Only trades advance us, or cancels ahead of us do so as well. */
export type QueueModel = { readonly family: "risk_averse" } | CancelModel;

/** Where a resting order stands after an event. Shares. */
export interface QueueStep {
  /** Shares ahead of us. */
  readonly front: number;
  /** Filled by this event. */
  readonly filled: number;
  readonly leaves: number;
}

/** The place of one resting order in its price level, guessed from the level's total. */
export interface OrderQueue {
  /** A trade at our price against our side. */
  trade(shares: number): QueueStep;
  /** The level's new total, our own order not counted. */
  depth(shares: number): QueueStep;
  /** A trade through our price, or the opposite best crossing it: everything left is filled. */
  tradeThrough(): QueueStep;
  readonly leaves: number;
}

/**
 * Level 2 data shows totals only, so who cancelled is a guess: risk-averse is the cautious bound,
 * `power` with an exponent of 2 to 3 a central one. The rules follow the queue models published with
 * hftbacktest, so results compare.
 *
 * @param order.levelShares - displayed at our price on acceptance: all of it stands ahead of us
 * @param order.lotShares - smallest fill
 */
export function createOrderQueue(
  model: QueueModel,
  order: {
    readonly orderShares: number;
    readonly levelShares: number;
    readonly lotShares: number;
  },
): OrderQueue {
  let front = order.levelShares;
  let level = order.levelShares;
  let leaves = order.orderShares;
  let tradedSinceDepth = 0;

  function fill(shares: number): QueueStep {
    const filled = Math.min(shares, leaves);
    leaves -= filled;
    return { front, filled, leaves };
  }
  function settle(): QueueStep {
    if (front >= 0) return fill(0);
    // Half a lot rounds up even where floating point leaves it a hair below.
    const lots = Math.floor(-front / order.lotShares + 0.5 + 1e-9);
    front = 0;
    return fill(lots * order.lotShares);
  }

  return {
    trade(shares) {
      front -= shares;
      tradedSinceDepth += shares;
      return settle();
    },
    depth(shares) {
      const cancelled = level - shares - tradedSinceDepth;
      front = frontAfterCancels(model, { front, level, cancelled, shares });
      level = shares;
      tradedSinceDepth = 0;
      return settle();
    },
    tradeThrough() {
      front = 0;
      return fill(leaves);
    },
    get leaves() {
      return leaves;
    },
  };
}

function frontAfterCancels(
  model: QueueModel,
  change: {
    readonly front: number;
    readonly level: number;
    readonly cancelled: number;
    readonly shares: number;
  },
): number {
  const { front, level, cancelled, shares } = change;
  if (model.family === "risk_averse" || cancelled < 0) return Math.min(front, shares);
  const back = level - front;
  const behind = cancelBehindProbability(model, front, back);
  const advanced = front - (1 - behind) * cancelled + Math.min(back - behind * cancelled, 0);
  return Math.min(advanced, shares);
}
