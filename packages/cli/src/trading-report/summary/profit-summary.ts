import type { MicroUsd } from "@polytraders/core";

/** Where the money came from and where it went. Accrued income is an estimate and counted nowhere. */
export interface ProfitSummary {
  /** Realised, unrealised, rebates and rewards that were paid. */
  readonly netMicroUsd: MicroUsd;
  /** Of sales, merges and redemptions, net of fees. */
  readonly realizedMicroUsd: MicroUsd;
  /** Held positions at payout, bid or else cost, less their cost and fees. */
  readonly unrealizedMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
  readonly rebatesPaidMicroUsd: MicroUsd;
  readonly rewardsPaidMicroUsd: MicroUsd;
  readonly rebatesAccruedMicroUsd: MicroUsd;
  readonly rewardsAccruedMicroUsd: MicroUsd;
  /** Deposits less withdrawals, and what differed from the chain and was corrected. */
  readonly externalFlowsMicroUsd: MicroUsd;
  /** Effective equity when the books were opened. */
  readonly startEquityMicroUsd: MicroUsd;
  /** Change of effective equity that is no external flow. */
  readonly equityChangeMicroUsd: MicroUsd;
}
