import { SIZE_LOT_MICRO_SHARES } from "@polytraders/quant";
import type { EpochMs, MicroShares, MicroUsd } from "@polytraders/core";

/** A position that came back to nothing, or to less than the smallest lot, with everything it cost. */
export interface ClosedPosition {
  readonly closedAtMs: EpochMs;
  /** After fees. */
  readonly netMicroUsd: MicroUsd;
  /** Fees, and what taking paid beyond the mid. */
  readonly costMicroUsd: MicroUsd;
}

/** What changes a position: a fill, a payout, a conversion, or tokens that come and go. */
export interface PositionChange {
  /** The fill that can be taken back; `null` for changes that stand. */
  readonly fillId: string | null;
  readonly timeMs: EpochMs;
  /** Negative for what leaves. */
  readonly size: MicroShares;
  /** Money received; negative for money paid, without fees. */
  readonly flowMicroUsd: MicroUsd;
  readonly feeMicroUsd: MicroUsd;
  /** Paid beyond the mid by taking; 0 for everything else. */
  readonly slippageMicroUsd: MicroUsd;
}

/** One position from nothing to nothing, as far as it has come. */
interface Episode {
  size: MicroShares;
  /** Cost of what is held, at average; below zero what was received for what is owed. */
  cost: MicroUsd;
  flow: MicroUsd;
  fees: MicroUsd;
  slippage: MicroUsd;
}

/** Changes that wait for their fills to settle; beyond so many the oldest count as final. */
const TAIL_MAX = 2_048;

/**
 * What one strategy holds of one token. Fills are provisional: a failed one is taken out and what came
 * after it is gone through again, so that a position closed by a fill that never settled is open again.
 */
export class PositionAccount {
  #settled: Episode = emptyEpisode();
  #present: Episode = emptyEpisode();
  #tail: { readonly change: PositionChange; isFinal: boolean }[] = [];
  #closedInTail: ClosedPosition[] = [];
  readonly #onClosed: (closed: ClosedPosition) => void;
  /** Sums over everything, closed or not. */
  #flow = 0;
  #fees = 0;

  /** @param onClosed - hears of a closed position once its fills can no longer be taken back */
  constructor(onClosed: (closed: ClosedPosition) => void) {
    this.#onClosed = onClosed;
  }

  get size(): MicroShares {
    return this.#present.size;
  }

  get costMicroUsd(): MicroUsd {
    return this.#present.cost;
  }

  get feesMicroUsd(): MicroUsd {
    return this.#fees;
  }

  /** Money received less money paid, after fees. */
  get balanceMicroUsd(): MicroUsd {
    return this.#flow - this.#fees;
  }

  /** Closed positions that a failing fill could still open again. */
  get closedProvisionally(): readonly ClosedPosition[] {
    return this.#closedInTail;
  }

  apply(change: PositionChange): void {
    this.#flow += change.flowMicroUsd;
    this.#fees += change.feeMicroUsd;
    this.#tail.push({ change, isFinal: change.fillId === null });
    const closed = advance(this.#present, change);
    if (closed !== null) this.#closedInTail.push(closed);
    this.#absorb();
  }

  /** The fill can no longer fail. */
  confirm(fillId: string): void {
    const entry = this.#tail.find(({ change }) => change.fillId === fillId);
    if (entry === undefined) return;
    entry.isFinal = true;
    this.#absorb();
  }

  /** Takes a fill back. */
  reverse(fillId: string): void {
    const at = this.#tail.findIndex(({ change }) => change.fillId === fillId);
    const [failed] = at < 0 ? [] : this.#tail.splice(at, 1);
    if (failed === undefined) return;
    this.#flow -= failed.change.flowMicroUsd;
    this.#fees -= failed.change.feeMicroUsd;
    this.#present = { ...this.#settled };
    this.#closedInTail = this.#tail
      .map(({ change }) => advance(this.#present, change))
      .filter((closed) => closed !== null);
    this.#absorb();
  }

  /** Moves what is final from the front of the tail into the settled episode. */
  #absorb(): void {
    let count = 0;
    const { length } = this.#tail;
    while (count < length && (this.#tail[count]?.isFinal === true || length - count > TAIL_MAX)) {
      const entry = this.#tail[count];
      count += 1;
      if (entry === undefined || advance(this.#settled, entry.change) === null) continue;
      const closed = this.#closedInTail.shift();
      if (closed !== undefined) this.#onClosed(closed);
    }
    if (count > 0) this.#tail.splice(0, count);
  }
}

/** Average cost goes on with what is left of a position; beyond nothing, a new one begins. */
function costAfter(cost: number, before: number, { size, flowMicroUsd }: PositionChange): number {
  const after = before + size;
  if (before === 0 || before > 0 === size > 0) return cost - flowMicroUsd;
  if (before > 0 === after > 0) return Math.round(cost * (after / before));
  return after === 0 ? 0 : Math.round((0 - flowMicroUsd) * (after / size));
}

/** True for nothing, and for what no order can be made of. */
export function isDust(size: MicroShares): boolean {
  return Math.abs(size) < SIZE_LOT_MICRO_SHARES;
}

function emptyEpisode(): Episode {
  return { size: 0, cost: 0, flow: 0, fees: 0, slippage: 0 };
}

/** Applies a change; answers the closed position when nothing worth an order is left. */
function advance(episode: Episode, change: PositionChange): ClosedPosition | null {
  const before = episode.size;
  episode.size += change.size;
  episode.flow += change.flowMicroUsd;
  episode.fees += change.feeMicroUsd;
  episode.slippage += change.slippageMicroUsd;
  episode.cost = costAfter(episode.cost, before, change);
  if (isDust(before) || !isDust(episode.size)) return null;
  const { size, cost } = episode;
  const closed = {
    closedAtMs: change.timeMs,
    netMicroUsd: episode.flow - episode.fees + cost,
    costMicroUsd: episode.fees + episode.slippage,
  };
  // What is left begins the next position, at its cost.
  Object.assign(episode, emptyEpisode(), { size, cost, flow: 0 - cost });
  return closed;
}
