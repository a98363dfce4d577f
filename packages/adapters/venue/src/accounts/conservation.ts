import { brokenInvariant } from "./invariant.ts";
import { type AssetIndex, CASH, tokenAsset } from "./vault.ts";

/** An amount of an asset that a booking moves from or to outside of the accounts it names. */
export interface Leg {
  readonly asset: AssetIndex;
  readonly amount: number;
}

/** The collateral's side of making pairs: it takes dollars and gives tokens. */
export function pairsMade(marketIndex: number, pairSize: number): readonly Leg[] {
  return [
    { asset: CASH, amount: pairSize },
    { asset: tokenAsset(marketIndex, 0), amount: -pairSize },
    { asset: tokenAsset(marketIndex, 1), amount: -pairSize },
  ];
}

/** Throws `VENUE_INVARIANT_BROKEN` unless changes and counterparts sum to zero in every asset. */
export function checkConservation(changes: readonly Leg[], counterparts: readonly Leg[]): void {
  const assets: AssetIndex[] = [];
  const sums: number[] = [];
  const add = ({ asset, amount }: Leg): void => {
    let place = assets.indexOf(asset);
    if (place === -1) place = assets.push(asset) - 1;
    sums[place] = (sums[place] ?? 0) + amount;
  };
  for (const change of changes) add(change);
  for (const counterpart of counterparts) add(counterpart);
  for (const [place, sum] of sums.entries()) {
    if (sum !== 0) {
      throw brokenInvariant(`a booking that makes ${sum} of asset ${assets[place]} out of nothing`);
    }
  }
}
