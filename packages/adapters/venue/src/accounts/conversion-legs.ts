import { negRiskConvert } from "@polytraders/quant";
import type { Leg } from "./conservation.ts";
import { TREASURY_INDEX } from "./house-accounts.ts";
import { type BalanceChange, CASH, type Conversion, tokenAsset } from "./vault.ts";

/** What a conversion moves. */
export interface ConversionLegs {
  readonly changes: readonly BalanceChange[];
  /** The collateral's side: tokens of the pairs it makes and dollars it pays. */
  readonly made: readonly Leg[];
  readonly paidMicroUsd: number;
}

/** Legs of a conversion between the account, the set's own account, the treasury and collateral. */
export function conversionLegs(conversion: Conversion, setAccount: number): ConversionLegs {
  const { accountIndex, marketIndexes, convertedIndexes, size, feeBps } = conversion;
  const numbers = negRiskConvert(
    marketIndexes.length,
    convertedIndexes.map((marketIndex) => marketIndexes.indexOf(marketIndex)),
    size,
    feeBps,
  );
  const changes: BalanceChange[] = [];
  const made: Leg[] = [];
  const give = (asset: number, whole: number, gained: number): void => {
    const kept = Math.floor(gained);
    made.push({ asset, amount: -whole });
    changes.push(
      { accountIndex, asset, amount: kept },
      { accountIndex: TREASURY_INDEX, asset, amount: whole - kept },
    );
  };
  for (const [place, marketIndex] of marketIndexes.entries()) {
    const no = tokenAsset(marketIndex, 1);
    const gained = numbers.yesShares.get(place);
    changes.push({ accountIndex: setAccount, asset: no, amount: size });
    if (gained === undefined) {
      changes.push({ accountIndex, asset: no, amount: -size });
    } else {
      made.push({ asset: no, amount: -size });
      give(tokenAsset(marketIndex, 0), size, gained);
    }
  }
  const paidMicroUsd = (convertedIndexes.length - 1) * size;
  if (paidMicroUsd > 0) give(CASH, paidMicroUsd, numbers.collateralUsd);
  return { changes: changes.filter(({ amount }) => amount !== 0), made, paidMicroUsd };
}
