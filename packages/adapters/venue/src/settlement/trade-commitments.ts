import { OUTSIDE_ACCOUNT } from "../accounts/house-accounts.ts";
import { type AssetIndex, CASH, tokenAsset, type Vault } from "../accounts/vault.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";

/** What the parties of a trade are to the vault. */
export interface TradeAccounts {
  readonly vault: Vault;
  readonly marketIndexOf: (conditionId: string) => number;
  readonly builderCodeOf: (orderId: string) => string | null;
}

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
  const visitParty = (
    party: { readonly side: "BUY" | "SELL"; readonly token: 0 | 1; readonly size: number },
    account: string,
    money: number,
  ): void => {
    if (account === OUTSIDE_ACCOUNT) return;
    const accountIndex = vault.accountIndexOf(account);
    if (party.side === "BUY") visit(accountIndex, CASH, money);
    else visit(accountIndex, tokenAsset(marketIndex, party.token), party.size);
  };
  const takerFees = trade.feeMicroUsd + trade.builderFeeMicroUsd;
  visitParty(trade, trade.takerAccount, trade.notionalMicroUsd + takerFees);
  for (const maker of trade.makers) {
    visitParty(maker, maker.account, maker.notionalMicroUsd + maker.builderFeeMicroUsd);
  }
}
