import {
  PRICE_UNITS_PER_USD,
  priceUsd,
  publish,
  suppress,
  type BotMarket,
  type MarketHandlers,
  type OrderBookView,
} from "@polytraders/core";
import {
  createMarkoutTracker,
  createVpinAccumulator,
  orderFlowEvent,
  type TopOfBook,
} from "@polytraders/quant";
import { classifyFlow } from "./classify-flow.ts";
import type { OrderFlowPayload, Types } from "./contract.gen.ts";
import { SlidingWindow } from "./sliding-window.ts";

/** Micro-shares in one share; window sums are kept in whole micro-shares so that they stay exact. */
const MICRO = 1_000_000;

/** OrderFlowAnalyzer in one market. */
export function createFlowAnalyzer(market: BotMarket<Types>): MarketHandlers<Types> {
  const { parameters } = market;
  const windowMs = parameters.ofiWindowSeconds * 1_000;
  const vpin = createVpinAccumulator(parameters.vpinBucketShares * MICRO, parameters.vpinBuckets);
  const markout = createMarkoutTracker(parameters.markoutHorizonMs);
  /** Order-flow events and half depth of each quote. */
  const quotes = new SlidingWindow(windowMs);
  /** Micro-shares that takers bought and sold. */
  const tape = new SlidingWindow(windowMs);
  let previous: TopOfBook | null = null;
  let updates = 0;
  let flowClass: OrderFlowPayload["flowClass"] = null;

  return {
    onTrade({ takerSide, price, size, timeMs }) {
      const isBuy = takerSide === "BUY";
      tape.add(timeMs, isBuy ? size : 0, isBuy ? 0 : size);
      vpin.trade({ takerSide, outcome: "YES", size });
      markout.trade(timeMs, { takerSide, price: priceUsd(price), size: size / MICRO });
    },
    onOrderBook(book, { nowMs }) {
      const top = topOf(book);
      const event = previous === null ? 0 : orderFlowEvent(previous, top);
      previous = top;
      quotes.add(nowMs, event, (top.bidSize + top.askSize) / 2);
      const mid = book.midUsd();
      if (mid !== null) markout.mid(nowMs, mid);
      markout.advance(nowMs);
      quotes.advance(nowMs);
      tape.advance(nowMs);
    },
    decide({ isStale }) {
      // Old input keeps the last class and publishes nothing new.
      if (isStale) return null;
      updates += 1;
      const isSampled = updates % parameters.sampleEvery === 0;
      const before = flowClass;
      const vpinNow = vpin.current();
      const hasTrades = tape.count >= parameters.minTrades;
      flowClass = hasTrades
        ? classifyFlow(vpinNow, markout.current(), parameters.toxicVpinMin)
        : null;
      const turnedToxic = flowClass === "toxic" && before !== "toxic";
      if (!isSampled && !turnedToxic) return null;
      const payload = payloadNow(vpinNow);
      if (quotes.count < parameters.minUpdates || payload.ofiNormalised === null) {
        return suppress("order_flow", "INTEL_FLOW_SUPPRESSED_LOW_SAMPLES", payload);
      }
      const code = turnedToxic ? "INTEL_FLOW_TOXIC" : "INTEL_FLOW_PUBLISHED";
      const confidence = quotes.count / (quotes.count + parameters.minUpdates);
      return publish("order_flow", code, payload.ofiNormalised, confidence, payload);
    },
  };

  function payloadNow(vpinNow: number | null): OrderFlowPayload {
    const marks = markout.current();
    const meanHalfDepth = quotes.count === 0 ? 0 : quotes.secondSum / quotes.count;
    return {
      windowSeconds: parameters.ofiWindowSeconds,
      ofiShares: quotes.firstSum / MICRO,
      ofiNormalised: meanHalfDepth > 0 ? quotes.firstSum / meanHalfDepth : null,
      vpin: vpinNow,
      markout:
        marks === null
          ? null
          : {
              effectiveHalfSpreadUsd: marks.effectiveHalfSpread,
              adverseSelectionUsd: marks.adverseSelection,
              makerRealisedHalfSpreadUsd: marks.makerRealizedHalfSpread,
            },
      tradeCount: tape.count,
      takerBuyShares: tape.firstSum / MICRO,
      takerSellShares: tape.secondSum / MICRO,
      flowClass,
    };
  }
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
