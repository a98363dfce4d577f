import {
  complementPrice,
  notionalMicroUsd,
  type BotMarket,
  type DecisionContext,
  type Grants,
  type IntentDecision,
  type MarketHandlers,
  type MarketStatus,
  type MicroShares,
  type MicroUsd,
  type OpenOrder,
  type OrderUpdate,
  type PriceUnits,
} from "@polytraders/core";
import type { Types } from "./contract.gen.ts";
import { fairValueUsd, skewedFairUsd } from "./fair-value.ts";
import { otherSide, OwnQuotes, type Side } from "./own-quotes.ts";
import { bidTarget, netEdgeUsd, type BidTarget, type BidView } from "./quote-target.ts";

const PRICE_UNITS_PER_USD = 10_000;
/** Smallest step of an order's size: 0.01 share. */
const SIZE_STEP = 10_000;
const WATCH = "watch";

/** Ports that a maker needs. */
export type MakerPorts = Pick<Grants<Types>, "intents" | "ledger" | "openOrders" | "timers">;

/** MakerTight in one market. */
export class MarketMaker implements MarketHandlers<Types> {
  readonly #market: BotMarket<Types>;
  readonly #ports: MakerPorts;
  readonly #quotes: OwnQuotes;
  /** When the feed last spoke of this market, or said that it is alive. */
  #heardAtMs = 0;
  #isOpen = true;
  #isGateClosed = false;
  /** Until when nothing is proposed, by side: risk has just said no. */
  readonly #pausedUntilMs: [number, number] = [0, 0];

  constructor(market: BotMarket<Types>, ports: MakerPorts) {
    this.#market = market;
    this.#ports = ports;
    this.#quotes = new OwnQuotes(market, ports);
  }

  decide({ nowMs, isStale }: DecisionContext): null {
    this.#heardAtMs = nowMs;
    const fairUsd = isStale ? null : this.#fairUsd();
    if (fairUsd === null) this.#quotes.takeBack();
    else {
      this.#quote(0, fairUsd, nowMs);
      this.#quote(1, 1 - fairUsd, nowMs);
    }
    this.#watch();
    return null;
  }

  onMarketStatus({ status }: MarketStatus): void {
    this.#isOpen = status === "open";
    if (!this.#isOpen) this.#quotes.takeBack();
  }

  /** The halt detector opens and closes the market's gate. */
  onSignal({ value }: { readonly value: number | null }): void {
    this.#isGateClosed = value !== 0;
    if (this.#isGateClosed) this.#quotes.takeBack();
  }

  /** Whoever takes a quote back that is not theirs has a reason: it is not made again at once. */
  onOrderUpdate({ status, orderId }: OrderUpdate, { nowMs }: DecisionContext): null {
    const isByUs = this.#quotes.note(orderId, status);
    if (isByUs || !["cancelled", "rejected", "expired"].includes(status)) return null;
    const untilMs = nowMs + this.#market.parameters.refusalPauseMs;
    this.#pausedUntilMs[0] = Math.max(this.#pausedUntilMs[0], untilMs);
    this.#pausedUntilMs[1] = Math.max(this.#pausedUntilMs[1], untilMs);
    return null;
  }

  onHeartbeat({ nowMs }: DecisionContext): void {
    this.#heardAtMs = nowMs;
  }

  /** A quote on a book that nobody hears of is a gift to whoever knows more. */
  onTimer(_name: string, { nowMs }: DecisionContext): null {
    if (nowMs - this.#heardAtMs >= this.#market.parameters.bookAgeMsMax) this.#quotes.takeBack();
    else this.#watch();
    return null;
  }

  /** What a share of the first token is worth to us; `null` on a book that is not to be quoted on. */
  #fairUsd(): number | null {
    const { book, parameters } = this.#market;
    const isBookSound = book.isProven && book.state === "normal";
    if (!isBookSound || !this.#isOpen || this.#isGateClosed) return null;
    const bids = this.#quotes.levelsOfOthers(book, "bid");
    const asks = this.#quotes.levelsOfOthers(book, "ask");
    const fairUsd = fairValueUsd(bids, asks);
    const spreadUsd = ((asks[0]?.price ?? 0) - (bids[0]?.price ?? 0)) / PRICE_UNITS_PER_USD;
    if (fairUsd === null || spreadUsd > parameters.spreadUsdMax) return null;
    const share = this.#netMicroUsd(0) / parameters.inventoryMicroUsdMax;
    return skewedFairUsd(fairUsd, spreadUsd, share, parameters.inventorySkewFactor);
  }

  /** Keeps, takes back or makes the quote of a side. */
  #quote(side: Side, fairUsd: number, nowMs: number): void {
    const view = side === 0 ? this.#market.book : this.#market.complementBook;
    const bestBid = this.#quotes.levelsOfOthers(view, "bid")[0]?.price ?? 0;
    const bestAsk = this.#quotes.levelsOfOthers(view, "ask")[0]?.price ?? 0;
    const { tickSize } = view;
    const bid: BidView = { bestBid, bestAsk, tickSize, fairUsd };
    const target = bidTarget(bid, this.#market.parameters);
    const working = this.#quotes.of(side);
    this.#quotes.takeBack(
      working.filter((order) => !this.#isKept(order, side, bid, target, nowMs)),
    );
    // A quote that is on its way back may still be filled: the next one waits until it is gone.
    if (target === null || working.length > 0 || nowMs < this.#pausedUntilMs[side]) return;
    if (this.#quotes.wouldMeet(side, target.price)) return;
    const wish = this.#wish(side, target);
    if (wish !== null) this.#propose(side, wish, nowMs);
  }

  /** A quote costs its place in the queue to move: it stays while it is worth having where it is. */
  #isKept(order: OpenOrder, side: Side, view: BidView, target: BidTarget | null, nowMs: number) {
    const { parameters } = this.#market;
    const price = this.#quotes.bidPrice(order, side);
    const movedUsd = Math.abs(price - (target?.price ?? price)) / PRICE_UNITS_PER_USD;
    const isYoung = nowMs - order.sentAtMs < parameters.quoteAgeMsMax;
    const hasEdge = netEdgeUsd(price, view.fairUsd, parameters) > 0;
    return isYoung && hasEdge && movedUsd < parameters.repriceUsdMin;
  }

  /** A sale of the other token while there is enough of it, else a purchase; `null` for neither. */
  #wish(side: Side, target: BidTarget): IntentDecision<Types> | null {
    const { parameters, tokenIds, minimumOrderSize } = this.#market;
    const held = wholeSteps(this.#ports.ledger.sellableSize(tokenIds[otherSide(side)]));
    const isSale = held > 0 && held >= minimumOrderSize;
    const price = isSale ? complementPrice(target.price) : target.price;
    const wanted = Math.max(sizeFor(parameters.orderMicroUsd, price), minimumOrderSize);
    const size = Math.min(wanted, isSale ? held : this.#roomFor(side, price));
    if (size <= 0 || size < minimumOrderSize) return null;
    return {
      intent: {
        tokenId: tokenIds[isSale ? otherSide(side) : side],
        side: isSale ? "SELL" : "BUY",
        price,
        size,
        timeInForce: "GTC",
        isPostOnly: true,
        isReduceOnly: isSale,
        modelEdgeBps: (10_000 * target.netEdgeUsd * PRICE_UNITS_PER_USD) / price,
      },
      reasonCode: isSale ? "STRAT_MAKER_QUOTE_REDUCING" : target.reasonCode,
    };
  }

  #propose(side: Side, wish: IntentDecision<Types>, nowMs: number): void {
    const decision = this.#ports.intents.propose(wish);
    if (decision?.outcome === "approved") return;
    const { quoteAgeMsMax, refusalPauseMs } = this.#market.parameters;
    // Where nothing is sent, a quote that was recorded stands for one that rests.
    const isRecorded = decision?.outcome === "recorded";
    this.#pausedUntilMs[side] = nowMs + (isRecorded ? quoteAgeMsMax : refusalPauseMs);
  }

  /** What may be bought so that, once it is filled, one direction has cost the limit at most. */
  #roomFor(side: Side, price: PriceUnits): MicroShares {
    const held = Math.max(0, this.#netMicroUsd(side));
    return sizeFor(this.#market.parameters.inventoryMicroUsdMax - held, price);
  }

  /** Cost of what is held of a token less that of the other one. */
  #netMicroUsd(side: Side): MicroUsd {
    const { tokenIds } = this.#market;
    const costOf = (tokenId: string): MicroUsd =>
      this.#ports.ledger.position(tokenId)?.costMicroUsd ?? 0;
    return costOf(tokenIds[side]) - costOf(tokenIds[otherSide(side)]);
  }

  /** Looks again when the book would be too old to quote on. */
  #watch(): void {
    const { index, parameters } = this.#market;
    if (this.#quotes.all.length === 0) this.#ports.timers.cancel(index, WATCH);
    else this.#ports.timers.set(index, WATCH, this.#heardAtMs + parameters.bookAgeMsMax);
  }
}

function wholeSteps(size: MicroShares): MicroShares {
  return Math.floor(size / SIZE_STEP) * SIZE_STEP;
}

/** Largest size in whole steps whose notional stays within an amount. */
function sizeFor(microUsd: MicroUsd, price: PriceUnits): MicroShares {
  const stepMicroUsd = notionalMicroUsd(price, SIZE_STEP, "up");
  return Math.max(0, Math.floor(microUsd / stepMicroUsd)) * SIZE_STEP;
}
