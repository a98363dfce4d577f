import {
  publish,
  suppress,
  type BotMarket,
  type Clock,
  type DecisionContext,
  type MarketHandlers,
  type OrderBookView,
  type OwnOrders,
  notionalMicroUsd,
} from "@polytraders/core";
import {
  createLiquidityDecayEstimator,
  type LiquidityDecayEstimate,
  type LiquidityDecayState,
} from "@polytraders/quant";
import type { LiquidityDecayPayload, Types } from "./contract.gen.ts";
import { insideHoldings, type InsideHoldings } from "./inside-holdings.ts";

/** Micro-USD in one USD; the estimator counts in micro-USD so that its sums stay exact. */
const MICRO = 1_000_000;

/**
 * LiquidityDecayMonitor in one market: feeds the book's inside depth, without our own orders, and
 * the trade tape to the estimator, and puts its answer into a decision.
 *
 * A quiet book sends nothing. While the feed's heartbeat is fresh the held depth is sampled at a
 * fixed cadence, worked out when the next event arrives; recordings without heartbeats are taken as
 * they are, since nothing in them tells a quiet market from a lost connection.
 */
export function createDecayMonitor(
  market: BotMarket<Types>,
  ownOrders: OwnOrders,
  clock: Clock,
): MarketHandlers<Types> {
  const { parameters, book } = market;
  const estimator = createLiquidityDecayEstimator({
    windowSeconds: parameters.windowSeconds,
    longWindowSeconds: parameters.longWindowSeconds,
    minObservations: parameters.minObservations,
    gapMsMax: parameters.maxGapMs,
  });
  let aliveUntilMs = Number.NEGATIVE_INFINITY;
  let isGateClosed = false;
  let isTrading = true;
  let holdings: InsideHoldings = { ownMicroUsd: 0, ownShare: 0 };

  function applyHalt(): void {
    if (isGateClosed || !isTrading) estimator.halt();
    else estimator.resume();
  }
  function sampleHeldBook(untilMs: number): void {
    const until = Math.min(untilMs, aliveUntilMs);
    if (until > 0) estimator.hold(until, parameters.heldBookCadenceMs);
  }

  return {
    onSignal({ payload }) {
      isGateClosed = payload.isGateClosed;
      applyHalt();
    },
    onMarketStatus({ status }) {
      isTrading = status === "open";
      applyHalt();
    },
    onHeartbeat({ nowMs }) {
      sampleHeldBook(nowMs);
      aliveUntilMs = nowMs + parameters.feedHeartbeatAgeMsMax;
    },
    onTrade({ price, size, timeMs }) {
      estimator.trade(timeMs, notionalMicroUsd(price, size));
    },
    onOrderBook(view, { nowMs, isStale }) {
      if (isStale || !view.isProven) return;
      sampleHeldBook(nowMs - 1);
      holdings = insideHoldings(view, ownOrders);
      estimator.observe(nowMs, view.insideDepth() - holdings.ownMicroUsd);
    },
    decide: (context) =>
      decision(estimateNow(context, book), parameters.windowSeconds, {
        ownShare: holdings.ownShare,
        isOwnDominant: holdings.ownShare >= parameters.ownShareFlag,
      }),
    snapshot: () => estimator.snapshot(),
    // The runtime hands back what `snapshot` gave; the estimator checks every field of it.
    restore: (state) => estimator.restore(state as LiquidityDecayState, clock.nowMs()),
  };

  function estimateNow(context: DecisionContext, view: OrderBookView): LiquidityDecayEstimate {
    // Input that is old or unproven was not observed; judging the held state now would hide that.
    const isUsable = !context.isStale && view.isProven;
    const now = isUsable ? context.nowMs : Number.POSITIVE_INFINITY;
    return estimator.evaluate(now, parameters.maxOrderbookAgeMs);
  }
}

function decision(
  estimate: LiquidityDecayEstimate,
  windowSeconds: number,
  own: Pick<LiquidityDecayPayload, "ownShare" | "isOwnDominant">,
): ReturnType<NonNullable<MarketHandlers<Types>["decide"]>> {
  const payload: LiquidityDecayPayload = {
    windowSeconds,
    samples: estimate.samples,
    baselineDepthUsd: usd(estimate.baselineDepth),
    currentDepthUsd: usd(estimate.currentDepth),
    takerUsdPerSecond: usd(estimate.takerPerSecond),
    cancelUsdPerSecond: usd(estimate.cancelPerSecond),
    addUsdPerSecond: usd(estimate.addPerSecond),
    longWindow: longWindowOf(estimate),
    ...own,
    detail: estimate.detail,
  };
  if (estimate.status === "published") {
    const { value, confidence } = estimate;
    return publish("liquidity_decay", "INTEL_DECAY_PUBLISHED", value / MICRO, confidence, payload);
  }
  return estimate.status === "suppressed_halted"
    ? suppress("liquidity_decay", "INTEL_DECAY_SUPPRESSED_HALTED", payload)
    : suppress("liquidity_decay", "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES", payload);
}

function longWindowOf({ longWindow }: LiquidityDecayEstimate): LiquidityDecayPayload["longWindow"] {
  if (longWindow === null) return null;
  const { windowSeconds, value, confidence } = longWindow;
  return { windowSeconds, value: value / MICRO, confidence };
}

function usd(microUsd: number | null): number | null {
  return microUsd === null ? null : microUsd / MICRO;
}
