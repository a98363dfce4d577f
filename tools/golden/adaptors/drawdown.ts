import {
  createDrawdownMonitor,
  DEFAULT_DRAWDOWN_RULES,
  stateDesync,
  type InFlightValuation,
  type PeakMode,
} from "../../../packages/quant/src/index.ts";

export const drawdownAdaptors = {
  drawdownReplay({
    config,
    events,
  }: {
    readonly config: {
      readonly limit?: number;
      readonly warn?: number;
      readonly peak_mode?: PeakMode;
      readonly window_days?: number;
      readonly inflight?: InFlightValuation;
    };
    readonly events: readonly {
      readonly ts: number;
      readonly cash: number;
      readonly external_flow?: number;
      readonly positions: readonly {
        readonly size: number;
        readonly cur_price: number;
        readonly avg_entry_price: number;
        readonly redeemable: boolean;
        readonly best_bid: number;
      }[];
    }[];
  }) {
    const monitor = createDrawdownMonitor({
      drawdownMax: config.limit ?? DEFAULT_DRAWDOWN_RULES.drawdownMax,
      warnShare: config.warn ?? DEFAULT_DRAWDOWN_RULES.warnShare,
      peakMode: config.peak_mode ?? DEFAULT_DRAWDOWN_RULES.peakMode,
      windowDays: config.window_days ?? DEFAULT_DRAWDOWN_RULES.windowDays,
      inFlightValuation: config.inflight ?? DEFAULT_DRAWDOWN_RULES.inFlightValuation,
    });
    const steps = events.map(({ ts, cash, external_flow, positions }) =>
      monitor.observe({
        timeMs: ts,
        cashUsd: cash,
        externalFlowUsd: external_flow ?? 0,
        positions: positions.map((position) => ({
          shares: position.size,
          currentPrice: position.cur_price,
          averageEntryPrice: position.avg_entry_price,
          bestBid: position.best_bid,
          isRedeemable: position.redeemable,
        })),
      }),
    );
    return { steps };
  },

  stateDesync(input: { readonly state_balance_usd: number; readonly actual_balance_usd: number }) {
    const { differenceUsd, ratio, level } = stateDesync(
      input.state_balance_usd,
      input.actual_balance_usd,
    );
    return { difference_usd: differenceUsd, ratio, level };
  },
};
