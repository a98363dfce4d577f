/** One trade with the mid before it and the mid some time after. Prices in any one unit. */
export interface MarkedTrade {
  readonly takerSide: "BUY" | "SELL";
  readonly price: number;
  /** Mid when the trade happened. */
  readonly mid: number;
  /** Mid after the horizon. */
  readonly midLater: number;
  /** Weight of the trade: shares, in any one unit. */
  readonly size: number;
}

/** Size-weighted means per share, in the unit of price. */
export interface Markout {
  /** `s (price - mid)`: what takers paid over the mid. */
  readonly effectiveHalfSpread: number;
  /** `s (midLater - mid)`: how far the price moved with the taker. */
  readonly adverseSelection: number;
  /** What makers kept: effective half spread less adverse selection. */
  readonly makerRealizedHalfSpread: number;
  /** What takers made: the negative of what makers kept. */
  readonly takerMarkout: number;
}

/** Running sums of markouts; `s` is +1 for a taker's buy and -1 for a sell. */
export class MarkoutSums {
  #size = 0;
  #halfSpread = 0;
  #adverse = 0;

  add(trade: MarkedTrade): void {
    const side = trade.takerSide === "BUY" ? 1 : -1;
    this.#size += trade.size;
    this.#halfSpread += trade.size * side * (trade.price - trade.mid);
    this.#adverse += trade.size * side * (trade.midLater - trade.mid);
  }

  /** The means, or `null` before any size. */
  current(): Markout | null {
    if (!(this.#size > 0)) return null;
    const effectiveHalfSpread = this.#halfSpread / this.#size;
    const adverseSelection = this.#adverse / this.#size;
    const makerRealizedHalfSpread = (this.#halfSpread - this.#adverse) / this.#size;
    return {
      effectiveHalfSpread,
      adverseSelection,
      makerRealizedHalfSpread,
      takerMarkout: -makerRealizedHalfSpread,
    };
  }

  reset(): void {
    this.#size = 0;
    this.#halfSpread = 0;
    this.#adverse = 0;
  }
}

/** Size-weighted markout of trades whose later mid is known; `null` without any size. */
export function markout(trades: readonly MarkedTrade[]): Markout | null {
  const sums = new MarkoutSums();
  for (const trade of trades) sums.add(trade);
  return sums.current();
}
