import { isYesBuy, VolumeBuckets, type TakerTrade, type VolumeBucket } from "./volume-buckets.ts";

/**
 * Volume-synchronised probability of informed trading, kept up to date trade by trade:
 * `sum |bought - sold| / (n V)` over the last `n` full buckets of volume `V` (Easley, Lopez de Prado,
 * O'Hara 2012). The tape names the taker's side, so nothing is classified; buying NO counts as selling
 * YES. Each trade costs time in the number of buckets it fills, never in `n`.
 */
export interface VpinAccumulator {
  /** Counts one trade. @throws RangeError for a size that is negative or not finite */
  trade(trade: TakerTrade): void;
  /** In [0, 1]; `null` before `n` buckets are full. */
  current(): number | null;
  /** Full buckets since the start, those no longer counted included. */
  readonly fullBucketCount: number;
  reset(): void;
}

/**
 * @param bucketVolume - shares per bucket, in the unit of the trades
 * @param bucketCount - buckets the measure looks back over
 * @throws RangeError for a volume that is not positive or a count that is no positive integer
 */
export function createVpinAccumulator(bucketVolume: number, bucketCount: number): VpinAccumulator {
  if (!Number.isSafeInteger(bucketCount) || bucketCount < 1) {
    throw new RangeError(`bucketCount must be a positive integer, found ${bucketCount}`);
  }
  const imbalances = new Float64Array(bucketCount);
  let fullBucketCount = 0;
  let total = 0;

  const buckets = new VolumeBuckets(bucketVolume, ({ bought, sold }) => {
    const slot = fullBucketCount % bucketCount;
    const imbalance = Math.abs(bought - sold);
    total += imbalance - (imbalances[slot] ?? 0);
    imbalances[slot] = imbalance;
    fullBucketCount += 1;
    // Once a round, add up afresh so that rounding never builds up.
    if (slot === bucketCount - 1) total = imbalances.reduce((sum, value) => sum + value, 0);
  });

  return {
    trade: (trade) => buckets.trade(isYesBuy(trade), trade.size),
    current: () =>
      fullBucketCount < bucketCount
        ? null
        : Math.min(1, Math.max(0, total / (bucketCount * bucketVolume))),
    get fullBucketCount() {
      return fullBucketCount;
    },
    reset() {
      buckets.reset();
      imbalances.fill(0);
      fullBucketCount = 0;
      total = 0;
    },
  };
}

/** VPIN of a whole tape, with every full bucket. */
export function vpin(
  trades: readonly TakerTrade[],
  bucketVolume: number,
  bucketCount: number,
): { readonly buckets: readonly VolumeBucket[]; readonly vpin: number | null } {
  const full: VolumeBucket[] = [];
  const buckets = new VolumeBuckets(bucketVolume, (bucket) => full.push(bucket));
  const accumulator = createVpinAccumulator(bucketVolume, bucketCount);
  for (const trade of trades) {
    buckets.trade(isYesBuy(trade), trade.size);
    accumulator.trade(trade);
  }
  return { buckets: full, vpin: accumulator.current() };
}
