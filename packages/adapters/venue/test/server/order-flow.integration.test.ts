import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  CONDITION_ID,
  control,
  end,
  MAKER,
  MAKER_SESSION,
  NO,
  orderBody,
  request,
  serve,
  signed,
  TAKER,
  TAKER_SESSION,
  YES,
  type Served,
} from "./serve-venue.ts";

let served: Served;

beforeEach(async () => {
  served = await serve();
});

afterEach(() => end(served));

describe("orders over HTTP", () => {
  it("rests, trades against the other token, and settles", async () => {
    const resting = await orderBody(MAKER, MAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.4,
      shares: 20,
    });
    const placed = await signed(served, MAKER_SESSION, "POST", "/order", resting);
    expect(placed).toMatchObject({
      status: 200,
      body: { success: true, errorMsg: "", status: "live", makingAmount: "", takingAmount: "" },
    });
    const taking = await orderBody(TAKER, TAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.6,
      shares: 5,
      tokenId: NO,
    });
    const taken = await signed(served, TAKER_SESSION, "POST", "/order", taking);
    expect(taken.body).toMatchObject({ status: "matched", makingAmount: "3", takingAmount: "5" });
    expect(taken.body).toHaveProperty("tradeIDs.0");
    expect(taken.body).not.toHaveProperty("transactionsHashes");
    await control(served, "POST", "/_venue/clock", { advanceMs: 120_000 });
    const trades = await signed(
      served,
      MAKER_SESSION,
      "GET",
      `/data/trades?market=${CONDITION_ID}`,
    );
    expect(trades.body).toMatchObject({
      count: 1,
      next_cursor: "LTE=",
      data: [
        {
          asset_id: NO,
          trader_side: "MAKER",
          status: "TRADE_STATUS_CONFIRMED",
          maker_orders: [{ asset_id: YES, side: "BUY", matched_amount: "5", price: "0.4" }],
        },
      ],
    });
    const balance = await signed(
      served,
      MAKER_SESSION,
      "GET",
      `/balance-allowance?asset_type=CONDITIONAL&token_id=${YES}&signature_type=0`,
    );
    expect(balance.body).toMatchObject({ balance: "5000000" });
    const orders = await signed(served, MAKER_SESSION, "GET", "/data/orders");
    expect(orders.body).toMatchObject({
      count: 1,
      data: [{ original_size: "20", size_matched: "5" }],
    });
  });

  it("tells a maker of its own part of a trade only", async () => {
    const second = served.venue.sessions.create(MAKER.address, 1);
    if (second === null) throw new Error("a second key was made");
    for (const session of [MAKER_SESSION, second]) {
      const body = await orderBody(MAKER, session.apiKey, { side: "BUY", price: 0.4, shares: 10 });
      await signed(served, session, "POST", "/order", body);
    }
    const taking = await orderBody(TAKER, TAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.6,
      shares: 15,
      tokenId: NO,
    });
    await signed(served, TAKER_SESSION, "POST", "/order", taking);
    const toMaker = await signed(served, second, "GET", "/data/trades");
    const toTaker = await signed(served, TAKER_SESSION, "GET", "/data/trades");
    expect(toMaker.body).toMatchObject({
      data: [{ size: "15", trader_side: "MAKER", maker_orders: [{ matched_amount: "5" }] }],
    });
    expect(toMaker.body).toHaveProperty("data.0.maker_orders.length", 1);
    expect(toTaker.body).toHaveProperty("data.0.maker_orders.length", 2);
    expect(toTaker.body).toHaveProperty("data.0.trader_side", "TAKER");
  });

  it("refuses in the venue's words and changes nothing", async () => {
    const before = served.venue.exchange.stateHash();
    const good = await orderBody(MAKER, MAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.4,
      shares: 20,
    });
    const cases: readonly (readonly [string, number, string])[] = [
      ["{", 400, "Invalid order payload"],
      ["[]", 400, "Invalid order payload"],
      [
        good.replace(MAKER_SESSION.apiKey, TAKER_SESSION.apiKey),
        400,
        "the order owner has to be the owner of the API KEY",
      ],
      [
        await orderBody(TAKER, MAKER_SESSION.apiKey, { side: "BUY", price: 0.4, shares: 20 }),
        400,
        "the order signer address has to be the address of the API KEY",
      ],
      [
        await orderBody(MAKER, MAKER_SESSION.apiKey, {
          side: "BUY",
          price: 0.4,
          shares: 20,
          domainVersion: "1",
        }),
        400,
        "order_version_mismatch",
      ],
      [
        await orderBody(MAKER, MAKER_SESSION.apiKey, {
          side: "BUY",
          price: 0.4,
          shares: 20,
          tokenId: "7",
        }),
        400,
        "Invalid token id",
      ],
    ];
    for (const [body, status, error] of cases) {
      const answer = await signed(served, MAKER_SESSION, "POST", "/order", body);
      expect(answer).toMatchObject({ status, body: { error } });
    }
    expect(served.venue.exchange.stateHash()).toBe(before);
  });

  it("answers a batch leg by leg and takes no more than fifteen", async () => {
    const body = (price: number, shares: number): Promise<string> =>
      orderBody(MAKER, MAKER_SESSION.apiKey, { side: "BUY", price, shares });
    const legs = `[${await body(0.3, 10)},${await body(0.3, 1)},${await body(0.31, 10)}]`;
    const answer = await signed(served, MAKER_SESSION, "POST", "/orders", legs);
    expect(answer.body).toMatchObject([
      { success: true, errorMsg: "", status: "live" },
      { orderID: "", status: "", errorMsg: expect.stringContaining("lower than the minimum: 5") },
      { success: true, errorMsg: "", status: "live" },
    ]);
    const many = await signed(served, MAKER_SESSION, "POST", "/orders", `[${"{},".repeat(15)}{}]`);
    expect(many).toMatchObject({
      status: 400,
      body: { error: "Too many orders in payload: 16, max allowed: 15" },
    });
  });

  it("cancels by id, by market and all, and says what it could not", async () => {
    const ids: string[] = [];
    for (const price of [0.3, 0.31, 0.32, 0.33]) {
      const body = await orderBody(MAKER, MAKER_SESSION.apiKey, { side: "BUY", price, shares: 10 });
      const placed = await signed(served, MAKER_SESSION, "POST", "/order", body);
      ids.push((placed.body as { orderID: string }).orderID);
    }
    const unknown = `0x${"a".repeat(64)}`;
    const one = JSON.stringify({ orderID: ids[0] });
    // Another key's order is as good as unknown.
    const foreign = await signed(served, TAKER_SESSION, "DELETE", "/order", one);
    expect(foreign.body).toMatchObject({ canceled: [] });
    expect((await signed(served, MAKER_SESSION, "DELETE", "/order", one)).body).toEqual({
      canceled: [ids[0]],
      not_canceled: {},
    });
    const some = JSON.stringify([ids[1], unknown]);
    expect((await signed(served, MAKER_SESSION, "DELETE", "/orders", some)).body).toEqual({
      canceled: [ids[1]],
      not_canceled: { [unknown]: "Order not found or already canceled" },
    });
    const market = JSON.stringify({ market: CONDITION_ID, asset_id: NO });
    const none = await signed(served, MAKER_SESSION, "DELETE", "/cancel-market-orders", market);
    expect(none.body).toEqual({ canceled: [], not_canceled: {} });
    const all = await signed(served, MAKER_SESSION, "DELETE", "/cancel-all");
    expect(all.body).toEqual({ canceled: [ids[2], ids[3]], not_canceled: {} });
    const bad = await signed(served, MAKER_SESSION, "DELETE", "/order", '{"orderID":"x"}');
    expect(bad).toMatchObject({ status: 400, body: { error: "Invalid orderID" } });
    const gone = await signed(served, MAKER_SESSION, "GET", `/data/order/${ids[2]}`);
    expect(gone.status).toBe(404);
  });
});

describe("authentication", () => {
  it("makes a key once, then derives it, and forgets it when told", async () => {
    const timestamp = "1795216276";
    const signature = await TAKER.signTypedData({
      domain: { name: "ClobAuthDomain", version: "1", chainId: 137 },
      types: {
        ClobAuth: [
          { name: "address", type: "address" },
          { name: "timestamp", type: "string" },
          { name: "nonce", type: "uint256" },
          { name: "message", type: "string" },
        ],
      },
      primaryType: "ClobAuth",
      message: {
        address: TAKER.address,
        timestamp,
        nonce: 5n,
        message: "This message attests that I control the given wallet",
      },
    });
    const headers = {
      POLY_ADDRESS: TAKER.address,
      POLY_SIGNATURE: signature,
      POLY_TIMESTAMP: timestamp,
      POLY_NONCE: "5",
    };
    const { http } = served.server.addresses;
    const created = await request(http, "POST", "/auth/api-key", { headers });
    expect(created.status).toBe(200);
    const again = await request(http, "POST", "/auth/api-key", { headers });
    expect(again).toMatchObject({ status: 400, body: { error: "Could not create api key" } });
    const derived = await request(http, "GET", "/auth/derive-api-key", { headers });
    expect(derived.body).toEqual(created.body);
    const forged = await request(http, "POST", "/auth/api-key", {
      headers: { ...headers, POLY_NONCE: "6" },
    });
    expect(forged).toMatchObject({ status: 401, body: { error: "Invalid L1 Request headers" } });
    const session = { ...TAKER_SESSION, ...(created.body as { apiKey: string }) };
    expect((await signed(served, session, "DELETE", "/auth/api-key")).status).toBe(200);
    const after = await signed(served, session, "GET", "/data/orders");
    expect(after).toMatchObject({ status: 401, body: { error: "Unauthorized/Invalid api key" } });
  });

  it("lets a readonly key read and not trade", async () => {
    const made = await signed(served, MAKER_SESSION, "POST", "/auth/readonly-api-key");
    const session = { ...MAKER_SESSION, ...(made.body as { apiKey: string }) };
    expect((await signed(served, session, "GET", "/data/orders")).status).toBe(200);
    const cancel = await signed(served, session, "DELETE", "/cancel-all");
    expect(cancel.status).toBe(401);
    const listed = await signed(served, MAKER_SESSION, "GET", "/auth/readonly-api-keys");
    expect(listed.body).toEqual([session.apiKey]);
  });

  it.each(["poly_signature", "poly_api_key", "poly_passphrase", "poly_timestamp", "poly_address"])(
    "refuses a wrong %s",
    async (name) => {
      const { http } = served.server.addresses;
      const headers = {
        poly_address: MAKER.address,
        poly_signature: "qC_YGF3NkQcQwXABEj5qIGGsFMpgiZUVPoRiPiJ0UWw=",
        poly_timestamp: "1795216276",
        poly_api_key: MAKER_SESSION.apiKey,
        poly_passphrase: MAKER_SESSION.passphrase,
      };
      const good = await request(http, "GET", "/auth/api-keys", { headers });
      expect(good).toMatchObject({ status: 200, body: { apiKeys: [MAKER_SESSION.apiKey] } });
      const bad = await request(http, "GET", "/auth/api-keys?x=1", {
        headers: { ...headers, [name]: "1" },
      });
      expect(bad).toMatchObject({ status: 401, body: { error: "Unauthorized/Invalid api key" } });
    },
  );
});

describe("the heartbeat", () => {
  it("hands out the next id and answers a wrong one with the expected", async () => {
    const beat = (id: string): ReturnType<typeof signed> =>
      signed(served, MAKER_SESSION, "POST", "/v1/heartbeats", JSON.stringify({ heartbeat_id: id }));
    const first = await beat("");
    expect(first.status).toBe(200);
    const { heartbeat_id: next } = first.body as { heartbeat_id: string };
    const wrong = await beat("00000000-0000-4000-8000-000000000000");
    expect(wrong).toMatchObject({
      status: 400,
      body: {
        error: "Invalid Heartbeat ID",
        error_msg: "Invalid Heartbeat ID",
        heartbeat_id: next,
      },
    });
    expect((await beat(next)).status).toBe(200);
    const body = await orderBody(MAKER, MAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.3,
      shares: 10,
    });
    await signed(served, MAKER_SESSION, "POST", "/order", body);
    await control(served, "POST", "/_venue/clock", { advanceMs: 16_000 });
    expect(served.venue.exchange.openOrders({})).toEqual([]);
  });
});
