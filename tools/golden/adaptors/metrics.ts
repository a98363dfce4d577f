import {
  createMulberry32,
  drawdownStress,
  equityStraightness,
  forecastQuality,
  runway,
  sharpeRatio,
} from "../../../packages/quant/src/index.ts";

export const metricAdaptors = {
  sharpe(input: {
    readonly equity: readonly number[];
    readonly periods_per_year: number;
    readonly rf_annual?: number;
  }) {
    const ratio = sharpeRatio(input.equity, input.periods_per_year, input.rf_annual);
    return {
      n: ratio.count,
      mean: ratio.mean,
      sd: ratio.deviation,
      sharpe_period: ratio.perPeriod,
      sharpe_annual: ratio.annualised,
      se_period_iid: ratio.standardError,
      skew: ratio.skewness,
      kurtosis: ratio.kurtosis,
      psr_zero: ratio.probabilityAboveZero,
    };
  },

  equityStraightness(input: { readonly equity: readonly number[] }) {
    const answer = equityStraightness(input.equity);
    return {
      r2_linear: answer.rSquaredLinear,
      r2_log: answer.rSquaredLog,
      up_step_fraction: answer.upStepShare,
      max_drawdown: answer.drawdownMax,
      verdict: answer.verdict,
    };
  },

  runway(input: {
    readonly equity_usd: number;
    readonly daily_pnl_usd: readonly number[];
    readonly horizon_days?: number;
    readonly floor_usd?: number;
  }) {
    const { equity_usd, daily_pnl_usd, horizon_days, floor_usd } = input;
    const answer = runway(equity_usd, daily_pnl_usd, horizon_days, floor_usd);
    return {
      loss_rate_usd_per_day: answer.lossUsdPerDay,
      runway_days: answer.days,
      runway_pct: answer.percent,
    };
  },

  brier(input: { readonly forecasts: readonly number[]; readonly outcomes: readonly number[] }) {
    const quality = forecastQuality(input.forecasts, input.outcomes);
    return {
      brier: quality.brier,
      log_loss: quality.logLoss,
      reliability: quality.reliability,
      resolution: quality.resolution,
      uncertainty: quality.uncertainty,
      within_bin: quality.withinBin,
      ece: quality.calibrationError,
      skill: quality.skill,
      curve: quality.curve.map(({ bin, count, forecastMean, frequency }) => [
        bin,
        count,
        forecastMean,
        frequency,
      ]),
    };
  },

  mulberry32(input: { readonly seed: number; readonly n?: number }) {
    const draw = createMulberry32(input.seed);
    return { values: Array.from({ length: input.n ?? 5 }, draw) };
  },

  mcStress(input: {
    readonly seed: number;
    readonly paths: number;
    readonly trades: number;
    readonly cash0: number;
    readonly stake_fraction: number;
    readonly price: number;
    readonly p_win: number;
    readonly limit: number;
  }) {
    const result = drawdownStress({
      seed: input.seed,
      pathCount: input.paths,
      tradesPerPath: input.trades,
      cashUsd: input.cash0,
      stakeFraction: input.stake_fraction,
      price: input.price,
      winProbability: input.p_win,
      drawdownMax: input.limit,
    });
    return {
      halted_paths: result.haltedPaths,
      halt_rate: result.haltRate,
      trades_executed: result.tradesExecuted,
      mean_final_cash: result.meanFinalCashUsd,
      min_final_cash: result.minFinalCashUsd,
      mean_halt_index: result.meanHaltTrade,
      first_halt_index: result.firstHaltTrade,
      max_drawdown_at_halt: result.maxDrawdownAtHalt,
      overshoot_bound: result.overshootBound,
    };
  },
};
