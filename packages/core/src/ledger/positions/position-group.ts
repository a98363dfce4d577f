import { PositionCell } from "./position-cell.ts";
import {
  applyOperation,
  settleTrade,
  type PositionOperation,
  type TradeOperation,
} from "./position-operation.ts";

/** Operations gone into the base that may wait before the list is shortened. */
const COMPACT_AT = 64;

/**
 * Positions whose costs depend on each other: the two tokens of a market, or all tokens of a neg-risk
 * set.
 *
 * Average cost depends on the order of everything that came before, so a fill cannot be taken back by
 * subtracting it. The group keeps its positions twice: `base`, in which every operation is final, and
 * `cells`, the present. Between them lie the operations since the oldest fill that may still fail. When
 * one fails it leaves that list, and the present is the base with the rest applied again: by
 * construction the history without that fill, to the last micro-pUSD. Settled operations move into the
 * base, so the list is as long as settlement takes. Lots would be exact for cost as well, but what a
 * later sale consumed would have to be handed to other lots, which is the same replay with more to keep.
 */
export class PositionGroup {
  /** The present positions. The objects stay the same. */
  readonly cells: PositionCell[] = [];
  readonly #base: PositionCell[] = [];
  #operations: PositionOperation[] = [];
  #head = 0;

  /** Adds the positions of one more token; returns its place. */
  addCell(): number {
    this.#base.push(new PositionCell());
    return this.cells.push(new PositionCell()) - 1;
  }

  /** Operations that would be applied again if a fill failed. */
  get pendingCount(): number {
    return this.#operations.length - this.#head;
  }

  apply(operation: PositionOperation): void {
    applyOperation(operation, this.cells);
    this.#operations.push(operation);
    this.#absorbFinal();
  }

  settle(operation: TradeOperation): void {
    const cell = this.cells[operation.cell];
    if (cell !== undefined && !operation.isSettled) settleTrade(operation, cell);
  }

  finalize(operation: TradeOperation): void {
    this.settle(operation);
    operation.isFinal = true;
    this.#absorbFinal();
  }

  /** Takes a fill out of the history: everything after it is applied again without it. */
  remove(operation: TradeOperation): void {
    const index = this.#operations.indexOf(operation, this.#head);
    if (index === -1) throw new RangeError("a fill that is not pending cannot be taken back");
    this.#operations.splice(index, 1);
    this.#replay();
    this.#absorbFinal();
  }

  /** True when the base and the pending operations give the present. */
  isConsistent(): boolean {
    const before = this.cells.map((cell) => JSON.stringify(cell));
    this.#replay();
    return this.cells.every((cell, index) => JSON.stringify(cell) === before[index]);
  }

  #replay(): void {
    for (const [index, cell] of this.cells.entries()) {
      const base = this.#base[index];
      if (base !== undefined) cell.copyFrom(base);
    }
    for (let index = this.#head; index < this.#operations.length; index += 1) {
      const operation = this.#operations[index];
      if (operation !== undefined) applyOperation(operation, this.cells);
    }
  }

  #absorbFinal(): void {
    const operations = this.#operations;
    for (; this.#head < operations.length; this.#head += 1) {
      const operation = operations[this.#head];
      if (operation === undefined || (operation.kind === "trade" && !operation.isFinal)) break;
      applyOperation(operation, this.#base);
    }
    if (this.#head >= COMPACT_AT && this.#head * 2 >= operations.length) {
      this.#operations = operations.slice(this.#head);
      this.#head = 0;
    }
  }
}
