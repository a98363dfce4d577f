import {
  adjustedMid,
  DEFAULT_REWARD_RULES,
  makerFilters,
  rewardEpoch,
  rewardOrderSize,
  rewardPlacement,
  rewardScore,
  stopLoss,
} from "../../../packages/quant/src/index.ts";

type Row = readonly [price: number, size: number];

const levelsOf = (rows: readonly Row[]) => rows.map(([price, size]) => ({ price, size }));

export const liquidityRewardAdaptors = {
  lpScore(input: {
    readonly mid: number;
    readonly v: number;
    readonly min_size: number;
    readonly b?: number;
    readonly c?: number;
    readonly orders: readonly {
      readonly book: "m" | "m'";
      readonly side: "bid" | "ask";
      readonly price: number;
      readonly size: number;
    }[];
  }) {
    const orders = input.orders.map(({ book, side, price, size }) => ({
      outcome: book === "m" ? ("YES" as const) : ("NO" as const),
      side: side === "bid" ? ("BUY" as const) : ("SELL" as const),
      price,
      size,
    }));
    const { orderScores, qOne, qTwo, qMin } = rewardScore(orders, input.mid, {
      spreadCentsMax: input.v,
      sizeSharesMin: input.min_size,
      multiplier: input.b ?? DEFAULT_REWARD_RULES.multiplier,
      oneSidedDivisor: input.c ?? DEFAULT_REWARD_RULES.oneSidedDivisor,
    });
    return { order_scores: orderScores, q_one: qOne, q_two: qTwo, q_min: qMin };
  },

  lpEpoch(input: {
    readonly samples: readonly Readonly<Record<string, number>>[];
    readonly pool_usd: number;
  }) {
    const samples = input.samples.map((sample) => new Map(Object.entries(sample)));
    const makers = [...rewardEpoch(samples, input.pool_usd)];
    return {
      q_epoch: Object.fromEntries(makers.map(([maker, { epochScore }]) => [maker, epochScore])),
      q_final: Object.fromEntries(makers.map(([maker, { share }]) => [maker, share])),
      payout: Object.fromEntries(makers.map(([maker, { payoutUsd }]) => [maker, payoutUsd])),
    };
  },

  adjustedMid(input: {
    readonly bids: readonly Row[];
    readonly asks: readonly Row[];
    readonly min_size: number;
  }) {
    const answer = adjustedMid(levelsOf(input.bids), levelsOf(input.asks), input.min_size);
    return { best_bid: answer.bestBid, best_ask: answer.bestAsk, adjusted_mid: answer.mid };
  },

  stopLoss(input: { readonly fill_price: number; readonly current_price: number }) {
    const { lossFraction, mustExit } = stopLoss(input.fill_price, input.current_price);
    return { loss_fraction: lossFraction, exit: mustExit };
  },

  lpOrderSize(input: {
    readonly order_usd: number;
    readonly price: number;
    readonly min_incentive_size: number;
    readonly max_per_market_usd: number;
  }) {
    const order = rewardOrderSize({
      orderUsd: input.order_usd,
      price: input.price,
      sizeSharesMin: input.min_incentive_size,
      perMarketUsdMax: input.max_per_market_usd,
    });
    return { size_shares: order?.sizeShares ?? null, cost_usd: order?.costUsd ?? null };
  },

  lpPlacement(input: {
    readonly bids: readonly number[];
    readonly mid: number;
    readonly max_incentive_spread: number;
    readonly tick: number;
  }) {
    return rewardPlacement(input.bids, input.mid, input.max_incentive_spread, input.tick);
  },

  lpFilters(input: {
    readonly mid: number;
    readonly days_left: number;
    readonly seconds_since_fill: number | null;
    readonly mid_move: number;
  }) {
    const filters = makerFilters({
      mid: input.mid,
      daysToExpiry: input.days_left,
      secondsSinceFill: input.seconds_since_fill,
      midMove: input.mid_move,
    });
    return {
      midpoint_ok: filters.isMidInRange,
      expiry_ok: filters.isExpiryFarEnough,
      cooldown_ok: filters.isCooldownOver,
      keep_order: filters.keepsOrder,
    };
  },
};
