import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleExchanges, exampleOf, hasExamples, shapeDifferences } from "./examples.ts";
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
  type Answer,
  type Served,
} from "./serve-venue.ts";

let served: Served;
/** Ids of the example's orders, replaced by ours of the same standing. */
let liveOrderId = "";

/** A v2 market beside the example's own, so that both protocols are looked at. */
const V2_SLUG = "the-second-protocol";

beforeAll(async () => {
  served = await serve();
  const live = exampleOf("post-order-live");
  const { http } = served.server.addresses;
  await control(served, "POST", "/_venue/markets", {
    slug: V2_SLUG,
    protocol: "v2",
    rewards: { dailyPoolUsd: 5, spreadMaxCents: 3, sizeMinShares: 20 },
  });
  await request(http, "POST", "/order", {
    body: live.request.body_string ?? "",
    headers: live.request.headers ?? {},
  });
  for (const [wallet, session, side, price, shares] of [
    [MAKER, MAKER_SESSION, "BUY", 0.49, 250],
    [TAKER, TAKER_SESSION, "BUY", 0.51, 10],
    [MAKER, MAKER_SESSION, "BUY", 0.5, 100],
  ] as const) {
    const tokenId = wallet === TAKER ? NO : YES;
    const body = await orderBody(wallet, session.apiKey, { side, price, shares, tokenId });
    const { body: answer } = await signed(served, session, "POST", "/order", body);
    liveOrderId = (answer as { orderID: string }).orderID;
  }
  const taking = await orderBody(MAKER, MAKER_SESSION.apiKey, {
    side: "BUY",
    price: 0.52,
    shares: 10,
  });
  // Both have shares of their own now; two more asks make the book two-sided.
  await control(served, "POST", "/_venue/clock", { advanceMs: 120_000 });
  const ask = await orderBody(TAKER, TAKER_SESSION.apiKey, {
    side: "BUY",
    price: 0.48,
    shares: 100,
    tokenId: NO,
  });
  await signed(served, TAKER_SESSION, "POST", "/order", ask);
  await signed(served, MAKER_SESSION, "POST", "/order", taking);
  await control(served, "POST", "/_venue/clock", { advanceMs: 180_000 });
});

afterAll(() => end(served));

/** What cannot be asked of a healthy venue: refusals and rows that need another history. */
const NOT_ASKED = new Set([
  "markets-by-token-404",
  "last-trade-price-untraded",
  "create-api-key",
  "derive-api-key",
  "create-api-key-exists",
  "heartbeat-mismatch",
  "rebates-current",
  "rewards-user-total",
  "rewards-user-percentages",
  "rewards-user",
  "data-v2-resolutions",
]);

const EXAMPLE_ORDER = /0xc9738cfd92d3529b5b6f66662e7e22f4e7d830e92a6c59c5cc09c9c13ff72e53/g;

function askFor(
  method: string,
  path: string,
  auth: string,
  body: string | undefined,
): Promise<Answer> {
  const { addresses } = served.server;
  if (path.startsWith("https://")) {
    return request(addresses.http, method, new URL(path).pathname);
  }
  if (path.startsWith("gamma:")) return request(addresses.gamma, method, path.slice(6));
  if (path.startsWith("data:")) return request(addresses.data, method, path.slice(5));
  if (auth === "L2") return signed(served, MAKER_SESSION, method, path, body);
  return request(addresses.http, method, path, body === undefined ? {} : { body });
}

const READS = exampleExchanges().filter(
  ({ id, request: { method, auth }, response: { status } }) =>
    status === 200 && !NOT_ASKED.has(id) && (method === "GET" || auth === "L0"),
);

describe.skipIf(!hasExamples)("answers have every key of the recorded ones, with its type", () => {
  it.each(READS.map((example) => [example.id, example] as const))("%s", async (_id, example) => {
    // Two markets are too few for a second page of a hundred.
    const asked = example.request.path.replace(
      "markets/keyset?limit=100",
      "markets/keyset?limit=1",
    );
    const path = asked.replace(EXAMPLE_ORDER, liveOrderId);
    const { body } = example.request;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const { method, auth } = example.request;
    const answer = await askFor(method, path, auth, text);
    expect(answer.status).toBe(example.response.status);
    const expected = withOurIds(example.response.body);
    expect(shapeDifferences(expected, answer.body)).toEqual([]);
  });

  it("covers most of the recorded exchanges", () => {
    expect(READS.length).toBeGreaterThan(50);
  });
});

/** Maps keyed by ids of the example's own orders cannot hold here. */
function withOurIds(body: unknown): unknown {
  const text = JSON.stringify(body).replace(EXAMPLE_ORDER, liveOrderId);
  const value: unknown = JSON.parse(text);
  return value;
}

describe.skipIf(!hasExamples)("refusals are word for word", () => {
  it.each(["book-404", "l1-bad", "l2-bad", "data-v2-error"])("%s", async (id) => {
    const { request: asked, response } = exampleOf(id);
    const { http, data } = served.server.addresses;
    const answer = asked.path.startsWith("data:")
      ? await request(data, asked.method, asked.path.slice(5))
      : await request(http, asked.method, asked.path);
    expect(answer.status).toBe(response.status);
    const expected = response.body as { error: string };
    expect(answer.body).toMatchObject({ error: expected.error });
    expect(shapeDifferences(response.body, answer.body)).toEqual([]);
  });
});

describe.skipIf(!hasExamples)("the recorded order", () => {
  it("is taken as it was sent, under its digest, and refused a second time", async () => {
    const fresh = await serve();
    const { request: asked, response } = exampleOf("post-order-live");
    const { http } = fresh.server.addresses;
    const post = (): Promise<Answer> =>
      request(http, "POST", "/order", {
        body: asked.body_string ?? "",
        headers: asked.headers ?? {},
      });
    expect(await post()).toMatchObject({ status: 200, body: response.body });
    const again = exampleOf("post-order-duplicate").response;
    expect(await post()).toMatchObject({ status: again.status, body: again.body });
    const row = await signed(fresh, MAKER_SESSION, "GET", "/data/orders");
    const { orderID } = response.body as { orderID: string };
    expect(row.body).toMatchObject({ data: [{ id: orderID, status: "LIVE", price: "0.5" }] });
    await fresh.server.close();
  });

  it("makes the recorded key's signature hold, and no other body", async () => {
    const { request: asked } = exampleOf("post-order-live");
    const body = `${asked.body_string ?? ""} `;
    const { http } = served.server.addresses;
    const answer = await request(http, "POST", "/order", { body, headers: asked.headers ?? {} });
    expect(answer.status).toBe(401);
  });
});

describe("prices", () => {
  it("mirror between the tokens", async () => {
    const { http } = served.server.addresses;
    const of = async (path: string): Promise<unknown> => (await request(http, "GET", path)).body;
    expect(await of(`/price?token_id=${YES}&side=BUY`)).toEqual({ price: "0.5" });
    expect(await of(`/price?token_id=${YES}&side=SELL`)).toEqual({ price: "0.52" });
    expect(await of(`/price?token_id=${NO}&side=SELL`)).toEqual({ price: "0.5" });
    expect(await of(`/midpoint?token_id=${NO}`)).toEqual({ mid: "0.49" });
    expect(await of(`/spread?token_id=${NO}`)).toEqual({ spread: "0.02" });
    expect(await of(`/markets-by-token/${NO}`)).toMatchObject({ condition_id: CONDITION_ID });
  });
});
