import { MarkoutSums, type MarkedTrade, type Markout } from "./markout.ts";

/** Markout of a live tape: each trade waits for the mid in force one horizon after it. */
export interface MarkoutTracker {
  /** Records the mid from this time on, and settles the trades that fell due before it. */
  mid(timeMs: number, mid: number): void;
  /**
   * Records a trade against the mid in force.
   *
   * @returns false when discarded because no mid is known yet
   */
  trade(timeMs: number, trade: Omit<MarkedTrade, "mid" | "midLater">): boolean;
  /** Settles the trades that fell due by this time although the mid has not moved. */
  advance(timeMs: number): void;
  /** Means over the settled trades, or `null` before the first. */
  current(): Markout | null;
  /** Trades still waiting for their later mid. */
  readonly pendingCount: number;
  reset(): void;
}

/**
 * @param horizonMs - how long after each trade the later mid is read
 * @throws RangeError for a horizon that is negative or not finite
 */
export function createMarkoutTracker(horizonMs: number): MarkoutTracker {
  if (!(horizonMs >= 0 && horizonMs < Infinity)) {
    throw new RangeError(`horizonMs must be finite and not negative, found ${horizonMs}`);
  }
  const sums = new MarkoutSums();
  let pending: { dueMs: number; trade: Omit<MarkedTrade, "midLater"> }[] = [];
  let settledCount = 0;
  let midNow: number | null = null;

  /** Trades due before `timeMs` saw the mid that was in force until then. */
  function settle(isDue: (dueMs: number) => boolean): void {
    if (midNow === null) return;
    for (; settledCount < pending.length; settledCount += 1) {
      const next = pending[settledCount];
      if (next === undefined || !isDue(next.dueMs)) break;
      sums.add({ ...next.trade, midLater: midNow });
    }
    // Drop the settled front only when it is half of the list: constant work per trade.
    if (settledCount * 2 > pending.length) {
      pending = pending.slice(settledCount);
      settledCount = 0;
    }
  }

  return {
    mid(timeMs, mid) {
      settle((dueMs) => dueMs < timeMs);
      midNow = mid;
    },
    trade(timeMs, trade) {
      if (midNow === null) return false;
      pending.push({ dueMs: timeMs + horizonMs, trade: { ...trade, mid: midNow } });
      return true;
    },
    advance: (timeMs) => settle((dueMs) => dueMs <= timeMs),
    current: () => sums.current(),
    get pendingCount() {
      return pending.length - settledCount;
    },
    reset() {
      sums.reset();
      pending = [];
      settledCount = 0;
      midNow = null;
    },
  };
}
