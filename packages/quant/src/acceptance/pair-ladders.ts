import type { BookLevel } from "../book-walk/walk-book.ts";
import { feePerShareUsd, type FeeSchedule } from "../fees/taker-fee.ts";
import {
  createDepthOverlay,
  type DepthOverlay,
  type ResilienceRules,
} from "../latency/depth-overlay.ts";

/** Complete pairs bought, and what they cost with fees. */
export interface PairPurchase {
  readonly pairs: number;
  readonly costUsd: number;
}

/** The asks of both tokens of a condition, depleted by what is bought. */
export interface PairLadders {
  /** Buys pairs from the cheapest level on, while a pair costs less than `unitCostMax`. */
  buy(timeMs: number, budgetUsd: number, unitCostMax: number): PairPurchase;
  /** Best ask of each token that still has size; `null` where none has. */
  bestAsks(timeMs: number): readonly [number | null, number | null];
}

interface DepletedLevel {
  readonly price: number;
  readonly unitCost: number;
  readonly depth: DepthOverlay;
}

/** Shares below this are rounding, not depth. */
const SHARES_MIN = 1e-9;
const COST_ROUNDING = 1e-12;

export function createPairLadders(
  yesAsks: readonly BookLevel[],
  noAsks: readonly BookLevel[],
  schedule: FeeSchedule,
  resilience: ResilienceRules,
): PairLadders {
  const laddersOf = (asks: readonly BookLevel[]): DepletedLevel[] =>
    asks
      .map(({ price, size }) => ({
        price,
        unitCost: price + feePerShareUsd(price, schedule),
        depth: createDepthOverlay(size, resilience),
      }))
      .toSorted((a, b) => a.price - b.price);
  const yes = laddersOf(yesAsks);
  const no = laddersOf(noAsks);
  const best = (levels: readonly DepletedLevel[], timeMs: number): DepletedLevel | undefined =>
    levels.find(({ depth }) => depth.available(timeMs) > SHARES_MIN);

  return {
    buy(timeMs, budgetUsd, unitCostMax) {
      let pairs = 0;
      let costUsd = 0;
      for (;;) {
        const yesLevel = best(yes, timeMs);
        const noLevel = best(no, timeMs);
        if (yesLevel === undefined || noLevel === undefined) break;
        const unitCost = yesLevel.unitCost + noLevel.unitCost;
        if (unitCost >= unitCostMax - COST_ROUNDING) break;
        const bought = Math.min(
          yesLevel.depth.available(timeMs),
          noLevel.depth.available(timeMs),
          (budgetUsd - costUsd) / unitCost,
        );
        if (bought <= SHARES_MIN) break;
        yesLevel.depth.consume(timeMs, bought);
        noLevel.depth.consume(timeMs, bought);
        pairs += bought;
        costUsd += bought * unitCost;
      }
      return { pairs, costUsd };
    },
    bestAsks: (timeMs) => [best(yes, timeMs)?.price ?? null, best(no, timeMs)?.price ?? null],
  };
}
