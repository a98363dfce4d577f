interface Live {
  readonly at: number;
  readonly side: number;
  cents: number;
  size: number;
  /** Where it stands in the list. */
  place: number;
}

/** Which orders of a tape still rest, by the plainest means; only for writing tapes. */
export class LiveOrders {
  readonly #all: Live[] = [];
  readonly #byNumber = new Map<number, Live>();
  readonly #queues = [levels(), levels()] as const;

  get count(): number {
    return this.#all.length;
  }

  add(at: number, side: number, cents: number, size: number): void {
    const order = { at, side, cents, size, place: this.#all.length };
    this.#all.push(order);
    this.#byNumber.set(at, order);
    this.#queue(side, cents).push(order);
  }

  /** Number of some live order. */
  pick(dice: () => number): number {
    return this.#all[Math.floor(dice() * this.#all.length)]?.at ?? 0;
  }

  remove(at: number): void {
    const order = this.#byNumber.get(at);
    if (order === undefined) return;
    this.#unqueue(order);
    this.#forget(order);
  }

  move(at: number, cents: number): void {
    const order = this.#byNumber.get(at);
    if (order === undefined) return;
    this.#unqueue(order);
    order.cents = cents;
    this.#queue(order.side, cents).push(order);
  }

  /** A marketable order takes from the best price on. */
  take(side: number, size: number): void {
    let left = size;
    for (let step = 1; step < 100 && left > 0; step += 1) {
      const queue = this.#queue(side, side === 0 ? 100 - step : step);
      while (left > 0) {
        const [order] = queue;
        if (order === undefined) break;
        const taken = Math.min(left, order.size);
        left -= taken;
        order.size -= taken;
        if (order.size === 0) {
          queue.shift();
          this.#forget(order);
        }
      }
    }
  }

  #queue(side: number, cents: number): Live[] {
    const queue = this.#queues[side === 0 ? 0 : 1][cents];
    if (queue === undefined) throw new Error(`no level at ${cents} cents`);
    return queue;
  }

  #unqueue(order: Live): void {
    const queue = this.#queue(order.side, order.cents);
    queue.splice(queue.indexOf(order), 1);
  }

  #forget(order: Live): void {
    const last = this.#all.at(-1);
    this.#all.pop();
    if (last !== undefined && last !== order) {
      this.#all[order.place] = last;
      last.place = order.place;
    }
    this.#byNumber.delete(order.at);
  }
}

function levels(): Live[][] {
  return Array.from({ length: 100 }, () => []);
}
