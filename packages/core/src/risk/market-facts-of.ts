import type { MarketStatus } from "../contracts/market-status.ts";
import type { BookState, OrderBookView } from "../domain/order-book-view.ts";
import type { EpochMs, MicroShares, PriceUnits } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { MarketFacts, MarketFactsPort } from "../ports/market-facts.ts";

/** Facts of every market of a run, read from the kernel's own state. */
export function createMarketFacts(
  markets: readonly MarketState[],
  nowMs: () => EpochMs,
): MarketFactsPort {
  const all = markets.map((market) => new FactsOfMarket(market, nowMs));
  const byId = new Map(all.map((facts) => [facts.marketId, facts]));
  const byToken = new Map(
    all.flatMap((facts) => facts.tokenIds.filter(Boolean).map((tokenId) => [tokenId, facts])),
  );
  return Object.freeze({
    of: (marketId: string) => byId.get(marketId),
    ofToken: (tokenId: string) => byToken.get(tokenId),
    all: () => all,
  });
}

class FactsOfMarket implements MarketFacts {
  readonly #market: MarketState;
  readonly #nowMs: () => EpochMs;

  constructor(market: MarketState, nowMs: () => EpochMs) {
    this.#market = market;
    this.#nowMs = nowMs;
  }

  get marketId(): string {
    return this.#market.definition.marketId;
  }
  get marketIndex(): number {
    return this.#market.index;
  }
  get slug(): string {
    return this.#market.definition.slug;
  }
  get tokenIds(): readonly [first: string, second: string] {
    return this.#market.definition.tokenIds;
  }
  get tickSize(): PriceUnits {
    return this.#market.book.tickSize;
  }
  get minimumOrderSize(): MicroShares {
    return this.#market.definition.minimumOrderSize;
  }
  get phase(): MarketStatus["status"] {
    return this.#market.status;
  }
  get isNegRisk(): boolean {
    return this.#market.definition.isNegRisk;
  }
  get negRiskSetId(): string | null {
    return this.#market.definition.negRiskSetId ?? null;
  }
  get book(): OrderBookView {
    return this.#market.firstView;
  }
  get complementBook(): OrderBookView {
    return this.#market.secondView;
  }
  get bookState(): BookState {
    return this.#market.firstView.state;
  }
  get newestExchangeTimeMs(): EpochMs {
    return this.#market.newestExchangeTimeMs;
  }
  get bookAgeMs(): number {
    const { knownAtMs } = this.#market;
    if (knownAtMs === 0) return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#nowMs() - knownAtMs);
  }
}
