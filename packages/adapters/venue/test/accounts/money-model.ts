import { builderAccountOf, TREASURY_ACCOUNT } from "../../src/accounts/house-accounts.ts";
import type { ChainActionFinished } from "../../src/chain/chain.ts";
import type { VenueTrade } from "../../src/exchange/venue-trade.ts";
import { conditionIdOf } from "./money-market.ts";

/** The neg-risk set's markets in {@link MoneyModel}; market 0 stands alone. */
const SET = [1, 2, 3];
const DOLLAR = 10_000n;

/** `cash`, or `market:token`. */
type Asset = string;

interface Party {
  readonly account: string;
  readonly isBuy: boolean;
  readonly asset: Asset;
  readonly size: bigint;
  readonly notional: bigint;
  readonly fees: bigint;
}

interface PendingAction {
  readonly account: string;
  readonly given: ReadonlyMap<Asset, bigint>;
  /** What the account gets and gives when it is confirmed. */
  readonly effect: ReadonlyMap<Asset, bigint>;
}

/** What everybody must have, kept in the most obvious way: one map, whole numbers, no collateral. */
export class MoneyModel {
  paidIn = 0n;
  readonly payouts = new Map<number, readonly [bigint, bigint]>();
  readonly #balances = new Map<string, bigint>();
  readonly #held = new Map<string, bigint>();
  readonly #actions = new Map<string, PendingAction>();

  balance(account: string, asset: Asset): bigint {
    return this.#balances.get(`${account} ${asset}`) ?? 0n;
  }

  held(account: string, asset: Asset): bigint {
    return this.#held.get(`${account} ${asset}`) ?? 0n;
  }

  spendable(account: string, asset: Asset): bigint {
    return this.balance(account, asset) - this.held(account, asset);
  }

  /** Every dollar that nobody has: it must stand behind the tokens. */
  backing(): bigint {
    let backing = this.paidIn;
    for (const [key, amount] of this.#balances) if (key.endsWith(" cash")) backing -= amount;
    return backing;
  }

  pay(account: string, amount: bigint): void {
    this.paidIn += amount;
    this.#add(account, "cash", amount);
  }

  give(account: string, amounts: Readonly<Record<Asset, number>>): void {
    for (const [asset, amount] of Object.entries(amounts)) {
      this.#add(account, asset, BigInt(amount));
    }
  }

  hold(account: string, asset: Asset, amount: bigint): void {
    const key = `${account} ${asset}`;
    this.#held.set(key, (this.#held.get(key) ?? 0n) + amount);
  }

  canEnter(trade: VenueTrade): boolean {
    const given = new Map<string, bigint>();
    for (const party of partiesOf(trade)) {
      const key = `${party.account} ${assetGiven(party)}`;
      given.set(key, (given.get(key) ?? 0n) + amountGiven(party));
      const spendable = this.spendable(party.account, assetGiven(party));
      if ((given.get(key) ?? 0n) > spendable) return false;
      if (!party.isBuy && party.fees > party.notional) return false;
    }
    return true;
  }

  enter(trade: VenueTrade): void {
    for (const party of partiesOf(trade)) {
      this.hold(party.account, assetGiven(party), amountGiven(party));
    }
  }

  settled(trade: VenueTrade): void {
    if (trade.settlement !== "MINED" && trade.settlement !== "FAILED") return;
    for (const party of partiesOf(trade)) {
      this.hold(party.account, assetGiven(party), -amountGiven(party));
    }
    if (trade.settlement === "FAILED") return;
    for (const party of partiesOf(trade)) {
      const sign = party.isBuy ? 1n : -1n;
      this.#add(party.account, party.asset, sign * party.size);
      this.#add(party.account, "cash", -sign * party.notional - party.fees);
    }
    this.#add(TREASURY_ACCOUNT, "cash", BigInt(trade.feeMicroUsd));
    for (const { builderCode, builderFeeMicroUsd } of [trade, ...trade.makers]) {
      if (builderCode === null) continue;
      this.#add(builderAccountOf(builderCode), "cash", BigInt(builderFeeMicroUsd));
    }
  }

  canStart(action: PendingAction): boolean {
    for (const [asset, amount] of action.given) {
      if (this.spendable(action.account, asset) < amount) return false;
    }
    return true;
  }

  start(actionId: string, action: PendingAction): void {
    this.#actions.set(actionId, action);
    for (const [asset, amount] of action.given) this.hold(action.account, asset, amount);
  }

  finished(event: ChainActionFinished): void {
    const action = this.#actions.get(event.actionId);
    if (action === undefined) throw new Error(`nobody asked for ${event.actionId}`);
    this.#actions.delete(event.actionId);
    for (const [asset, amount] of action.given) this.hold(action.account, asset, -amount);
    this.#add(action.account, "cash", -BigInt(event.costMicroUsd));
    this.#add("network", "cash", BigInt(event.costMicroUsd));
    if (!event.isConfirmed) return;
    for (const [asset, amount] of action.effect) this.#add(action.account, asset, amount);
  }

  /** What every holder together is paid when the markets end like this. */
  owed(payouts: ReadonlyMap<number, readonly [bigint, bigint]>): bigint {
    let owed = 0n;
    for (const [key, amount] of this.#balances) {
      const [market, token] = (key.split(" ")[1] ?? "").split(":");
      if (token === undefined) continue;
      owed += amount * (payouts.get(Number(market))?.[Number(token)] ?? 0n);
    }
    return owed;
  }

  /** Every way in which the markets that are open can still end. */
  endings(): ReadonlyMap<number, readonly [bigint, bigint]>[] {
    const endings: Map<number, readonly [bigint, bigint]>[] = [];
    const yesSoFar = SET.reduce((sum, market) => sum + (this.payouts.get(market)?.[0] ?? 0n), 0n);
    const open = SET.filter((market) => !this.payouts.has(market));
    const winners = yesSoFar === 0n && open.length > 0 ? open : [-1];
    for (const winner of winners) {
      for (const alone of [
        [DOLLAR, 0n],
        [0n, DOLLAR],
      ] as const) {
        const ending = new Map(this.payouts);
        if (!ending.has(0)) ending.set(0, alone);
        for (const market of open) {
          ending.set(market, market === winner ? [DOLLAR, 0n] : [0n, DOLLAR]);
        }
        endings.push(ending);
      }
    }
    return endings;
  }

  #add(account: string, asset: Asset, amount: bigint): void {
    const key = `${account} ${asset}`;
    this.#balances.set(key, (this.#balances.get(key) ?? 0n) + amount);
  }
}

function partiesOf(trade: VenueTrade): readonly Party[] {
  const market = [0, 1, 2, 3].find((index) => conditionIdOf(index) === trade.conditionId);
  const taker = { ...trade, account: trade.takerAccount };
  return [taker, ...trade.makers.map((maker) => ({ ...maker, feeMicroUsd: 0 }))].map((party) => ({
    account: party.account,
    isBuy: party.side === "BUY",
    asset: `${market}:${party.token}`,
    size: BigInt(party.size),
    notional: BigInt(party.notionalMicroUsd),
    fees: BigInt(party.feeMicroUsd + party.builderFeeMicroUsd),
  }));
}

function assetGiven(party: Party): Asset {
  return party.isBuy ? "cash" : party.asset;
}

function amountGiven(party: Party): bigint {
  return party.isBuy ? party.notional + party.fees : party.size;
}
