import type { MicroShares } from "@polytraders/core";
import { NETWORK_INDEX } from "../accounts/house-accounts.ts";
import { type AssetIndex, CASH, tokenAsset } from "../accounts/vault.ts";
import type { ChainActionAnswer } from "../exchange/exchange.ts";
import type { Refusal } from "../exchange/order-request.ts";
import { checkedModel } from "../settlement/checked-model.ts";
import type { ResolvableMarket } from "../resolution/resolution.ts";
import type { Chain, ChainActionFinished, ChainOptions } from "./chain.ts";
import { CHAIN_MODEL_SCHEMA } from "./chain-model.ts";
import { CHAIN_REFUSALS, notEnough } from "./chain-refusals.ts";
import { transactionHashOf } from "./transaction-hash.ts";

/**
 * The chain, with nothing under way.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` for a model with an impossible number
 */
export function createChain(options: ChainOptions): Chain {
  checkedModel("chain", CHAIN_MODEL_SCHEMA, options.model);
  return new ScheduledChain(options);
}

/** What an action gives of one asset. */
interface Given {
  readonly asset: AssetIndex;
  readonly amount: number;
}

interface PlannedAction {
  readonly kind: ChainActionFinished["action"];
  readonly accountIndex: number;
  readonly conditionId: string;
  readonly size: MicroShares;
  readonly given: readonly Given[];
  /** False when by now it would revert: nothing may have moved then. */
  readonly isStillPossible: () => boolean;
  readonly book: () => void;
}

class ScheduledChain implements Chain {
  pendingCount = 0;
  #accepted = 0;
  readonly #options: ChainOptions;

  constructor(options: ChainOptions) {
    this.#options = options;
  }

  split(account: string, conditionId: string, size: MicroShares): ChainActionAnswer {
    const { vault, market: marketOf } = this.#options;
    const market = marketOf(conditionId);
    if (market === undefined) return refused(CHAIN_REFUSALS.marketUnknown);
    if (!isSize(size)) return refused(CHAIN_REFUSALS.size);
    const accountIndex = vault.accountIndexOf(account);
    return this.#start({
      kind: "split",
      accountIndex,
      conditionId,
      size,
      given: [{ asset: CASH, amount: size }],
      isStillPossible: () => true,
      book: () => {
        vault.bookPairs(accountIndex, market.index, size, "split");
      },
    });
  }

  merge(account: string, conditionId: string, size: MicroShares): ChainActionAnswer {
    const { vault, market: marketOf } = this.#options;
    const market = marketOf(conditionId);
    if (market === undefined) return refused(CHAIN_REFUSALS.marketUnknown);
    if (!isSize(size)) return refused(CHAIN_REFUSALS.size);
    const accountIndex = vault.accountIndexOf(account);
    return this.#start({
      kind: "merge",
      accountIndex,
      conditionId,
      size,
      given: [
        { asset: tokenAsset(market.index, 0), amount: size },
        { asset: tokenAsset(market.index, 1), amount: size },
      ],
      isStillPossible: () => true,
      book: () => {
        vault.bookPairs(accountIndex, market.index, 0 - size, "merge");
      },
    });
  }

  convert(
    account: string,
    negRiskSetId: string,
    conditionIds: readonly string[],
    size: MicroShares,
  ): ChainActionAnswer {
    const { vault, model, marketsOfSet } = this.#options;
    const markets = marketsOfSet(negRiskSetId);
    const converted = markets.filter(({ terms }) => conditionIds.includes(terms.conditionId));
    const [first] = conditionIds;
    if (markets.length === 0) return refused(CHAIN_REFUSALS.setUnknown);
    if (first === undefined || converted.length !== conditionIds.length) {
      return refused(CHAIN_REFUSALS.notOfSet);
    }
    if (!isSize(size)) return refused(CHAIN_REFUSALS.size);
    const isOpen = (): boolean => markets.every(({ index }) => vault.payoutsOf(index) === null);
    if (!isOpen()) return refused(CHAIN_REFUSALS.setResolved);
    const accountIndex = vault.accountIndexOf(account);
    const convertedIndexes = converted.map(({ index }) => index);
    return this.#start({
      kind: "convert",
      accountIndex,
      conditionId: first,
      size,
      given: convertedIndexes.map((index) => ({ asset: tokenAsset(index, 1), amount: size })),
      isStillPossible: isOpen,
      book: () => {
        vault.bookConversion({
          accountIndex,
          negRiskSetId,
          marketIndexes: markets.map(({ index }) => index),
          convertedIndexes,
          size,
          feeBps: model.conversionFeeBps,
        });
      },
    });
  }

  redeem(account: string, conditionId: string): ChainActionAnswer {
    const { vault, schedule, market: marketOf, redeemableAtMs } = this.#options;
    const market = marketOf(conditionId);
    if (market === undefined) return refused(CHAIN_REFUSALS.marketUnknown);
    const fromMs = redeemableAtMs(conditionId);
    if (fromMs === null || fromMs > schedule.nowMs) return refused(CHAIN_REFUSALS.notRedeemable);
    const accountIndex = vault.accountIndexOf(account);
    const sizes = this.#redeemable(accountIndex, market);
    if (sizes[0] + sizes[1] === 0) return refused(CHAIN_REFUSALS.nothingToRedeem);
    return this.#start({
      kind: "redeem",
      accountIndex,
      conditionId,
      size: sizes[0] + sizes[1],
      given: [
        { asset: tokenAsset(market.index, 0), amount: sizes[0] },
        { asset: tokenAsset(market.index, 1), amount: sizes[1] },
      ],
      isStillPossible: () => true,
      book: () => {
        vault.bookRedemption(accountIndex, market.index, sizes);
      },
    });
  }

  #redeemable(accountIndex: number, market: ResolvableMarket): readonly [number, number] {
    const { vault } = this.#options;
    const spendable = (token: 0 | 1): number =>
      Math.max(0, vault.spendable(accountIndex, tokenAsset(market.index, token)));
    return [spendable(0), spendable(1)];
  }

  #start(action: PlannedAction): ChainActionAnswer {
    const { vault, schedule, random, model } = this.#options;
    const { accountIndex, kind } = action;
    const { costMicroUsd, delayMs, failureRate } = model[kind];
    const given = withCost(action.given, costMicroUsd);
    for (const { asset, amount } of given) {
      const spendable = vault.spendable(accountIndex, asset);
      if (spendable < amount) return refused(notEnough(asset, spendable, amount));
    }
    for (const { asset, amount } of given) vault.reserve(accountIndex, asset, amount);
    this.#accepted += 1;
    this.pendingCount += 1;
    const actionId = `${kind}-${this.#accepted}`;
    const isFailing = random.next() < failureRate;
    schedule.at(schedule.nowMs + delayMs, () => {
      for (const { asset, amount } of given) vault.release(accountIndex, asset, amount);
      this.#finish(action, actionId, isFailing);
    });
    return { isAccepted: true, actionId };
  }

  #finish(action: PlannedAction, actionId: string, isFailing: boolean): void {
    const { vault, schedule, model, finished } = this.#options;
    const { costMicroUsd } = model[action.kind];
    if (costMicroUsd > 0) {
      vault.book(
        [
          { accountIndex: action.accountIndex, asset: CASH, amount: -costMicroUsd },
          { accountIndex: NETWORK_INDEX, asset: CASH, amount: costMicroUsd },
        ],
        "chain_cost",
      );
    }
    const isConfirmed = !isFailing && action.isStillPossible();
    if (isConfirmed) action.book();
    this.pendingCount -= 1;
    const account = vault.accountOf(action.accountIndex);
    finished({
      kind: "chain_action_finished",
      timeMs: schedule.nowMs,
      actionId,
      account,
      action: action.kind,
      isConfirmed,
      conditionId: action.conditionId,
      size: action.size,
      costMicroUsd,
      transactionHash: transactionHashOf(`${actionId} of ${account}`, 1),
    });
  }
}

function withCost(given: readonly Given[], costMicroUsd: number): readonly Given[] {
  const tokens = given.filter(({ asset, amount }) => asset !== CASH && amount > 0);
  const cash = given.find(({ asset }) => asset === CASH)?.amount ?? 0;
  const money = cash + costMicroUsd;
  return money === 0 ? tokens : [...tokens, { asset: CASH, amount: money }];
}

function refused(refusal: Refusal): ChainActionAnswer {
  return { isAccepted: false, refusal };
}

function isSize(size: MicroShares): boolean {
  return size > 0 && Number.isSafeInteger(size);
}
