/** What came out of a tape: who was filled in which order, how much, and what rests at the end. */
export class TapeChecksum {
  fills = 0;
  filledSize = 0;
  #order = 0x811c9dc5;

  /** A maker was filled, in part or whole. */
  fill(makerId: string): void {
    this.fills += 1;
    this.#fold(makerId);
  }

  /** An order that rests at the end: sides in turn, best price first, oldest first. */
  rests(orderId: string, cents: number, size: number): void {
    this.#fold(orderId);
    this.#order = Math.imul(this.#order ^ cents, 0x01000193);
    this.#order = Math.imul(this.#order ^ size, 0x01000193);
  }

  text(restingCount: number): string {
    const order = (this.#order >>> 0).toString(16);
    return `${this.fills} fills of ${this.filledSize}, ${restingCount} resting, ${order}`;
  }

  /** The last characters differ between neighbours; folding all would be a benchmark of folding. */
  #fold(id: string): void {
    const last = id.length - 1;
    const tail = (id.charCodeAt(last) << 16) ^ (id.charCodeAt(last - 1) << 8);
    this.#order = Math.imul(this.#order ^ tail ^ id.charCodeAt(last - 2), 0x01000193);
  }
}
