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
