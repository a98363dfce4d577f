import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { StartVenueOptions } from "../../src/server/start-venue.ts";
import { l2Signature } from "../../src/signing/l2-auth.ts";
import { CONDITION_ID, YES } from "../server/serve-venue.ts";
import { CONTROL_TOKEN, leakIn, serveFuzzedVenue, type FuzzedVenue } from "./fuzzed-venue.ts";
import { heapBytes } from "./heap.ts";
import { HonestTrading } from "./honest-trading.ts";
import { HttpWire, type WireAnswer } from "./http-wire.ts";
import { deepJson } from "./mutate-json.ts";
import { ATTACKER } from "./wallets.ts";
import { frameOf, WebSocketWire } from "./websocket-wire.ts";

const MEGABYTE = 1_024 * 1_024;

let served: FuzzedVenue;

afterEach(async () => {
  await served.server.close();
  served.venue.exchange.audit();
  const [defect] = served.defects;
  if (defect !== undefined) throw new Error("a defect was reported", { cause: defect });
});

async function serve(options: StartVenueOptions = {}): Promise<HonestTrading> {
  served = await serveFuzzedVenue(options);
  return new HonestTrading(served);
}

function portOf(address: string): number {
  return Number(new URL(address).port);
}

function open(): Socket {
  const socket = connect(portOf(served.server.addresses.http), "127.0.0.1");
  socket.on("error", () => undefined);
  return socket;
}

/** Asks under the attacker's key. */
async function ask(method: string, path: string, body: string): Promise<WireAnswer> {
  const { session } = ATTACKER;
  const bytes = Buffer.from(body);
  const signature = l2Signature(
    session.secret,
    "1795216276",
    method,
    path.split("?", 1)[0] ?? "",
    bytes,
  );
  const head = `${method} ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\nPOLY_ADDRESS: ${session.signer}\r\nPOLY_SIGNATURE: ${signature}\r\nPOLY_TIMESTAMP: 1795216276\r\nPOLY_API_KEY: ${session.apiKey}\r\nPOLY_PASSPHRASE: ${session.passphrase}\r\n\r\n`;
  const wire = new HttpWire(served.server.addresses.http);
  const answer = await wire.ask(Buffer.concat([Buffer.from(head), bytes]), method);
  wire.close();
  return answer;
}

async function command(path: string, body: string): Promise<WireAnswer> {
  const wire = new HttpWire(served.server.addresses.control ?? "");
  const bytes = Buffer.from(body);
  const head = `POST /_venue/${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${CONTROL_TOKEN}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  const answer = await wire.ask(Buffer.concat([Buffer.from(head), bytes]), "POST");
  wire.close();
  return answer;
}

const BODY_ROUTES: readonly (readonly [method: string, path: string])[] = [
  ["POST", "/order"],
  ["POST", "/orders"],
  ["DELETE", "/order"],
  ["DELETE", "/orders"],
  ["DELETE", "/cancel-market-orders"],
  ["POST", "/v1/heartbeats"],
  ["POST", "/orders-scoring"],
  ["POST", "/books"],
  ["POST", "/prices"],
  ["POST", "/batch-prices-history"],
  ["POST", "/markets/live-activity"],
];

describe("what one request may cost", () => {
  it("is bounded in depth: a hundred thousand levels change nothing on any route", async () => {
    const trading = await serve({ limits: { bodyBytesMax: 2 * MEGABYTE } });
    const before = served.fingerprint();
    for (const isObject of [false, true]) {
      const deep = deepJson(100_000, isObject);
      const inside = [
        deep,
        `{"order":${deep}}`,
        `[${deep}]`,
        `{"orderID":${deep},"market":${deep}}`,
      ];
      for (const [method, path] of BODY_ROUTES) {
        for (const body of inside) {
          const { status, text } = await ask(method, path, body);
          // A batch answers leg by leg; readers leave out what they do not know.
          expect([path, status === 200 || status === 400]).toEqual([path, true]);
          expect(leakIn(text, served)).toBeNull();
        }
      }
      for (const path of ["fund", "clock", "markets", "resolve", "faults"]) {
        const { status, text } = await command(path, deep);
        expect([path, status, leakIn(text, served)]).toEqual([path, 400, null]);
        expect(text).not.toContain("call stack");
      }
    }
    expect(served.fingerprint()).toBe(before);
    await trading.round();
  });

  it("is bounded in width: a million keys or legs are refused soon", async () => {
    const trading = await serve({ limits: { bodyBytesMax: 16 * MEGABYTE } });
    const keys = `{${Array.from({ length: 1_000_000 }, (_, at) => `"${at}":0`).join()}}`;
    const legs = `[${"{},".repeat(1_000_000)}{}]`;
    const startedMs = performance.now();
    for (const [method, path] of BODY_ROUTES) {
      if (path === "/v1/heartbeats") continue;
      expect([path, (await ask(method, path, keys)).status]).toEqual([path, 400]);
      expect([path, (await ask(method, path, legs)).status]).toEqual([path, 400]);
    }
    expect(performance.now() - startedMs).toBeLessThan(30_000);
    await trading.round();
  });

  it("is bounded in size, however the size is told, and the connection ends", async () => {
    const trading = await serve({ limits: { bodyBytesMax: 64 * 1_024 } });
    const before = heapBytes();
    const chunk = `10000\r\n${"a".repeat(65_536)}\r\n`;
    for (const [head, piece] of [
      ["Content-Length: 1000000000000", "a".repeat(65_536)],
      ["Transfer-Encoding: chunked", chunk],
    ] as const) {
      const socket = open();
      let heard = "";
      socket.on("data", (data) => {
        heard += data.toString();
      });
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      socket.on("close", () => resolve());
      socket.write(
        `POST /books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${head}\r\n\r\n`,
      );
      // Keeps sending for as long as the venue takes it.
      const pump = (): void => {
        while (socket.writable && socket.write(piece));
      };
      socket.on("drain", pump);
      pump();
      await closed;
      expect(heard).toMatch(/^HTTP\/1\.1 400 /);
      expect(heard).toContain("Payload exceeds the limit");
    }
    expect(heapBytes() - before).toBeLessThan(16 * MEGABYTE);
    await trading.round();
  });

  it("is bounded in number: 16 orders, 1,001 ids, 501 tokens, 3,000 headers", async () => {
    await serve();
    const ids = JSON.stringify(
      Array.from({ length: 1_001 }, (_, at) => `0x${String(at).padStart(64, "0")}`),
    );
    const tokens = JSON.stringify(Array.from({ length: 501 }, () => ({ token_id: YES })));
    expect((await ask("POST", "/orders", `[${"{},".repeat(15)}{}]`)).text).toContain(
      "max allowed: 15",
    );
    expect((await ask("DELETE", "/orders", ids)).text).toContain(
      "Too many orders in payload: 1001, max allowed: 1000",
    );
    expect((await ask("POST", "/orders-scoring", ids)).status).toBe(400);
    expect((await ask("POST", "/books", tokens)).text).toContain("Payload exceeds the limit");
    const wire = new HttpWire(served.server.addresses.http);
    const headers = Array.from({ length: 3_000 }, (_, at) => `H${at}: a\r\n`).join("");
    const { status } = await wire.ask(
      Buffer.from(`GET /ok HTTP/1.1\r\nHost: a\r\n${headers}\r\n`),
      "GET",
    );
    expect(status).toBe(431);
  });

  it("knows no cursor or id but those it has given out", async () => {
    await serve();
    const odd = [
      "-1",
      "0",
      "zzz",
      "MA",
      "LTI=",
      "OTk5OTk5OTk5OTk5OTk5",
      "%00",
      "..%2f..",
      "1e9",
      "NaN",
      "%F0%9F%92%A9",
      "9".repeat(3_000),
      `0x${"f".repeat(64)}`,
      "__proto__",
      "constructor",
    ];
    const before = served.fingerprint();
    for (const value of odd) {
      for (const path of [
        `/markets?next_cursor=${value}`,
        `/data/orders?next_cursor=${value}`,
        `/data/trades?next_cursor=${value}&id=${value}&before=${value}`,
        `/data/order/${value}`,
        `/markets/${value}`,
        `/book?token_id=${value}`,
        `/order-scoring?order_id=${value}`,
        `/rewards/markets/${value}`,
        `/rewards/user?date=${value}&next_cursor=${value}`,
        `/notifications?ids=${value}`,
        `/gamma/markets/${value}`,
        `/gamma/markets?limit=${value}&offset=${value}&order=${value}&id=${value}`,
        `/gamma/markets/keyset?after_cursor=${value}&limit=${value}`,
        `/gamma/events/slug/${value}`,
        `/data-api/positions?user=${value}&limit=${value}&offset=${value}`,
        `/data-api/v2/trades?cursor=${value}&limit=${value}&condition=${value}`,
        `/prices-history?market=${YES}&startTs=${value}&endTs=${value}&fidelity=${value}`,
      ]) {
        const { status, text } = await ask("GET", path, "");
        expect([path.slice(0, 90), [200, 400, 404].includes(status)]).toEqual([
          path.slice(0, 90),
          true,
        ]);
        expect(leakIn(text, served)).toBeNull();
      }
    }
    expect(served.fingerprint()).toBe(before);
  });
});

describe("what one client may hold", () => {
  it("is a request's time, even when it drips byte by byte", async () => {
    const trading = await serve({ limits: { requestMsMax: 600 } });
    const drips = [
      "GET /ok HTTP/1.1\r\nX-Slow: ",
      "POST /books HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n[",
    ].map((start) => {
      const socket = open();
      let heard = "";
      socket.on("data", (data) => {
        heard += data.toString();
      });
      socket.write(start);
      const timer = setInterval(() => socket.writable && socket.write("1"), 20);
      const { promise, resolve } = Promise.withResolvers<string>();
      socket.on("close", () => {
        clearInterval(timer);
        resolve(heard);
      });
      return promise;
    });
    await trading.round();
    for (const heard of await Promise.all(drips)) expect(heard).toContain("408 Request Timeout");
  });

  it("is not an answer for every request that it never reads", async () => {
    const trading = await serve();
    const before = heapBytes();
    const asked = Buffer.from(
      "GET /gamma/markets?limit=500 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5_000),
    );
    const sockets = Array.from({ length: 20 }, () => {
      const socket = open();
      socket.pause();
      socket.write(asked);
      return socket;
    });
    for (let round = 0; round < 20; round += 1) await trading.round();
    // What the clients themselves have not got rid of is theirs.
    const unsent = sockets.reduce((sum, { writableLength }) => sum + writableLength, 0);
    expect(heapBytes() - before - unsent).toBeLessThan(64 * MEGABYTE);
    for (const socket of sockets) socket.destroy();
  });

  it("is bounded on a channel that it floods and never reads", async () => {
    const trading = await serve({ channelLimits: { waitingBytesMax: 65_536, closeMsMax: 200 } });
    const before = heapBytes();
    const wire = new WebSocketWire(served.server.addresses.wsMarket, { isReading: false });
    wire.write(frameOf(0x1, Buffer.from(`{"type":"market","assets_ids":["${YES}"]}`)));
    const pings = Buffer.concat(
      Array.from({ length: 1_000 }, () => frameOf(0x9, Buffer.alloc(125))),
    );
    let sent = 0;
    while (!wire.isCut && sent < 2_000) {
      wire.write(pings);
      sent += 1;
      if (sent % 20 === 0) await trading.round();
    }
    expect(wire.isCut).toBe(true);
    wire.destroy();
    expect(heapBytes() - before).toBeLessThan(32 * MEGABYTE);
  });

  it("is a bounded number of subscriptions, known tokens or not", async () => {
    const trading = await serve();
    const before = heapBytes();
    const wires = Array.from(
      { length: 60 },
      () => new WebSocketWire(served.server.addresses.wsMarket),
    );
    for (let round = 0; round < 6; round += 1) {
      for (const [at, wire] of wires.entries()) {
        const ids = Array.from(
          { length: 2_400 },
          (_, id) => `"${String(at * 1_000_000 + round * 10_000 + id).padStart(78, "7")}"`,
        );
        await wire.say(
          frameOf(
            0x1,
            Buffer.from(`{"type":"market","operation":"subscribe","assets_ids":[${ids.join()}]}`),
          ),
        );
        wire.texts = [];
      }
    }
    await trading.round();
    const heldBytes = heapBytes() - before;
    process.stdout.write(
      `subscriptions: 60 clients x 14,400 unknown tokens hold ${Math.round(heldBytes / MEGABYTE)} MB\n`,
    );
    expect(heldBytes).toBeLessThan(64 * MEGABYTE);
    for (const wire of wires) wire.destroy();
  });
});

describe("how many clients there may be", () => {
  it("is bounded for HTTP: three thousand too many are dropped", async () => {
    await serve({ limits: { connectionsMax: 200 } });
    const before = heapBytes();
    const sockets: Socket[] = [];
    const closedOf = (socket: Socket): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.on("close", () => resolve());
      return promise;
    };
    const openMany = (count: number): Socket[] => Array.from({ length: count }, open);
    sockets.push(...openMany(200));
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.on("connect", resolve))),
    );
    // In waves that the machine's own queue for new connections holds.
    for (let wave = 0; wave < 30; wave += 1) {
      const tooMany = openMany(100);
      for (const socket of tooMany) socket.resume();
      await Promise.all(tooMany.map(closedOf));
    }
    const live = sockets.filter((socket) => !socket.destroyed);
    expect(live).toHaveLength(200);
    for (const socket of sockets) socket.destroy();
    sockets.length = 0;
    await expect
      .poll(async () => (await ask("GET", "/ok", "")).status, { timeout: 5_000 })
      .toBe(200);
    expect(heapBytes() - before).toBeLessThan(24 * MEGABYTE);
  });

  it("is bounded for the channels: three thousand too many are refused with 503", async () => {
    const trading = await serve({ channelLimits: { connectionsMax: 300 } });
    const before = heapBytes();
    const statusLines = new Map<string, number>();
    const wires: WebSocketWire[] = [];
    for (let at = 0; at < 3_300; at += 1) {
      const wire = new WebSocketWire(served.server.addresses.wsMarket);
      wires.push(wire);
      await wire.until(() => wire.statusLine !== "");
      statusLines.set(wire.statusLine, (statusLines.get(wire.statusLine) ?? 0) + 1);
    }
    expect(Object.fromEntries(statusLines)).toEqual({
      "HTTP/1.1 101 Switching Protocols": 300,
      "HTTP/1.1 503 Service Unavailable": 3_000,
    });
    await trading.round();
    for (const wire of wires) wire.destroy();
    wires.length = 0;
    expect(heapBytes() - before).toBeLessThan(24 * MEGABYTE);
    const again = new WebSocketWire(served.server.addresses.wsUser);
    await again.until(() => again.statusLine !== "");
    expect(again.statusLine).toContain("101");
    again.destroy();
  });

  it("leaves nothing behind of those who come and go", async () => {
    const trading = await serve();
    const visit = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at += 1) {
        const wire = new WebSocketWire(served.server.addresses.wsMarket);
        await wire.say(
          frameOf(0x1, Buffer.from(`{"type":"market","assets_ids":["${YES}","${at}"]}`)),
        );
        wire.destroy();
        await ask("GET", `/markets/${CONDITION_ID}`, "");
      }
    };
    await visit(200);
    const before = heapBytes();
    await visit(2_000);
    await trading.round();
    expect(heapBytes() - before).toBeLessThan(8 * MEGABYTE);
  });
});
