import { builderAccountOf, OUTSIDE_INDEX, TREASURY_INDEX } from "../accounts/house-accounts.ts";
import { brokenInvariant } from "../accounts/invariant.ts";
import {
  type AssetIndex,
  type BalanceChange,
  CASH,
  tokenAsset,
  type Vault,
} from "../accounts/vault.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import { pairSizeOf } from "./trade-check.ts";
import { feesOf, partiesOf, type TradeAccounts, type TradeParty } from "./trade-parties.ts";

/** Moves every leg of a trade in one booking: shares, money, new or destroyed pairs, and fees. */
export function bookTrade(trade: VenueTrade, accounts: TradeAccounts): void {
  const { vault } = accounts;
  const marketIndex = accounts.marketIndexOf(trade.conditionId);
  const changes: BalanceChange[] = [];
  for (const party of partiesOf(trade)) {
    addExchange(changes, party, marketIndex, vault);
    addFees(changes, party, vault);
  }
  supplyOutside(changes, marketIndex, vault);
  vault.bookWithPairs(changes, marketIndex, pairSizeOf(trade), "settlement");
}

/** Shares against money, the party's fees taken from its money. */
function addExchange(
  changes: BalanceChange[],
  party: TradeParty,
  marketIndex: number,
  vault: Vault,
): void {
  const accountIndex = vault.accountIndexOf(party.account);
  const asset = tokenAsset(marketIndex, party.token);
  const direction = party.side === "BUY" ? 1 : -1;
  changes.push(
    { accountIndex, asset, amount: direction * party.size },
    { accountIndex, asset: CASH, amount: -direction * party.notionalMicroUsd - feesOf(party) },
  );
}

function addFees(changes: BalanceChange[], party: TradeParty, vault: Vault): void {
  const platformFee = party.feeMicroUsd ?? 0;
  if (platformFee !== 0) {
    changes.push({ accountIndex: TREASURY_INDEX, asset: CASH, amount: platformFee });
  }
  if (party.builderFeeMicroUsd === 0) return;
  if (party.builderCode === null) {
    throw brokenInvariant(`a builder fee of ${party.account}, whose order names no builder`);
  }
  const accountIndex = vault.accountIndexOf(builderAccountOf(party.builderCode));
  changes.push({ accountIndex, asset: CASH, amount: party.builderFeeMicroUsd });
}

/** Recorded traders bring in what they give: dollars, or pairs made of their own dollars. */
function supplyOutside(changes: readonly BalanceChange[], marketIndex: number, vault: Vault): void {
  const lacking = (asset: AssetIndex): number => {
    let left = vault.balance(OUTSIDE_INDEX, asset);
    for (const change of changes) {
      if (change.accountIndex === OUTSIDE_INDEX && change.asset === asset) left += change.amount;
    }
    return Math.max(0, -left);
  };
  const shares = Math.max(lacking(tokenAsset(marketIndex, 0)), lacking(tokenAsset(marketIndex, 1)));
  const money = lacking(CASH) + shares;
  if (money > 0) vault.deposit(OUTSIDE_INDEX, money);
  if (shares > 0) vault.bookPairs(OUTSIDE_INDEX, marketIndex, shares, "settlement");
}
