import { PRICE_UNITS_PER_USD, type PriceUnits } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { Ledger } from "../ledger/ledger.ts";

/**
 * Keeps the ledger's prices current in markets in which we hold or order something. A book without
 * orders on either side says nothing: the last prices stay.
 */
export class PriceMarks {
  readonly #ledger: Ledger;
  readonly #isWatched: Uint8Array;
  /** Ledger numbers of both tokens of each market. */
  readonly #tokens: Int32Array;

  constructor(ledger: Ledger, markets: readonly MarketState[]) {
    this.#ledger = ledger;
    this.#isWatched = new Uint8Array(markets.length);
    this.#tokens = new Int32Array(2 * markets.length);
    for (const { index, definition } of markets) {
      for (const [outcome, tokenId] of definition.tokenIds.entries()) {
        this.#tokens[2 * index + outcome] = ledger.view.tokenIndexOf(tokenId);
      }
    }
  }

  isWatched(market: MarketState): boolean {
    return this.#isWatched[market.index] === 1;
  }

  /** Follows a market from now on, beginning with its prices of this moment. */
  watch(market: MarketState): void {
    if (this.#isWatched[market.index] === 1) return;
    this.#isWatched[market.index] = 1;
    this.mark(market);
  }

  unwatch(market: MarketState): void {
    this.#isWatched[market.index] = 0;
  }

  mark({ index, firstView }: MarketState): void {
    const bid = firstView.bestBidPrice;
    const ask = firstView.bestAskPrice;
    if (bid === 0 && ask === 0) return;
    const otherBid = ask === 0 ? 0 : PRICE_UNITS_PER_USD - ask;
    const otherAsk = bid === 0 ? 0 : PRICE_UNITS_PER_USD - bid;
    const first = this.#tokens[2 * index] ?? -1;
    const second = this.#tokens[2 * index + 1] ?? -1;
    this.#ledger.mark(first, bid, middleOf(bid, ask));
    this.#ledger.mark(second, otherBid, middleOf(otherBid, otherAsk));
  }
}

/** Midpoint rounded down; the bid without an ask; unknown without a bid. */
function middleOf(bid: PriceUnits, ask: PriceUnits): PriceUnits {
  if (bid === 0) return -1;
  return ask === 0 ? bid : Math.floor((bid + ask) / 2);
}
