import { PRICE_UNITS_PER_USD } from "@polytraders/core";
import type { AccountCells } from "./account-cells.ts";
import type { Collateral, ConvertedSet } from "./collateral.ts";
import { COLLATERAL_INDEX } from "./house-accounts.ts";
import { brokenInvariant } from "./invariant.ts";
import { type AssetIndex, CASH, tokenAsset } from "./vault.ts";

const DOLLAR = BigInt(PRICE_UNITS_PER_USD);

/**
 * Adds everything up again and compares. Whatever is owed is counted in ten-thousandths of
 * micro-pUSD, so that nothing is rounded.
 *
 * @throws PolytradersError `VENUE_INVARIANT_BROKEN`
 */
export function auditVault(
  cells: AccountCells,
  collateral: Collateral,
  paidInMicroUsd: number,
): void {
  const sums = sumBalances(cells);
  const cash = sums.get(CASH) ?? 0n;
  if (cash !== BigInt(paidInMicroUsd)) {
    throw brokenInvariant(`${cash} micro-pUSD in all accounts, ${paidInMicroUsd} paid in`);
  }
  let held = 0;
  for (let marketIndex = 0; marketIndex < collateral.marketCount; marketIndex += 1) {
    held += collateral.of(marketIndex);
    auditSupply(sums, collateral, marketIndex);
    auditMarket(cells, collateral, marketIndex);
  }
  for (const set of collateral.sets()) {
    held -= set.debtMicroUsd;
    auditSet(cells, collateral, set);
  }
  const atHand = cells.at(COLLATERAL_INDEX, CASH).balance;
  if (atHand !== held) {
    throw brokenInvariant(`${atHand} micro-pUSD of collateral at hand, ${held} by market and set`);
  }
}

function sumBalances(cells: AccountCells): Map<AssetIndex, bigint> {
  const sums = new Map<AssetIndex, bigint>();
  for (const [name, asset, cell] of cells.entries()) {
    const { balance, reserved, unsettled } = cell;
    const isCovered = reserved >= 0 && unsettled >= 0 && balance >= reserved + unsettled;
    if (!isCovered || !Number.isSafeInteger(balance)) {
      throw brokenInvariant(
        `asset ${asset} of ${name}: balance ${balance}, reserved ${reserved}, unsettled ${unsettled}`,
      );
    }
    sums.set(asset, (sums.get(asset) ?? 0n) + BigInt(balance));
  }
  return sums;
}

function auditSupply(
  sums: ReadonlyMap<AssetIndex, bigint>,
  collateral: Collateral,
  marketIndex: number,
): void {
  for (const token of [0, 1] as const) {
    const asset = tokenAsset(marketIndex, token);
    const sum = sums.get(asset) ?? 0n;
    if (sum !== BigInt(collateral.supply(asset))) {
      throw brokenInvariant(
        `${sum} of token ${token} of market ${marketIndex} in all accounts, ${collateral.supply(asset)} made`,
      );
    }
  }
}

function auditMarket(cells: AccountCells, collateral: Collateral, marketIndex: number): void {
  const held = collateral.of(marketIndex);
  if (collateral.payoutsOf(marketIndex) === null) {
    const first = collateral.supply(tokenAsset(marketIndex, 0));
    const second = collateral.supply(tokenAsset(marketIndex, 1));
    if (first !== second || first !== held) {
      throw brokenInvariant(
        `market ${marketIndex}: ${first} and ${second} tokens against ${held} micro-pUSD`,
      );
    }
    return;
  }
  const owed = owedTo(cells, collateral, marketIndex);
  if (BigInt(held) * DOLLAR < owed) {
    throw brokenInvariant(
      `market ${marketIndex}: ${held} micro-pUSD for payouts of ${owed} ten-thousandths`,
    );
  }
}

/** What a resolved market owes to everybody but its set's account, in ten-thousandths of micro-pUSD. */
function owedTo(cells: AccountCells, collateral: Collateral, marketIndex: number): bigint {
  const [first, second] = collateral.payoutsOf(marketIndex) ?? [0, 0];
  const yes = collateral.supply(tokenAsset(marketIndex, 0));
  const no =
    collateral.supply(tokenAsset(marketIndex, 1)) - keptBySet(cells, collateral, marketIndex);
  return BigInt(first) * BigInt(yes) + BigInt(second) * BigInt(no);
}

function keptBySet(cells: AccountCells, collateral: Collateral, marketIndex: number): number {
  const set = collateral.setOf(marketIndex);
  if (set === undefined) return 0;
  return cells.find(set.accountIndex, tokenAsset(marketIndex, 1))?.balance ?? 0;
}

/** A set's dollars cover its holders, whichever of the outcomes still open wins. */
function auditSet(cells: AccountCells, collateral: Collateral, set: ConvertedSet): void {
  let held = -BigInt(set.debtMicroUsd) * DOLLAR;
  let owed = 0n;
  let openYes = DOLLAR;
  let keptMax = 0n;
  for (const marketIndex of set.marketIndexes) {
    held += BigInt(collateral.of(marketIndex)) * DOLLAR;
    const payouts = collateral.payoutsOf(marketIndex);
    if (payouts !== null) {
      owed += owedTo(cells, collateral, marketIndex);
      openYes -= BigInt(payouts[0]);
      continue;
    }
    const kept = BigInt(keptBySet(cells, collateral, marketIndex));
    owed += (BigInt(collateral.of(marketIndex)) - kept) * DOLLAR;
    if (kept > keptMax) keptMax = kept;
  }
  if (openYes > 0n) owed += openYes * keptMax;
  if (held < owed) {
    throw brokenInvariant(
      `neg-risk set ${set.negRiskSetId}: ${held} ten-thousandths of micro-pUSD for up to ${owed}`,
    );
  }
}
