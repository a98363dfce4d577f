import { SlotHeap } from "./slot-heap.ts";

/**
 * The exact median of the last samples.
 *
 * Two heaps hold the lower and the upper half, and the oldest sample is removed from whichever holds
 * it: logarithmic time per sample and no allocation. A quantile sketch would be smaller but only near
 * the answer, and a threshold such as "four times the median" should not depend on its error.
 */
export interface RunningMedian {
  /** Adds a sample and drops the oldest beyond the limit. @throws RangeError if not finite */
  add(sample: number): void;
  /** Mean of the two middle samples when their number is even; `null` before the first. */
  median(): number | null;
  /** Samples held. */
  readonly count: number;
  reset(): void;
}

/**
 * @param samplesMax - how many of the newest samples count
 * @throws RangeError for a number that is no positive integer
 */
export function createRunningMedian(samplesMax: number): RunningMedian {
  if (!Number.isSafeInteger(samplesMax) || samplesMax < 1) {
    throw new RangeError(`samplesMax must be a positive integer, found ${samplesMax}`);
  }
  const values = new Float64Array(samplesMax);
  const lower = new SlotHeap(values, "greatest");
  const upper = new SlotHeap(values, "least");
  let next = 0;

  const topOf = (heap: SlotHeap): number => values[heap.top()] ?? NaN;

  /** Keeps the halves equal, or the lower one ahead by one. */
  function balance(): void {
    if (lower.size > upper.size + 1) moveTop(lower, upper);
    else if (upper.size > lower.size) moveTop(upper, lower);
  }

  return {
    add(sample) {
      if (!Number.isFinite(sample)) throw new RangeError(`sample must be finite, found ${sample}`);
      if (lower.has(next)) lower.remove(next);
      else if (upper.has(next)) upper.remove(next);
      balance();
      values[next] = sample;
      if (lower.size === 0 || sample <= topOf(lower)) lower.add(next);
      else upper.add(next);
      balance();
      next = (next + 1) % samplesMax;
    },
    median() {
      if (lower.size === 0) return null;
      if (lower.size > upper.size) return topOf(lower);
      return (topOf(lower) + topOf(upper)) / 2;
    },
    get count() {
      return lower.size + upper.size;
    },
    reset() {
      lower.clear();
      upper.clear();
      next = 0;
    },
  };
}

function moveTop(from: SlotHeap, to: SlotHeap): void {
  const slot = from.top();
  from.remove(slot);
  to.add(slot);
}
