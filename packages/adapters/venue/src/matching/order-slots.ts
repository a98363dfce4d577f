/** "No slot": end of a queue, or of the free list. */
export const NO_SLOT = -1;

const FIRST_CAPACITY = 256;

/**
 * Resting orders as columns. A slot is a row's number; freed slots are used again, so a slot means
 * an order only from {@link OrderSlots.take} to {@link OrderSlots.free}.
 */
export class OrderSlots {
  /** The order behind in its queue; of a free slot the next free one. */
  next: Int32Array;
  /** The order ahead in its queue. */
  previous: Int32Array;
  /** Open micro-shares. */
  size: Float64Array;
  /** Own grid index, see `PriceLadder`. */
  index: Int32Array;
  /** Book side. */
  side: Uint8Array;
  /** Account number, negative for none. */
  account: Int32Array;
  /** Slots in use. */
  liveCount = 0;
  #firstFree = NO_SLOT;

  constructor() {
    this.next = new Int32Array(0);
    this.previous = new Int32Array(0);
    this.size = new Float64Array(0);
    this.index = new Int32Array(0);
    this.side = new Uint8Array(0);
    this.account = new Int32Array(0);
  }

  /** A slot for an order, at the end of no queue yet. */
  take(side: number, index: number, account: number, size: number): number {
    if (this.#firstFree === NO_SLOT) this.#grow();
    const slot = this.#firstFree;
    this.#firstFree = this.next[slot] ?? NO_SLOT;
    this.next[slot] = NO_SLOT;
    this.previous[slot] = NO_SLOT;
    this.side[slot] = side;
    this.index[slot] = index;
    this.account[slot] = account;
    this.size[slot] = size;
    this.liveCount += 1;
    return slot;
  }

  free(slot: number): void {
    this.size[slot] = 0;
    this.next[slot] = this.#firstFree;
    this.#firstFree = slot;
    this.liveCount -= 1;
  }

  #grow(): void {
    const before = this.size.length;
    const capacity = Math.max(FIRST_CAPACITY, before * 2);
    this.next = copied(this.next, new Int32Array(capacity));
    this.previous = copied(this.previous, new Int32Array(capacity));
    this.size = copied(this.size, new Float64Array(capacity));
    this.index = copied(this.index, new Int32Array(capacity));
    this.side = copied(this.side, new Uint8Array(capacity));
    this.account = copied(this.account, new Int32Array(capacity));
    for (let slot = before; slot < capacity; slot += 1) this.next[slot] = slot + 1;
    this.next[capacity - 1] = NO_SLOT;
    this.#firstFree = before;
  }
}

function copied<T extends { set(from: ArrayLike<number>): void }>(
  from: ArrayLike<number>,
  to: T,
): T {
  to.set(from);
  return to;
}
