import { notionalMicroUsd, parseMicroShares, parsePriceUnits } from "@polytraders/core";
import { describe, expect, test } from "vitest";
import { parseFaultPlan } from "../../src/faults/fault-plan.ts";
import type { GatewayAnswer, Respond } from "../../src/gateway/gateway.ts";
import type { InProcessOrder } from "../../src/venue/in-process-order.ts";
import { openVenue, type Venue } from "../../src/venue/open-venue.ts";
import { connectInProcess } from "../../src/venue/venue-connection.ts";
import { worldDocumentSchema } from "../../src/world/world-document.ts";

const ALICE = `0x${"a1".repeat(20)}`;
const BOB = `0x${"b0".repeat(20)}`;
const START_MS = Date.UTC(2026, 10, 2, 12);

function venueWith(entries = "", takerDelayMs = 0): Venue {
  const plan =
    entries === "" ? {} : { faults: parseFaultPlan(`version: 1\nfaults:\n${entries}`, "test") };
  return openVenue({
    startMs: START_MS,
    world: worldDocumentSchema.parse({
      version: 1,
      makers: null,
      accounts: [ALICE, BOB].map((address) => ({ address, pusd: 100 })),
      markets: [{ slug: "test", fees: { rate: 0 }, takerDelayMs }],
    }),
    ...plan,
  });
}

function tokenOf({ exchange }: Venue, token: 0 | 1): string {
  return exchange.markets()[0]?.terms.tokenIds[token] ?? "";
}

let count = 0;

function orderOf(
  venue: Venue,
  wish: Partial<InProcessOrder> & { price?: string; size?: string },
): InProcessOrder {
  const { price = "0.40", size = "10", ...rest } = wish;
  count += 1;
  const shares = parseMicroShares(size);
  return {
    orderId: `0x${count.toString(16).padStart(64, "0")}`,
    account: ALICE,
    tokenId: tokenOf(venue, 0),
    side: "BUY",
    makerAmount: notionalMicroUsd(parsePriceUnits(price), shares),
    takerAmount: shares,
    orderType: "GTC",
    isPostOnly: false,
    expiresAtMs: null,
    defersExecution: false,
    builderCode: null,
    ...rest,
  };
}

/** What one request was answered with so far: `undefined` while there is nothing. */
function answerOf(ask: (respond: Respond) => void): {
  now: () => GatewayAnswer | null | undefined;
} {
  let heard: GatewayAnswer | null | undefined;
  ask((answer) => {
    heard = answer;
  });
  return { now: () => heard };
}

describe("a bot in process", () => {
  test("trades and reads as over the wire", () => {
    const venue = venueWith();
    const alice = connectInProcess(venue, { signer: ALICE });
    const bob = connectInProcess(venue, { signer: BOB });
    const order = orderOf(venue, { price: "0.40" });
    expect(answerOf((respond) => alice.place(order, respond)).now()).toEqual({
      status: 200,
      body: {
        success: true,
        errorMsg: "",
        orderID: order.orderId,
        takingAmount: "",
        makingAmount: "",
        status: "live",
      },
    });
    const against = orderOf(venue, {
      account: BOB,
      tokenId: tokenOf(venue, 1),
      price: "0.60",
      size: "4",
    });
    expect(answerOf((respond) => bob.place(against, respond)).now()?.body).toMatchObject({
      status: "matched",
      makingAmount: "2.4",
      takingAmount: "4",
    });
    expect(answerOf((respond) => alice.order(order.orderId, respond)).now()?.body).toMatchObject({
      id: order.orderId,
      owner: alice.session.apiKey,
      size_matched: "4",
    });
    expect(answerOf((respond) => alice.trades({}, respond)).now()?.body).toMatchObject({
      count: 1,
    });
    expect(answerOf((respond) => alice.cancel(order.orderId, respond)).now()?.body).toEqual({
      canceled: [order.orderId],
      not_canceled: {},
    });
    venue.exchange.advanceTo(START_MS + 60_000);
    expect(answerOf((respond) => alice.balance(null, respond)).now()?.body).toMatchObject({
      balance: "98400000",
    });
    expect(
      answerOf((respond) => alice.balance(tokenOf(venue, 0), respond)).now()?.body,
    ).toMatchObject({ balance: "4000000" });
  });

  test("cancels in each of the four ways", () => {
    const venue = venueWith();
    const alice = connectInProcess(venue, { signer: ALICE });
    const orders = ["0.10", "0.11", "0.12", "0.13"].map((price) => orderOf(venue, { price }));
    expect(answerOf((respond) => alice.placeBatch(orders, respond)).now()?.body).toHaveLength(4);
    const [first, second, third, fourth] = orders.map(({ orderId }) => orderId);
    const cancelled = (answer: GatewayAnswer | null | undefined): unknown => answer?.body;
    expect(
      cancelled(answerOf((respond) => alice.cancel(first ?? "", respond)).now()),
    ).toMatchObject({ canceled: [first] });
    expect(
      cancelled(answerOf((respond) => alice.cancelMany([second ?? ""], respond)).now()),
    ).toMatchObject({ canceled: [second] });
    expect(
      cancelled(
        answerOf((respond) => alice.cancelMarket({ tokenId: tokenOf(venue, 1) }, respond)).now(),
      ),
    ).toMatchObject({ canceled: [] });
    expect(cancelled(answerOf((respond) => alice.cancelAll(respond)).now())).toMatchObject({
      canceled: [third, fourth],
    });
  });

  test("is held back by a taker delay and answered in the venue's time", () => {
    const venue = venueWith("", 250);
    const alice = connectInProcess(venue, { signer: ALICE });
    const bob = connectInProcess(venue, { signer: BOB });
    alice.place(orderOf(venue, {}), () => undefined);
    const taking = orderOf(venue, { account: BOB, tokenId: tokenOf(venue, 1), price: "0.60" });
    const answer = answerOf((respond) => bob.place(taking, respond));
    expect(answer.now()).toBeUndefined();
    venue.exchange.advanceTo(START_MS + 250);
    expect(answer.now()?.body).toMatchObject({ status: "matched" });
  });

  test("meets the venue's faults, and no answer is told as null", () => {
    const venue = venueWith("  - kind: timeout_after_accept\n    when: { count: 1 }");
    const alice = connectInProcess(venue, { signer: ALICE });
    const order = orderOf(venue, {});
    expect(answerOf((respond) => alice.place(order, respond)).now()).toBeNull();
    expect(venue.exchange.order(order.orderId)?.state).toBe("live");
  });

  test("keeps its session's heartbeats", () => {
    const venue = venueWith();
    const alice = connectInProcess(venue, { signer: ALICE });
    const first = answerOf((respond) => alice.heartbeat("", respond)).now();
    expect(first).toMatchObject({ status: 200, body: { heartbeat_id: expect.any(String) } });
    expect(answerOf((respond) => alice.heartbeat("wrong", respond)).now()).toMatchObject({
      status: 400,
      body: { error: "Invalid Heartbeat ID" },
    });
  });

  test("gets the key again that its signer has", () => {
    const venue = venueWith();
    const { session } = connectInProcess(venue, { signer: ALICE });
    expect(connectInProcess(venue, { signer: ALICE.toUpperCase().replace("X", "x") }).session).toBe(
      session,
    );
    expect(connectInProcess(venue, { signer: ALICE, nonce: 1 }).session).not.toEqual(session);
  });
});

describe("an order in process is refused", () => {
  test("when its id is not of the venue's form", () => {
    const venue = venueWith();
    const alice = connectInProcess(venue, { signer: ALICE });
    const order = orderOf(venue, { orderId: "mine" });
    expect(answerOf((respond) => alice.place(order, respond)).now()).toEqual({
      status: 400,
      body: { error: "Invalid order payload" },
    });
  });

  test("when it spends from somebody else's wallet", () => {
    const venue = venueWith();
    const alice = connectInProcess(venue, { signer: ALICE });
    connectInProcess(venue, { signer: BOB });
    const order = orderOf(venue, { account: BOB });
    expect(answerOf((respond) => alice.place(order, respond)).now()?.status).toBe(400);
    expect(venue.exchange.openOrders({})).toEqual([]);
  });
});

test("a route that does not exist in process is named with those that do", () => {
  const alice = connectInProcess(venueWith(), { signer: ALICE });
  expect(() => alice.send({ route: "GET /nothing" }, () => undefined)).toThrow(/POST \/order/);
});
