import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  createSeededRandom,
  notionalMicroUsd,
  RowKind,
  type MarketDataSource,
  type MicroShares,
} from "@polytraders/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// The one adapter that reads captures: by its sources, for this test only.
import { openData } from "../../../recordings/src/index.ts";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import {
  frameMarket,
  frameTimeMs,
  readFrames,
  type FrameRows,
} from "../../src/replay/frame-reader.ts";
import type { ReplayedMarket } from "../../src/replay/replayed-market.ts";
import type { ReplayedBookModel } from "../../src/replay/replayed-book-options.ts";
import { createReplayedMarkets } from "../../src/replay/replay-feed.ts";
import { micro } from "./frames.ts";

const dataFolder =
  process.env["POLYTRADERS_DATA_DIR"] ??
  resolve(import.meta.dirname, "../../../../../../shared/data");
const games = ["mlb-col-wsh-2025-06-19", "mlb-tor-cle-2025-06-24", "mlb-bal-tex-2025-07-01"].map(
  (name) => join(dataFolder, "ws-market-mlb", `${name}.csv.gz`),
);
const ACCOUNT = `0x${"a".repeat(40)}`;

/** What a run came to. */
interface GameRun {
  readonly stateHash: string;
  readonly frameCount: number;
  readonly takenSize: number;
  readonly restingFilledSize: number;
  readonly beyondShownSize: number;
  readonly refused: Readonly<Record<string, number>>;
}

/** Size that a frame's rows show to whoever rests: trades, and levels beyond which it may cross. */
function tapeOf({ batch, from, to }: FrameRows): MicroShares {
  let size = 0;
  for (let row = from; row < to; row += 1) {
    if (batch.kind[row] === RowKind.Trade) size += batch.size[row] ?? 0;
  }
  return size;
}

function displayed(exchange: Exchange, market: ReplayedMarket, side: 0 | 1, limit: number): number {
  const levels = exchange.market(market.conditionId)?.book.levels(side) ?? [];
  return levels
    .filter(({ price }) => (side === 1 ? price <= limit : price >= limit))
    .reduce((sum, { size }) => sum + size, 0);
}

/** Trades on every game by chance: small and absurdly large, taking and resting. */
async function trade(
  source: MarketDataSource,
  model: Partial<ReplayedBookModel>,
): Promise<GameRun> {
  const exchange = createExchange({ startMs: 1_700_000_000_000 });
  exchange.deposit(ACCOUNT, micro(100_000_000));
  const replayed = createReplayedMarkets({ exchange, definitions: source.markets, model });
  const random = createSeededRandom(11, "chance");
  const refused: Record<string, number> = {};
  let orderCount = 0;

  const buy = (market: ReplayedMarket, token: 0 | 1): void => {
    const listed = exchange.market(market.conditionId);
    if (listed === undefined) throw new Error("a market that is not listed");
    const { tickSize } = listed.state;
    const ask = token === 0 ? listed.book.bestPrice(1) : 10_000 - listed.book.bestPrice(0);
    const isTaking = random.next() < 0.4;
    const price = Math.floor((ask + (isTaking ? 2 : -1) * tickSize) / tickSize) * tickSize;
    if (price < tickSize || price > 10_000 - tickSize) return;
    const size = micro([10, 25, 400, 100_000][Math.floor(random.next() * 4)] ?? 10);
    const bookLimit = token === 0 ? price : 10_000 - price;
    const shown = displayed(exchange, market, token === 0 ? 1 : 0, bookLimit);
    const takenBefore = market.book.counts.takenSize;
    orderCount += 1;
    exchange.place(
      {
        orderId: `order-${orderCount}`,
        account: ACCOUNT,
        session: "session",
        tokenId: listed.terms.tokenIds[token],
        side: "BUY",
        makerAmount: notionalMicroUsd(price, size),
        takerAmount: size,
        orderType: "GTC",
        isPostOnly: false,
        expiresAtMs: null,
        defersExecution: false,
        builderCode: null,
      },
      (answer) => {
        if (answer.isAccepted) return;
        refused[answer.refusal.code] = (refused[answer.refusal.code] ?? 0) + 1;
      },
    );
    expect(market.book.counts.takenSize - takenBefore).toBeLessThanOrEqual(shown);
  };

  for await (const frame of readFrames(source.batches())) {
    const market = replayed.markets[frameMarket(frame)];
    const before = market?.book.counts;
    replayed.apply(frame, frameTimeMs(frame));
    if (market === undefined || before === undefined) continue;
    const after = market.book.counts;
    const given = after.restingFilledSize - before.restingFilledSize;
    const beyond = after.beyondShownSize - before.beyondShownSize;
    const crossed = after.takenSize - before.takenSize;
    expect(given).toBeLessThanOrEqual(tapeOf(frame) + crossed + beyond);
    if (random.next() < 0.05) buy(market, random.next() < 0.5 ? 0 : 1);
    if (random.next() < 0.01) exchange.cancelMarket("session", { conditionId: market.conditionId });
    if (replayed.frameCount % 500 === 0) market.book.audit();
  }
  exchange.audit();
  const sum = (of: (market: ReplayedMarket) => number): number =>
    replayed.markets.reduce((total, market) => total + of(market), 0);
  return {
    stateHash: exchange.stateHash(),
    frameCount: replayed.frameCount,
    takenSize: sum(({ book }) => book.counts.takenSize),
    restingFilledSize: sum(({ book }) => book.counts.restingFilledSize),
    beyondShownSize: sum(({ book }) => book.counts.beyondShownSize),
    refused,
  };
}

const areGamesAbsent = !games.every((file) => existsSync(file));

describe.skipIf(areGamesAbsent)("trading inside three recorded games", () => {
  const cacheDir = mkdtempSync(join(tmpdir(), "polytraders-recorded-games-"));
  let source: MarketDataSource;
  beforeAll(async () => {
    source = await openData(games, { cacheDir });
  });
  afterAll(() => {
    rmSync(cacheDir, { recursive: true, force: true });
  });

  it("never fills more than is shown, and comes to the same hash twice", async () => {
    const model = { crossing: "shown" } as const;
    const first = await trade(source, model);
    expect(first.frameCount).toBeGreaterThan(5_000);
    expect(first.takenSize).toBeGreaterThan(micro(1_000));
    expect(first.restingFilledSize).toBeGreaterThan(micro(100));
    expect(first.beyondShownSize).toBe(0);
    expect(await trade(source, model)).toEqual(first);
  });

  it("tells how much the usual rule for crossings grants beyond what is shown", async () => {
    const usual = await trade(source, { crossing: "remainder" });
    expect(usual.beyondShownSize).toBeGreaterThan(0);
    expect(usual.beyondShownSize).toBeLessThanOrEqual(usual.restingFilledSize);
  });
});
