/** Expected slippage of an order and its two factors. */
export interface SlippageEstimate {
  /** Expected move of the mid until completion, in USD per share. */
  readonly volatility: number;
  /** What share of that move the order causes. */
  readonly impact: number;
  /** `base + volatility x impact`, in USD per share. */
  readonly slippage: number;
}

/**
 * Slippage between decision and match: `base + sigma sqrt(h) kappa (q / depth)^gamma` (impact exponent
 * after Almgren et al. 2005). When a live book exists, walk it instead and use this for the delay only.
 */
export function dynamicSlippage(order: {
  /** USD per share. */
  readonly base: number;
  /** Volatility of the mid per square root of a second, in USD per share. */
  readonly sigmaPerSqrtSecond: number;
  /** Time until completion. */
  readonly horizonSeconds: number;
  readonly impactFactor: number;
  /** In [0.5, 1]. */
  readonly impactExponent: number;
  readonly orderUsd: number;
  /** Depth inside the limit. */
  readonly depthUsd: number;
}): SlippageEstimate {
  const volatility = order.sigmaPerSqrtSecond * Math.sqrt(order.horizonSeconds);
  const impact = order.impactFactor * (order.orderUsd / order.depthUsd) ** order.impactExponent;
  return { volatility, impact, slippage: order.base + volatility * impact };
}
