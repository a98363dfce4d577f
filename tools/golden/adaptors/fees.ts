import {
  clientAdjustedBuyAmountUsd,
  makerRebate,
  maxNotionalForBudget,
  takerFee,
  takerTier,
  type RebateCategory,
} from "../../../packages/quant/src/index.ts";

interface CostInput {
  readonly price: number;
  readonly rate: number;
  readonly exponent: number;
  readonly builder_bps: number;
}

const costsOf = ({ price, rate, exponent, builder_bps }: CostInput) => ({
  price,
  schedule: { rate, exponent },
  builderBps: builder_bps,
});

export const feeAdaptors = {
  takerFee(input: CostInput & { readonly side: "BUY" | "SELL"; readonly shares: number }) {
    const fee = takerFee({ ...costsOf(input), side: input.side, shares: input.shares });
    return {
      platform_fee_usd: fee.platformFeeUsd,
      builder_fee_usd: fee.builderFeeUsd,
      notional_usd: fee.notionalUsd,
      cash_flow_usd: fee.cashFlowUsd,
      effective_price: fee.effectivePrice,
      fee_fraction_of_notional: fee.feeFractionOfNotional,
    };
  },

  maxNotionalForBudget(input: CostInput & { readonly budget_usd: number }) {
    const answer = maxNotionalForBudget(input.budget_usd, costsOf(input));
    return {
      max_notional_usd: answer.maxNotionalUsd,
      shares: answer.shares,
      total_usd: answer.totalUsd,
    };
  },

  clientAdjustBuyAmount(
    input: CostInput & { readonly amount_usd: number; readonly balance_usd: number },
  ) {
    const { amount_usd, balance_usd } = input;
    return {
      adjusted_notional_usd: clientAdjustedBuyAmountUsd(amount_usd, balance_usd, costsOf(input)),
    };
  },

  makerRebate(input: {
    readonly taker_fees_usd: number;
    readonly rebate_share: number;
    readonly my_fee_equivalent: number;
    readonly total_fee_equivalent: number;
  }) {
    const { poolUsd, rebateUsd, isPaid } = makerRebate({
      takerFeesUsd: input.taker_fees_usd,
      rebateShare: input.rebate_share,
      ownFeeEquivalentUsd: input.my_fee_equivalent,
      totalFeeEquivalentUsd: input.total_fee_equivalent,
    });
    return { pool_usd: poolUsd, rebate_usd: rebateUsd, paid: isPaid };
  },

  takerTier(input: {
    readonly trades: readonly {
      readonly usd: number;
      readonly price: number;
      readonly category: RebateCategory;
    }[];
  }) {
    const { weightedVolumeUsd, tier } = takerTier(
      input.trades.map(({ usd, price, category }) => ({ notionalUsd: usd, price, category })),
    );
    return { weighted_volume: weightedVolumeUsd, tier: tier.name, rebate: tier.rebateShare };
  },
};
