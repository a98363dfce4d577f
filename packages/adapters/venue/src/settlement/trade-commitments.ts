import { OUTSIDE_ACCOUNT } from "../accounts/house-accounts.ts";
import { type AssetIndex, CASH, tokenAsset } from "../accounts/vault.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import { feesOf, partiesOf, type TradeAccounts } from "./trade-parties.ts";

/** Commits what every party of a trade gives. Recorded traders bring theirs when it is mined. */
export function commitGiven(trade: VenueTrade, accounts: TradeAccounts): void {
  forEachGiven(trade, accounts, (accountIndex, asset, amount) => {
    accounts.vault.commit(accountIndex, asset, amount);
  });
}

/** Takes {@link commitGiven} back, exactly. */
export function uncommitGiven(trade: VenueTrade, accounts: TradeAccounts): void {
  forEachGiven(trade, accounts, (accountIndex, asset, amount) => {
    accounts.vault.uncommit(accountIndex, asset, amount);
  });
}

function forEachGiven(
  trade: VenueTrade,
  { vault, marketIndexOf }: TradeAccounts,
  visit: (accountIndex: number, asset: AssetIndex, amount: number) => void,
): void {
  const marketIndex = marketIndexOf(trade.conditionId);
  for (const party of partiesOf(trade)) {
    if (party.account === OUTSIDE_ACCOUNT) continue;
    const accountIndex = vault.accountIndexOf(party.account);
    if (party.side === "BUY") {
      visit(accountIndex, CASH, party.notionalMicroUsd + feesOf(party));
    } else {
      visit(accountIndex, tokenAsset(marketIndex, party.token), party.size);
    }
  }
}
