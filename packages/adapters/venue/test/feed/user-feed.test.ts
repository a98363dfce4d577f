import { describe, expect, it } from "vitest";
import { createUserFeed } from "../../src/feed/user-feed.ts";
import type { UserFrame } from "../../src/feed/user-frame.ts";
import { FakeExchange, orderOf, START_MS, tradeOf } from "./fake-exchange.ts";

const MAKER = "11111111-1111-4111-8111-111111111111";
const TAKER = "22222222-2222-4222-8222-222222222222";

describe("the user feed", () => {
  it("tells a trade and its settlement to its taker and to each maker, nobody else", () => {
    const exchange = new FakeExchange();
    const feed = createUserFeed({ exchange: exchange.asExchange });
    const heard: string[] = [];
    for (const session of [MAKER, TAKER, "somebody"]) {
      feed.subscribe(session, (frame) => {
        if (frame.kind === "trade")
          heard.push(`${session.slice(0, 1)} ${frame.role} ${frame.trade.settlement}`);
      });
    }
    exchange.emit({ kind: "trade_matched", timeMs: START_MS, trade: tradeOf() });
    for (const settlement of ["RETRYING", "FAILED"] as const) {
      exchange.emit({ kind: "trade_settled", timeMs: START_MS, trade: tradeOf({ settlement }) });
    }
    expect(heard).toEqual([
      "2 TAKER MATCHED",
      "1 MAKER MATCHED",
      "2 TAKER RETRYING",
      "1 MAKER RETRYING",
      "2 TAKER FAILED",
      "1 MAKER FAILED",
    ]);
  });

  it("gives orders the venue's statuses, the odd ones included", () => {
    const exchange = new FakeExchange();
    const feed = createUserFeed({ exchange: exchange.asExchange });
    const heard: string[] = [];
    feed.subscribe(MAKER, (frame) => {
      if (frame.kind === "order") heard.push(`${frame.type} ${frame.status}`);
    });
    const timeMs = START_MS;
    exchange.emit({ kind: "order_delayed", timeMs, order: orderOf({ state: "delayed" }) });
    exchange.emit({ kind: "order_placed", timeMs, order: orderOf() });
    exchange.emit({ kind: "order_updated", timeMs, order: orderOf({ state: "matched" }) });
    exchange.emit({ kind: "order_cancelled", timeMs, order: orderOf({ state: "cancelled" }) });
    const resolved = orderOf({ state: "cancelled_market_resolved" });
    exchange.emit({ kind: "order_cancelled", timeMs, order: resolved });
    const killed = orderOf({ state: "invalid", cancelReason: "too late." }, { orderType: "FOK" });
    exchange.emit({ kind: "order_killed", timeMs, order: killed });
    exchange.emit({ kind: "order_killed", timeMs, order: orderOf({ state: "invalid" }) });
    expect(heard).toEqual([
      "PLACEMENT DELAYED",
      "PLACEMENT LIVE",
      "UPDATE MATCHED",
      "CANCELLATION CANCELED",
      "CANCELLATION CANCELED_MARKET_RESOLVED",
      "CANCELLATION CANCELED_too late.",
      "CANCELLATION INVALID",
    ]);
  });

  it("loses what the faults take, asking the same whether or not anybody listens", () => {
    const exchange = new FakeExchange();
    const asked: string[] = [];
    const feed = createUserFeed({
      exchange: exchange.asExchange,
      faults: {
        isFrozen: () => false,
        losesUserEvent: (session) => {
          asked.push(session);
          return session === MAKER;
        },
      },
    });
    exchange.emit({ kind: "trade_matched", timeMs: START_MS, trade: tradeOf() });
    const heard: UserFrame[] = [];
    const stop = feed.subscribe(MAKER, (frame) => heard.push(frame));
    feed.subscribe(TAKER, (frame) => heard.push(frame));
    exchange.emit({ kind: "trade_matched", timeMs: START_MS, trade: tradeOf() });
    stop();
    expect(asked).toEqual([TAKER, MAKER, TAKER, MAKER]);
    expect(heard.map(({ session }) => session)).toEqual([TAKER]);
  });
});
