import {
  PRICE_UNITS_PER_USD,
  priceUsd,
  publish,
  suppress,
  type BotMarket,
  type Decision,
  type DecisionContext,
  type MarketHandlers,
  type OrderBookView,
  type TradeTick,
} from "@polytraders/core";
import {
  createMarkoutTracker,
  createVpinAccumulator,
  orderFlowEvent,
  type Markout,
  type TopOfBook,
} from "@polytraders/quant";
import { classifyFlow } from "./classify-flow.ts";
import type { OrderFlowPayload, Parameters, Types } from "./contract.gen.ts";
import { SlidingWindow } from "./sliding-window.ts";

/** Micro-shares in one share; window sums are kept in whole micro-shares so that they stay exact. */
const MICRO = 1_000_000;

/** OrderFlowAnalyzer in one market. */
export function createFlowAnalyzer(market: BotMarket<Types>): MarketHandlers<Types> {
  return new FlowAnalyzer(market.parameters);
}

class FlowAnalyzer implements MarketHandlers<Types> {
  readonly #parameters: Parameters;
  readonly #vpin;
  readonly #markout;
  /** Order-flow events and half depth of each quote. */
  readonly #quotes: SlidingWindow;
  /** Micro-shares that takers bought and sold. */
  readonly #tape: SlidingWindow;
  #previous: TopOfBook | null = null;
  #updates = 0;
  #flowClass: OrderFlowPayload["flowClass"] = null;

  constructor(parameters: Parameters) {
    const windowMs = parameters.ofiWindowSeconds * 1_000;
    this.#parameters = parameters;
    this.#vpin = createVpinAccumulator(parameters.vpinBucketShares * MICRO, parameters.vpinBuckets);
    this.#markout = createMarkoutTracker(parameters.markoutHorizonMs);
    this.#quotes = new SlidingWindow(windowMs);
    this.#tape = new SlidingWindow(windowMs);
  }

  onTrade({ takerSide, price, size, timeMs }: TradeTick): void {
    const isBuy = takerSide === "BUY";
    this.#tape.add(timeMs, isBuy ? size : 0, isBuy ? 0 : size);
    this.#vpin.trade({ takerSide, outcome: "YES", size });
    this.#markout.trade(timeMs, { takerSide, price: priceUsd(price), size: size / MICRO });
  }

  onOrderBook(book: OrderBookView, { nowMs }: DecisionContext): void {
    const top = topOf(book);
    const event = this.#previous === null ? 0 : orderFlowEvent(this.#previous, top);
    this.#previous = top;
    this.#quotes.add(nowMs, event, (top.bidSize + top.askSize) / 2);
    const mid = book.midUsd();
    if (mid !== null) this.#markout.mid(nowMs, mid);
    this.#markout.advance(nowMs);
    this.#quotes.advance(nowMs);
    this.#tape.advance(nowMs);
  }

  decide({ isStale }: DecisionContext): Decision<Types> | null {
    // Old input keeps the last class and publishes nothing new.
    if (isStale) return null;
    this.#updates += 1;
    const hasTurnedToxic = this.#classify();
    const isSampled = this.#updates % this.#parameters.sampleEvery === 0;
    if (!isSampled && !hasTurnedToxic) return null;
    const payload = this.#payload();
    const { minUpdates } = this.#parameters;
    if (this.#quotes.count < minUpdates || payload.ofiNormalised === null) {
      return suppress("order_flow", "INTEL_FLOW_SUPPRESSED_LOW_SAMPLES", payload);
    }
    const code = hasTurnedToxic ? "INTEL_FLOW_TOXIC" : "INTEL_FLOW_PUBLISHED";
    const confidence = this.#quotes.count / (this.#quotes.count + minUpdates);
    return publish("order_flow", code, payload.ofiNormalised, confidence, payload);
  }

  /** Updates the class. True when the flow has just turned toxic. */
  #classify(): boolean {
    const { minTrades, toxicVpinMin } = this.#parameters;
    const before = this.#flowClass;
    this.#flowClass =
      this.#tape.count >= minTrades
        ? classifyFlow(this.#vpin.current(), this.#markout.current(), toxicVpinMin)
        : null;
    return this.#flowClass === "toxic" && before !== "toxic";
  }

  #payload(): OrderFlowPayload {
    const quotes = this.#quotes;
    const meanHalfDepth = quotes.count === 0 ? 0 : quotes.secondSum / quotes.count;
    return {
      windowSeconds: this.#parameters.ofiWindowSeconds,
      ofiShares: quotes.firstSum / MICRO,
      ofiNormalised: meanHalfDepth > 0 ? quotes.firstSum / meanHalfDepth : null,
      vpin: this.#vpin.current(),
      markout: markoutFields(this.#markout.current()),
      tradeCount: this.#tape.count,
      takerBuyShares: this.#tape.firstSum / MICRO,
      takerSellShares: this.#tape.secondSum / MICRO,
      flowClass: this.#flowClass,
    };
  }
}

function markoutFields(markout: Markout | null): OrderFlowPayload["markout"] {
  if (markout === null) return null;
  return {
    effectiveHalfSpreadUsd: markout.effectiveHalfSpread,
    adverseSelectionUsd: markout.adverseSelection,
    makerRealisedHalfSpreadUsd: markout.makerRealizedHalfSpread,
  };
}

/** An empty side has size 0 at the outermost price, so that losing it counts as it should. */
function topOf(book: OrderBookView): TopOfBook {
  return {
    bidPrice: book.bestBidPrice,
    bidSize: book.bestBidSize,
    askPrice: book.bestAskSize === 0 ? PRICE_UNITS_PER_USD : book.bestAskPrice,
    askSize: book.bestAskSize,
  };
}
