import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { CONDITION, FakeExchange, NO, START_MS, termsOf, YES } from "../feed/fake-exchange.ts";
import { ChannelFixture } from "./channel-fixture.ts";
import { booksOf, messagesOf } from "./client-books.ts";

const OTHER = termsOf({ conditionId: "0x0b", tokenIds: ["1001", "1002"], eventSlug: "other" });

let fixture: ChannelFixture;

async function served(
  exchange = new FakeExchange(),
  options?: ConstructorParameters<typeof ChannelFixture>[1],
): Promise<FakeExchange> {
  fixture = await new ChannelFixture(exchange.asExchange, options).listen();
  return exchange;
}

/** Kinds of messages; those that came in an array stand in brackets. */
function typesOf(texts: readonly string[]): string[] {
  return texts.map((text) => {
    if (!text.startsWith("[") && !text.startsWith("{")) return text;
    const types = messagesOf(text)
      .map((message) => message.event_type)
      .join(" ");
    return text.startsWith("[") ? `[${types}]` : types;
  });
}

afterEach(() => fixture.close());

describe("/ws/market", () => {
  it("dumps the books as an array, then tells every change", async () => {
    const exchange = await served();
    exchange.submit({ token: 0, side: "SELL", price: 5_200, size: 40_000_000 });
    const client = await fixture.client("/ws/market");
    client.send({ assets_ids: [YES, NO], type: "market" });
    expect(typesOf(await client.untilPong())).toEqual(["[book book]"]);
    exchange.submit({ token: 0, side: "BUY", price: 5_200, size: 10_000_000 });
    expect(typesOf(await client.untilPong())).toEqual([
      "last_trade_price",
      "price_change",
      "book",
      "book",
    ]);
    client.close();
  });

  it("follows one token alone, with custom features only when asked", async () => {
    const exchange = await served();
    const plain = await fixture.client("/ws/market");
    const custom = await fixture.client("/ws/market");
    plain.send({ assets_ids: [NO], type: "market", initial_dump: false });
    custom.send({ assets_ids: [NO], type: "market", custom_feature_enabled: true });
    expect(typesOf(await plain.untilPong())).toEqual([]);
    expect(typesOf(await custom.untilPong())).toEqual(["[book]"]);
    exchange.submit({ token: 0, side: "SELL", price: 5_200, size: 40_000_000 });
    exchange.submit({ token: 0, side: "BUY", price: 5_200, size: 10_000_000 });
    expect(typesOf(await plain.untilPong())).toEqual(["price_change", "price_change", "book"]);
    expect(typesOf(await custom.untilPong())).toEqual([
      "price_change",
      "best_bid_ask",
      "price_change",
      "book",
    ]);
    exchange.list(OTHER);
    const base = { timeMs: START_MS, conditionId: CONDITION };
    exchange.setState({ payouts: [10_000, 0] });
    exchange.emit({ kind: "resolution_changed", ...base, phase: "final", payouts: [10_000, 0] });
    expect(typesOf(await plain.untilPong())).toEqual([]);
    expect(typesOf(await custom.untilPong())).toEqual(["new_market", "market_resolved"]);
  });

  it("changes its subscription at any time", async () => {
    const exchange = await served(new FakeExchange([termsOf(), OTHER]));
    const client = await fixture.client("/ws/market");
    client.send({ assets_ids: [YES], type: "market" });
    client.send({ operation: "subscribe", assets_ids: [YES] });
    client.send({ operation: "subscribe", assets_ids: [YES, "1001"] });
    expect(typesOf(await client.untilPong())).toEqual(["[book]", "NO NEW ASSETS", "[book]"]);
    client.send({ operation: "unsubscribe", assets_ids: [YES, "nothing"] });
    await client.untilPong();
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 }, "0x0b");
    const [only, ...rest] = await client.untilPong();
    expect(only).toContain('"market":"0x0b"');
    expect(rest).toEqual([]);
  });

  it("takes tokens that nobody knows, and follows them once they are listed", async () => {
    const exchange = await served();
    const client = await fixture.client("/ws/market");
    client.send({ assets_ids: ["1002"], type: "market" });
    expect(await client.untilPong()).toEqual(["[]"]);
    exchange.list(OTHER);
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 }, "0x0b");
    expect(typesOf(await client.untilPong())).toEqual(["price_change"]);
  });

  it("answers level 1 with best prices only", async () => {
    const exchange = await served();
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    exchange.submit({ token: 0, side: "BUY", price: 4_900, size: 10_000_000 });
    const client = await fixture.client("/ws/market");
    client.send({ assets_ids: [YES], type: "market", level: 1 });
    const [dump] = await client.untilPong();
    expect(messagesOf(dump ?? "")[0]?.bids).toEqual([{ price: "0.5", size: "10" }]);
    exchange.submit({ token: 0, side: "BUY", price: 4_800, size: 10_000_000 });
    expect(await client.untilPong()).toEqual([]);
    exchange.submit({ token: 0, side: "BUY", price: 5_100, size: 10_000_000 });
    expect(typesOf(await client.untilPong())).toEqual(["price_change"]);
  });

  it("survives whatever clients say", async () => {
    await served();
    const client = await fixture.client("/ws/market");
    expect(await client.untilPong()).toEqual([]);
    client.send({ assets_ids: [YES], type: "market" });
    await client.untilPong();
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      "42",
      '{"operation":"dance","assets_ids":[]}',
      '{"assets_ids":"all","type":"market"}',
      '{"type":"market","level":9,"assets_ids":[]}',
      '{"type":"user","assets_ids":[]}',
      "[".repeat(60_000),
    ]) {
      client.send(text);
      expect([text.slice(0, 40), ...(await client.untilPong())]).toEqual([
        text.slice(0, 40),
        "INVALID OPERATION",
      ]);
    }
    client.send('{"__proto__":{"x":1},"operation":"subscribe","assets_ids":["__proto__"]}');
    expect(await client.untilPong()).toEqual(["[]"]);
    expect(String((await client.ping())?.toString())).toBe("abc");
    client.send("x".repeat(300_000));
    expect((await client.untilClosed()).code).toBe(1009);
  });

  it("closes what is no subscription, and what subscribes to nothing", async () => {
    await served();
    const wrong = await fixture.client("/ws/market");
    wrong.send({ hello: 1 });
    expect(await wrong.untilClosed()).toEqual({
      code: 1008,
      reason: "invalid subscription payload",
    });
    const silent = await fixture.client("/ws/market");
    const subscribed = await fixture.client("/ws/market");
    subscribed.send({ assets_ids: [YES], type: "market" });
    await subscribed.untilPong();
    fixture.passTime();
    expect(await silent.untilClosed()).toEqual({ code: 1008, reason: "no subscription" });
    expect(await subscribed.untilPong()).toEqual([]);
  });

  it("refuses other paths and too many connections", async () => {
    await served(new FakeExchange(), { limits: { connectionsMax: 1 } });
    const first = await fixture.client("/ws/market?x=1");
    await expect(fixture.client("/ws/market")).rejects.toThrow("503");
    await expect(fixture.client("/ws/other")).rejects.toThrow("404");
    first.close();
    await first.untilClosed();
  });

  it("is silent while frozen, its PONGs alive", async () => {
    let isFrozen = true;
    const exchange = await served(new FakeExchange(), {
      faults: { passFrame: (frame, deliver) => deliver(frame), isFrozen: () => isFrozen },
    });
    const client = await fixture.client("/ws/market");
    client.send({ assets_ids: [YES], type: "market" });
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    expect(await client.untilPong()).toEqual([]);
    isFrozen = false;
    exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
    expect(typesOf(await client.untilPong())).toEqual(["price_change"]);
  });

  it("drops a client that does not read, with a code, while others go on", async () => {
    const exchange = await served(new FakeExchange(), { limits: { waitingBytesMax: 1_000_000 } });
    const slow = await fixture.client("/ws/market");
    const quick = await fixture.client("/ws/market");
    for (const client of [slow, quick]) client.send({ assets_ids: [YES, NO], type: "market" });
    await Promise.all([slow.untilPong(), quick.untilPong()]);
    slow.pause();
    let told = 0;
    while (fixture.channels?.counts.slowReaderCount === 0) {
      for (let count = 0; count < 200; count += 1) {
        exchange.submit({ token: 0, side: "BUY", price: 5_000, size: 10_000_000 });
        told += 1;
      }
      expect(told).toBeLessThan(200_000);
      await quick.untilPong();
    }
    slow.resume();
    expect(await slow.untilClosed()).toEqual({ code: 1013, reason: "slow reader" });
    expect(quick.texts.filter((text) => text.includes("price_change"))).toHaveLength(told);
  });

  it("lets a client that knows only its messages end with the exchange's books", async () => {
    const order = fc.record({
      token: fc.constantFrom(0 as const, 1 as const),
      side: fc.constantFrom("BUY" as const, "SELL" as const),
      price: fc.integer({ min: 40, max: 60 }).map((ticks) => ticks * 100),
      size: fc.integer({ min: 1, max: 30 }).map((shares) => shares * 1_000_000),
    });
    const operations = fc.array(fc.oneof(order, fc.nat({ max: 80 })), { maxLength: 80 });
    const samples = fc.sample(operations, { numRuns: 40, seed: 7 });
    for (const [run, sample] of samples.entries()) {
      const exchange = await served();
      const client = await fixture.client("/ws/market");
      const middle = run % 2 === 0 ? 0 : sample.length >> 1;
      for (const [index, each] of sample.entries()) {
        if (index === middle) {
          client.send({ assets_ids: [YES, NO], type: "market" });
          await client.untilPong();
        }
        if (typeof each === "number") exchange.cancel(each);
        else exchange.submit(each);
      }
      if (sample.length === 0) client.send({ assets_ids: [YES, NO], type: "market" });
      await client.untilPong();
      const expected = await fixture.client("/ws/market");
      expected.send({ assets_ids: [YES, NO], type: "market" });
      await expected.untilPong();
      expect(booksOf(client.texts)).toEqual(booksOf(expected.texts));
      await fixture.close();
    }
    await served();
  });
});
