import {
  bregmanCertificate,
  bregmanProjection,
  executableArbitrage,
  lmsrArbitrage,
  openLoopFrankWolfe,
  type DivergenceKind,
} from "../../../packages/quant/src/index.ts";

interface MarketInput {
  readonly theta: readonly number[];
  readonly vertices: readonly (readonly number[])[];
  readonly divergence: DivergenceKind;
}

export const projectionAdaptors = {
  bregmanProject({ theta, vertices, divergence }: MarketInput) {
    const projection = bregmanProjection(theta, vertices, divergence);
    return {
      mu_star: projection.fairValues,
      divergence: projection.divergence,
      drift_abs: projection.driftAbsolute,
      drift_rel: projection.driftRelative,
    };
  },

  bregmanCertificate({
    theta,
    mu,
    vertices,
    divergence,
  }: MarketInput & { readonly mu: readonly number[] }) {
    const certificate = bregmanCertificate(theta, mu, vertices, divergence);
    return {
      divergence: certificate.divergence,
      fw_gap: certificate.gap,
      guaranteed_profit_lower_bound: certificate.profitMin,
      optimal_divergence: certificate.divergenceOptimal,
      accept_at_alpha_0_9: certificate.isAccepted,
    };
  },

  openLoopFrankWolfe({
    theta,
    vertices,
    divergence,
    steps,
    start,
  }: MarketInput & { readonly steps: number; readonly start: readonly number[] }) {
    const mu = openLoopFrankWolfe(theta, vertices, start, steps, divergence);
    const least = Math.min(...mu);
    const price = theta[mu.indexOf(least)] ?? NaN;
    return {
      mu,
      min_component: least,
      drift_abs: Math.abs(least - price),
      drift_rel: Math.abs(least - price) / price,
    };
  },

  lmsrArbTrade({
    theta,
    mu,
    b,
    vertices,
  }: Omit<MarketInput, "divergence"> & { readonly mu: readonly number[]; readonly b: number }) {
    const trade = lmsrArbitrage(theta, mu, b, vertices);
    return {
      shares: trade.shares,
      cost_usd: trade.costUsd,
      payoff_min_usd: trade.payoffMinUsd,
      worst_case_profit_usd: trade.profitMinUsd,
      b_times_divergence: trade.liquidityTimesDivergence,
    };
  },

  arbitrageLP(input: {
    readonly tokens: readonly {
      readonly asks: readonly (readonly [number, number])[];
      readonly rate: number;
      readonly exp?: number;
    }[];
    readonly payoffs: readonly (readonly number[])[];
    readonly budget_usd: number | null;
  }) {
    const tokens = input.tokens.map(({ asks, rate, exp }) => ({
      asks: asks.map(([price, size]) => ({ price, size })),
      schedule: { rate, exponent: exp ?? 1 },
    }));
    const answer = executableArbitrage(tokens, input.payoffs, input.budget_usd);
    return {
      worst_case_profit: answer.profitMinUsd,
      quantities: answer.quantities,
      cost_usd: answer.costUsd,
      payoff_by_outcome: answer.payoffs,
    };
  },
};
