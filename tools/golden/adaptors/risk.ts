import {
  jitterSize,
  killSwitch,
  riskCheck,
  type RiskMode,
} from "../../../packages/quant/src/index.ts";

export const riskAdaptors = {
  riskCheck({
    config,
    state,
    signal,
  }: {
    readonly config: {
      readonly starting_balance_usd: number;
      readonly max_drawdown_usd: number;
      readonly max_trade_size_usd: number;
      readonly max_per_market_usd: number;
      readonly max_portfolio_exposure_usd: number;
      readonly max_open_positions: number;
      readonly daily_volume_cap_usd: number;
      readonly min_order_size: number;
      readonly mode?: RiskMode;
    };
    readonly state: {
      readonly balance_usd: number;
      readonly daily_volume_usd: number;
      readonly halted: boolean;
      readonly positions: readonly {
        readonly token_id: string;
        readonly condition_id: string;
        readonly size: number;
        readonly avg_entry_price: number;
      }[];
    };
    readonly signal: {
      readonly side: "BUY" | "SELL";
      readonly token_id: string;
      readonly condition_id: string;
      readonly price: number;
      readonly size: number;
    };
  }) {
    const { decision, reason, shares, valueUsd, steps } = riskCheck(
      {
        side: signal.side,
        tokenId: signal.token_id,
        conditionId: signal.condition_id,
        price: signal.price,
        shares: signal.size,
      },
      {
        equityUsd: state.balance_usd,
        dailyVolumeUsd: state.daily_volume_usd,
        isHalted: state.halted,
        positions: state.positions.map((position) => ({
          tokenId: position.token_id,
          conditionId: position.condition_id,
          shares: position.size,
          averageEntryPrice: position.avg_entry_price,
        })),
      },
      {
        startingBalanceUsd: config.starting_balance_usd,
        drawdownUsdMax: config.max_drawdown_usd,
        tradeSizeUsdMax: config.max_trade_size_usd,
        perMarketUsdMax: config.max_per_market_usd,
        portfolioUsdMax: config.max_portfolio_exposure_usd,
        openPositionsMax: config.max_open_positions,
        dailyVolumeUsdMax: config.daily_volume_cap_usd,
        orderSizeSharesMin: config.min_order_size,
        mode: config.mode ?? "standard",
      },
    );
    return { decision, reason, size: shares, usd: valueUsd, steps };
  },

  killSwitch(input: {
    readonly starting_balance_usd: number;
    readonly max_drawdown_usd: number;
    readonly balance_usd: number;
  }) {
    const { thresholdUsd, usedUsd, usedFraction, level } = killSwitch(input.balance_usd, {
      startingBalanceUsd: input.starting_balance_usd,
      drawdownUsdMax: input.max_drawdown_usd,
    });
    return {
      threshold: thresholdUsd,
      used_usd: usedUsd,
      used_fraction: usedFraction,
      state: level,
    };
  },

  jitterSize(input: {
    readonly approved_size: number;
    readonly pct: number;
    readonly uniform: number;
  }) {
    const { rawShares, finalShares } = jitterSize(input.approved_size, input.pct, input.uniform);
    return { raw_jittered: rawShares, final: finalShares };
  },
};
