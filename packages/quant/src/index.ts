export {
  createLiquidityDecayEstimator,
  type LiquidityDecayEstimator,
} from "./liquidity-decay/liquidity-decay-estimator.ts";
export type {
  LiquidityDecayConfig,
  LiquidityDecayEstimate,
  LongWindowDecay,
  PublishedDecay,
  SuppressedDecay,
} from "./liquidity-decay/liquidity-decay-estimate.ts";
export type { LiquidityDecayState } from "./liquidity-decay/liquidity-decay-state.ts";
export {
  createOrderFlowAccumulator,
  orderFlowEvent,
  orderFlowImbalance,
  type OrderFlowAccumulator,
  type OrderFlowImbalance,
  type TopOfBook,
} from "./order-flow/order-flow-imbalance.ts";
export { isYesBuy, type TakerTrade, type VolumeBucket } from "./order-flow/volume-buckets.ts";
export { createVpinAccumulator, vpin, type VpinAccumulator } from "./order-flow/vpin.ts";
export { markout, type MarkedTrade, type Markout } from "./order-flow/markout.ts";
export { createMarkoutTracker, type MarkoutTracker } from "./order-flow/markout-tracker.ts";
export {
  detectHalt,
  isSpreadBlownOut,
  silenceThresholdSeconds,
  type HaltAssessment,
  type HaltConfig,
  type HaltObservation,
  type HaltStatus,
} from "./market-halt/halt-detector.ts";
export { createHaltGate, type HaltGate } from "./market-halt/halt-gate.ts";
export { createMessageRate, type MessageRate } from "./market-halt/message-rate.ts";
export { createRunningMedian, type RunningMedian } from "./market-halt/running-median.ts";
export {
  feePerShareUsd,
  NO_FEE,
  platformFeeUsd,
  roundFeeUsd,
  takerFee,
  type FeeSchedule,
  type TakerFee,
} from "./fees/taker-fee.ts";
export {
  clientAdjustedBuyAmountUsd,
  maxNotionalForBudget,
  type BuyCosts,
} from "./fees/buy-budget.ts";
export { makerRebate, PAYOUT_USD_MIN, type MakerRebate } from "./fees/maker-rebate.ts";
export {
  REBATE_CATEGORY_WEIGHTS,
  TAKER_REBATE_TIERS,
  takerTier,
  type RebateCategory,
  type RebateTier,
} from "./fees/taker-tier.ts";
export {
  walkBook,
  type BookLevel,
  type BookWalk,
  type TakingOrder,
  type WalkedFill,
} from "./book-walk/walk-book.ts";
export {
  unifyBooks,
  type NativeBooks,
  type UnifiedBook,
  type UnifiedLevel,
} from "./complement/unify-books.ts";
export { negRiskConvert, type NegRiskConversion } from "./complement/neg-risk-convert.ts";
export {
  DEFAULT_REWARD_RULES,
  rewardScore,
  rewardScorePerShare,
  type RewardOrder,
  type RewardRules,
  type RewardScore,
} from "./liquidity-rewards/reward-score.ts";
export { rewardEpoch, type RewardShare } from "./liquidity-rewards/reward-epoch.ts";
export { adjustedMid, type AdjustedMid } from "./liquidity-rewards/adjusted-mid.ts";
export {
  DEFAULT_MAKER_FILTER_RULES,
  makerFilters,
  rewardOrderSize,
  rewardPlacement,
  stopLoss,
  type MakerFilterRules,
  type MakerFilters,
  type RewardOrderSize,
  type RewardPlacement,
} from "./liquidity-rewards/maker-rules.ts";
export {
  kellyBinary,
  kellyShares,
  unitCostUsd,
  type BindingCap,
  type KellySize,
  type SizeCaps,
  type Wealth,
} from "./kelly/kelly-binary.ts";
export { kellyLadder, type KellyLadder } from "./kelly/kelly-ladder.ts";
export { kellyExclusive, type KellyExclusive } from "./kelly/kelly-exclusive.ts";
export { kellyPair, type KellyPair, type PairBet } from "./kelly/kelly-pair.ts";
export { driftGuard, type Drift } from "./kelly/drift-guard.ts";
