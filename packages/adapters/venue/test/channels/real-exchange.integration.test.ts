import { afterEach, describe, expect, it } from "vitest";
import { venueBookOf } from "../../src/feed/token-book.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import { BOB, CONDITION, NO, testWorld, YES } from "../exchange/exchange-world.ts";
import { runRandomScript } from "../exchange/random-script.ts";
import { ChannelFixture, CREDENTIALS, type TestClient } from "./channel-fixture.ts";
import { booksOf } from "./client-books.ts";

let fixture: ChannelFixture | undefined;

afterEach(() => fixture?.close());

/** The books of both tokens as the exchange has them, in the form of {@link booksOf}. */
function trueBooks(exchange: Exchange): ReadonlyMap<string, string> {
  const [market] = exchange.markets();
  if (market === undefined) throw new Error("expected a market");
  const books = ([0, 1] as const).map((token) => ({
    event_type: "book",
    ...venueBookOf(market, token, exchange.nowMs),
  }));
  return booksOf([JSON.stringify(books)]);
}

function linesOf(texts: readonly string[]): string[] {
  return texts.map((text) => {
    const message: Record<string, string> = JSON.parse(text);
    const { event_type: type, status, size_matched: matched, trader_side: role } = message;
    return type === "order" ? `${message["type"]} ${status} ${matched}` : `${role} ${status}`;
  });
}

async function userClient(apiKey: string): Promise<TestClient> {
  const client = await fixture?.client("/ws/user");
  if (client === undefined) throw new Error("expected a server");
  client.send({ auth: { ...CREDENTIALS, apiKey }, type: "user" });
  await client.untilPong();
  return client;
}

describe("channels of a whole exchange", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "keep a client's books equal to the venue's, script %i",
    async (seed) => {
      const { exchange } = testWorld();
      fixture = await new ChannelFixture(exchange).listen();
      const client = await fixture.client("/ws/market");
      client.send({ assets_ids: [YES, NO], type: "market" });
      await client.untilPong();
      runRandomScript(exchange, seed, 400);
      await client.untilPong();
      const texts = client.texts.filter((text) => text !== "PONG");
      expect(texts.length).toBeGreaterThan(50);
      expect(booksOf(texts)).toEqual(trueBooks(exchange));
      const changesAlone = texts.filter(
        (text, index) => index === 0 || !text.includes('"event_type":"book"'),
      );
      expect(booksOf(changesAlone)).toEqual(trueBooks(exchange));
    },
  );

  it("tell both sides of a trade from its placement to its confirmation", async () => {
    const world = testWorld();
    fixture = await new ChannelFixture(world.exchange).listen();
    const maker = await userClient("session-a1");
    const taker = await userClient("session-b0");
    world.place({ side: "BUY", price: "0.5", size: "10" });
    world.place({ by: BOB, side: "SELL", price: "0.5", size: "4" });
    world.settle();
    world.exchange.cancelAll("session-a1");
    expect(linesOf(await maker.untilPong())).toEqual([
      "PLACEMENT LIVE 0",
      "MAKER MATCHED",
      "UPDATE LIVE 4",
      "MAKER MINED",
      "MAKER CONFIRMED",
      "CANCELLATION CANCELED 4",
    ]);
    expect(linesOf(await taker.untilPong())).toEqual([
      "PLACEMENT LIVE 0",
      "TAKER MATCHED",
      "UPDATE MATCHED 4",
      "TAKER MINED",
      "TAKER CONFIRMED",
    ]);
  });

  it("tell a killed FOK and a resolution in the venue's odd words", async () => {
    const world = testWorld();
    fixture = await new ChannelFixture(world.exchange).listen();
    const client = await userClient("session-a1");
    world.place({ side: "BUY", price: "0.5", size: "10", type: "FOK" });
    world.place({ side: "BUY", price: "0.5", size: "10" });
    world.exchange.resolve(CONDITION, [10_000, 0]);
    expect(linesOf(await client.untilPong())).toEqual([
      "CANCELLATION CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed. ",
      "PLACEMENT LIVE 0",
      "CANCELLATION CANCELED_MARKET_RESOLVED 0",
    ]);
  });
});
