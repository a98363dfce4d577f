import { TradeSums } from "@polytraders/quant";
import type { MicroUsd } from "@polytraders/core";
import type { ClosedPosition } from "./position-account.ts";

/** Closed positions whose results are kept one by one, for the win-rate test. */
const RESULTS_KEPT = 20_000;

/** Results of closed positions. */
export interface ClosedResults {
  readonly sums: TradeSums;
  /** Net result and cost of each kept one. */
  readonly netMicroUsd: readonly MicroUsd[];
  readonly costMicroUsd: readonly MicroUsd[];
  /** Closed positions of which only the sums know. */
  readonly leftOut: number;
}

/** Takes closed positions of one strategy and forgets the single results beyond a bound. */
export class ClosedPositions {
  readonly #kept: ClosedPosition[] = [];
  readonly #sums = new TradeSums();
  #count = 0;

  add(closed: ClosedPosition): void {
    this.#count += 1;
    this.#sums.add(closed.netMicroUsd);
    if (this.#kept.length < RESULTS_KEPT) this.#kept.push(closed);
  }

  /** @param provisional - closed positions that a failing fill could still open again */
  read(provisional: readonly ClosedPosition[]): ClosedResults {
    const sums = this.#sums.copy();
    for (const { netMicroUsd } of provisional) sums.add(netMicroUsd);
    const kept = [...this.#kept, ...provisional];
    return {
      sums,
      netMicroUsd: kept.map(({ netMicroUsd }) => netMicroUsd),
      costMicroUsd: kept.map(({ costMicroUsd }) => costMicroUsd),
      leftOut: this.#count - this.#kept.length,
    };
  }
}
