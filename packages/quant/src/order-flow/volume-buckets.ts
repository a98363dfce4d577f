/** One trade of a binary market, as the tape names it. Size in any one unit of shares. */
export interface TakerTrade {
  readonly takerSide: "BUY" | "SELL";
  readonly outcome: "YES" | "NO";
  readonly size: number;
}

/** Shares bought and sold in one full bucket, in YES terms. */
export interface VolumeBucket {
  readonly bought: number;
  readonly sold: number;
}

/** A remainder below this share of the bucket is rounding, not volume. */
const BUCKET_ROUNDING = 1e-12;

/** True when the trade buys YES: by buying YES or by selling NO. */
export function isYesBuy(trade: Pick<TakerTrade, "takerSide" | "outcome">): boolean {
  return (trade.takerSide === "BUY") === (trade.outcome === "YES");
}

/** Cuts a stream of trades into buckets of equal volume; a trade may span several. */
export class VolumeBuckets {
  readonly #bucketVolume: number;
  readonly #onFull: (bucket: VolumeBucket) => void;
  #bought = 0;
  #sold = 0;

  constructor(bucketVolume: number, onFull: (bucket: VolumeBucket) => void) {
    if (!(bucketVolume > 0 && bucketVolume < Infinity)) {
      throw new RangeError(`bucketVolume must be positive and finite, found ${bucketVolume}`);
    }
    this.#bucketVolume = bucketVolume;
    this.#onFull = onFull;
  }

  /** @throws RangeError for a size that is negative or not finite */
  trade(isBuy: boolean, size: number): void {
    if (!(size >= 0 && size < Infinity)) {
      throw new RangeError(`size must be finite and not negative, found ${size}`);
    }
    const rounding = this.#bucketVolume * BUCKET_ROUNDING;
    let remaining = size;
    while (remaining > 0) {
      const room = this.#bucketVolume - this.#bought - this.#sold;
      const taken = Math.min(remaining, room);
      if (isBuy) this.#bought += taken;
      else this.#sold += taken;
      remaining -= taken;
      if (room - taken > rounding) return;
      const full = { bought: this.#bought, sold: this.#sold };
      this.reset();
      this.#onFull(full);
      if (remaining <= rounding) return;
    }
  }

  /** Empties the bucket being filled. */
  reset(): void {
    this.#bought = 0;
    this.#sold = 0;
  }
}
