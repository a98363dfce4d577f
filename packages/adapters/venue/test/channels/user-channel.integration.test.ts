import { afterEach, describe, expect, it } from "vitest";
import { CONDITION, FakeExchange, orderOf, START_MS, tradeOf } from "../feed/fake-exchange.ts";
import { ChannelFixture, CREDENTIALS } from "./channel-fixture.ts";

let fixture: ChannelFixture;

async function served(): Promise<FakeExchange> {
  const exchange = new FakeExchange();
  fixture = await new ChannelFixture(exchange.asExchange).listen();
  return exchange;
}

function statusesOf(texts: readonly string[]): string[] {
  return texts.map((text) => {
    const { event_type: type, status }: Record<string, string> = JSON.parse(text);
    return `${type} ${status}`;
  });
}

afterEach(() => fixture.close());

describe("/ws/user", () => {
  it("tells an order's and its trade's life to the key that owns it", async () => {
    const exchange = await served();
    const client = await fixture.client("/ws/user");
    client.send({ auth: CREDENTIALS, type: "user" });
    expect(await client.untilPong()).toEqual([]);
    const timeMs = START_MS;
    exchange.emit({ kind: "order_placed", timeMs, order: orderOf() });
    exchange.emit({ kind: "order_placed", timeMs, order: orderOf({}, { session: "other" }) });
    exchange.emit({ kind: "trade_matched", timeMs, trade: tradeOf() });
    for (const settlement of ["MINED", "CONFIRMED"] as const) {
      exchange.emit({ kind: "trade_settled", timeMs, trade: tradeOf({ settlement }) });
    }
    exchange.emit({ kind: "order_cancelled", timeMs, order: orderOf({ state: "cancelled" }) });
    expect(statusesOf(await client.untilPong())).toEqual([
      "order LIVE",
      "trade MATCHED",
      "trade MINED",
      "trade CONFIRMED",
      "order CANCELED",
    ]);
  });

  it("keeps to the markets that the client names, until it names none", async () => {
    const exchange = await served();
    const client = await fixture.client("/ws/user");
    client.send({ auth: CREDENTIALS, type: "user", markets: ["0x0b"] });
    const placed = { kind: "order_placed", timeMs: START_MS, order: orderOf() } as const;
    await client.untilPong();
    exchange.emit(placed);
    expect(await client.untilPong()).toEqual([]);
    client.send({ operation: "subscribe", markets: [CONDITION] });
    await client.untilPong();
    exchange.emit(placed);
    expect(await client.untilPong()).toHaveLength(1);
    client.send({ operation: "unsubscribe", markets: [CONDITION, "0x0b"] });
    await client.untilPong();
    exchange.emit(placed);
    expect(await client.untilPong()).toHaveLength(1);
  });

  it("closes on wrong credentials, on none, and on silence", async () => {
    await served();
    const wrong = await fixture.client("/ws/user");
    wrong.send({ auth: { ...CREDENTIALS, secret: "x" }, type: "user" });
    expect(await wrong.untilClosed()).toEqual({ code: 1008, reason: "invalid auth" });
    const none = await fixture.client("/ws/user");
    none.send({ operation: "subscribe", markets: [CONDITION] });
    expect((await none.untilClosed()).code).toBe(1008);
    const silent = await fixture.client("/ws/user");
    fixture.passTime();
    expect((await silent.untilClosed()).reason).toBe("no subscription");
  });
});
