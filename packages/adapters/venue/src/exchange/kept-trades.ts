import type { VenueTrade } from "./venue-trade.ts";

/** A trade in its newest state, where every list of it finds it. */
export interface TradeSlot {
  trade: VenueTrade;
  /** Tokens that changed hands, were made or given back. */
  readonly tokenIds: readonly string[];
}

/** Trades in the order of matching, of which the oldest may be forgotten. */
export class KeptTrades {
  readonly #slots: TradeSlot[] = [];
  #forgotten = 0;

  get count(): number {
    return this.#slots.length - this.#forgotten;
  }

  get oldest(): TradeSlot | undefined {
    return this.#slots[this.#forgotten];
  }

  /** Appends once: a party that is maker twice in one trade is found once. */
  append(slot: TradeSlot): void {
    if (this.#slots.at(-1) !== slot) this.#slots.push(slot);
  }

  forgetOldest(): void {
    this.#forgotten += 1;
    if (this.#forgotten * 2 <= this.#slots.length) return;
    this.#slots.splice(0, this.#forgotten);
    this.#forgotten = 0;
  }

  /** Newest first. */
  *newestFirst(): Generator<TradeSlot> {
    for (let at = this.#slots.length - 1; at >= this.#forgotten; at -= 1) {
      const slot = this.#slots[at];
      if (slot !== undefined) yield slot;
    }
  }
}
