import {
  drawdownAlignment,
  naiveSimulation,
  statefulSimulation,
  winRateDrop,
  type NaiveMode,
} from "../../../packages/quant/src/index.ts";

type Row = readonly [price: number, size: number];

const levelsOf = (rows: readonly Row[]) => rows.map(([price, size]) => ({ price, size }));

/** Cycles after which the vectors look at equity, besides the last. */
const CHECKPOINTS = [1, 2, 5, 10, 20];

export const acceptanceAdaptors = {
  naiveSimulation(input: {
    readonly start: number;
    readonly f: number;
    readonly cycles: number;
    readonly theta: readonly number[];
    readonly mode: NaiveMode;
    readonly cap_shares: number | null;
  }) {
    const answer = naiveSimulation({
      unsafeInfiniteLiquidity: true,
      mode: input.mode,
      startUsd: input.start,
      cashFraction: input.f,
      cycleCount: input.cycles,
      prices: input.theta,
      sharesMax: input.cap_shares,
    });
    return {
      first_cycle_profit: answer.firstCycleProfitUsd,
      last_cycle_profit: answer.lastCycleProfitUsd,
      final_cash: answer.finalCashUsd,
      net_profit: answer.netProfitUsd,
      growth_per_cycle_first: answer.firstCycleGrowth,
    };
  },

  statefulSimulation(input: {
    readonly start: number;
    readonly f: number;
    readonly cycles: number;
    readonly cycle_s: number;
    readonly yes: readonly Row[];
    readonly no: readonly Row[];
    readonly rate?: number;
    readonly exp?: number;
    readonly min_profit?: number;
    readonly guard?: number;
    readonly rho?: number;
    readonly permanent?: number;
  }) {
    const answer = statefulSimulation({
      startUsd: input.start,
      cashFraction: input.f,
      cycleCount: input.cycles,
      cycleSeconds: input.cycle_s,
      yesAsks: levelsOf(input.yes),
      noAsks: levelsOf(input.no),
      schedule: { rate: input.rate ?? 0, exponent: input.exp ?? 1 },
      profitMin: input.min_profit ?? 0,
      resilience: { recoveryPerSecond: input.rho ?? 0, permanentShare: input.permanent ?? 1 },
      driftMax: input.guard ?? null,
    });
    const checkpoints = [...new Set([...CHECKPOINTS, input.cycles])]
      .filter((cycle) => cycle <= input.cycles)
      .map((cycle) => [String(cycle), answer.equityUsd[cycle - 1]] as const);
    return {
      final_cash: answer.finalCashUsd,
      total_pairs: answer.totalPairs,
      cycles_traded: answer.tradedCycles,
      last_trading_cycle: answer.lastTradedCycle,
      blocked_cycles: answer.blockedCycles,
      first_unit_cost: answer.firstUnitCost,
      last_unit_cost: answer.lastUnitCost,
      best_asks_after: answer.bestAsksAfter,
      equity_checkpoints: Object.fromEntries(checkpoints),
      extractable_bound: {
        pairs: answer.extractable.pairs,
        cost_usd: answer.extractable.costUsd,
        profit_usd: answer.extractable.profitUsd,
      },
    };
  },

  winRateDrop(input: { readonly gross_pnl: readonly number[]; readonly cost: readonly number[] }) {
    const answer = winRateDrop(input.gross_pnl, input.cost);
    return {
      naive_win_rate: answer.naiveWinRate,
      realistic_win_rate: answer.realisticWinRate,
      drop_pp: answer.dropPoints,
      naive_pnl: answer.naivePnlUsd,
      realistic_pnl: answer.realisticPnlUsd,
    };
  },

  drawdownAlignment(input: {
    readonly equity: readonly number[];
    readonly dump_windows: readonly (readonly [number, number])[];
  }) {
    const answer = drawdownAlignment(input.equity, input.dump_windows);
    return {
      share_in_dumps: answer.shareInWindows,
      time_share: answer.timeShare,
      lift: answer.lift,
      p_value: answer.pValue,
      total_drawdown_increments: answer.totalFalls,
      verdict: answer.verdict,
    };
  },
};
