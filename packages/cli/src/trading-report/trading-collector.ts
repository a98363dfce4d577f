import type {
  EpochMs,
  ExecutionPlan,
  FillEvent,
  Kernel,
  KernelObserver,
  LedgerEntry,
  LedgerView,
  MarketDefinition,
  MarketState,
  MicroUsd,
  OrderUpdate,
  RiskDecision,
} from "@polytraders/core";
import { notionalMicroUsd, priceUsd } from "@polytraders/core";
import { EquityTrack } from "./equity-track.ts";
import { FeeCheck } from "./fee-check.ts";
import type { FeeTotals } from "./acceptance/fees-charged.ts";
import type { ShownTotals } from "./acceptance/fills-within-book.ts";
import type { FillLine } from "./summary/execution-summary.ts";
import { ForecastBook } from "./forecast-book.ts";
import { FillBook, type FillContext, type TrackedFill } from "./fill-book.ts";
import { MarketWatch } from "./market-watch.ts";
import { OrderRegister, type TrackedOrder } from "./order-register.ts";
import { PositionBook } from "./position-book.ts";
import { restingKey, type ShownFindings } from "./shown-depth.ts";
import type { ValueOf } from "./token-holder.ts";
import { StrategyTrack } from "./strategy-track.ts";

/** Where fills go whose order nobody here has sent. */
const UNKNOWN_ORIGIN = "unknown";
/** How often the strategies' profits are looked at. */
const STRATEGY_SAMPLE_MS = 5_000;

export interface TradingCollectorOptions {
  readonly markets: readonly MarketDefinition[];
  /** The ledger of the run; `null` as long as there is none. */
  readonly ledger: () => LedgerView | null;
  /** Strategies of the run: each gets its line, also one that does nothing. */
  readonly strategyIds: readonly string[];
  /** Kernel time between two rows of the equity series; 1,000 by default. */
  readonly sampleMs?: number;
  /** Newest fills kept one by one; 1,000 by default. All of them are in the sums. */
  readonly fillsKeptMax?: number;
}

/**
 * Watches a trading run and keeps what its report says, in memory that does not grow with the run.
 * {@link TradingCollector.onLedgerEntry} is to be given to the ledger as its `onEntry`.
 */
export class TradingCollector implements KernelObserver {
  readonly strategyIds: readonly string[];
  readonly fillsKeptMax: number;
  readonly equity: EquityTrack;
  readonly orders: OrderRegister;
  readonly positions: PositionBook;
  readonly fills: FillBook;
  /** Probabilities that strategies stated: note them here. */
  readonly forecasts = new ForecastBook();
  readonly strategies: ReadonlyMap<string, StrategyTrack>;
  readonly #markets: readonly MarketWatch[];
  readonly #marketsById: ReadonlyMap<string, MarketWatch>;
  readonly #ledger: () => LedgerView | null;
  readonly #fees = new FeeCheck();
  readonly #shown: ShownFindings = {
    takerFillCount: 0,
    takenSize: 0,
    beyondShownSize: 0,
    beyondShownCount: 0,
    unjudgedFillCount: 0,
    restingFillCount: 0,
  };
  #beyondOrderCount = 0;
  #hasTape = false;
  #marketGain = 0;
  #exposureHighest: MicroUsd = 0;
  #exposureHighestAtMs: EpochMs | null = null;
  #nextStrategySampleMs = Number.NEGATIVE_INFINITY;
  #entryCount = 0;
  #unplacedFills = 0;

  constructor(options: TradingCollectorOptions) {
    this.strategyIds = options.strategyIds;
    this.fillsKeptMax = options.fillsKeptMax ?? 1_000;
    this.#ledger = options.ledger;
    this.fills = new FillBook(this.fillsKeptMax);
    this.#markets = options.markets.map(
      (definition, index) =>
        new MarketWatch(index, definition, (fill, horizon, mid) =>
          this.fills.mark(fill, horizon, mid),
        ),
    );
    this.#marketsById = new Map(this.#markets.map((watch) => [watch.definition.marketId, watch]));
    this.orders = new OrderRegister(options.strategyIds);
    this.positions = new PositionBook(
      options.strategyIds,
      (marketId) => this.#marketsById.get(marketId)?.definition.tokenIds ?? null,
    );
    this.strategies = new Map(options.strategyIds.map((id) => [id, new StrategyTrack()]));
    this.equity = new EquityTrack(
      options.ledger,
      options.sampleMs ?? 1_000,
      () => this.#marketGain,
    );
  }

  /** Markets with an order or a fill, in market order. */
  get tradedMarkets(): readonly MarketWatch[] {
    return this.#markets.filter(({ isTraded }) => isTraded);
  }

  get exposureHighest(): { readonly microUsd: MicroUsd; readonly atMs: EpochMs | null } {
    return { microUsd: this.#exposureHighest, atMs: this.#exposureHighestAtMs };
  }

  get feeTotals(): FeeTotals {
    return this.#fees.totals;
  }

  get shownTotals(): Omit<ShownTotals, "fillCount"> {
    return { ...this.#shown, beyondOrderCount: this.#beyondOrderCount };
  }

  /** Market and outcome of a fill, in words. */
  namesOf(fill: TrackedFill): Pick<FillLine, "marketId" | "slug" | "outcome"> {
    const definition = this.#markets[fill.marketIndex]?.definition;
    const outcome = definition?.outcomes[fill.isFirstToken ? 0 : 1] ?? "";
    return {
      marketId: definition?.marketId ?? "",
      slug: definition?.slug ?? "",
      outcome: outcome === "" ? (fill.isFirstToken ? "first" : "second") : outcome,
    };
  }

  /** False when the ledger's entries were not handed on: payouts and transfers are not known then. */
  get hasLedgerEntries(): boolean {
    return this.#entryCount > 0;
  }

  /** Fills of markets that are not part of the run. */
  get unplacedFills(): number {
    return this.#unplacedFills;
  }

  readonly onLedgerEntry = (entry: LedgerEntry): void => {
    this.#entryCount += 1;
    this.equity.enter(entry);
    this.positions.enter(entry);
    this.forecasts.enter(entry);
  };

  /** Lets it hear the tape too, which says whether somebody can have filled our resting orders. */
  listenTo(kernel: Pick<Kernel, "tap">): void {
    this.#hasTape = true;
    for (const watch of this.#markets) {
      kernel.tap(watch.index, {
        handle(event) {
          if (event.kind !== "frame" || watch.resting === null) return;
          for (const trade of event.trades) watch.resting.onTrade(trade);
        },
      });
    }
  }

  onBookChange(market: MarketState, timeMs: EpochMs): void {
    const watch = this.#markets[market.index];
    if (watch === undefined) return;
    watch.state = market;
    const isHit = this.#moveQuote(watch, market);
    watch.shown?.onBook(timeMs);
    watch.resting?.onBook(timeMs);
    this.equity.onTime(timeMs);
    if (isHit || timeMs >= this.#nextStrategySampleMs) this.#sampleStrategies(timeMs);
  }

  onDecision(decision: RiskDecision): void {
    if (!this.orders.countDecision(decision)) return;
    const watch = this.#marketsById.get(decision.marketId);
    const { orderId, granted } = decision;
    if (decision.outcome !== "approved" || orderId === null || granted === null) return;
    if (watch === undefined) return;
    watch.isTraded = true;
    watch.mids.keep();
    this.orders.track({
      orderId,
      originId: decision.botId,
      marketIndex: watch.index,
      isFirstToken: watch.isFirstToken(granted.tokenId),
      side: granted.side,
      price: granted.price,
      size: granted.size,
      decidedAtMs: decision.timeMs,
      decisionMid: watch.mids.current,
      arrivalMid: null,
      queueAhead: null,
      status: "planned",
      filledSize: 0,
      isSent: false,
      hasRested: false,
      fillCount: 0,
      restingKeys: [],
      matchedSize: 0,
    });
    if (!granted.isPostOnly) watch.expectTaker(decision.timeMs, this.#shown);
  }

  onPlan(plan: ExecutionPlan): void {
    this.orders.countPlan(plan);
    const watch = this.#marketsById.get(plan.marketId);
    const order = this.orders.find(plan.orderId);
    for (const step of plan.steps) {
      if (step.action !== "place" || watch === undefined) continue;
      const key = restingKey(plan.side, step.price, watch.isFirstToken(plan.tokenId));
      watch.expectMaker(key, this.#shown);
      order?.restingKeys.push(key);
      if (step.isPostOnly) continue;
      watch.expectTaker(Math.max(plan.timeMs, step.notBeforeMs), this.#shown);
    }
  }

  onOrderUpdate(update: OrderUpdate): void {
    const order = this.orders.find(update.orderId);
    const watch = this.#marketsById.get(update.marketId);
    if (order === undefined || watch === undefined) return;
    if (!order.isSent) {
      order.queueAhead = watch.displayedAt(update.tokenId, order.side, update.price);
    }
    const hasArrived = update.status !== "sent" && update.status !== "unknown";
    if (hasArrived) order.arrivalMid ??= watch.mids.at(update.exchangeTimeMs);
    if (!this.orders.update(order, update)) return;
    for (const key of order.restingKeys) watch.resting?.end(key, update.timeMs);
  }

  onFill(event: FillEvent): void {
    const watch = this.#marketsById.get(event.marketId);
    if (watch === undefined) {
      this.#unplacedFills += 1;
      return;
    }
    const order = this.orders.find(event.orderId);
    const news = this.fills.take(event, () => this.#contextOf(event, watch, order));
    if (news.kind === "nothing" || news.kind === "advanced") return;
    const { fill } = news;
    if (news.kind === "confirmed") {
      return this.positions.confirmFill(fill.tokenId, fill.fillId);
    }
    if (news.kind === "reversed") {
      this.positions.reverseFill(fill.tokenId, fill.fillId);
      this.#fees.add(fill, watch.definition, -1);
    } else this.#bookFill(fill, event, watch, order);
    this.#afterFill(watch, event.timeMs);
  }

  /** The run is over: takes the last look, and the markouts that are due. */
  finish(nowMs: EpochMs): void {
    for (const watch of this.#markets) {
      if (!watch.isTraded) continue;
      watch.markouts.settleThrough(nowMs, watch.mids.current);
      watch.shown?.finish();
      watch.resting?.finish();
    }
    this.equity.finish(nowMs);
    this.#sampleStrategies(nowMs);
  }

  /** What is held, at payout, bid or else cost. */
  readonly valueOf: ValueOf = (tokenId, size, costMicroUsd) => {
    const position = this.#ledger()?.position(tokenId);
    const price = position?.payout ?? position?.bestBid ?? null;
    if (price === null) return costMicroUsd;
    return size >= 0
      ? notionalMicroUsd(price, size, "down")
      : 0 - notionalMicroUsd(price, 0 - size, "up");
  };

  /** Takes the best prices; answers true when they went against what is held. */
  #moveQuote(watch: MarketWatch, { firstView, book }: MarketState): boolean {
    const { bestBidPrice, bestAskPrice } = firstView;
    watch.setQuote(book.updatedAtMs, bestBidPrice, bestAskPrice);
    const moves = watch.mark(bestBidPrice, bestAskPrice);
    const view = moves !== null && watch.isTraded ? this.#ledger() : null;
    if (moves === null || view === null) return false;
    const [first, second] = watch.definition.tokenIds;
    const gain =
      view.heldSize(first) * priceUsd(moves[0]) + view.heldSize(second) * priceUsd(moves[1]);
    this.#marketGain += gain;
    return gain < 0;
  }

  #contextOf(event: FillEvent, watch: MarketWatch, order: TrackedOrder | undefined): FillContext {
    watch.isTraded = true;
    watch.mids.keep();
    const booked = this.#ledger()?.fill(event.fillId);
    const rounding = event.side === "BUY" ? "up" : "down";
    const metAt = watch.mids.at(event.exchangeTimeMs);
    return {
      originId: order?.originId ?? (event.originId === "" ? UNKNOWN_ORIGIN : event.originId),
      marketIndex: watch.index,
      isFirstToken: watch.isFirstToken(event.tokenId),
      notionalMicroUsd:
        booked?.notionalMicroUsd ?? notionalMicroUsd(event.price, event.size, rounding),
      order,
      arrivalMid: event.role === "taker" ? metAt : (order?.arrivalMid ?? 0),
    };
  }

  #bookFill(
    fill: TrackedFill,
    event: FillEvent,
    watch: MarketWatch,
    order: TrackedOrder | undefined,
  ): void {
    this.orders.countFill(fill.originId, order, fill.size);
    if (order !== undefined && isBeyond(order, fill)) this.#beyondOrderCount += 1;
    this.#takeShown(watch, fill);
    this.#fees.add(fill, watch.definition, 1);
    // Without a change of the mid, time alone makes earlier fills due.
    watch.markouts.settleBefore(event.exchangeTimeMs, watch.mids.current);
    watch.markouts.add(fill, event.exchangeTimeMs);
    const isBuy = fill.side === "BUY";
    const slippageUsd = fill.role === "taker" ? Math.max(0, fill.arrivalSlippageUsd ?? 0) : 0;
    this.positions.fill(fill.originId, fill.tokenId, {
      fillId: fill.fillId,
      timeMs: fill.timeMs,
      size: isBuy ? fill.size : 0 - fill.size,
      flowMicroUsd: isBuy ? 0 - fill.notionalMicroUsd : fill.notionalMicroUsd,
      feeMicroUsd: fill.feeMicroUsd,
      slippageMicroUsd: Math.round(slippageUsd * fill.size),
    });
    if (fill.settlement === "CONFIRMED") {
      this.positions.confirmFill(fill.tokenId, fill.fillId);
    }
  }

  #takeShown({ shown, resting }: MarketWatch, fill: TrackedFill): void {
    const { side, price, size, isFirstToken, timeMs } = fill;
    if (fill.role === "taker" && shown !== null) return shown.take(fill, isFirstToken, timeMs);
    // Without the tape nothing can be said of resting orders.
    if (fill.role === "maker" && !this.#hasTape) return;
    if (fill.role === "maker" && resting !== null) {
      return resting.take(restingKey(side, price, isFirstToken), size, timeMs);
    }
    this.#shown.unjudgedFillCount += 1;
  }

  #afterFill(watch: MarketWatch, timeMs: EpochMs): void {
    const view = this.#ledger();
    if (view === null) return;
    this.equity.sample(timeMs);
    this.#sampleStrategies(timeMs);
    const exposure = view.marketExposureMicroUsd(watch.definition.marketId);
    watch.exposureHighest = Math.max(watch.exposureHighest, exposure);
    if (view.exposureMicroUsd <= this.#exposureHighest) return;
    this.#exposureHighest = view.exposureMicroUsd;
    this.#exposureHighestAtMs = timeMs;
  }

  #sampleStrategies(timeMs: EpochMs): void {
    this.#nextStrategySampleMs = timeMs + STRATEGY_SAMPLE_MS;
    const base = this.equity.startEquityMicroUsd;
    if (base === 0) return;
    for (const [strategyId, track] of this.strategies) {
      track.observe(timeMs, this.positions.netMicroUsd(strategyId, this.valueOf), base);
    }
  }
}

/** A fill beyond its order's size, or at a price worse than its limit. */
function isBeyond(order: TrackedOrder, { side, price }: TrackedFill): boolean {
  const isWorse = side === "BUY" ? price > order.price : price < order.price;
  return isWorse || side !== order.side || order.matchedSize > order.size;
}

/** A collector for a run over these markets. */
export function createTradingCollector(options: TradingCollectorOptions): TradingCollector {
  return new TradingCollector(options);
}
