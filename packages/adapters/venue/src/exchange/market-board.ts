import { PolytradersError, type PriceUnits } from "@polytraders/core";
import type { BookListener, MarketBook } from "../matching/market-book.ts";
import type { TokenIndex, VenueMarketTerms } from "../market/venue-market.ts";
import { BoardMarket } from "./board-market.ts";

/** The listed markets. */
export class MarketBoard {
  readonly #markets: BoardMarket[] = [];
  readonly #byCondition = new Map<string, BoardMarket>();
  readonly #byToken = new Map<
    string,
    { readonly market: BoardMarket; readonly token: TokenIndex }
  >();

  readonly #sets = new Map<string, BoardMarket[]>();

  /** @throws PolytradersError `VENUE_COMMAND_INVALID` when the condition or a token is listed already */
  list(
    terms: VenueMarketTerms,
    tickSize: PriceUnits,
    isRecorded: boolean,
    makeBook: (listener: BookListener) => MarketBook,
  ): BoardMarket {
    const [first, second] = terms.tokenIds;
    if (this.#byCondition.has(terms.conditionId)) refuseListing(`condition ${terms.conditionId}`);
    if (this.#byToken.has(first) || this.#byToken.has(second) || first === second) {
      refuseListing(`token ${this.#byToken.has(second) ? second : first}`);
    }
    const market = new BoardMarket({
      index: this.#markets.length,
      terms,
      tickSize,
      isRecorded,
      makeBook,
    });
    this.#markets.push(market);
    this.#byCondition.set(terms.conditionId, market);
    this.#byToken.set(first, { market, token: 0 });
    this.#byToken.set(second, { market, token: 1 });
    this.#joinSet(market);
    return market;
  }

  get markets(): readonly BoardMarket[] {
    return this.#markets;
  }

  find(conditionId: string): BoardMarket | undefined {
    return this.#byCondition.get(conditionId);
  }

  /** @throws PolytradersError `VENUE_MARKET_UNKNOWN` */
  get(conditionId: string): BoardMarket {
    const market = this.#byCondition.get(conditionId);
    if (market === undefined) {
      throw new PolytradersError("VENUE_MARKET_UNKNOWN", { found: `condition ${conditionId}` });
    }
    return market;
  }

  placeOfToken(
    tokenId: string,
  ): { readonly market: BoardMarket; readonly token: TokenIndex } | undefined {
    return this.#byToken.get(tokenId);
  }

  /** Every market of a neg-risk set, by its place in the set; none for an unknown set. */
  marketsOfSet(negRiskSetId: string): readonly BoardMarket[] {
    return this.#sets.get(negRiskSetId) ?? [];
  }

  #joinSet(market: BoardMarket): void {
    const { negRiskSetId } = market.terms;
    if (negRiskSetId === null) return;
    const members = [...(this.#sets.get(negRiskSetId) ?? []), market];
    members.sort((left, right) => left.terms.negRiskIndex - right.terms.negRiskIndex);
    this.#sets.set(negRiskSetId, members);
  }
}

function refuseListing(what: string): never {
  throw new PolytradersError("VENUE_COMMAND_INVALID", {
    expected: "a market whose condition and tokens are not listed yet",
    found: `${what}, listed already`,
  });
}
