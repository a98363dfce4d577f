import {
  createBatch,
  RowFlag,
  RowKind,
  RowSide,
  Runtime,
  type ConfiguredBot,
  type ExecutionPort,
  type LedgerPort,
  type MarketDataBatch,
  type MarketDefinition,
  type OpenOrders,
  type VenueHealth,
} from "@polytraders/core";
import { loaded } from "../backtest/bench-bots.ts";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { marketsOf, slowestThousandthMs } from "./guarded-run.ts";
import { strategyOf } from "./pipeline-bots.ts";

interface Input {
  readonly intents: number;
  readonly markets: number;
}

const INTENTS_PER_FRAME = 8;
const FRAMES_PER_SECOND = 500;
/** Each market is seen so often before the first intent: guards let nothing pass that is unproven. */
const FRAMES_BEFORE = 30;

/** The risk bots as a trading run configures them, an account in good order, small orders. */
export async function prepare({ intents, markets }: Input): Promise<Round> {
  const definitions = tradable(marketsOf(markets));
  const { guardOrder, requiredGuards, bots } = await guardsOf(definitions);
  const warmUp = framesOf(0, FRAMES_BEFORE * markets, markets);
  const frames = Math.ceil(intents / INTENTS_PER_FRAME);
  const batches = framesOf(FRAMES_BEFORE * markets, frames, markets);
  let approved = 0;
  let isDue = false;
  const execution: ExecutionPort = {
    submit: () => {
      approved += 1;
    },
    cancel: () => undefined,
  };
  const durationsMs = new Float64Array(frames * INTENTS_PER_FRAME);
  let count = 0;
  const strategy = strategyOf(
    definitions,
    INTENTS_PER_FRAME,
    (durationMs) => {
      durationsMs[count] = durationMs;
      count += 1;
    },
    { first: 3_200, step: 100, isDue: () => isDue },
  );
  const runtime: Runtime = new Runtime({
    markets: definitions,
    bots: [...bots, { bot: loaded(strategy), configuration: {} }],
    configVersion: "benchmark",
    seed: 1,
    stopwatch: { nowMs: () => performance.now() },
    log: () => ({ info: () => undefined, warn: () => undefined }),
    onNotice: ({ code, found }) => {
      // A busy machine makes calls long; what that does to the figures is to be seen in them.
      if (code !== "BOT_CALL_OVERRAN") throw new Error(`${code}: ${found}`);
    },
    risk: {
      guardOrder,
      requiredGuards,
      execution,
      ledger: accountInGoodOrder(() => runtime.kernel.nowMs),
      openOrders: NO_ORDERS,
      venueHealth: openVenue(() => runtime.kernel.nowMs),
      waitsForVotes: true,
    },
  });
  for (const batch of warmUp) runtime.apply(batch);
  runtime.command({
    schemaVersion: 1,
    command: "enable_trading",
    commandId: "enable",
    operator: "benchmark",
    reason: "measuring",
    atMs: runtime.kernel.nowMs,
    expiresAtMs: null,
    scope: { botId: null, marketId: null },
  });
  isDue = true;
  return () => {
    for (const batch of batches) runtime.apply(batch);
    if (approved !== count) throw new Error(`${approved} of ${count} intents approved`);
    return {
      operations: approved,
      checksum: runtime.kernel.stateHash,
      figures: { "p99.9 ms": slowestThousandthMs(durationsMs) },
    };
  };
}

async function guardsOf(markets: readonly MarketDefinition[]): Promise<{
  readonly guardOrder: readonly string[];
  readonly requiredGuards: readonly string[];
  readonly bots: readonly ConfiguredBot[];
}> {
  const { loadBuiltInBots } = await loadInternal("cli/run/select-bots");
  const { tradingBots } = await loadInternal("cli/run/trading-bots");
  const { readRiskSettings } = await loadInternal("cli/risk-settings/read-risk-settings");
  const { settings } = readRiskSettings({ environment: {}, warn: () => undefined });
  const { bots, guardOrder, requiredGuards } = tradingBots(settings, {
    chosen: [],
    known: await loadBuiltInBots(),
    entries: {},
    markets,
    venue: "simulated",
  });
  return { guardOrder, requiredGuards, bots: bots.filter(isRiskBot) };
}

function isRiskBot({ bot }: ConfiguredBot): boolean {
  return bot.manifest.layer === "risk";
}

function tradable(markets: readonly MarketDefinition[]): MarketDefinition[] {
  const fees = { rate: 0.05, exponent: 1, rebateShare: 0.25 };
  const terms = { fees, rewards: null, endAtMs: null, gameStartAtMs: null, tags: [] };
  return markets.map((market) => ({ ...market, terms }));
}

/** A bid at 0.40 and an ask at 0.41 of each market, five levels behind either, sizes that change. */
function framesOf(first: number, count: number, markets: number): MarketDataBatch[] {
  return Array.from({ length: Math.ceil(count / BATCH_FRAMES) }, (_, block) => {
    const from = first + block * BATCH_FRAMES;
    const frames = Math.min(BATCH_FRAMES, first + count - from);
    const batch = createBatch(frames * ROWS_PER_FRAME_MAX);
    for (let frame = from; frame < from + frames; frame += 1) {
      if (frame % FRAMES_PER_SECOND === 0) put(batch, frame, markets, RowKind.Heartbeat, 0, 0, 0);
      if (frame < markets) putWholeBook(batch, frame, markets);
      const side = frame % 2 === 0 ? RowSide.Bid : RowSide.Ask;
      const size = 400_000_000 + (frame % 7) * 1_000_000;
      put(batch, frame, markets, RowKind.Level, side, side === RowSide.Bid ? 4_000 : 4_100, size);
    }
    return batch;
  });
}

const BATCH_FRAMES = 4_096;
const ROWS_PER_FRAME_MAX = 13;

function putWholeBook(batch: MarketDataBatch, frame: number, markets: number): void {
  put(batch, frame, markets, RowKind.BookStart, 0, 0, 0, 0);
  for (let level = 0; level < 5; level += 1) {
    for (const side of [RowSide.Bid, RowSide.Ask]) {
      const price = side === RowSide.Bid ? 4_000 - level * 100 : 4_100 + level * 100;
      put(batch, frame, markets, RowKind.Level, side, price, 400_000_000, 0);
    }
  }
}

function put(
  batch: MarketDataBatch,
  frame: number,
  markets: number,
  kind: number,
  side: number,
  price: number,
  size: number,
  flags: number = RowFlag.FrameEnd,
): void {
  const row = batch.length;
  batch.length += 1;
  const timeMs = 1_000_000 + Math.floor((frame * 1_000) / FRAMES_PER_SECOND);
  batch.timeMs[row] = timeMs;
  batch.exchangeTimeMs[row] = timeMs;
  batch.market[row] = frame % markets;
  batch.kind[row] = kind;
  batch.side[row] = side;
  batch.flags[row] = flags;
  batch.price[row] = price;
  batch.size[row] = size;
}

function accountInGoodOrder(nowMs: () => number): LedgerPort {
  const cashMicroUsd = 500_000_000;
  return {
    cashMicroUsd,
    redeemableMicroUsd: 0,
    inFlightMicroUsd: 0,
    reservedMicroUsd: 0,
    availableMicroUsd: cashMicroUsd,
    effectiveEquityMicroUsd: cashMicroUsd,
    startEquityMicroUsd: cashMicroUsd,
    exposureMicroUsd: 0,
    openPositionCount: 0,
    dailyVolumeMicroUsd: 0,
    get reconciledAtMs() {
      return nowMs();
    },
    peakCashMicroUsd: () => cashMicroUsd,
    marketExposureMicroUsd: () => 0,
    marketReservedMicroUsd: () => 0,
    sellableSize: () => 0,
    lastFillAtMs: () => null,
    position: () => undefined,
    positions: () => [],
  };
}

function openVenue(nowMs: () => number): VenueHealth {
  return {
    status: "open",
    statusSinceMs: 0,
    isGeoblocked: false,
    country: null,
    get heardAtMs() {
      return nowMs();
    },
    requestsLeft: () => 1_000,
    gasMicroPol: null,
  };
}

const NO_ORDERS: OpenOrders = {
  count: 0,
  sentWithin: () => 0,
  find: () => undefined,
  inMarket: () => [],
  restingSize: () => 0,
};
