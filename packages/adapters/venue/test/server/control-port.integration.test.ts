import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  CONDITION_ID,
  control,
  CONTROL_TOKEN,
  end,
  MAKER,
  MAKER_SESSION,
  NO,
  orderBody,
  request,
  serve,
  signed,
  START_MS,
  TAKER,
  TAKER_SESSION,
  type Served,
} from "./serve-venue.ts";

let served: Served;
const NEWCOMER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

beforeEach(async () => {
  served = await serve();
});

afterEach(() => end(served));

const command = (path: string, body: unknown): ReturnType<typeof control> =>
  control(served, "POST", `/_venue/${path}`, body);

describe("the control port", () => {
  it("is closed without its token, and is not there without one", async () => {
    const address = served.server.addresses.control ?? "";
    for (const authorization of ["", "Bearer ", "Bearer wrong", "control-token-of-the-test"]) {
      const answer = await request(address, "GET", "/_venue/state", { headers: { authorization } });
      expect(answer.status).toBe(401);
    }
    const outside = await request(served.server.addresses.http, "GET", "/_venue/state");
    expect(outside.status).toBe(404);
  });

  it("splits, merges and redeems on the chain for a wallet that has no relayer", async () => {
    const { exchange } = served.venue;
    const address = NEWCOMER.toLowerCase();
    await command("fund", { address, pusd: 100 });
    const split = { action: "split", address, conditionId: CONDITION_ID, size: "40" };
    expect((await command("chain", split)).body).toHaveProperty("actionId");
    await command("clock", { advanceMs: 60_000 });
    expect(exchange.balance(address, NO)).toBe(40_000_000);
    await command("chain", { ...split, action: "merge", size: 10 });
    await command("clock", { advanceMs: 60_000 });
    await command("resolve", { conditionId: CONDITION_ID, payouts: [0, 1] });
    await command("clock", { advanceMs: 86_400_000 });
    await command("chain", { action: "redeem", address, condition_id: CONDITION_ID });
    await command("clock", { advanceMs: 60_000 });
    expect(exchange.balance(address, NO)).toBe(0);
    expect(exchange.balance(address, null)).toBeGreaterThan(99_000_000);
    for (const wrong of [{ ...split, size: -1 }, { ...split, size: 1e6 }, { action: "burn" }, []]) {
      expect((await command("chain", wrong)).status).toBe(400);
    }
  });

  it("funds a wallet from numbers and texts, to the cent", async () => {
    await command("fund", { address: NEWCOMER, pusd: 0.1 });
    const { status } = await command("fund", { address: NEWCOMER, pusd: "1000.000001" });
    expect(status).toBe(200);
    expect(served.venue.exchange.balance(NEWCOMER.toLowerCase(), null)).toBe(1_000_100_001);
    for (const body of [
      undefined,
      {},
      { address: "0x12", pusd: 1 },
      { address: NEWCOMER, pusd: -1 },
      { address: NEWCOMER, pusd: "much" },
      { address: NEWCOMER, pusd: 0 },
      [],
    ]) {
      const refused = await command("fund", body);
      expect(refused.status).toBe(400);
      expect(refused.body).toHaveProperty("code", "VENUE_COMMAND_INVALID");
    }
    expect(served.venue.exchange.balance(NEWCOMER.toLowerCase(), null)).toBe(1_000_100_001);
  });

  it("gives a wallet to the key that trades with it", async () => {
    const wallet = NEWCOMER;
    await command("fund", { address: wallet, pusd: 7, owner: MAKER.address });
    const path = "/balance-allowance?asset_type=COLLATERAL&signature_type=3";
    expect((await signed(served, MAKER_SESSION, "GET", path)).body).toMatchObject({
      balance: "7000000",
    });
    const taken = await command("fund", { address: wallet, pusd: 7, owner: TAKER.address });
    expect(taken).toMatchObject({ status: 400, body: { code: "VENUE_COMMAND_INVALID" } });
    expect(served.venue.exchange.balance(wallet.toLowerCase(), null)).toBe(7_000_000);
  });

  it("moves the clock forward, never back, and changes its speed", async () => {
    const moved = await command("clock", { advanceMs: 3_600_000 });
    expect(moved.body).toEqual({ timeMs: START_MS + 3_600_000, speed: 0 });
    const time = await request(served.server.addresses.http, "GET", "/time");
    expect(time.body).toBe(START_MS / 1_000 + 3_600);
    expect((await command("clock", { setMs: START_MS })).status).toBe(400);
    expect((await command("clock", { advanceMs: -1 })).status).toBe(400);
    expect((await command("clock", {})).status).toBe(400);
    const unmoved = await command("clock", { speed: 60, setMs: START_MS });
    expect(unmoved.status).toBe(400);
    expect(served.server.pacer.speed).toBe(0);
    expect((await command("clock", { speed: 1e6, advanceMs: 1 })).status).toBe(400);
    expect((await command("clock", { speed: 60 })).body).toMatchObject({ speed: 60 });
    served.clock.pass(1_000);
    const later = await request(served.server.addresses.http, "GET", "/time");
    expect(later.body).toBe(START_MS / 1_000 + 3_660);
  });

  it("wakes by itself when something is due", async () => {
    await command("clock", { speed: 1 });
    const before = served.venue.exchange.nowMs;
    served.venue.exchange.schedule(before + 5_000, () => undefined);
    await request(served.server.addresses.http, "GET", "/ok");
    served.clock.pass(6_000);
    expect(served.venue.exchange.nowMs).toBeGreaterThanOrEqual(before + 5_000);
  });

  it("lists one market, several, and a neg-risk event, with ids that repeat", async () => {
    const one = await command("markets", { question: "Will it rain?", tick_size: "0.001" });
    expect(one).toMatchObject({ status: 200, body: { slug: "will-it-rain" } });
    const { conditionId, tokenIds } = one.body as { conditionId: string; tokenIds: string[] };
    const { http } = served.server.addresses;
    const tick = await request(http, "GET", `/tick-size?token_id=${tokenIds[1]}`);
    expect(tick.body).toEqual({ minimum_tick_size: 0.001 });
    const several = await command("markets", [{ slug: "a" }, {}]);
    expect(several.body).toHaveProperty("markets.length", 2);
    const event = await command("markets", {
      title: "Who wins?",
      negRisk: true,
      markets: [{ slug: "ann" }, { slug: "bob" }, { slug: "cy" }],
    });
    const { markets } = event.body as { markets: { conditionId: string; tokenIds: string[] }[] };
    expect(markets).toHaveLength(3);
    const negRisk = await request(http, "GET", `/neg-risk/${markets[2]?.tokenIds[0]}`);
    expect(negRisk.body).toEqual({ neg_risk: true });
    const other = await serve();
    const copied = await command("markets", {
      question: "Copied from the venue's own answer?",
      orderPriceMinTickSize: 0.001,
      orderMinSize: 15,
      negRisk: true,
      feeSchedule: { exponent: 1, rate: 0.04, takerOnly: true, rebateRate: 0.25 },
    });
    const { tokenIds: copiedTokens, conditionId: copiedId } = copied.body as {
      tokenIds: string[];
      conditionId: string;
    };
    const compact = await request(http, "GET", `/clob-markets/${copiedId}`);
    expect(compact.body).toMatchObject({ mts: 0.001, mos: 15, nr: true, fd: { r: 0.04, e: 1 } });
    expect(copiedTokens).toHaveLength(2);
    const again = await control(other, "POST", "/_venue/markets", { question: "Will it rain?" });
    expect(again.body).toMatchObject({ conditionId, tokenIds });
    await other.server.close();
    for (const body of [
      { tickSize: "0.3" },
      { markets: [] },
      [],
      { question: 5 },
      { colour: "red" },
      { constructor: "red" },
    ]) {
      const refused = await command("markets", body);
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).not.toContain("native code");
    }
    const twice = await command("markets", { question: "Will it rain?" });
    expect(twice.status).toBe(400);
    const before = served.venue.exchange.stateHash();
    const unlisted = { accounts: [{ address: NEWCOMER, pusd: 1 }], markets: [] };
    expect((await command("markets", { version: 1, ...unlisted })).status).toBe(400);
    const { status } = await command("markets", [{ slug: "c" }, { slug: "d" }, { slug: "c" }]);
    expect(status).toBe(400);
    expect(served.venue.exchange.stateHash()).toBe(before);
  });

  it("refuses a body that is deeper than any command", async () => {
    const address = served.server.addresses.control ?? "";
    const body = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    for (const path of ["fund", "clock", "markets", "resolve"]) {
      const headers = { authorization: `Bearer ${CONTROL_TOKEN}` };
      const answer = await request(address, "POST", `/_venue/${path}`, { body, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: "VENUE_COMMAND_INVALID" } });
    }
  });

  it("resolves, and tells Gamma, Data and the wallets", async () => {
    const yes = await orderBody(MAKER, MAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.4,
      shares: 10,
    });
    const no = await orderBody(TAKER, TAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.6,
      shares: 10,
      tokenId: NO,
    });
    await signed(served, MAKER_SESSION, "POST", "/order", yes);
    await signed(served, TAKER_SESSION, "POST", "/order", no);
    await command("clock", { advanceMs: 120_000 });
    for (const payouts of [[1], [1, 1], [-1, 2], ["x", 0], [0.33333, 0.66667]]) {
      expect((await command("resolve", { conditionId: CONDITION_ID, payouts })).status).toBe(400);
    }
    const unknown = await command("resolve", { conditionId: "0x1", payouts: [1, 0] });
    expect(unknown).toMatchObject({ status: 400, body: { code: "VENUE_MARKET_UNKNOWN" } });
    const done = await command("resolve", { conditionId: CONDITION_ID, payouts: [1, 0] });
    expect(done.body).toEqual({ conditionId: CONDITION_ID, payouts: [1, 0] });
    const { gamma, data, http } = served.server.addresses;
    const market = await request(
      gamma,
      "GET",
      `/markets?condition_ids=${CONDITION_ID}&closed=true`,
    );
    expect(market.body).toMatchObject([
      { closed: true, outcomePrices: '["1","0"]', umaResolutionStatus: "resolved" },
    ]);
    const resolution = await request(data, "GET", `/v2/resolutions?condition=${CONDITION_ID}`);
    expect(resolution.body).toMatchObject({ data: [{ status: "resolved", payouts: [1e6, 0] }] });
    const clob = await request(http, "GET", `/markets/${CONDITION_ID}`);
    expect(clob.body).toMatchObject({
      closed: true,
      tokens: [{ winner: true }, { winner: false }],
    });
    const held = await request(data, "GET", `/v2/positions?user=${MAKER.address}`);
    expect(held.body).toMatchObject({
      data: [{ redeemable: true, current_value: 10, avg_price: 0.4 }],
    });
  });

  it("shows the whole state", async () => {
    const body = await orderBody(MAKER, MAKER_SESSION.apiKey, {
      side: "BUY",
      price: 0.4,
      shares: 10,
    });
    await signed(served, MAKER_SESSION, "POST", "/order", body);
    const { body: state } = await control(served, "GET", "/_venue/state");
    expect(state).toMatchObject({
      timeMs: START_MS,
      mode: "normal",
      hash: served.venue.exchange.stateHash(),
      eventCount: served.venue.exchange.eventCount,
      balances: { [MAKER.address.toLowerCase()]: "1000" },
      spendable: { [MAKER.address.toLowerCase()]: "996" },
      positions: {},
      openOrders: [{ price: "0.4", original_size: "10", side: "BUY" }],
      trades: [],
    });
  });
});
