import type { BookLevel } from "../book-walk/walk-book.ts";

/** A level of the unified YES book and where its size rests. */
export interface UnifiedLevel extends BookLevel {
  /** Size of native YES orders, in shares. */
  readonly direct: number;
  /** Size of NO orders at the complementary price, in shares. */
  readonly viaComplement: number;
}

/** Native resting orders of both tokens; not the mirrored views the venue publishes. */
export interface NativeBooks {
  readonly yesBids: readonly BookLevel[];
  readonly yesAsks: readonly BookLevel[];
  readonly noBids: readonly BookLevel[];
  readonly noAsks: readonly BookLevel[];
}

export interface UnifiedBook {
  /** Best first: descending. */
  readonly yesBids: readonly UnifiedLevel[];
  /** Best first: ascending. */
  readonly yesAsks: readonly UnifiedLevel[];
  /** True when best bid >= best ask: the venue would have matched, so the snapshot is stale or mixed. */
  readonly isCrossed: boolean;
}

/** Prices closer than this are one level; it absorbs the rounding of `1 - price`. */
const PRICE_STEP = 1e-9;

/**
 * The one book of a YES/NO condition: a NO bid at `q` is a YES ask at `1 - q` (together they mint a
 * pair) and a NO ask at `q` is a YES bid at `1 - q` (together they merge one). Levels of equal price add
 * up.
 */
export function unifyBooks(books: NativeBooks): UnifiedBook {
  const yesAsks = mergeLevels(books.yesAsks, books.noBids).toSorted((a, b) => a.price - b.price);
  const yesBids = mergeLevels(books.yesBids, books.noAsks).toSorted((a, b) => b.price - a.price);
  const [bestBid] = yesBids;
  const [bestAsk] = yesAsks;
  const isCrossed =
    bestBid !== undefined && bestAsk !== undefined && bestBid.price >= bestAsk.price - 1e-12;
  return { yesBids, yesAsks, isCrossed };
}

function mergeLevels(
  native: readonly BookLevel[],
  complement: readonly BookLevel[],
): UnifiedLevel[] {
  const levels = new Map<number, UnifiedLevel>();
  const add = (price: number, direct: number, viaComplement: number): void => {
    const key = Math.round(price / PRICE_STEP);
    const known = levels.get(key);
    levels.set(key, {
      price: known?.price ?? price,
      size: (known?.size ?? 0) + direct + viaComplement,
      direct: (known?.direct ?? 0) + direct,
      viaComplement: (known?.viaComplement ?? 0) + viaComplement,
    });
  };
  for (const { price, size } of native) add(price, size, 0);
  for (const { price, size } of complement) add(1 - price, 0, size);
  return [...levels.values()];
}
