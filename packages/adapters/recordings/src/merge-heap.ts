/**
 * The least of several ordered streams: a binary heap of stream heads. After the least stream has
 * moved on, {@link MergeHeap.settle} puts it where it belongs.
 */
export class MergeHeap<Head> {
  private readonly heads: Head[];
  private readonly compare: (a: Head, b: Head) => number;

  constructor(heads: Iterable<Head>, compare: (a: Head, b: Head) => number) {
    this.compare = compare;
    this.heads = [...heads].toSorted(compare);
  }

  get least(): Head | undefined {
    return this.heads[0];
  }

  /** Restores the order after the least head changed; `isDone` takes it out. */
  settle(isDone: boolean): void {
    const heads = this.heads;
    if (isDone) {
      const last = heads.pop();
      if (last === undefined || heads.length === 0) return;
      heads[0] = last;
    }
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heads.length && this.isBefore(child, least)) least = child;
      }
      if (least === at) return;
      const moved = heads[at];
      const smaller = heads[least];
      if (moved === undefined || smaller === undefined) return;
      heads[at] = smaller;
      heads[least] = moved;
      at = least;
    }
  }

  private isBefore(left: number, right: number): boolean {
    const a = this.heads[left];
    const b = this.heads[right];
    return a !== undefined && b !== undefined && this.compare(a, b) < 0;
  }
}
