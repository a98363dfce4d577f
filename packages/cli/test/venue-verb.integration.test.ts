import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { outsideFolder, polytraders, repositoryFolder } from "./polytraders-process.ts";
import { areGamesAbsent, gameFiles } from "./recorded-games.ts";
import { startVenueProcess, type VenueProcess } from "./venue-process.ts";

interface Addresses {
  readonly http: string;
  readonly wsMarket: string;
  readonly wsUser: string;
  readonly gamma: string;
  readonly data: string;
  readonly control: string | null;
}

const { path: folder, write } = outsideFolder();
const TOKEN = "a-secret-of-the-test";
const WALLET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

let running: VenueProcess | undefined;

async function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<VenueProcess> {
  running = await startVenueProcess(args, { folder, environment });
  return running;
}

async function serve(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Addresses> {
  const { ready } = await start(["--json", ...args], environment);
  return JSON.parse(ready) as Addresses;
}

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function json(url: string, options: RequestInit = {}): Promise<unknown> {
  return (await fetch(url, options)).json();
}

async function command(
  control: string | null,
  path: string,
  body?: unknown,
  token = TOKEN,
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const response = await fetch(`${control}/_venue/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: await response.json() };
}

interface MarketPage {
  readonly data: readonly {
    readonly question: string;
    readonly neg_risk: boolean;
    readonly maker_base_fee: number;
    readonly tokens: readonly { readonly token_id: string }[];
  }[];
}

interface Book {
  readonly asset_id: string;
  readonly bids: readonly { readonly price: string }[];
  readonly asks: readonly { readonly price: string }[];
}

async function firstFrame(url: string, subscription: unknown): Promise<unknown> {
  const socket = new WebSocket(url);
  await once(socket, "open");
  const heard = once(socket, "message") as Promise<[MessageEvent<string>]>;
  socket.send(JSON.stringify(subscription));
  const [{ data }] = await heard;
  socket.close();
  return JSON.parse(data) as unknown;
}

describe("the ready line", () => {
  it("is one JSON document with the six addresses, and control off by default", async () => {
    const addresses = await serve([]);
    expect(Object.keys(addresses)).toEqual([
      "http",
      "wsMarket",
      "wsUser",
      "gamma",
      "data",
      "control",
    ]);
    expect(addresses.control).toBeNull();
    const { host } = new URL(addresses.http);
    expect(addresses).toEqual({
      http: `http://${host}`,
      wsMarket: `ws://${host}/ws/market`,
      wsUser: `ws://${host}/ws/user`,
      gamma: `http://${host}/gamma`,
      data: `http://${host}/data-api`,
      control: null,
    });
    expect(await json(`${addresses.http}/ok`)).toBe("OK");
    expect(await json(`${addresses.gamma}/markets?limit=1`)).toHaveLength(1);
    expect(await json(`${addresses.data}/trades`)).toEqual([]);
    expect(await running?.stop()).toMatchObject({ code: 0, stdout: /^[^\n]*\n$/ });
  });

  it("is a sentence for people, with the same addresses", async () => {
    const { ready } = await start(["--control-token", TOKEN]);
    expect(ready).toMatch(
      /^venue ready: http http:\S+, market channel ws:\S+\/ws\/market, user channel ws:\S+\/ws\/user, gamma http:\S+, data http:\S+, control http:\S+$/,
    );
    const { code } = (await running?.stop()) ?? {};
    expect(code).toBe(0);
    expect(running?.output()).toContain("serving 5 simulated markets of the built-in world");
  });
});

it("stops when npm, which started it, is gone", async () => {
  const main = join(repositoryFolder, "packages/cli/src/main.ts");
  const args = `--no-warnings --conditions=@polytraders/source "${main}" venue --json`;
  const shell = spawn("sh", ["-c", `"${process.execPath}" ${args}; true`], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", npm_lifecycle_event: "npx" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Closed by the last process that holds the streams, which is the venue.
  const closed = once(shell, "close");
  const [line] = (await once(shell.stdout.setEncoding("utf8"), "data")) as [string];
  const { http } = JSON.parse(line) as Addresses;
  expect(await json(`${http}/ok`)).toBe("OK");
  shell.kill("SIGKILL");
  await closed;
  await expect(fetch(`${http}/ok`)).rejects.toThrow("fetch failed");
});

describe("the built-in world", () => {
  it("has a binary market, a fee-free one and a race, each with books on both sides", async () => {
    const { http, wsMarket } = await serve([]);
    const { data } = (await json(`${http}/markets`)) as MarketPage;
    expect(data.map((market) => market.neg_risk)).toEqual([false, false, true, true, true]);
    const tokens = data.map(({ tokens: [first] }) => first?.token_id ?? "");
    for (const token of tokens) {
      const book = (await json(`${http}/book?token_id=${token}`)) as Book;
      const bid = Number(book.bids.at(-1)?.price);
      const ask = Number(book.asks.at(-1)?.price);
      expect(bid).toBeGreaterThan(0);
      expect(ask).toBeGreaterThan(bid);
    }
    const dump = await firstFrame(wsMarket, { assets_ids: tokens, type: "market" });
    expect((dump as Book[]).map(({ asset_id }) => asset_id).toSorted()).toEqual(tokens.toSorted());
  });

  it("moves with the clock: simulated traders trade for hours in a moment", async () => {
    const { control } = await serve(["--speed", "0", "--control-token", TOKEN]);
    const before = (await command(control, "state")).answer as {
      timeMs: number;
      trades: unknown[];
    };
    expect(before.trades).toEqual([]);
    await command(control, "clock", { advanceMs: 3_600_000 });
    const after = (await command(control, "state")).answer as typeof before;
    expect(after.timeMs - before.timeMs).toBe(3_600_000);
    expect(after.trades.length).toBeGreaterThan(100);
  });

  it("is the same world under the same seed", async () => {
    const books: unknown[] = [];
    for (const seed of ["7", "7", "8"]) {
      const { http, control } = await serve([
        "--speed",
        "0",
        "--seed",
        seed,
        "--control-token",
        TOKEN,
      ]);
      await command(control, "clock", { advanceMs: 600_000 });
      const { data } = (await json(`${http}/markets`)) as MarketPage;
      const levels = await Promise.all(
        data.map(async ({ tokens: [first] }) => {
          const { bids, asks } = (await json(`${http}/book?token_id=${first?.token_id}`)) as Book;
          return { bids, asks };
        }),
      );
      books.push(levels);
      await running?.stop();
    }
    expect(books[1]).toEqual(books[0]);
    expect(books[2]).not.toEqual(books[0]);
  });
});

describe("the control port", () => {
  it.each([
    ["the option", ["--control-token", TOKEN], {}],
    ["the environment", [], { POLYTRADERS_VENUE_CONTROL_TOKEN: TOKEN }],
  ] as const)("opens with a token from %s and never shows it", async (_name, args, environment) => {
    const { control, http } = await serve(args, environment);
    expect((await command(control, "state", undefined, "wrong")).status).toBe(401);
    const funded = await command(control, "fund", { address: WALLET, pusd: "12.5" });
    expect(funded).toEqual({
      status: 200,
      answer: { address: WALLET, balanceMicroUsd: 12_500_000 },
    });
    expect((await fetch(`${http}/_venue/state`)).status).toBe(404);
    const stopped = await running?.stop("SIGINT");
    expect(stopped?.code).toBe(0);
    expect(running?.output()).not.toContain(TOKEN);
    expect(running?.output()).toMatch(/stopped after \d+ events, hash [0-9a-f]{16}/);
  });

  it("lists new markets all together or not at all", async () => {
    const { control } = await serve(["--speed", "0", "--control-token", TOKEN]);
    const again = await command(control, "markets", [
      { slug: "a-new-market" },
      { slug: "example-election-ada" },
    ]);
    expect(again.status).toBe(400);
    const { markets } = (await command(control, "state")).answer as { markets: unknown[] };
    expect(markets).toHaveLength(5);
  });
});

describe("worlds, faults and recordings", () => {
  it("serves a world file, its wallets and its faults", async () => {
    write(
      "world.yaml",
      [
        "version: 1",
        `accounts: [{ address: "${WALLET}", pusd: 250 }]`,
        "makers: null",
        "markets: [{ slug: will-it-rain, tickSize: 0.001 }]",
      ].join("\n"),
    );
    write(
      "faults.yaml",
      [
        "version: 1",
        "faults:",
        "  - kind: market_halt",
        "    when: { market: nowhere }",
        "    duration: 1s",
        "  - kind: http_429",
        `    routes: ["GET /book"]`,
      ].join("\n"),
    );
    const files = ["--markets", "world.yaml", "--faults", "faults.yaml"];
    const { http, control } = await serve([...files, "--control-token", TOKEN]);
    const { balances, markets } = (await command(control, "state")).answer as {
      balances: unknown;
      markets: readonly { tickSize: string; tokenIds: readonly string[] }[];
    };
    expect(balances).toEqual({ [WALLET]: "250" });
    expect(markets).toMatchObject([{ slug: "will-it-rain", tickSize: "0.001" }]);
    const refused = await fetch(`${http}/book?token_id=${markets[0]?.tokenIds[0]}`);
    expect(refused.status).toBe(429);
    await running?.stop();
    expect(running?.output()).toContain(
      "warning: the fault plan names a market that is not listed: nowhere",
    );
  });

  it.runIf(!areGamesAbsent)("plays a recorded game and stops with it", async () => {
    const [game = ""] = gameFiles;
    const recorded = ["--data", game, "--speed", "0"];
    const { http, control } = await serve([...recorded, "--control-token", TOKEN]);
    const state = async (): Promise<{ eventCount: number; timeMs: number; hash: string }> =>
      (await command(control, "state")).answer as never;
    const first = await state();
    expect(new Date(first.timeMs).getUTCFullYear()).toBe(2025);
    await command(control, "clock", { advanceMs: 1_800_000 });
    const later = await state();
    expect(later.eventCount).toBeGreaterThan(first.eventCount);
    const { data } = (await json(`${http}/markets`)) as MarketPage;
    const [token] = data[0]?.tokens ?? [];
    const book = (await json(`${http}/book?token_id=${token?.token_id}`)) as Book;
    expect(Number(book.asks.at(-1)?.price)).toBeGreaterThan(Number(book.bids.at(-1)?.price));
    await command(control, "clock", { advanceMs: 86_400_000 });
    const end = await state();
    await command(control, "clock", { advanceMs: 86_400_000 });
    expect((await state()).hash).toBe(end.hash);
  });

  it("plays a raw capture at a speed", async () => {
    const startMs = Date.UTC(2026, 0, 5);
    const line = (event: string, price: string, side: string, atMs: number): string =>
      `game,game-yes,game,${event},${price},${side},${100 + (atMs % 7)},h${atMs},${atMs}`;
    const changes = Array.from({ length: 300 }, (_, second) =>
      line("price_change", "0.48", "bid", startMs + 1_000 * (second + 1)),
    );
    write(
      "capture.csv",
      [
        "market_slug,asset_id,market_id,event_type,price,side,size,hash,timestamp",
        line("book", "0.48", "bid", startMs),
        line("book", "0.52", "ask", startMs),
        ...changes,
        "",
      ].join("\n"),
    );
    const { http, wsMarket } = await serve(["--data", "capture.csv", "--speed", "2000"]);
    const { data } = (await json(`${http}/markets`)) as MarketPage;
    const [token] = data[0]?.tokens ?? [];
    const dump = await firstFrame(wsMarket, { assets_ids: [token?.token_id], type: "market" });
    expect(dump).toMatchObject([{ bids: [{ price: "0.48" }], asks: [{ price: "0.52" }] }]);
    expect(await json(`${http}/time`)).toBeGreaterThanOrEqual(startMs / 1_000);
  });
});

it("--help and the package's README name the same options", async () => {
  const { stdout } = await polytraders(["venue", "--help"], { folder });
  const readme = readFileSync(join(repositoryFolder, "packages/adapters/venue/README.md"), "utf8");
  const helped = [...stdout.matchAll(/^ {2}(--[a-z-]+(?: <[^>]+>)?)/gm)].map(
    ([, option]) => option,
  );
  const told = [...readme.matchAll(/^\| `(--[^`]+)` \|/gm)].map(([, option]) => option);
  expect(helped.length).toBeGreaterThan(10);
  expect(new Set(told)).toEqual(new Set(helped));
  expect(stdout).toContain("127.0.0.1:0");
});

describe("mistakes", () => {
  write("typing.yaml", "version: 1\nmarkets:\n  - slug: a\n    probabilty: 0.4\n");
  write("range.yaml", "version: 1\nmarkets:\n  - slug: a\n    makers: { levels: 0 }\n");
  write(
    "twice.yaml",
    "version: 1\nmarkets:\n  - slug: a\nevents:\n  - slug: e\n    markets: [{ slug: a }]\n",
  );
  write("syntax.yaml", "version: 1\nmarkets: [\n");
  write("kind.yaml", "version: 1\nfaults:\n  - kind: market_hlt\n");
  write("empty.yaml", "");

  it.each([
    [
      "--markets typing.yaml",
      'typing.yaml:4:5 markets.0.probabilty: VENUE_WORLD_INVALID.*Did you mean "probability"',
    ],
    [
      "--markets range.yaml",
      "range.yaml:4:15 markets.0.makers.levels: VENUE_WORLD_INVALID.*1 or more, found 0",
    ],
    [
      "--markets twice.yaml",
      'twice.yaml:6:17 events.0.markets.0.slug: VENUE_WORLD_INVALID.*a slug of its own, found "a"',
    ],
    ["--markets syntax.yaml", "syntax.yaml:3:1: VENUE_WORLD_INVALID"],
    ["--markets empty.yaml", "empty.yaml version: VENUE_WORLD_INVALID: expected 1, found nothing"],
    ["--markets nowhere.yaml", "nowhere.yaml: CONFIG_UNREADABLE"],
    ["--faults kind.yaml", 'kind.yaml:3:5 faults.0.kind: VENUE_FAULTS_INVALID.*"market_halt"'],
    ["--faults nowhere.yaml", "nowhere.yaml: CONFIG_UNREADABLE"],
    [
      "--data somewhere --markets typing.yaml",
      "CONFIG_INVALID: expected --markets or --data, found both",
    ],
    ["--control-listen 127.0.0.1:0", "CONFIG_INVALID: expected a control token"],
    ["--listen 8787", "host:port"],
    ["--listen 127.0.0.1:99999", "host:port"],
    ["--speed -1", "0 to 10000"],
    ["--speed fast", "0 to 10000"],
    ["--seed 1.5", "whole number"],
    ["--chain 1", "137 \\(Polygon\\) or 80002 \\(Amoy\\)"],
    ["--market typing.yaml", "Did you mean --markets"],
    ["extra", "too many arguments"],
  ])("%s is a usage error", async (args, words) => {
    const ended = await polytraders(["venue", ...args.split(" ")], { folder });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(new RegExp(words));
    expect(ended.stderr).not.toContain("    at ");
  });

  it("says in one line that the address is taken", async () => {
    const taken = createServer();
    taken.listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    for (const option of ["--listen", "--control-listen"]) {
      const args = ["venue", "--control-token", TOKEN, option, `127.0.0.1:${port}`];
      const ended = await polytraders(args, { folder });
      expect(ended).toMatchObject({ code: 1, stdout: "" });
      expect(ended.stderr.trim().split("\n")).toHaveLength(1);
      expect(ended.stderr).toContain("VENUE_LISTEN_FAILED");
      expect(ended.stderr).toContain(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
      expect(ended.stderr).not.toContain(TOKEN);
    }
    taken.close();
  });
});
