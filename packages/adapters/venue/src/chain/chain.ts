import type { EpochMs, MicroShares, Random } from "@polytraders/core";
import type { Vault } from "../accounts/vault.ts";
import type { ChainActionAnswer } from "../exchange/exchange.ts";
import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { Schedule } from "../exchange/schedule.ts";
import type { ResolvableMarket } from "../resolution/resolution.ts";
import type { ChainModel } from "./chain-model.ts";

/** Outcome of an action on the chain. */
export type ChainActionFinished = Extract<
  ExchangeEvent,
  { readonly kind: "chain_action_finished" }
>;

export interface ChainOptions {
  readonly schedule: Schedule;
  readonly vault: Vault;
  /** A stream of its own: each accepted action draws one number. */
  readonly random: Random;
  readonly model: ChainModel;
  readonly market: (conditionId: string) => ResolvableMarket | undefined;
  /** Every market of a neg-risk set, by `negRiskIndex`; none for an unknown set. */
  readonly marketsOfSet: (negRiskSetId: string) => readonly ResolvableMarket[];
  /** {@link Resolution.redeemableAtMs}. */
  readonly redeemableAtMs: (conditionId: string) => EpochMs | null;
  /** An accepted action is over; balances have moved when it is confirmed. */
  readonly finished: (event: ChainActionFinished) => void;
}

/**
 * Actions on the chain: split, merge, convert and redeem. What an action gives, and its cost, is
 * reserved until its outcome. A failed action gives everything back but its cost. A
 * redemption takes everything spendable of both tokens at the time it is asked for.
 */
export interface Chain {
  split(account: string, conditionId: string, size: MicroShares): ChainActionAnswer;
  merge(account: string, conditionId: string, size: MicroShares): ChainActionAnswer;
  /** The event of a conversion names the first of `conditionIds`. */
  convert(
    account: string,
    negRiskSetId: string,
    conditionIds: readonly string[],
    size: MicroShares,
  ): ChainActionAnswer;
  redeem(account: string, conditionId: string): ChainActionAnswer;
  /** Actions without an outcome yet. */
  readonly pendingCount: number;
}
