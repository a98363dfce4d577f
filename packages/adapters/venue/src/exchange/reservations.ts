import { CASH, tokenAsset, type AssetIndex, type Vault } from "../accounts/vault.ts";
import type { BuilderFees } from "./exchange.ts";
import { displayedLevels, meetingLevels } from "./met-levels.ts";
import type { OrderRecord } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import { notEnoughBalance } from "./refusals.ts";
import type { Refusal } from "./order-request.ts";
import { builderFeeMicroUsd, costCeiling, exactCost } from "./taker-costs.ts";

/** What open orders keep back of their accounts' money and shares. */
export class Reservations {
  readonly #vault: Vault;
  readonly #store: OrderStore;
  readonly #builderOf: (order: OrderRecord) => BuilderFees | undefined;

  constructor(
    vault: Vault,
    store: OrderStore,
    builderOf: (order: OrderRecord) => BuilderFees | undefined,
  ) {
    this.#vault = vault;
    this.#store = store;
    this.#builderOf = builderOf;
  }

  /** Why the account cannot pay for the order as the book stands, `null` when it can. */
  refusalOf(order: OrderRecord): Refusal | null {
    const spendable = this.#vault.spendable(order.accountIndex, assetOf(order));
    if (!order.isBuy)
      return order.size <= spendable ? null : notEnoughBalance(spendable, order.size);
    const builder = this.#builderOf(order);
    if (costCeiling(order, builder) <= spendable) return null;
    const least = exactCost(order, builder, displayedLevels(order));
    if (least > spendable) return notEnoughBalance(spendable, least);
    const cost = exactCost(order, builder, meetingLevels(order, this.#store));
    return cost <= spendable ? null : notEnoughBalance(spendable, cost);
  }

  /** Keeps back what a held order may take at most, as far as the account has it. */
  holdAll(order: OrderRecord): void {
    const spendable = this.#vault.spendable(order.accountIndex, assetOf(order));
    const most = order.isBuy ? costCeiling(order, this.#builderOf(order)) : order.size;
    this.#setReserved(order, Math.min(most, spendable));
  }

  /** Keeps back what the order's rest gives away when it is filled at its limit. */
  holdRest(order: OrderRecord): void {
    const rest = order.amountAtLimit(order.remainingSize);
    const builderBps = order.isBuy ? (this.#builderOf(order)?.makerBps ?? 0) : 0;
    this.#setReserved(order, rest + builderFeeMicroUsd(rest, builderBps));
  }

  release(order: OrderRecord): void {
    this.#setReserved(order, 0);
  }

  #setReserved(order: OrderRecord, amount: number): void {
    const change = amount - order.reservedAmount;
    if (change > 0) this.#vault.reserve(order.accountIndex, assetOf(order), change);
    else if (change < 0) this.#vault.release(order.accountIndex, assetOf(order), 0 - change);
    order.reservedAmount = amount;
  }
}

function assetOf(order: OrderRecord): AssetIndex {
  return order.isBuy ? CASH : tokenAsset(order.market.index, order.token);
}
