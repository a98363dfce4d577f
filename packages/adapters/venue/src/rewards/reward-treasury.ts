import { HOUSE_ACCOUNTS, TREASURY_INDEX } from "../accounts/house-accounts.ts";
import { CASH, type Vault } from "../accounts/vault.ts";
import type { PayMaker } from "./reward-ports.ts";

/**
 * Pays makers out of the treasury. Reward money enters as a deposit to the treasury first, so that
 * every balance still sums to what was paid in; rebates come out of collected fees and are cut to
 * what the treasury has. Accounts of the venue itself are never paid.
 */
export function createRewardTreasury(
  vault: Pick<Vault, "accountIndexOf" | "balance" | "deposit" | "book">,
): PayMaker {
  return ({ account, amountMicroUsd, kind }) => {
    if (HOUSE_ACCOUNTS.includes(account)) return 0;
    if (kind === "reward") vault.deposit(TREASURY_INDEX, amountMicroUsd);
    const amount = Math.min(amountMicroUsd, vault.balance(TREASURY_INDEX, CASH));
    if (amount <= 0) return 0;
    vault.book(
      [
        { accountIndex: TREASURY_INDEX, asset: CASH, amount: -amount },
        { accountIndex: vault.accountIndexOf(account), asset: CASH, amount },
      ],
      kind,
    );
    return amount;
  };
}
