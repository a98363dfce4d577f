import { PositionGroup } from "./position-group.ts";
import { type MarketAccount, type NegRiskSet, TokenAccount } from "./token-account.ts";

/** A market as the ledger needs to know it. */
export interface MarketListing {
  readonly marketId: string;
  /** First token (YES) and second token (NO). */
  readonly tokenIds: readonly [string, string];
  /** The set of markets of which at most one is won; `null` for a market of its own. */
  readonly negRisk: { readonly negRiskSetId: string; readonly outcomeCount: number } | null;
}

/** Markets, tokens and sets by id and by number. */
export class MarketRegistry {
  readonly markets: MarketAccount[] = [];
  readonly tokens: TokenAccount[] = [];
  readonly #marketsById = new Map<string, MarketAccount>();
  readonly #tokensById = new Map<string, TokenAccount>();
  readonly #sets = new Map<string, NegRiskSet>();

  market(marketId: string): MarketAccount | undefined {
    return this.#marketsById.get(marketId);
  }

  token(tokenId: string): TokenAccount | undefined {
    return this.#tokensById.get(tokenId);
  }

  set(negRiskSetId: string): NegRiskSet | undefined {
    return this.#sets.get(negRiskSetId);
  }

  marketOf(token: TokenAccount): MarketAccount {
    const market = this.markets[token.marketIndex];
    if (market === undefined) throw new RangeError(`no market number ${token.marketIndex}`);
    return market;
  }

  add({ marketId, tokenIds, negRisk }: MarketListing): MarketAccount {
    const set = negRisk === null ? null : this.#openSet(negRisk.negRiskSetId, negRisk.outcomeCount);
    const group = set?.group ?? new PositionGroup();
    const marketIndex = this.markets.length;
    const market: MarketAccount = {
      marketIndex,
      marketId,
      group,
      set,
      tokens: [
        this.#addToken(tokenIds[0], marketIndex, 0, group),
        this.#addToken(tokenIds[1], marketIndex, 1, group),
      ],
      payouts: null,
      reservedBuys: 0,
    };
    this.markets.push(market);
    this.#marketsById.set(marketId, market);
    set?.markets.push(market);
    return market;
  }

  #addToken(
    tokenId: string,
    marketIndex: number,
    outcome: 0 | 1,
    group: PositionGroup,
  ): TokenAccount {
    const cellIndex = group.addCell();
    const cell = group.cells[cellIndex];
    if (cell === undefined) throw new RangeError(`no position ${cellIndex}`);
    const place = {
      tokenIndex: this.tokens.length,
      tokenId,
      marketIndex,
      outcome,
      cellIndex,
      cell,
    };
    const token = new TokenAccount(place);
    this.tokens.push(token);
    this.#tokensById.set(tokenId, token);
    return token;
  }

  #openSet(negRiskSetId: string, outcomeCount: number): NegRiskSet {
    const known = this.#sets.get(negRiskSetId);
    if (known !== undefined) return known;
    const set = { negRiskSetId, group: new PositionGroup(), markets: [], outcomeCount };
    this.#sets.set(negRiskSetId, set);
    return set;
  }
}
