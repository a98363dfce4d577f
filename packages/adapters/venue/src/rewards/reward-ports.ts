import type { EpochMs, MicroUsd } from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";

/** What the reward desk asks of the exchange; it reads and plans, and changes nothing. */
export type RewardVenue = Pick<
  Exchange,
  "nowMs" | "schedule" | "markets" | "market" | "openOrders" | "order"
>;

/** Money for a maker. */
export interface MakerPayment {
  /** Wallet, lower case. */
  readonly account: string;
  readonly conditionId: string;
  /** Beginning of the UTC day it was earned on. */
  readonly dayMs: EpochMs;
  readonly amountMicroUsd: MicroUsd;
  /** Rewards come from outside, rebates from the fees that the venue has collected. */
  readonly kind: "reward" | "rebate";
}

/** Pays a maker; answers what was really paid. */
export type PayMaker = (payment: MakerPayment) => MicroUsd;
