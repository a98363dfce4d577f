/** Which value belongs at the top: the least or the greatest. */
export type HeapOrder = "least" | "greatest";

/**
 * A binary heap of slots of a shared value array, from which any slot can be removed in logarithmic
 * time because each slot knows its place.
 */
export class SlotHeap {
  readonly #values: Float64Array;
  readonly #slots: Int32Array;
  readonly #places: Int32Array;
  readonly #sign: 1 | -1;
  #size = 0;

  constructor(values: Float64Array, order: HeapOrder) {
    this.#values = values;
    this.#slots = new Int32Array(values.length);
    this.#places = new Int32Array(values.length).fill(-1);
    this.#sign = order === "least" ? 1 : -1;
  }

  get size(): number {
    return this.#size;
  }

  has(slot: number): boolean {
    return this.#place(slot) >= 0;
  }

  /** The slot at the top; meaningless when the heap is empty. */
  top(): number {
    return this.#slot(0);
  }

  add(slot: number): void {
    this.#put(this.#size, slot);
    this.#size += 1;
    this.#rise(this.#size - 1);
  }

  remove(slot: number): void {
    const place = this.#place(slot);
    this.#size -= 1;
    const last = this.#slot(this.#size);
    this.#places[slot] = -1;
    if (last === slot) return;
    this.#put(place, last);
    this.#rise(place);
    this.#sink(this.#place(last));
  }

  clear(): void {
    this.#places.fill(-1);
    this.#size = 0;
  }

  #rise(from: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#key(parent) <= this.#key(place)) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  #sink(from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= this.#size) return;
      const right = left + 1;
      const child = right < this.#size && this.#key(right) < this.#key(left) ? right : left;
      if (this.#key(place) <= this.#key(child)) return;
      this.#swap(place, child);
      place = child;
    }
  }

  #swap(one: number, other: number): void {
    const slot = this.#slot(one);
    this.#put(one, this.#slot(other));
    this.#put(other, slot);
  }

  #put(place: number, slot: number): void {
    this.#slots[place] = slot;
    this.#places[slot] = place;
  }

  // Places and slots are always in range, so the fallbacks below are never taken.
  #slot(place: number): number {
    return this.#slots[place] ?? -1;
  }

  #place(slot: number): number {
    return this.#places[slot] ?? -1;
  }

  #key(place: number): number {
    return this.#sign * (this.#values[this.#slot(place)] ?? NaN);
  }
}
