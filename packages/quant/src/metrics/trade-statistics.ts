/** What closed trades came to, by net result. Amounts in the unit of the results. */
export interface TradeStatistics {
  readonly count: number;
  readonly wins: number;
  readonly losses: number;
  /** Wins over wins and losses; `null` without either. A result of exactly zero is neither. */
  readonly winRate: number | null;
  /** Sum of wins over sum of losses; `null` without a loss. */
  readonly profitFactor: number | null;
  /** Mean result; `null` without trades, as the remaining fields. */
  readonly expectancy: number | null;
  /** `null` without a win. */
  readonly averageWin: number | null;
  /** Negative; `null` without a loss. */
  readonly averageLoss: number | null;
  readonly best: number | null;
  readonly worst: number | null;
}

/** Running sums of trade results, for runs of any length. */
export class TradeSums {
  #count = 0;
  #wins = 0;
  #losses = 0;
  #won = 0;
  #lost = 0;
  #best = Number.NEGATIVE_INFINITY;
  #worst = Number.POSITIVE_INFINITY;

  add(result: number): void {
    this.#count += 1;
    if (result > 0) {
      this.#wins += 1;
      this.#won += result;
    } else if (result < 0) {
      this.#losses += 1;
      this.#lost -= result;
    }
    if (result > this.#best) this.#best = result;
    if (result < this.#worst) this.#worst = result;
  }

  /** Sums of their own that start from these. */
  copy(): TradeSums {
    const copied = new TradeSums();
    copied.#count = this.#count;
    copied.#wins = this.#wins;
    copied.#losses = this.#losses;
    copied.#won = this.#won;
    copied.#lost = this.#lost;
    copied.#best = this.#best;
    copied.#worst = this.#worst;
    return copied;
  }

  current(): TradeStatistics {
    const wins = this.#wins;
    const losses = this.#losses;
    const isEmpty = this.#count === 0;
    return {
      count: this.#count,
      wins,
      losses,
      winRate: wins + losses > 0 ? wins / (wins + losses) : null,
      profitFactor: losses > 0 ? this.#won / this.#lost : null,
      expectancy: isEmpty ? null : (this.#won - this.#lost) / this.#count,
      averageWin: wins > 0 ? this.#won / wins : null,
      averageLoss: losses > 0 ? -this.#lost / losses : null,
      best: isEmpty ? null : this.#best,
      worst: isEmpty ? null : this.#worst,
    };
  }
}

/** Statistics of closed trades by their net results. */
export function tradeStatistics(results: readonly number[]): TradeStatistics {
  const sums = new TradeSums();
  for (const result of results) sums.add(result);
  return sums.current();
}
