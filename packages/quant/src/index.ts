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
export { markout, MarkoutSums, type MarkedTrade, type Markout } from "./order-flow/markout.ts";
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
export {
  rewardCompetition,
  type RewardCompetition,
} from "./liquidity-rewards/reward-competition.ts";
export { rewardEstimate, type RewardEstimate } from "./liquidity-rewards/reward-estimate.ts";
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
export { normalCdf, normalDensity, normalQuantile } from "./distributions/normal.ts";
export { studentTCdf, studentTQuantile } from "./distributions/student-t.ts";
export {
  centralMoment,
  fitLine,
  meanOf,
  sampleDeviation,
  type LineFit,
} from "./distributions/sample.ts";
export { sharpeRatio, type SharpeRatio } from "./metrics/sharpe.ts";
export {
  equityStraightness,
  maxDrawdown,
  type EquityStraightness,
} from "./metrics/equity-straightness.ts";
export { runway, type Runway } from "./metrics/runway.ts";
export { tradeStatistics, TradeSums, type TradeStatistics } from "./metrics/trade-statistics.ts";
export { forecastQuality, type CalibrationBin, type ForecastQuality } from "./metrics/brier.ts";
export { dynamicSlippage, type SlippageEstimate } from "./execution-cost/slippage.ts";
export { midVolatility, volatilityPenalty, type Volatility } from "./execution-cost/volatility.ts";
export { signalScore, type SignalScore } from "./execution-cost/signal-score.ts";
export { executionCost, type ExecutionCost } from "./execution-cost/execution-cost.ts";
export {
  shadowCalibration,
  type ShadowCalibration,
  type ShadowPair,
  type SlippageParameters,
} from "./execution-cost/shadow-calibration.ts";
export { createMulberry32 } from "./stress/mulberry32.ts";
export {
  drawdownStress,
  stressPaths,
  summariseStress,
  type DrawdownStress,
  type DrawdownStressResult,
  type StressPath,
} from "./stress/drawdown-stress.ts";
export {
  effectiveEquity,
  REDEEMABLE_PRICE_MIN,
  REDEEMABLE_USD_MIN,
  type EffectiveEquity,
  type HeldPosition,
  type InFlightValuation,
} from "./drawdown/effective-equity.ts";
export {
  createDrawdownMonitor,
  DEFAULT_DRAWDOWN_RULES,
  type AccountObservation,
  type DrawdownMonitor,
  type DrawdownRules,
  type DrawdownStep,
  type PeakMode,
} from "./drawdown/drawdown-monitor.ts";
export {
  exposureOf,
  positionCostMicroUsd,
  type Exposure,
  type PositionAtCost,
  type RestingBuy,
} from "./risk-limits/exposure.ts";
export {
  DRAWDOWN_WARN_SHARE,
  killSwitch,
  killSwitchLevel,
  type KillSwitch,
  type KillSwitchLevel,
  type KillSwitchMicroRules,
  type KillSwitchRules,
} from "./risk-limits/kill-switch.ts";
export type {
  RiskCheckName,
  RiskedOrder,
  RiskLimits,
  RiskMode,
  RiskState,
  RiskStep,
  RiskVerdict,
} from "./risk-limits/risk-limits.ts";
export { checkRisk, SIZE_LOT_MICRO_SHARES } from "./risk-limits/check-risk.ts";
export {
  riskCheck,
  type RiskAccountUsd,
  type RiskLimitsUsd,
  type RiskSignalUsd,
  type RiskVerdictUsd,
} from "./risk-limits/risk-check.ts";
export {
  jitterDelayMs,
  jitterFactor,
  jitterSize,
  jitterSizeMicroShares,
  type JitteredSize,
} from "./risk-limits/jitter.ts";
export { stateDesync, type StateDesync } from "./drawdown/state-desync.ts";
export {
  whaleAccumulation,
  type LargeHolder,
  type WhaleAccumulation,
} from "./order-flow/whale-accumulation.ts";
export {
  createFeedRace,
  type FeedRace,
  type RaceOutcome,
  type RacePacket,
  type RaceTally,
} from "./feed-race/race-to-first.ts";
export {
  cancelBehindProbability,
  type CancelModel,
} from "./order-queue/cancel-behind-probability.ts";
export {
  createOrderQueue,
  type OrderQueue,
  type QueueModel,
  type QueueStep,
} from "./order-queue/order-queue.ts";
export {
  fitLognormalLatency,
  latencyQuantile,
  type LognormalLatency,
} from "./latency/lognormal-latency.ts";
export { arrivalPrice, type ArrivalPrice, type PriceAt } from "./latency/arrival-price.ts";
export {
  createDepthOverlay,
  STRICT_RESILIENCE,
  type DepthOverlay,
  type ResilienceRules,
} from "./latency/depth-overlay.ts";
export { divergenceGradient, divergenceOf, type DivergenceKind } from "./projection/divergence.ts";
export {
  bregmanProjection,
  type BregmanProjection,
  type PayoffVector,
} from "./projection/bregman-projection.ts";
export { bregmanCertificate, type BregmanCertificate } from "./projection/bregman-certificate.ts";
export { openLoopFrankWolfe } from "./projection/open-loop-frank-wolfe.ts";
export { lmsrArbitrage, type LmsrArbitrage } from "./projection/lmsr-arbitrage.ts";
export { maximiseLinear } from "./arbitrage/linear-program.ts";
export {
  executableArbitrage,
  type ArbitrageToken,
  type ExecutableArbitrage,
} from "./arbitrage/executable-arbitrage.ts";
export {
  naiveSimulation,
  type NaiveMode,
  type NaiveSimulation,
} from "./acceptance/naive-simulation.ts";
export type { PairPurchase } from "./acceptance/pair-ladders.ts";
export {
  statefulSimulation,
  type StatefulSetup,
  type StatefulSimulation,
} from "./acceptance/stateful-simulation.ts";
export { winRate, winRateDrop, type WinRateDrop } from "./acceptance/win-rate-drop.ts";
export { drawdownAlignment, type DrawdownAlignment } from "./acceptance/drawdown-alignment.ts";
