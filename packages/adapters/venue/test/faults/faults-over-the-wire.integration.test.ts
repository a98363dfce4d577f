import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createSystemClock } from "../../src/server/system-clock.ts";
import { startVenue } from "../../src/server/start-venue.ts";
import type { VenueServer } from "../../src/server/venue-server.ts";
import { openVenue } from "../../src/venue/open-venue.ts";
import { defaultWorld } from "../../src/world/default-world.ts";

const TOKEN = "control-token-of-the-test";
const SLUG = "will-the-example-bill-pass-this-year";
const venue = openVenue({ startMs: Date.UTC(2026, 10, 2), world: defaultWorld(), seed: 3 });
let server: VenueServer;
let socket: WebSocket;
const heard: string[] = [];

function tokenId(): string {
  const market = venue.exchange.markets().find(({ terms }) => terms.slug === SLUG);
  if (market === undefined) throw new Error("the default world has changed");
  return market.terms.tokenIds[0];
}

async function control(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${server.addresses.control}/_venue/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Says PING and hears everything up to the PONG. */
async function heardUntilPong(): Promise<readonly string[]> {
  heard.length = 0;
  socket.send("PING");
  await vi.waitUntil(() => heard.includes("PONG"));
  return heard.filter((text) => text !== "PONG");
}

beforeAll(async () => {
  const options = { speed: 0, controlToken: TOKEN, clock: createSystemClock() };
  server = await startVenue(venue, options);
  venue.exchange.advanceTo(venue.exchange.nowMs + 60_000);
  socket = new WebSocket(server.addresses.wsMarket);
  socket.on("message", (data: Buffer) => heard.push(data.toString("utf8")));
  await new Promise((resolve) => socket.once("open", resolve));
  socket.send(JSON.stringify({ type: "market", assets_ids: [tokenId()] }));
  await vi.waitUntil(() => heard.length > 0);
});

afterAll(async () => {
  socket.terminate();
  await server.close();
});

test("requests go wrong as they do in process", async () => {
  await control("faults", {
    version: 1,
    faults: [
      { kind: "http_429", routes: ["GET /book"], retryAfter: "3s", when: { count: 1 } },
      { kind: "book_one_sided", missing: "bids", shownBy: ["rest"] },
      { kind: "http_425_restart", duration: "30s" },
    ],
  });
  await control("clock", { advanceMs: 1_000 });
  const book = `${server.addresses.http}/book?token_id=${tokenId()}`;
  const refused = await fetch(book);
  expect([refused.status, await refused.json()]).toEqual([429, { error: "Too Many Requests" }]);
  expect(refused.headers.get("retry-after")).toBe("3");
  expect(refused.headers.get("poly-ratelimit-remaining")).toBe("0");
  expect(await (await fetch(book)).json()).toMatchObject({ bids: [], asks: expect.any(Array) });
  const post = async (): Promise<Response> =>
    fetch(`${server.addresses.http}/order`, { method: "POST", body: "{}" });
  expect((await post()).status).toBe(425);
  await control("clock", { advanceMs: 150_000 });
  expect((await post()).status).toBe(401);
});

test("a frozen channel still answers PING", async () => {
  await control("faults", {
    version: 1,
    faults: [{ kind: "feed_freeze", duration: "10m", when: { market: SLUG } }],
  });
  await control("clock", { advanceMs: 1 });
  await heardUntilPong();
  await control("clock", { advanceMs: 300_000 });
  expect(await heardUntilPong()).toEqual([]);
  await control("clock", { advanceMs: 400_000 });
  expect(await heardUntilPong()).not.toEqual([]);
});

test("clients see a clock that is off", async () => {
  await control("faults", { version: 1, faults: [{ kind: "clock_skew", skew: "-1h" }] });
  await control("clock", { advanceMs: 1 });
  const seconds: unknown = await (await fetch(`${server.addresses.http}/time`)).json();
  expect(seconds).toBe(Math.floor((venue.exchange.nowMs - 3_600_000) / 1_000));
});
