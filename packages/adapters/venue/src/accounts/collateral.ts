import { PRICE_UNITS_PER_USD, type PriceUnits } from "@polytraders/core";
import { brokenInvariant } from "./invariant.ts";
import { type AssetIndex, tokenAsset } from "./vault.ts";

type Payouts = readonly [first: PriceUnits, second: PriceUnits];

/** A neg-risk set of which NO tokens have been converted. */
export interface ConvertedSet {
  readonly negRiskSetId: string;
  /** The set's own account. */
  readonly accountIndex: number;
  readonly marketIndexes: Set<number>;
  /** Dollars of its markets' collateral that nobody has paid in or that are paid out already. */
  debtMicroUsd: number;
}

/** What stands behind the tokens: supply, collateral and payouts by market, and the sets' debts. */
export class Collateral {
  readonly #supply: number[] = [];
  readonly #collateral: number[] = [];
  readonly #payouts: (Payouts | undefined)[] = [];
  readonly #sets = new Map<string, ConvertedSet>();
  readonly #setOfMarket = new Map<number, ConvertedSet>();

  supply(asset: AssetIndex): number {
    return this.#supply[asset] ?? 0;
  }

  of(marketIndex: number): number {
    return this.#collateral[marketIndex] ?? 0;
  }

  payoutsOf(marketIndex: number): Payouts | null {
    return this.#payouts[marketIndex] ?? null;
  }

  /** Pairs made, or destroyed when negative, against a dollar each. */
  addPairs(marketIndex: number, size: number): void {
    this.#addSupply(tokenAsset(marketIndex, 0), size);
    this.#addSupply(tokenAsset(marketIndex, 1), size);
    this.#addCollateral(marketIndex, size);
  }

  /** Tokens destroyed for what they pay. */
  redeem(marketIndex: number, sizes: readonly [number, number], paidMicroUsd: number): void {
    this.#addSupply(tokenAsset(marketIndex, 0), -sizes[0]);
    this.#addSupply(tokenAsset(marketIndex, 1), -sizes[1]);
    this.#addCollateral(marketIndex, -paidMicroUsd);
  }

  sets(): Iterable<ConvertedSet> {
    return this.#sets.values();
  }

  setOf(marketIndex: number): ConvertedSet | undefined {
    return this.#setOfMarket.get(marketIndex);
  }

  /** The set of these markets, from its first conversion on. Later ones may bring new markets. */
  openSet(
    negRiskSetId: string,
    accountIndex: number,
    marketIndexes: readonly number[],
  ): ConvertedSet {
    let set = this.#sets.get(negRiskSetId);
    if (set === undefined) {
      set = { negRiskSetId, accountIndex, marketIndexes: new Set(), debtMicroUsd: 0 };
      this.#sets.set(negRiskSetId, set);
    }
    for (const marketIndex of marketIndexes) {
      const known: ConvertedSet = this.#setOfMarket.get(marketIndex) ?? set;
      if (known !== set) {
        throw brokenInvariant(
          `market ${marketIndex} in two sets: ${known.negRiskSetId} and ${negRiskSetId}`,
        );
      }
      set.marketIndexes.add(marketIndex);
      this.#setOfMarket.set(marketIndex, set);
    }
    return set;
  }

  setPayouts(marketIndex: number, payouts: Payouts): void {
    const [first, second] = payouts;
    const isWhole = Number.isInteger(first) && Number.isInteger(second);
    if (!isWhole || first < 0 || second < 0 || first + second !== PRICE_UNITS_PER_USD) {
      throw brokenInvariant(`payouts ${first} and ${second}, which do not sum to 10,000`);
    }
    if (this.payoutsOf(marketIndex) !== null) {
      throw brokenInvariant(`market ${marketIndex} resolved twice`);
    }
    if (!this.canPay(marketIndex, payouts)) {
      throw brokenInvariant(`YES payouts above a dollar in the set of market ${marketIndex}`);
    }
    this.#payouts[marketIndex] = payouts;
  }

  canPay(marketIndex: number, payouts: Payouts): boolean {
    const set = this.setOf(marketIndex);
    if (set === undefined) return true;
    let yesPayouts: number = payouts[0];
    for (const sibling of set.marketIndexes) {
      if (sibling !== marketIndex) yesPayouts += this.payoutsOf(sibling)?.[0] ?? 0;
    }
    return yesPayouts <= PRICE_UNITS_PER_USD;
  }

  /** Number of the last market with tokens, plus one. */
  get marketCount(): number {
    return this.#collateral.length;
  }

  #addSupply(asset: AssetIndex, amount: number): void {
    for (let next = this.#supply.length; next < asset; next += 1) this.#supply.push(0);
    this.#supply[asset] = this.supply(asset) + amount;
  }

  #addCollateral(marketIndex: number, amount: number): void {
    for (let next = this.#collateral.length; next < marketIndex; next += 1) {
      this.#collateral.push(0);
    }
    this.#collateral[marketIndex] = this.of(marketIndex) + amount;
  }
}
