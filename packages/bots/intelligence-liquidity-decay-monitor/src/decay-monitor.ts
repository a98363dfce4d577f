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
  /** True while the newest observation is the book as it stands, so that repeating it is honest. */
  let isBookHeld = false;
  let isGateClosed = false;
  let isTrading = true;
  let holdings: InsideHoldings = { ownMicroUsd: 0, ownShare: 0 };

  function applyHalt(): void {
    if (isGateClosed || !isTrading) estimator.halt();
    else estimator.resume();
  }
  function sampleHeldBook(untilMs: number): void {
    const until = Math.min(untilMs, aliveUntilMs);
    if (isBookHeld && until > 0) estimator.hold(until, parameters.heldBookCadenceMs);
  }
  function observe(view: OrderBookView, nowMs: number): void {
    holdings = insideHoldings(view, ownOrders);
    estimator.observe(nowMs, view.insideDepth() - holdings.ownMicroUsd);
  }
  /** Old or unproven input is not observed; judging the state held from before would hide that. */
  function isUsable(view: OrderBookView, { nowMs, exchangeTimeMs }: DecisionContext): boolean {
    return view.isProven && nowMs - exchangeTimeMs <= parameters.maxOrderbookAgeMs;
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
      // Nothing vouches for the time since the last heartbeat ran out: go on from now, with a gap.
      if (isBookHeld && nowMs > aliveUntilMs) observe(book, nowMs);
      aliveUntilMs = nowMs + parameters.feedHeartbeatAgeMsMax;
    },
    onTrade({ price, size, timeMs }) {
      estimator.trade(timeMs, notionalMicroUsd(price, size));
    },
    onOrderBook(view, context) {
      sampleHeldBook(context.nowMs - 1);
      isBookHeld = isUsable(view, context);
      if (isBookHeld) observe(view, context.nowMs);
    },
    decide: (context) =>
      decision(estimateNow(context), parameters.windowSeconds, {
        ownShare: holdings.ownShare,
        isOwnDominant: holdings.ownShare >= parameters.ownShareFlag,
      }),
    snapshot: () => estimator.snapshot(),
    restore(state) {
      // The runtime hands back what `snapshot` gave; the estimator checks every field of it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      estimator.restore(state as LiquidityDecayState, clock.nowMs());
      // A halt is not trusted across a restart: whoever closed the gate may never say that it opened.
      applyHalt();
    },
  };

  function estimateNow(context: DecisionContext): LiquidityDecayEstimate {
    const nowMs = isUsable(book, context) ? context.nowMs : Number.POSITIVE_INFINITY;
    return estimator.evaluate(nowMs, parameters.maxOrderbookAgeMs);
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
    ownShare: own.ownShare,
    isOwnDominant: own.isOwnDominant,
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
