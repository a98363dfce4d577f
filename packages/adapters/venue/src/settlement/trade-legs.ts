import { PolytradersError } from "@polytraders/core";
import { builderAccountOf, OUTSIDE_INDEX, TREASURY_INDEX } from "../accounts/house-accounts.ts";
import { type BalanceChange, CASH, tokenAsset, type Vault } from "../accounts/vault.ts";
import type { MakerFill, VenueTrade } from "../exchange/venue-trade.ts";
import type { TradeAccounts } from "./trade-commitments.ts";

/** Moves every leg of a trade in one booking: shares, money, new or destroyed pairs, and fees. */
export function bookTrade(trade: VenueTrade, accounts: TradeAccounts): void {
  const { vault } = accounts;
  const marketIndex = accounts.marketIndexOf(trade.conditionId);
  const changes: BalanceChange[] = [];
  addParty(changes, trade, trade.takerAccount, marketIndex, vault, {
    feeMicroUsd: trade.feeMicroUsd + trade.builderFeeMicroUsd,
  });
  addBuilderFee(changes, trade.takerOrderId, trade.builderFeeMicroUsd, accounts);
  let pairSize = 0;
  for (const maker of trade.makers) {
    addParty(changes, maker, maker.account, marketIndex, vault, {
      feeMicroUsd: maker.builderFeeMicroUsd,
    });
    addBuilderFee(changes, maker.orderId, maker.builderFeeMicroUsd, accounts);
    pairSize += pairsOf(maker);
  }
  if (trade.feeMicroUsd !== 0) {
    changes.push({ accountIndex: TREASURY_INDEX, asset: CASH, amount: trade.feeMicroUsd });
  }
  supplyOutside(changes, marketIndex, vault);
  vault.bookWithPairs(changes, marketIndex, pairSize, "settlement");
}

function pairsOf(maker: MakerFill): number {
  const size: number = maker.size;
  if (maker.kind === "swap") return 0;
  return maker.kind === "mint" ? size : -size;
}

function addParty(
  changes: BalanceChange[],
  party: Pick<MakerFill, "side" | "token" | "size" | "notionalMicroUsd">,
  account: string,
  marketIndex: number,
  vault: Vault,
  { feeMicroUsd }: { readonly feeMicroUsd: number },
): void {
  const accountIndex = vault.accountIndexOf(account);
  const direction = party.side === "BUY" ? 1 : -1;
  changes.push(
    {
      accountIndex,
      asset: tokenAsset(marketIndex, party.token),
      amount: direction * party.size,
    },
    { accountIndex, asset: CASH, amount: -direction * party.notionalMicroUsd - feeMicroUsd },
  );
}

function addBuilderFee(
  changes: BalanceChange[],
  orderId: string,
  amount: number,
  { vault, builderCodeOf }: TradeAccounts,
): void {
  if (amount === 0) return;
  const code = builderCodeOf(orderId);
  if (code === null) {
    throw new PolytradersError("VENUE_INVARIANT_BROKEN", {
      found: `a builder fee of ${amount} micro-pUSD of order ${orderId}, which names no builder`,
    });
  }
  changes.push({
    accountIndex: vault.accountIndexOf(builderAccountOf(code)),
    asset: CASH,
    amount,
  });
}

/** Recorded traders bring in what they give: dollars, or pairs made of their own dollars. */
function supplyOutside(changes: readonly BalanceChange[], marketIndex: number, vault: Vault): void {
  const lacking = (asset: number): number => {
    let given = 0;
    for (const change of changes) {
      if (change.accountIndex === OUTSIDE_INDEX && change.asset === asset) given -= change.amount;
    }
    return Math.max(0, given - vault.balance(OUTSIDE_INDEX, asset));
  };
  const shares = Math.max(lacking(tokenAsset(marketIndex, 0)), lacking(tokenAsset(marketIndex, 1)));
  const money = lacking(CASH) + shares;
  if (money > 0) vault.deposit(OUTSIDE_INDEX, money);
  if (shares > 0) vault.bookPairs(OUTSIDE_INDEX, marketIndex, shares, "settlement");
}
