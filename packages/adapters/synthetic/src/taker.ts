import {
  PRICE_UNITS_PER_USD,
  RowSide,
  type EpochMs,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import { sizeOfShares } from "./maker.ts";
import type { MarketProfile } from "./market-profile.ts";
import type { Random } from "./random.ts";
import type { RestingOrders } from "./resting-orders.ts";

/** A marketable order. */
export interface TakerOrder {
  /** `RowSide.TakerBuys` or `RowSide.TakerSells`. */
  readonly takerSide: typeof RowSide.TakerBuys | typeof RowSide.TakerSells;
  readonly size: MicroShares;
  readonly limit: PriceUnits;
}

/** A kind of taker: when it looks at the market next, and what it does then. */
export interface Taker {
  dueMs: EpochMs;
  /** The order it sends at its look, or `undefined`; sets `dueMs` to its next look. */
  look(orders: RestingOrders, probability: number, timeMs: EpochMs): TakerOrder | undefined;
}

/** Times between arrivals come in bursts: three in ten follow quickly. */
function waitMs(meanMs: number, random: Random): number {
  const factor = random.chance(0.3) ? random.between(0.02, 0.2) : random.between(0.3, 2.3);
  return Math.max(1, Math.floor(meanMs * factor));
}

/** Trades without information: heavy-tailed sizes, and more often the same way as last time. */
export function createNoiseTaker(
  profile: MarketProfile,
  speed: number,
  startMs: EpochMs,
  random: Random,
): Taker {
  const meanMs = profile.noiseTradeMs / speed;
  let isBuying = random.chance(0.5);
  return {
    dueMs: startMs + 2_000 + waitMs(meanMs, random),
    look(_orders, _probability, timeMs) {
      this.dueMs = timeMs + waitMs(meanMs, random);
      if (random.chance(0.35)) isBuying = !isBuying;
      const shares = Math.min(900, 8 / (1 - 0.995 * random.unit()));
      return isBuying
        ? { takerSide: RowSide.TakerBuys, size: sizeOfShares(shares), limit: PRICE_UNITS_PER_USD }
        : { takerSide: RowSide.TakerSells, size: sizeOfShares(shares), limit: 0 };
    },
  };
}

/** Trades towards the fair value as long as the book offers better than that. */
export function createInformedTaker(
  profile: MarketProfile,
  speed: number,
  startMs: EpochMs,
  random: Random,
): Taker {
  const meanMs = profile.informedLookMs / speed;
  return {
    dueMs: startMs + 2_000 + waitMs(meanMs, random),
    look(orders, probability, timeMs) {
      const fair = probability * PRICE_UNITS_PER_USD;
      const edge = 20 * Math.max(0.06, 4 * probability * (1 - probability));
      const ask = orders.bestPrice(RowSide.Ask);
      const bid = orders.bestPrice(RowSide.Bid);
      const isCheap = ask > 0 && ask < fair - edge;
      const isDear = bid > 0 && bid > fair + edge;
      if (!isCheap && !isDear) {
        this.dueMs = timeMs + waitMs(meanMs, random);
        return undefined;
      }
      this.dueMs = timeMs + random.integer(150, 900);
      const size = sizeOfShares(random.between(40, 320));
      const limit = Math.floor(isCheap ? fair - edge : fair + edge);
      return { takerSide: isCheap ? RowSide.TakerBuys : RowSide.TakerSells, size, limit };
    },
  };
}
