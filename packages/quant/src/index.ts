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
