import { hash } from "node:crypto";
import { formatPrice, formatShares, type PriceUnits } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";
import type { FeedFrame } from "../../feed/feed-frame.ts";
import { lastTradePriceOf, venueBookOf } from "../../feed/token-book.ts";
import { marketNewsOf, resolutionNewsOf } from "./market-news-json.ts";

type FrameOf<Kind extends FeedFrame["kind"]> = Extract<FeedFrame, { readonly kind: Kind }>;

/** A frame as the message, or messages, that clients receive; names and order as the venue's. */
export function marketFrameJson(market: ListedMarket, frame: FeedFrame): readonly string[] {
  switch (frame.kind) {
    case "book":
      return [bookJson(market, frame)];
    case "price_change":
      return [priceChangeJson(market, frame)];
    case "last_trade_price":
      return [tradeJson(market, frame)];
    case "tick_size_change":
      return market.terms.tokenIds.map((tokenId) => tickSizeJson(tokenId, frame));
    case "best_bid_ask":
      return [bestJson(market, frame)];
    case "new_market":
      return [marketNewsOf(market, frame.timeMs)];
    case "market_resolved":
      return [resolutionNewsOf(market, frame.timeMs)];
  }
}

function bookJson(market: ListedMarket, frame: FrameOf<"book">): string {
  const book = venueBookOf(market, frame.token, frame.timeMs, frame);
  return JSON.stringify({
    market: book.market,
    asset_id: book.asset_id,
    timestamp: book.timestamp,
    hash: book.hash,
    bids: book.bids,
    asks: book.asks,
    tick_size: book.tick_size,
    event_type: "book",
    last_trade_price: lastTradePriceOf(market, frame.token),
  });
}

/** Written by hand: it is nearly all of the traffic, and none of its texts needs escaping. */
function priceChangeJson(market: ListedMarket, frame: FrameOf<"price_change">): string {
  const { conditionId, tokenIds } = market.terms;
  const timestamp = String(frame.timeMs);
  let entries = "";
  for (const { token, price, size, side, bestBid, bestAsk } of frame.changes) {
    const tokenId = tokenIds[token];
    const level = `"price":"${priceText(price)}","size":"${formatShares(size)}","side":"${side}"`;
    const best = `"best_bid":"${bestText(bestBid)}","best_ask":"${bestText(bestAsk)}"`;
    const tag = hash("sha1", `${tokenId}${timestamp}${level}${best}`);
    if (entries !== "") entries += ",";
    entries += `{"asset_id":"${tokenId}",${level},"hash":"${tag}",${best}}`;
  }
  return `{"market":"${conditionId}","price_changes":[${entries}],"timestamp":"${timestamp}","event_type":"price_change"}`;
}

function tradeJson({ terms }: ListedMarket, frame: FrameOf<"last_trade_price">): string {
  return JSON.stringify({
    market: terms.conditionId,
    asset_id: terms.tokenIds[frame.token],
    price: formatPrice(frame.price),
    size: formatShares(frame.size),
    fee_rate_bps: "0",
    side: frame.side,
    timestamp: String(frame.timeMs),
    event_type: "last_trade_price",
    transaction_hash: "",
  });
}

function tickSizeJson(tokenId: string, frame: FrameOf<"tick_size_change">): string {
  return JSON.stringify({
    market: frame.conditionId,
    asset_id: tokenId,
    old_tick_size: formatPrice(frame.oldTickSize),
    new_tick_size: formatPrice(frame.newTickSize),
    timestamp: String(frame.timeMs),
    event_type: "tick_size_change",
  });
}

function bestJson({ terms }: ListedMarket, frame: FrameOf<"best_bid_ask">): string {
  const { bestBid, bestAsk } = frame;
  return JSON.stringify({
    market: terms.conditionId,
    asset_id: terms.tokenIds[frame.token],
    best_bid: bestText(bestBid),
    best_ask: bestText(bestAsk),
    spread: bestBid === 0 || bestAsk === 0 ? "" : formatPrice(bestAsk - bestBid),
    timestamp: String(frame.timeMs),
    event_type: "best_bid_ask",
  });
}

/** The venue writes the best price of an empty side as an empty text. */
function bestText(price: PriceUnits): string {
  return price === 0 ? "" : priceText(price);
}

const priceTexts: string[] = [];

/** {@link formatPrice}, remembered: there are ten thousand prices. */
function priceText(price: PriceUnits): string {
  let text = priceTexts[price];
  if (text === undefined) {
    text = formatPrice(price);
    priceTexts[price] = text;
  }
  return text;
}
