import {
  driftGuard,
  kellyBinary,
  kellyExclusive,
  kellyLadder,
  kellyPair,
  unitCostUsd,
} from "../../../packages/quant/src/index.ts";

interface BetInput {
  readonly prob: number;
  readonly bankroll: number;
  readonly rate?: number;
  readonly exp?: number;
  readonly builder_bps?: number;
  readonly lam?: number;
  readonly h_yes?: number;
  readonly h_no?: number;
}

const CAP_NAMES = {
  cash_fraction: "max_frac",
  usd: "max_usd",
  depth: "depth",
  cash: "cash",
} as const;

function betOf(input: BetInput) {
  return {
    probability: input.prob,
    wealth: {
      cashUsd: input.bankroll,
      yesShares: input.h_yes ?? 0,
      noShares: input.h_no ?? 0,
    },
    schedule: { rate: input.rate ?? 0, exponent: input.exp ?? 1 },
    builderBps: input.builder_bps ?? 0,
    kellyFraction: input.lam ?? 1,
  };
}

export const kellyAdaptors = {
  kellyBinary(
    input: BetInput & {
      readonly price: number;
      readonly max_frac?: number | null;
      readonly max_usd?: number | null;
      readonly depth_shares?: number | null;
    },
  ) {
    const { schedule, builderBps, ...bet } = betOf(input);
    const size = kellyBinary({
      ...bet,
      unitCost: unitCostUsd(input.price, schedule, builderBps),
      caps: {
        cashFractionMax: input.max_frac ?? undefined,
        usdMax: input.max_usd ?? undefined,
        depthShares: input.depth_shares ?? undefined,
      },
    });
    return {
      unit_cost: size.unitCost,
      full_fraction: size.fullFraction,
      full_shares: size.fullShares,
      shares: size.shares,
      stake_usd: size.stakeUsd,
      edge_per_share: size.edgePerShare,
      caps: size.bindingCaps.map((cap) => CAP_NAMES[cap]),
    };
  },

  kellyLadder(input: BetInput & { readonly levels: readonly (readonly [number, number])[] }) {
    const answer = kellyLadder({
      ...betOf(input),
      asks: input.levels.map(([price, size]) => ({ price, size })),
    });
    return {
      full_shares: answer.fullShares,
      full_cost_usd: answer.fullCostUsd,
      avg_unit_cost: answer.averageUnitCost,
      used: answer.used.map(({ price, size }) => [price, size]),
      shares: answer.shares,
      growth: answer.growth,
    };
  },

  kellyExclusive(input: {
    readonly probs: readonly number[];
    readonly unit_costs: readonly number[];
  }) {
    const answer = kellyExclusive(input.probs, input.unit_costs);
    return {
      active: answer.active,
      reserve_rate: answer.reserveRate,
      fractions: answer.fractions,
      total_fraction: answer.totalFraction,
    };
  },

  kellyTwo(input: {
    readonly p1: number;
    readonly c1: number;
    readonly p2: number;
    readonly c2: number;
    readonly rho: number;
  }) {
    const { joint, alone, fractions, growth } = kellyPair(
      { probability: input.p1, unitCost: input.c1 },
      { probability: input.p2, unitCost: input.c2 },
      input.rho,
    );
    return { joint, independent_single: alone, f: fractions, growth };
  },

  driftGuard(input: {
    readonly theta: readonly number[];
    readonly mu: readonly number[];
    readonly limit: number;
    readonly abs_floor: number;
  }) {
    const drift = driftGuard(input.theta, input.mu, {
      relativeMax: input.limit,
      absoluteMin: input.abs_floor,
    });
    return {
      drift_abs: drift.absolute,
      drift_rel: drift.relative,
      tripped: drift.isTripped,
      action: drift.mustBlock ? "BLOCK_AND_RESNAPSHOT" : "PASS",
    };
  },
};
