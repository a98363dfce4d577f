import {
  createPublicClient,
  createSecureClient,
  forkEnvironmentConfig,
  OrderSide,
} from "@polymarket/client";
import { privateKey } from "@polymarket/client/viem";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addressOf, KEYS, type Key } from "./signers.ts";
import { startVenue, type VenueUnderTest } from "./venue-under-test.ts";

let venue: VenueUnderTest;

beforeAll(async () => {
  venue = await startVenue();
});

afterAll(async () => {
  await venue.close();
});

type Environment = ReturnType<typeof forkEnvironmentConfig>;

function environment(): Environment {
  const { http, wsMarket, wsUser, gamma, data } = venue.addresses;
  return forkEnvironmentConfig({
    name: "simulated venue",
    clob: { rest: http, market: { ws: wsMarket }, user: { ws: wsUser } },
    gamma: { rest: gamma },
    data: { rest: data },
  });
}

async function secureClient(key: Key): Promise<Awaited<ReturnType<typeof createSecureClient>>> {
  await venue.fund(addressOf(key), 1_000);
  return createSecureClient({
    environment: environment(),
    signer: privateKey(key),
    wallet: addressOf(key),
  });
}

it("lists markets and reads books", async () => {
  const market = await venue.listMarket();
  const client = createPublicClient({ environment: environment() });
  const slugs: string[] = [];
  for await (const page of client.listMarkets({ closed: false, pageSize: 50 })) {
    slugs.push(...page.items.map(({ slug }) => slug ?? ""));
  }
  expect(slugs).toContain(market.slug);
  const book = await client.fetchOrderBook({ tokenId: market.tokenIds[0] });
  expect(book).toMatchObject({ bids: [], asks: [] });
});

it("orders, trades, follows the settlement and hears of it on both channels", async () => {
  const market = await venue.listMarket();
  const [maker, taker] = [await secureClient(KEYS.maker), await secureClient(KEYS.taker)];
  const marketEvents: unknown[] = [];
  const userEvents: unknown[] = [];
  const marketHandle = await taker.subscribe([
    { topic: "market", tokenIds: [market.tokenIds[0]], customFeatureEnabled: true },
  ]);
  const userHandle = await taker.subscribe([{ topic: "user" }]);
  const listening = Promise.all([
    collect(marketHandle, marketEvents),
    collect(userHandle, userEvents),
  ]);

  const resting = await maker.placeLimitOrder({
    tokenId: market.tokenIds[1],
    price: "0.5",
    size: "50",
    side: OrderSide.BUY,
  });
  expect(resting).toMatchObject({ ok: true, status: "live" });
  const open: unknown[] = [];
  for await (const page of maker.listOpenOrders({})) open.push(...page.items);
  expect(open).toHaveLength(1);
  const bought = await taker.placeMarketOrder({
    tokenId: market.tokenIds[0],
    side: OrderSide.BUY,
    amount: "10",
  });
  expect(bought).toMatchObject({ ok: true, status: "matched" });
  await venue.advance(60_000);
  if (!bought.ok) throw new Error("the order was accepted");
  const hashes = await taker.waitForOrderFillSettlement(bought);
  expect(hashes.length).toBeGreaterThan(0);
  const cancelled = await maker.cancelAll();
  expect(JSON.stringify(cancelled)).toContain("0x");

  await venue.until(
    () => hasType(marketEvents, "last_trade_price") && hasStatus(userEvents, "CONFIRMED"),
  );
  await Promise.all([marketHandle.close(), userHandle.close()]);
  await listening;
  expect(hasType(marketEvents, "price_change")).toBe(true);
});

async function collect(handle: AsyncIterable<unknown>, into: unknown[]): Promise<void> {
  for await (const event of handle) into.push(event);
}

function hasType(events: readonly unknown[], type: string): boolean {
  return events.some((event) => JSON.stringify(event).includes(type));
}

function hasStatus(events: readonly unknown[], status: string): boolean {
  return events.some((event) => JSON.stringify(event).includes(status));
}
