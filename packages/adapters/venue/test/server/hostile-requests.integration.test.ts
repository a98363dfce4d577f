import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { end, MAKER_SESSION, request, serve, signed, type Served } from "./serve-venue.ts";

let served: Served;

beforeEach(async () => {
  served = await serve({
    limits: { requestMsMax: 600, connectionsMax: 50, bodyBytesMax: 64 * 1_024 },
  });
});

afterEach(() => end(served));

/** Sends bytes as they are; answers what comes back until the server hangs up. */
function raw(bytes: string, { keepOpen = false } = {}): Promise<string> {
  const { port } = new URL(served.server.addresses.http);
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1");
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk.toString();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(heard));
    socket.write(bytes);
    if (!keepOpen) socket.end();
  });
}

describe("requests that no client sends", () => {
  it("are answered in the venue's shape, without a trace of what is inside", async () => {
    const before = served.venue.exchange.stateHash();
    const { http } = served.server.addresses;
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    const cases: readonly (readonly [string, string, string | undefined, number])[] = [
      ["GET", "/nowhere", undefined, 404],
      ["POST", "/book", "{}", 405],
      ["DELETE", "/markets", undefined, 405],
      ["GET", "/book", undefined, 400],
      ["GET", "/book?token_id=%00", undefined, 400],
      ["GET", "/book?token_id[]=1&token_id[]=2", undefined, 400],
      ["GET", "/markets?next_cursor=zzz", undefined, 400],
      ["GET", "/markets/%E0%A4%A", undefined, 400],
      ["GET", `/markets/${"a".repeat(5_000)}`, undefined, 400],
      ["POST", "/books", deep, 400],
      ["POST", "/books", '{"__proto__":{"polluted":true}}', 400],
      ["POST", "/books", "a".repeat(100_000), 400],
      ["POST", "/midpoints", "[1,null,{}]", 400],
      ["GET", "/prices-history?market=1&interval=__proto__", undefined, 400],
      ["GET", "/prices-history?market=1&interval=max&fidelity=1e-9", undefined, 400],
      ["POST", "/batch-prices-history", '{"markets":5}', 400],
      ["POST", "/order", "{}", 401],
      ["GET", "/data/trades?before=x", undefined, 401],
      ["GET", "/gamma/markets?order=hasOwnProperty&limit=x", undefined, 400],
    ];
    for (const [method, path, body, status] of cases) {
      const answer = await request(http, method, path, body === undefined ? {} : { body });
      expect([method, path.slice(0, 60), answer.status]).toEqual([
        method,
        path.slice(0, 60),
        status,
      ]);
      expect(answer.body).toHaveProperty("error");
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|at \w+ \(|FST_/);
    }
    expect(served.venue.exchange.stateHash()).toBe(before);
  });

  it("may expect what nobody knows", async () => {
    const heard = await raw("GET /ok HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n");
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(heard).toContain('"OK"');
  });

  it("cannot be larger than the limit", async () => {
    const answer = await signed(
      served,
      MAKER_SESSION,
      "POST",
      "/orders",
      `"${"a".repeat(70_000)}"`,
    );
    expect(answer).toMatchObject({ status: 400, body: { error: "Payload exceeds the limit" } });
  });

  it("cannot take longer than the limit", async () => {
    const slow = raw("POST /order HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{", {
      keepOpen: true,
    });
    const silent = raw("GET /ok HTTP/1.1\r\nHost: a\r\nX-Slow: ", { keepOpen: true });
    for (const heard of await Promise.all([slow, silent])) expect(heard).toContain("408");
  });

  it("may be no HTTP at all", async () => {
    const heard = await raw("\u0016\u0003\u0001 this is no request\r\n\r\n");
    expect(heard).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(heard).toContain('{"error":"Bad Request"}');
  });

  it("cannot come over more connections than the limit", async () => {
    const { port } = new URL(served.server.addresses.http);
    let dropped = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), "127.0.0.1");
      socket.on("error", () => undefined);
      socket.on("data", () => undefined);
      socket.on("close", () => {
        dropped += 1;
        if (dropped === 150) resolve();
      });
      return socket;
    });
    await promise;
    expect(sockets.filter((socket) => !socket.destroyed)).toHaveLength(50);
    for (const socket of sockets) socket.destroy();
    const status = async (): Promise<number> =>
      (await request(served.server.addresses.http, "GET", "/ok")).status;
    await expect.poll(async () => status().catch(() => 0)).toBe(200);
  });

  it("end at once when the server closes", async () => {
    const waiting = raw("POST /order HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{", {
      keepOpen: true,
    });
    await request(served.server.addresses.http, "GET", "/ok");
    await served.server.close();
    await waiting;
    await expect(request(served.server.addresses.http, "GET", "/ok")).rejects.toThrow(
      "fetch failed",
    );
  });
});
