const ROOM = 1_048_576;

/**
 * Whole requests one after the other in one piece of memory: hundreds of thousands of them would
 * otherwise keep the load generator's collector busy while it measures.
 */
export class RequestTape {
  #bytes: Buffer = Buffer.allocUnsafe(ROOM);
  readonly #ends: number[] = [];

  get length(): number {
    return this.#ends.length;
  }

  add(request: string): void {
    const start = this.#ends.at(-1) ?? 0;
    const end = start + Buffer.byteLength(request);
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    this.#bytes.write(request, start);
    this.#ends.push(end);
  }

  at(index: number): Buffer {
    return this.#bytes.subarray(this.#ends[index - 1] ?? 0, this.#ends[index]);
  }
}
