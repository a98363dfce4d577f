import {
  dynamicSlippage,
  executionCost,
  midVolatility,
  shadowCalibration,
  signalScore,
  volatilityPenalty,
  type SlippageParameters,
} from "../../../packages/quant/src/index.ts";

export const executionCostAdaptors = {
  dynamicSlippage(input: {
    readonly base: number;
    readonly sigma_per_sqrt_s: number;
    readonly horizon_s: number;
    readonly kappa: number;
    readonly gamma: number;
    readonly order_usd: number;
    readonly depth_usd: number;
  }) {
    const { volatility, impact, slippage } = dynamicSlippage({
      base: input.base,
      sigmaPerSqrtSecond: input.sigma_per_sqrt_s,
      horizonSeconds: input.horizon_s,
      impactFactor: input.kappa,
      impactExponent: input.gamma,
      orderUsd: input.order_usd,
      depthUsd: input.depth_usd,
    });
    return { vol: volatility, impact, slippage };
  },

  volatility(input: {
    readonly ts_ms: readonly number[];
    readonly mids: readonly number[];
    readonly half_life_s: number;
  }) {
    const { realised, faded } = midVolatility(input.ts_ms, input.mids, input.half_life_s);
    return { realized: realised, ewma: faded };
  },

  volatilityPenalty(input: { readonly mids: readonly number[]; readonly threshold: number }) {
    const { deviation, forbidsEntry } = volatilityPenalty(input.mids, input.threshold);
    return { stdev: deviation, forbid: forbidsEntry };
  },

  signalScore(input: {
    readonly spread: number;
    readonly fee: number;
    readonly slippage: number;
    readonly min_profit: number;
  }) {
    const { min_profit, ...costs } = input;
    const { hurdle, net, isAccepted, score } = signalScore({ ...costs, profitMin: min_profit });
    return { hurdle, net, accept: isAccepted, score };
  },

  shadowCalibration(input: {
    readonly pairs: readonly {
      readonly side: "BUY" | "SELL";
      readonly ref: number;
      readonly paper: number | null;
      readonly live: number | null;
      readonly vol_impact: number;
    }[];
    readonly params: SlippageParameters;
    readonly eta: number;
    readonly n_min: number;
    readonly tolerance: number;
    readonly confidence: number;
  }) {
    const answer = shadowCalibration(
      input.pairs.map(({ ref, vol_impact, ...pair }) => ({
        ...pair,
        reference: ref,
        volatilityImpact: vol_impact,
      })),
      input.params,
      {
        damping: input.eta,
        pairsMin: input.n_min,
        deltaMax: input.tolerance,
        confidence: input.confidence,
      },
    );
    return {
      n: answer.count,
      mean_delta: answer.meanDelta,
      sd_delta: answer.deviation,
      t_quantile: answer.tQuantile,
      ci: answer.interval,
      ols_base: answer.fit?.base ?? null,
      ols_impact: answer.fit?.impact ?? null,
      ols_r2: answer.fit?.rSquared ?? null,
      next_params: answer.next,
      calibrated: answer.isCalibrated,
      live_fill_rate: answer.liveFillRate,
      paper_fill_rate: answer.paperFillRate,
      missing_live: answer.missingLive,
      missing_paper: answer.missingPaper,
    };
  },

  executionCost(input: {
    readonly bid: number;
    readonly ask: number;
    readonly slippage: number;
    readonly rate: number;
    readonly exp?: number;
    readonly latency_drift: number;
    readonly fixed_usd: number;
    readonly shares: number;
    readonly p_fill: number;
    readonly adverse: number;
    readonly rebate_share: number;
    readonly missed_edge: number;
  }) {
    const cost = executionCost({
      bid: input.bid,
      ask: input.ask,
      slippage: input.slippage,
      schedule: { rate: input.rate, exponent: input.exp ?? 1 },
      latencyDrift: input.latency_drift,
      fixedUsd: input.fixed_usd,
      shares: input.shares,
      fillProbability: input.p_fill,
      adverseSelection: input.adverse,
      rebateShare: input.rebate_share,
      missedEdge: input.missed_edge,
    });
    return {
      mid: cost.mid,
      taker_cost_per_share: cost.takerCostPerShare,
      maker_cost_per_share: cost.makerCostPerShare,
      prefer: cost.preferred,
    };
  },
};
