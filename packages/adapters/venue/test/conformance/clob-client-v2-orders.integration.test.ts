import { Chain, ClobClient, OrderType, Side, SignatureTypeV2 } from "@polymarket/clob-client-v2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, tradingClient } from "./official-client.ts";
import { addressOf, KEYS, viemSigner } from "./signers.ts";
import { startVenue, type VenueUnderTest } from "./venue-under-test.ts";

let venue: VenueUnderTest;

beforeAll(async () => {
  venue = await startVenue();
});

afterAll(async () => {
  await venue.close();
});

describe("orders of every type", () => {
  it("places, lists, cancels", async () => {
    const market = await venue.listMarket();
    const [yes, no] = market.tokenIds;
    const maker = await tradingClient(venue, KEYS.maker);
    await venue.fund(addressOf(KEYS.maker), 1_000);
    await maker.cancelAll();
    const ids: string[] = [];
    for (const price of [0.2, 0.21, 0.22, 0.23, 0.24]) {
      const answer = await maker.createAndPostOrder({
        tokenID: yes,
        price,
        size: 10,
        side: Side.BUY,
      });
      ids.push(answer.orderID);
    }
    const [first = "", second = "", third = "", fourth = ""] = ids;
    expect(await maker.getOrder(first)).toMatchObject({
      id: first,
      price: "0.2",
      original_size: "10",
    });
    expect(await maker.getOpenOrders({ market: market.conditionId })).toHaveLength(5);
    expect(await maker.cancelOrder({ orderID: first })).toEqual({
      canceled: [first],
      not_canceled: {},
    });
    expect(await maker.cancelOrder({ orderID: first })).toMatchObject({ canceled: [] });
    expect(await maker.cancelOrders([second, third])).toMatchObject({ canceled: [second, third] });
    expect(
      await maker.cancelMarketOrders({ market: market.conditionId, asset_id: no }),
    ).toMatchObject({ canceled: [] });
    expect(await maker.cancelMarketOrders({ market: market.conditionId })).toMatchObject({
      canceled: expect.arrayContaining([fourth, ids[4]]),
    });
    await maker.createAndPostOrder({ tokenID: no, price: 0.3, size: 10, side: Side.BUY });
    expect(await maker.cancelAll()).toMatchObject({ canceled: [expect.any(String)] });
    expect(await maker.getOpenOrders()).toEqual([]);
    expect(await maker.getPreMigrationOrders()).toEqual([]);
  });

  it("fills market orders, kills what cannot be filled, refuses what would cross", async () => {
    const market = await venue.listMarket();
    const [yes, no] = market.tokenIds;
    const [maker, taker] = [
      await tradingClient(venue, KEYS.maker),
      await tradingClient(venue, KEYS.taker),
    ];
    await Promise.all([KEYS.maker, KEYS.taker].map((key) => venue.fund(addressOf(key), 1_000)));
    await maker.createAndPostOrder({ tokenID: no, price: 0.5, size: 100, side: Side.BUY });
    const bought = await taker.createAndPostMarketOrder(
      { tokenID: yes, amount: 10, side: Side.BUY },
      undefined,
      OrderType.FOK,
      true,
    );
    expect(bought).toMatchObject({ status: "matched", makingAmount: "10", takingAmount: "20" });
    expect(bought.tradeIDs).toHaveLength(1);
    const tooMuch = await taker.createAndPostMarketOrder(
      { tokenID: yes, amount: 100, side: Side.BUY, price: 0.5 },
      undefined,
      OrderType.FOK,
      true,
    );
    expect(tooMuch).toMatchObject({
      status: 400,
      error: "order couldn't be fully filled. FOK orders are fully filled or killed.",
    });
    const partly = await taker.createAndPostMarketOrder(
      { tokenID: yes, amount: 60, side: Side.BUY, price: 0.5 },
      undefined,
      OrderType.FAK,
      true,
    );
    expect(partly).toMatchObject({ status: "matched", makingAmount: "40", takingAmount: "80" });
    const nothing = await taker.createAndPostMarketOrder(
      { tokenID: yes, amount: 5, side: Side.BUY, price: 0.5 },
      undefined,
      OrderType.FAK,
      true,
    );
    expect(nothing).toMatchObject({ status: 400 });
    await venue.advance(60_000);
    await maker.createAndPostOrder({ tokenID: yes, price: 0.45, size: 50, side: Side.BUY });
    const sold = await taker.createAndPostMarketOrder(
      { tokenID: yes, amount: 30, side: Side.SELL },
      undefined,
      OrderType.FOK,
      true,
    );
    expect(sold).toMatchObject({ status: "matched", makingAmount: "30", takingAmount: "13.5" });
    const crossing = await taker.createAndPostOrder(
      { tokenID: no, price: 0.6, size: 10, side: Side.BUY },
      undefined,
      OrderType.GTC,
      true,
    );
    expect(crossing).toMatchObject({ status: 400 });
    expect(JSON.stringify(crossing)).toContain("crosses");
    const { timeMs } = await venue.state();
    const expiring = await taker.createAndPostOrder(
      {
        tokenID: no,
        price: 0.3,
        size: 10,
        side: Side.BUY,
        expiration: Math.floor(timeMs / 1_000) + 180,
      },
      undefined,
      OrderType.GTD,
    );
    expect(expiring).toMatchObject({ status: "live" });
    await venue.advance(121_000);
    expect(await taker.getOpenOrders({ market: market.conditionId })).toEqual([]);
  });

  it("answers a batch leg by leg", async () => {
    const market = await venue.listMarket();
    const maker = await tradingClient(venue, KEYS.maker);
    await venue.fund(addressOf(KEYS.maker), 1_000);
    const orders = await Promise.all(
      [0.1, 0.11, 0.12].map((price) =>
        maker.createOrder({ tokenID: market.tokenIds[0], price, size: 10, side: Side.BUY }),
      ),
    );
    const tooSmall = await maker.createOrder({
      tokenID: market.tokenIds[0],
      price: 0.1,
      size: 1,
      side: Side.BUY,
    });
    const answers = await maker.postOrders(
      [...orders, tooSmall].map((order) => ({ order, orderType: OrderType.GTC })),
    );
    expect(answers.map(({ status }) => status).slice(0, 3)).toEqual(["live", "live", "live"]);
    expect(answers[3]?.errorMsg).toContain("lower than the minimum: 5");
    expect(answers[3]?.orderID).toBe("");
  });

  it("takes orders of a deposit wallet and refuses somebody else's", async () => {
    const market = await venue.listMarket();
    const wallet = "0x00000000000000000000000000000000000d0001";
    await venue.fund(wallet, 100);
    const signer = viemSigner(KEYS.taker);
    const creds = await clientOf(venue, signer).createOrDeriveApiKey();
    const client = new ClobClient({
      host: venue.addresses.http,
      chain: Chain.POLYGON,
      signer,
      creds,
      signatureType: SignatureTypeV2.POLY_1271,
      funderAddress: wallet,
    });
    const answer = await client.createAndPostOrder({
      tokenID: market.tokenIds[0],
      price: 0.25,
      size: 10,
      side: Side.BUY,
    });
    expect(answer).toMatchObject({ status: "live" });
    const intruder = new ClobClient({
      host: venue.addresses.http,
      chain: Chain.POLYGON,
      signer: viemSigner(KEYS.other),
      creds,
    });
    expect(await intruder.getApiKeys()).toMatchObject({ status: 401 });
  });

  it("asks for the third domain where a market lives on the new contracts", async () => {
    const market = await venue.listMarket({ protocol: "v2" });
    const maker = await tradingClient(venue, KEYS.maker);
    await venue.fund(addressOf(KEYS.maker), 1_000);
    const order = { tokenID: market.tokenIds[0], price: 0.3, size: 10, side: Side.BUY };
    expect(await maker.createAndPostOrder(order, { tickSize: "0.01", version: 3 })).toMatchObject({
      status: "live",
    });
    const old = await maker.createAndPostOrder(order, { tickSize: "0.01", version: 2 });
    expect(JSON.stringify(old)).toContain("order_version_mismatch");
  });
});
