import {
  AssetType,
  Chain,
  ClobClient,
  OrderType,
  PriceHistoryInterval,
  Side,
} from "@polymarket/clob-client-v2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, tradingClient } from "./official-client.ts";
import { addressOf, KEYS, SIGNERS, viemSigner } from "./signers.ts";
import { startVenue, type VenueUnderTest } from "./venue-under-test.ts";

let venue: VenueUnderTest;

beforeAll(async () => {
  venue = await startVenue();
});

afterAll(async () => {
  await venue.close();
});

describe.each(SIGNERS)("official client v2 signing with $name", ({ signerOf }) => {
  it("makes a key, trades, and sees its fill settle", async () => {
    const market = await venue.listMarket();
    const [maker, taker] = await Promise.all(
      [KEYS.maker, KEYS.taker].map(async (key) => {
        await venue.fund(addressOf(key), 1_000);
        const signer = signerOf(key);
        return clientOf(venue, signer, await clientOf(venue, signer).createOrDeriveApiKey());
      }),
    );
    if (maker === undefined || taker === undefined) throw new Error("two clients were made");
    const resting = await maker.createAndPostOrder({
      tokenID: market.tokenIds[0],
      price: 0.4,
      size: 20,
      side: Side.BUY,
    });
    expect(resting).toMatchObject({ success: true, errorMsg: "", status: "live" });
    // Buying the other token at the complement meets it: the venue mints pairs.
    const taking = await taker.createAndPostOrder(
      { tokenID: market.tokenIds[1], price: 0.6, size: 5, side: Side.BUY },
      undefined,
      OrderType.GTC,
      false,
      true,
    );
    expect(taking).toMatchObject({ success: true, status: "matched", takingAmount: "5" });
    expect(taking.makingAmount).toBe("3");
    await venue.advance(60_000);
    const [trade] = await taker.getTrades({ market: market.conditionId });
    expect(trade).toMatchObject({ size: "5", side: "BUY", trader_side: "TAKER" });
    expect(trade?.status).toContain("CONFIRMED");
    expect(await taker.getTradesPaginated({ market: market.conditionId })).toMatchObject({
      trades: [{ id: trade?.id }],
    });
    expect(trade?.transaction_hash).toMatch(/^0x[0-9a-f]{64}$/);
    const held = await maker.getBalanceAllowance({
      asset_type: AssetType.CONDITIONAL,
      token_id: market.tokenIds[0],
    });
    expect(held.balance).toBe("5000000");
  });
});

describe("public endpoints", () => {
  it("answers about markets, books and prices", async () => {
    const market = await venue.listMarket({ rewards: true });
    const [yes, no] = market.tokenIds;
    const maker = await tradingClient(venue, KEYS.maker);
    await venue.fund(addressOf(KEYS.maker), 1_000);
    await maker.createAndPostOrder({ tokenID: yes, price: 0.48, size: 100, side: Side.BUY });
    await maker.createAndPostOrder({ tokenID: no, price: 0.5, size: 100, side: Side.BUY });
    const client = new ClobClient({ host: venue.addresses.http, chain: Chain.POLYGON });
    expect(await client.getOk()).toBe("OK");
    expect(await client.getVersion()).toBe(2);
    expect(await client.getServerTime()).toBe(Math.floor((await venue.state()).timeMs / 1_000));
    for (const page of [
      await client.getMarkets(),
      await client.getSimplifiedMarkets(),
      await client.getSamplingMarkets(),
      await client.getSamplingSimplifiedMarkets(),
    ]) {
      expect(page.count).toBe(page.data.length);
    }
    expect(await client.getMarket(market.conditionId)).toMatchObject({
      condition_id: market.conditionId,
      minimum_tick_size: 0.01,
    });
    expect(await client.getClobMarketInfo(market.conditionId)).toMatchObject({
      mts: 0.01,
      nr: false,
    });
    const book = await client.getOrderBook(yes);
    expect(book.bids.at(-1)).toEqual({ price: "0.48", size: "100" });
    expect(book.asks.at(-1)).toEqual({ price: "0.5", size: "100" });
    const served = book.hash;
    expect(await client.getOrderBookHash(book)).toBe(served);
    const mirrored = await client.getOrderBook(no);
    expect(mirrored.bids.at(-1)).toEqual({ price: "0.5", size: "100" });
    expect(mirrored.asks.at(-1)).toEqual({ price: "0.52", size: "100" });
    const both = [
      { token_id: yes, side: Side.BUY },
      { token_id: no, side: Side.SELL },
    ];
    expect(await client.getOrderBooks(both)).toHaveLength(2);
    expect(await client.getTickSize(yes)).toBe("0.01");
    expect(await client.getNegRisk(yes)).toBe(false);
    expect(await client.getFeeRateBps(yes)).toEqual(expect.any(Number));
    expect(await client.getFeeExponent(yes)).toBe(1);
    expect(await client.calculateMarketPrice(yes, Side.BUY, 10)).toBe(0.5);
    expect(await client.getMidpoint(yes)).toEqual({ mid: "0.49" });
    expect(await client.getMidpoints(both)).toEqual({ [yes]: "0.49", [no]: "0.51" });
    expect(await client.getPrice(yes, "BUY")).toEqual({ price: "0.48" });
    expect(await client.getPrice(yes, "SELL")).toEqual({ price: "0.5" });
    expect(await client.getPrices(both)).toEqual({
      [yes]: { BUY: "0.48" },
      [no]: { SELL: "0.52" },
    });
    expect(await client.getSpread(yes)).toEqual({ spread: "0.02" });
    expect(await client.getSpreads(both)).toEqual({ [yes]: "0.02", [no]: "0.02" });
    expect(await client.getLastTradePrice(yes)).toEqual({ price: "0.5", side: "" });
    expect(await client.getLastTradesPrices(both)).toEqual([]);
    expect(
      await client.getPricesHistory({ market: yes, interval: PriceHistoryInterval.ONE_HOUR }),
    ).toHaveProperty("history");
    expect(await client.getCurrentRewards()).toEqual(
      expect.arrayContaining([expect.objectContaining({ condition_id: market.conditionId })]),
    );
    expect(await client.getRawRewardsForMarket(market.conditionId)).toEqual([
      expect.objectContaining({ condition_id: market.conditionId }),
    ]);
    expect(await client.getMarketTradesEvents(market.conditionId)).toEqual([]);
  });

  it("says what is not there in the venue's words", async () => {
    const client = new ClobClient({ host: venue.addresses.http, chain: Chain.POLYGON });
    expect(await client.getOrderBook("1")).toMatchObject({
      error: "No orderbook exists for the requested token id",
      status: 404,
    });
    expect(await client.getMarket(`0x${"0".repeat(64)}`)).toMatchObject({
      error: "market not found",
      status: 404,
    });
  });
});

describe("keys", () => {
  it("refuses a second key for a nonce and derives the first", async () => {
    const client = clientOf(venue, viemSigner(KEYS.other));
    const created = await client.createApiKey(7);
    // The client hides the refusal in a key without parts; derive is what it does next.
    expect(await client.createApiKey(7)).toEqual({});
    expect(await client.deriveApiKey(7)).toEqual(created);
    expect(await client.createOrDeriveApiKey(7)).toEqual(created);
    const withKey = clientOf(venue, viemSigner(KEYS.other), created);
    expect(await withKey.getApiKeys()).toEqual({ apiKeys: [created.key] });
    expect(await withKey.getClosedOnlyMode()).toEqual({ closed_only: false });
    const readonly = await withKey.createReadonlyApiKey();
    expect(await withKey.getReadonlyApiKeys()).toContain(readonly.apiKey);
    expect(await withKey.deleteReadonlyApiKey(readonly.apiKey)).not.toHaveProperty("error");
    const builder = await withKey.createBuilderApiKey();
    expect(await withKey.getBuilderApiKeys()).toEqual([
      expect.objectContaining({ key: builder.key }),
    ]);
    expect(await withKey.revokeBuilderApiKey()).not.toHaveProperty("error");
    expect(await withKey.deleteApiKey()).not.toHaveProperty("error");
    expect(await withKey.getApiKeys()).toMatchObject({ status: 401 });
  });
});

describe("account", () => {
  it("keeps balances, notifications, scoring, rewards and heartbeats", async () => {
    const market = await venue.listMarket({ rewards: true });
    const maker = await tradingClient(venue, KEYS.maker);
    await venue.fund(addressOf(KEYS.maker), 1_000);
    await maker.updateBalanceAllowance({ asset_type: AssetType.COLLATERAL });
    const { balance } = await maker.getBalanceAllowance({ asset_type: AssetType.COLLATERAL });
    expect(Number(balance)).toBeGreaterThanOrEqual(1_000_000_000);
    const bid = await maker.createAndPostOrder({
      tokenID: market.tokenIds[0],
      price: 0.49,
      size: 100,
      side: Side.BUY,
    });
    await maker.createAndPostOrder({
      tokenID: market.tokenIds[1],
      price: 0.49,
      size: 100,
      side: Side.BUY,
    });
    await venue.advance(180_000);
    expect(await maker.isOrderScoring({ order_id: bid.orderID })).toEqual({ scoring: true });
    expect(await maker.areOrdersScoring({ orderIds: [bid.orderID] })).toEqual({
      [bid.orderID]: true,
    });
    const date = new Date((await venue.state()).timeMs).toISOString().slice(0, 10);
    expect(await maker.getEarningsForUserForDay(date)).toEqual(
      expect.arrayContaining([expect.objectContaining({ condition_id: market.conditionId })]),
    );
    expect(await maker.getTotalEarningsForUserForDay(date)).toEqual([
      expect.objectContaining({ asset_rate: 1 }),
    ]);
    expect(await maker.getRewardPercentages()).toHaveProperty([market.conditionId]);
    expect(await maker.getUserEarningsAndMarketsConfig(date)).toEqual(
      expect.arrayContaining([expect.objectContaining({ condition_id: market.conditionId })]),
    );
    expect(await maker.getNotifications()).toEqual(expect.any(Array));
    await maker.dropNotifications({ ids: ["1"] });
    expect(await maker.getBuilderTrades({ builder_code: `0x${"ab".repeat(32)}` })).toMatchObject({
      trades: [],
    });
    const beat = await maker.postHeartbeat("");
    expect(beat.heartbeat_id).toMatch(/^[0-9a-f-]{36}$/);
    const wrong = await maker.postHeartbeat("00000000-0000-4000-8000-000000000000");
    expect(wrong).toMatchObject({ status: 400 });
    await venue.advance(16_000);
    expect(await maker.getOpenOrders({ market: market.conditionId })).toEqual([]);
  });
});
