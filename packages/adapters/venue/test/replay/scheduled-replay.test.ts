import {
  notionalMicroUsd,
  PolytradersError,
  type MarketDataBatch,
  type MarketDataSource,
  type MarketDefinition,
} from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import { createReplayFeed } from "../../src/replay/replay-feed.ts";
import { firstRowTimeMs, scheduleReplay } from "../../src/replay/scheduled-replay.ts";
import { batchOf, book, level, micro, takerSells, type PlainFrame } from "./frames.ts";

const START_MS = Date.UTC(2026, 0, 5);
const ACCOUNT = `0x${"a1".repeat(20)}`;

const DEFINITIONS: readonly MarketDefinition[] = [1, 2].map((index) => ({
  marketId: `0x${String(index).repeat(64)}`,
  slug: `game-${index}`,
  tokenIds: [`${index}01`, `${index}02`],
  outcomes: ["Home", "Away"],
  tickSize: 100,
  minimumOrderSize: micro(5),
  isNegRisk: false,
}));
const CONDITION = DEFINITIONS[0]?.marketId ?? "";

/** Both books, then a change or a trade in one of them every second for two minutes. */
const FRAMES: readonly PlainFrame[] = [
  ...[0, 1].map((market) => ({
    market,
    timeMs: START_MS,
    rows: book({ bids: [[0.48, 100]], asks: [[0.52, 100]] }),
  })),
  ...Array.from({ length: 120 }, (_, second) => ({
    market: second % 2,
    timeMs: START_MS + 1_000 * (second + 1),
    rows: second % 5 === 0 ? [takerSells(0.48, 25)] : [level(0, 0.48, 80 + (second % 9))],
  })),
];

function sourceOf(batches: readonly MarketDataBatch[]): MarketDataSource {
  return {
    origin: { kind: "recording", label: "test", fingerprint: "test" },
    markets: DEFINITIONS,
    async *batches(): AsyncGenerator<MarketDataBatch> {
      yield* batches;
    },
  };
}

const whole = (): MarketDataSource => sourceOf([batchOf(FRAMES)]);

function restBid(exchange: Exchange): void {
  exchange.deposit(ACCOUNT, 100_000_000);
  exchange.place(
    {
      orderId: "bid",
      account: ACCOUNT,
      session: "session",
      tokenId: "101",
      side: "BUY",
      makerAmount: notionalMicroUsd(4_800, micro(40)),
      takerAmount: micro(40),
      orderType: "GTC",
      isPostOnly: false,
      expiresAtMs: null,
      defersExecution: false,
      builderCode: null,
    },
    () => {},
  );
}

async function played(stepMs: number, source = whole()): Promise<Exchange> {
  const exchange = createExchange({ startMs: START_MS });
  await scheduleReplay({ exchange, source });
  exchange.advanceTo(START_MS);
  restBid(exchange);
  for (let ms = stepMs; ms <= 180_000; ms += stepMs) exchange.advanceTo(START_MS + ms);
  return exchange;
}

describe("a recording on the exchange's own schedule", () => {
  it("says what it holds", async () => {
    const exchange = createExchange({ startMs: START_MS });
    const replay = await scheduleReplay({ exchange, source: whole() });
    expect(replay.markets).toHaveLength(2);
    expect(replay.rowCount).toBe(batchOf(FRAMES).length);
    expect(replay.endMs).toBe(START_MS + 120_000);
    expect(exchange.nextDueMs).toBe(START_MS);
  });

  it("meets our orders at its moments, however time is moved", async () => {
    const exchange = await played(180_000);
    const filled = exchange.order("bid")?.matchedSize ?? 0;
    expect(filled).toBeGreaterThan(0);
    expect(filled).toBeLessThanOrEqual(micro(40));
    exchange.audit();
    for (const stepMs of [250, 1_000, 7_000]) {
      expect(
        (await played(stepMs)).trades({}).map(({ matchedAtMs, size }) => [matchedAtMs, size]),
      ).toEqual(exchange.trades({}).map(({ matchedAtMs, size }) => [matchedAtMs, size]));
    }
  });

  it("does what a feed does that is read frame by frame", async () => {
    const exchange = createExchange({ startMs: START_MS });
    const feed = createReplayFeed({ exchange, source: whole() });
    await feed.playUntil(START_MS);
    restBid(exchange);
    await feed.playUntil(START_MS + 180_000);
    const scheduled = await played(180_000);
    expect(scheduled.trades({})).toEqual(exchange.trades({}));
    expect(scheduled.balance(ACCOUNT, null)).toBe(exchange.balance(ACCOUNT, null));
  });

  it("is the same however the source cuts it into batches", async () => {
    const rows = batchOf(FRAMES);
    const cut = (from: number, to: number): MarketDataBatch => ({
      timeMs: rows.timeMs.slice(from, to),
      exchangeTimeMs: rows.exchangeTimeMs.slice(from, to),
      market: rows.market.slice(from, to),
      kind: rows.kind.slice(from, to),
      side: rows.side.slice(from, to),
      flags: rows.flags.slice(from, to),
      price: rows.price.slice(from, to),
      size: rows.size.slice(from, to),
      length: to - from,
    });
    const pieces = [cut(0, 1), cut(1, 4), cut(4, 60), cut(60, rows.length)];
    const exchange = await played(180_000, sourceOf(pieces));
    expect(exchange.stateHash()).toBe((await played(180_000)).stateHash());
  });

  it("stands still after its last frame", async () => {
    const exchange = await played(180_000);
    const levels = exchange.market(CONDITION)?.book.bestPrice(0);
    const hash = exchange.stateHash();
    exchange.advanceTo(START_MS + 86_400_000 / 2);
    expect(exchange.market(CONDITION)?.book.bestPrice(0)).toBe(levels);
    expect(exchange.stateHash()).toBe(hash);
  });

  it("of nothing is refused", async () => {
    const exchange = createExchange({ startMs: START_MS });
    expect(await firstRowTimeMs(sourceOf([batchOf([])]))).toBeNull();
    expect(await firstRowTimeMs(whole())).toBe(START_MS);
    await expect(scheduleReplay({ exchange, source: sourceOf([batchOf([])]) })).rejects.toThrow(
      PolytradersError,
    );
    expect(exchange.markets()).toEqual([]);
  });
});
