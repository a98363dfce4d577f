import {
  detectHalt,
  markout,
  orderFlowImbalance,
  vpin,
  whaleAccumulation,
} from "../../../packages/quant/src/index.ts";

type Side = "BUY" | "SELL";

export const orderFlowAdaptors = {
  orderFlowImbalance(input: {
    readonly quotes: readonly {
      readonly bp: number;
      readonly bs: number;
      readonly ap: number;
      readonly as: number;
    }[];
  }) {
    const { events, imbalance, normalised } = orderFlowImbalance(
      input.quotes.map((quote) => ({
        bidPrice: quote.bp,
        bidSize: quote.bs,
        askPrice: quote.ap,
        askSize: quote.as,
      })),
    );
    return { events, ofi: imbalance, normalised };
  },

  vpin(input: {
    readonly trades: readonly {
      readonly side: Side;
      readonly outcome: "YES" | "NO";
      readonly size: number;
    }[];
    readonly bucket_volume: number;
    readonly buckets: number;
  }) {
    const trades = input.trades.map(({ side, outcome, size }) => ({
      takerSide: side,
      outcome,
      size,
    }));
    const answer = vpin(trades, input.bucket_volume, input.buckets);
    return {
      buckets: answer.buckets.map(({ bought, sold }) => [bought, sold]),
      vpin: answer.vpin,
    };
  },

  markout(input: {
    readonly trades: readonly {
      readonly taker: Side;
      readonly price: number;
      readonly mid: number;
      readonly mid_later: number;
      readonly size: number;
    }[];
  }) {
    const answer = markout(
      input.trades.map(({ taker, mid_later, ...trade }) => ({
        ...trade,
        takerSide: taker,
        midLater: mid_later,
      })),
    );
    return {
      effective_half_spread: answer?.effectiveHalfSpread ?? null,
      adverse_selection: answer?.adverseSelection ?? null,
      maker_realized_half_spread: answer?.makerRealizedHalfSpread ?? null,
      taker_markout: answer?.takerMarkout ?? null,
    };
  },

  whaleAccumulation(input: {
    readonly now_ms: number;
    readonly wallets: readonly {
      readonly holding_usd: number;
      readonly trades: readonly {
        readonly ts: number;
        readonly side: Side;
        readonly usd: number;
      }[];
    }[];
    readonly half_life_s: number;
    readonly confidence: number;
    readonly beta: number;
    readonly min_score: number;
  }) {
    const answer = whaleAccumulation(
      input.wallets.map(({ holding_usd, trades }) => ({
        holdingUsd: holding_usd,
        trades: trades.map(({ ts, ...trade }) => ({ ...trade, timeMs: ts })),
      })),
      input.now_ms,
      {
        halfLifeSeconds: input.half_life_s,
        confidence: input.confidence,
        boost: input.beta,
        scoreMin: input.min_score,
      },
    );
    return {
      score: answer.score,
      breadth: answer.breadth,
      per_wallet: answer.perHolder,
      boosted: answer.isBoosted,
      confidence: answer.confidence,
    };
  },

  haltDetect({
    config,
    observation,
  }: {
    readonly config: {
      readonly alpha: number;
      readonly min_silence_s: number;
      readonly k_spread: number;
      readonly abs_spread: number;
      readonly k_depth: number;
      readonly venue_fraction: number;
    };
    readonly observation: {
      readonly silence_s: number;
      readonly msg_rate: number;
      readonly heartbeat_ok: boolean;
      readonly accepting: boolean;
      readonly spread: number;
      readonly median_spread: number;
      readonly depth: number;
      readonly median_depth: number;
      readonly venue_blowout_fraction: number;
    };
  }) {
    const answer = detectHalt(
      {
        silenceProbability: config.alpha,
        silenceSecondsMin: config.min_silence_s,
        spreadMultiple: config.k_spread,
        spreadMin: config.abs_spread,
        depthShare: config.k_depth,
        venueShare: config.venue_fraction,
      },
      {
        silenceSeconds: observation.silence_s,
        messagesPerSecond: observation.msg_rate,
        isHeartbeatFresh: observation.heartbeat_ok,
        isAcceptingOrders: observation.accepting,
        spread: observation.spread,
        spreadMedian: observation.median_spread,
        depth: observation.depth,
        depthMedian: observation.median_depth,
        venueBlowoutShare: observation.venue_blowout_fraction,
      },
    );
    return {
      // JSON has no infinity.
      silence_threshold_s: Number.isFinite(answer.silenceThresholdSeconds)
        ? answer.silenceThresholdSeconds
        : null,
      silent: answer.isSilent,
      blowout: answer.isBlownOut,
      thin: answer.isThin,
      status: answer.status,
      gate_closed: answer.isGateClosed,
    };
  },
};
