import { describe, expect, it } from "vitest";
import type { ListedMarket } from "../../src/exchange/exchange.ts";
import type { FeedFrame } from "../../src/feed/feed-frame.ts";
import type { UserOrderFrame, UserTradeFrame } from "../../src/feed/user-frame.ts";
import { bookFrameOf } from "../../src/feed/frames-of-event.ts";
import { marketFrameJson } from "../../src/server/channels/market-frame-json.ts";
import { userFrameJson } from "../../src/server/channels/user-frame-json.ts";
import { readMarketMessage, readUserMessage } from "../../src/server/channels/channel-message.ts";
import { CONDITION, FakeExchange, orderOf, START_MS, tradeOf } from "../feed/fake-exchange.ts";
import { readExampleFrames } from "./venue-examples.ts";

const MAKER = "11111111-1111-4111-8111-111111111111";
const TRADE = "0b5a3c0e-6a0f-4f0e-9a55-4c2b8a7d1e90";
const HASH = "0x045ef594d81d2f2134d61151ed71260d8f79e657c7cb6ed1d893688532017409";

const examples = readExampleFrames();

function exampleOf(id: string): Record<string, unknown> {
  const message = examples?.find((example) => example.id === id)?.message;
  if (typeof message !== "object" || message === null) throw new Error(`no example ${id}`);
  return message as Record<string, unknown>;
}

function exchangeOfExample(): FakeExchange {
  const exchange = new FakeExchange();
  for (const [price, size] of [
    [4_000, 100],
    [4_900, 250],
    [5_000, 10],
  ] as const) {
    exchange.submit({ token: 0, side: "BUY", price, size: size * 1_000_000 });
  }
  for (const [price, size] of [
    [6_000, 100],
    [5_300, 80],
    [5_200, 40],
  ] as const) {
    exchange.submit({ token: 0, side: "SELL", price, size: size * 1_000_000 });
  }
  exchange.setState({ lastTradePrice: 5_100 });
  return exchange;
}

const exchange = exchangeOfExample();
const market: ListedMarket = exchange.marketOf(CONDITION);

function written(frame: FeedFrame): Record<string, unknown>[] {
  return marketFrameJson(market, frame).map((text) => {
    const message: Record<string, unknown> = JSON.parse(text);
    return message;
  });
}

/** Names and types of everything in a message, in order. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.entries(value).map(([name, member]) => [name, shapeOf(member)]);
}

describe.skipIf(examples === undefined)("the venue's example frames (facts file)", () => {
  it("writes the initial books to the letter, hash included", () => {
    const books = ([0, 1] as const).flatMap((token) =>
      marketFrameJson(market, bookFrameOf(market, token, START_MS)),
    );
    expect(`[${books.join(",")}]`).toBe(JSON.stringify(exampleOf("book-initial-dump")));
  });

  it("writes price changes with both tokens' entries", () => {
    const [change] = written({
      kind: "price_change",
      conditionId: CONDITION,
      timeMs: START_MS + 250,
      changes: [
        { token: 0, price: 5_000, size: 0, side: "BUY", bestBid: 4_900, bestAsk: 5_200 },
        { token: 1, price: 5_000, size: 0, side: "SELL", bestBid: 4_800, bestAsk: 5_100 },
      ],
    });
    const example = exampleOf("price_change-removed");
    expect(shapeOf(change)).toEqual(shapeOf(example));
    const withoutHashes = (message: unknown): string =>
      JSON.stringify(message).replaceAll(/"hash":"[0-9a-f]{40}"/g, "");
    expect(withoutHashes(change)).toBe(withoutHashes(example));
  });

  it("writes trades, tick sizes and best prices", () => {
    const base = { conditionId: CONDITION, timeMs: START_MS };
    const [trade] = written({
      kind: "last_trade_price",
      ...base,
      timeMs: START_MS + 5_000,
      token: 0,
      price: 5_000,
      size: 4_000_000,
      side: "SELL",
      tradeId: "t",
    });
    expect({ ...trade, transaction_hash: HASH }).toEqual(exampleOf("last_trade_price"));
    expect(shapeOf(trade)).toEqual(shapeOf(exampleOf("last_trade_price")));
    const ticks = written({ kind: "tick_size_change", ...base, oldTickSize: 100, newTickSize: 10 });
    expect(ticks).toHaveLength(2);
    expect(JSON.stringify(ticks[0])).toBe(JSON.stringify(exampleOf("tick_size_change")));
    const best = {
      kind: "best_bid_ask",
      ...base,
      token: 0,
      bestBid: 5_000,
      bestAsk: 5_200,
    } as const;
    expect(JSON.stringify(written(best)[0])).toBe(JSON.stringify(exampleOf("best_bid_ask")));
    expect(written({ ...best, bestBid: 0 })[0]).toMatchObject({ best_bid: "", spread: "" });
  });

  it("writes news of markets in the example's shape", () => {
    const base = { conditionId: CONDITION, timeMs: START_MS };
    const news = { ...written({ kind: "new_market", ...base })[0], tags: ["politics"] };
    expect(shapeOf(news)).toEqual(shapeOf(exampleOf("new_market")));
    exchange.setState({ payouts: [10_000, 0] });
    const resolved = { ...written({ kind: "market_resolved", ...base })[0], tags: ["politics"] };
    expect(shapeOf(resolved)).toEqual(shapeOf(exampleOf("market_resolved")));
    expect(resolved).toMatchObject({ winning_outcome: "Yes" });
  });

  it("writes an order's life to the letter", () => {
    const base = {
      kind: "order",
      session: MAKER,
      conditionId: CONDITION,
      isKilled: false,
    } as const;
    const second = "2e1cf0de-95a8-44df-a2a4-5b9f93e6f7ab";
    const fok = { orderType: "FOK" } as const;
    const cases: Record<string, UserOrderFrame> = {
      "user-order-placement": {
        ...base,
        type: "PLACEMENT",
        status: "LIVE",
        timeMs: START_MS,
        order: orderOf(),
      },
      "user-order-update": {
        ...base,
        type: "UPDATE",
        status: "LIVE",
        timeMs: START_MS + 5_000,
        order: orderOf({ matchedSize: 4_000_000, tradeIds: [TRADE] }),
      },
      "user-order-matched": {
        ...base,
        type: "UPDATE",
        status: "MATCHED",
        timeMs: START_MS + 9_000,
        order: orderOf({ matchedSize: 10_000_000, tradeIds: [TRADE, second] }),
      },
      "user-order-cancellation": {
        ...base,
        type: "CANCELLATION",
        status: "CANCELED",
        timeMs: START_MS + 20_000,
        order: orderOf({ matchedSize: 4_000_000, tradeIds: [TRADE] }),
      },
      "user-order-fok-killed": {
        ...base,
        isKilled: true,
        type: "CANCELLATION",
        status: "CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed.",
        timeMs: START_MS + 21_000,
        order: orderOf({ price: 6_000, originalSize: 12_000_000 }, fok),
      },
      "user-order-venue-cancel": {
        ...base,
        type: "CANCELLATION",
        status: "INVALID",
        timeMs: START_MS + 22_000,
        order: orderOf(),
      },
    };
    for (const [id, frame] of Object.entries(cases)) {
      expect(userFrameJson(market, frame)).toBe(JSON.stringify(exampleOf(id)));
    }
  });

  it("writes a trade's settlement to the letter", () => {
    const base = { kind: "trade", session: MAKER, conditionId: CONDITION, role: "MAKER" } as const;
    const cases: Record<string, [atMs: number, UserTradeFrame["trade"]]> = {
      "user-trade-matched": [5_000, tradeOf()],
      "user-trade-mined": [9_000, tradeOf({ settlement: "MINED", transactionHash: HASH })],
      "user-trade-confirmed": [12_000, tradeOf({ settlement: "CONFIRMED", transactionHash: HASH })],
      "user-trade-retrying": [9_000, tradeOf({ settlement: "RETRYING", transactionHash: HASH })],
      "user-trade-failed": [40_000, tradeOf({ settlement: "FAILED" })],
    };
    for (const [id, [atMs, trade]] of Object.entries(cases)) {
      const text = userFrameJson(market, { ...base, timeMs: START_MS + atMs, trade });
      expect(text).toBe(JSON.stringify(exampleOf(id)));
    }
  });

  it("understands what clients send", () => {
    for (const id of ["market-subscribe", "market-subscribe-more", "market-unsubscribe"]) {
      expect(readMarketMessage(JSON.stringify(exampleOf(id)))).toEqual(exampleOf(id));
    }
    for (const id of ["user-subscribe", "user-subscribe-more"]) {
      expect(readUserMessage(JSON.stringify(exampleOf(id)))).toEqual(exampleOf(id));
    }
  });
});
